import type { Metadata, Route } from "next";
import { orNotFound } from "@/app/(console)/guards";
import { DefinitionForm } from "@/components/campaigns/definitions/definition-form";
import { ForbiddenState } from "@/components/ui/error-state";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { getDefinition, planNames } from "@/lib/campaigns";
import { SCHEDULE_PRESETS } from "@/lib/campaigns/terms";
import { countScopeAction, previewScheduleAction } from "../../../actions";
import { scopeChoices, TIME_ZONES } from "../../../wizard-parts";
import { editDefinitionAction } from "../../actions";

export const metadata: Metadata = { title: "Edit a schedule" };

const ACTIONS = { count: countScopeAction, dates: previewScheduleAction, save: editDefinitionAction };

/** Changes when a schedule comes and what it makes. */
export default async function EditDefinitionPage({ params }: PageProps<"/campaigns/definitions/[id]/edit">) {
  const ctx = await requireContext();
  const { id } = await params;
  const view = await orNotFound(getDefinition(ctx, id));
  const { edit } = view.abilities;
  if (!edit.allowed) return <ForbiddenState message={edit.reason} />;
  const { name, plan, timeZone, fallback, version, description, schedule } = view;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Campaigns", href: "/campaigns" as Route },
          { label: "Schedules", href: "/campaigns/definitions" as Route },
          { label: name, href: `/campaigns/definitions/${id}` as Route },
          { label: "Edit" },
        ]}
        title={<LiteralText text={name} />}
        description="Holds from the next date on. Campaigns that were made keep the plan they were made with."
      />
      <DefinitionForm
        id={id}
        version={version}
        form={{ name, plan, timeZone, fallback: fallback ? { value: fallback.id, label: fallback.name } : null }}
        description={description}
        schedule={schedule ?? SCHEDULE_PRESETS[0].rule}
        names={Object.fromEntries(await planNames(plan))}
        choices={await scopeChoices(ctx)}
        timeZones={TIME_ZONES}
        actions={ACTIONS}
      />
    </>
  );
}
