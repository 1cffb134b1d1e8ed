import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { orNotFound } from "@/app/(console)/guards";
import { Wizard } from "@/components/campaigns/wizard/wizard";
import { localOf } from "@/components/campaigns/wizard/zone";
import { ForbiddenState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { currentPerson, requireContext } from "@/lib/auth";
import { type CampaignSeen, getCampaign, getDefinition, planNames } from "@/lib/campaigns";
import {
  type CampaignPlan,
  EMPTY_SCOPE,
  ITEM_KINDS,
  SCHEDULE_PRESETS,
  USUAL_RULES,
  USUAL_STAGES,
} from "@/lib/campaigns/terms";
import type { Context } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";
import { refusal } from "../../guards";
import { scopeChoices, TIME_ZONES, WIZARD_ACTIONS } from "../wizard-parts";

export const metadata: Metadata = { title: "New campaign" };

const WEEK_MS = 7 * 86_400_000;
const USUAL_PLAN: CampaignPlan = { kinds: ITEM_KINDS, scope: EMPTY_SCOPE, stages: USUAL_STAGES, rules: USUAL_RULES };

/**
 * The launch wizard, filled in for the usual quarterly campaign, from the schedule `?from=`, or as the draft
 * `?draft=` was left; `?as=schedule` begins a schedule.
 */
export default async function NewCampaignPage({ searchParams }: PageProps<"/campaigns/new">) {
  const ctx = await requireContext();
  const person = await currentPerson();
  if (!person) redirect("/sign-in");
  const { from, as, draft: draftId } = await searchParams;
  const choices = await scopeChoices(ctx).catch(refusal);
  if (typeof choices === "string") return <ForbiddenState message={choices} />;
  const source = typeof from === "string" ? await orNotFound(getDefinition(ctx, from)) : null;
  const draft = typeof draftId === "string" ? await draftOrNull(ctx, draftId) : null;
  if (draft && draft.state !== "draft") redirect(`/campaigns/${draft.id}` as Route);
  const begun = draft ?? source;
  const names = begun ? await planNames(begun.plan) : new Map<string, string>();
  const timeZone = begun?.timeZone ?? person.timeZone;
  const fallback = begun?.fallback?.active ? begun.fallback : person;
  return (
    <>
      <Header title={as === "schedule" ? "New schedule" : "New campaign"} />
      <Wizard
        form={{
          name: draft?.name ?? (source ? `${source.name}, by hand` : usualName(ctx)),
          plan: begun?.plan ?? USUAL_PLAN,
          timeZone,
          fallback: { value: fallback.id, label: fallback.name },
        }}
        start={{
          kind: as === "schedule" ? "schedule" : "now",
          local: localOf(new Date(ctx.now.getTime() + WEEK_MS), timeZone).replace(/T.*/, "T09:00"),
          rule: SCHEDULE_PRESETS[0].rule,
        }}
        draft={draft && { id: draft.id, version: draft.version }}
        definitionId={source?.id ?? null}
        names={Object.fromEntries(names)}
        choices={choices}
        timeZones={TIME_ZONES}
        actions={WIZARD_ACTIONS}
      />
    </>
  );
}

/** A draft that was thrown away leaves the page as it is: whoever threw it away is just leaving. */
async function draftOrNull(ctx: Context, id: string): Promise<CampaignSeen | null> {
  try {
    return await getCampaign(ctx, id);
  } catch (error) {
    if (isCountersignError(error) && error.code === "not_found") return null;
    throw error;
  }
}

function Header({ title }: { title: string }) {
  return (
    <PageHeader
      crumbs={[{ label: "Campaigns", href: "/campaigns" as Route }, { label: title }]}
      title={title}
      description="Filled in for the usual quarter. Nobody is asked anything before the last step."
    />
  );
}

/** "Quarterly recertification Q4 2026". */
function usualName({ now }: Context): string {
  return `Quarterly recertification Q${Math.floor(now.getUTCMonth() / 3) + 1} ${now.getUTCFullYear()}`;
}
