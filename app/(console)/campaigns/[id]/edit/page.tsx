import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { orNotFound } from "@/app/(console)/guards";
import { Wizard } from "@/components/campaigns/wizard/wizard";
import { localOf } from "@/components/campaigns/wizard/zone";
import { ForbiddenState } from "@/components/ui/error-state";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { getCampaign } from "@/lib/campaigns";
import { SCHEDULE_PRESETS } from "@/lib/campaigns/terms";
import { scopeChoices, TIME_ZONES, WIZARD_ACTIONS } from "../../wizard-parts";

export const metadata: Metadata = { title: "Draft of a campaign" };

const WEEK_MS = 7 * 86_400_000;

/** Goes on with a draft where it was left; what is launched already is its own page. */
export default async function EditCampaignPage({ params }: PageProps<"/campaigns/[id]/edit">) {
  const ctx = await requireContext();
  const { id } = await params;
  const campaign = await orNotFound(getCampaign(ctx, id));
  if (campaign.state !== "draft") redirect(`/campaigns/${id}` as Route);
  const { edit } = campaign.abilities;
  if (!edit.allowed) return <ForbiddenState message={edit.reason} />;
  const { name, plan, timeZone, fallback, version, names } = campaign;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Campaigns", href: "/campaigns" as Route }, { label: name }]}
        title={<LiteralText text={name} />}
        description="A draft: nobody is asked anything before it is launched."
      />
      <Wizard
        form={{ name, plan, timeZone, fallback: fallback ? { value: fallback.id, label: fallback.name } : null }}
        start={{
          kind: "now",
          local: localOf(new Date(ctx.now.getTime() + WEEK_MS), timeZone).replace(/T.*/, "T09:00"),
          rule: SCHEDULE_PRESETS[0].rule,
        }}
        draft={{ id, version }}
        definitionId={null}
        names={Object.fromEntries(names)}
        choices={await scopeChoices(ctx)}
        timeZones={TIME_ZONES}
        actions={WIZARD_ACTIONS}
      />
    </>
  );
}
