import { TIERS, type Tier } from "@/lib/risk/terms";
import { type CampaignPlan, type CampaignScope, type CampaignState, ITEM_KINDS, type ItemKind, LIMITS } from "../terms";
import type { ScopeCounts } from "../views";

/** The one team to which a scope is confined; null: it goes across teams, and needs a role for the whole organisation. */
export function teamOfScope({ teamIds }: Pick<CampaignScope, "teamIds">): string | null {
  return teamIds.length === 1 ? (teamIds[0] ?? null) : null;
}

/** Why a campaign cannot be edited as it stands; null: it can. */
export function editRefusal(state: CampaignState): string | null {
  return state === "draft" ? null : "Only a draft can be changed: what is launched stays as it was launched.";
}

/** The sums of a scope. What is excluded is not among the items. */
export function scopeCountsOf(
  counted: readonly { kind: ItemKind; tier: Tier; excluded: boolean; items: number }[],
  agents: number,
): ScopeCounts {
  const zero = <K extends string>(keys: readonly K[]) =>
    Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
  const counts: ScopeCounts = { items: 0, agents, byKind: zero(ITEM_KINDS), byTier: zero(TIERS), excluded: 0 };
  for (const { kind, tier, excluded, items } of counted) {
    if (excluded) {
      counts.excluded += items;
      continue;
    }
    counts.items += items;
    counts.byKind[kind] += items;
    counts.byTier[tier] += items;
  }
  return counts;
}

export interface LaunchFacts {
  items: number;
  excluded: number;
  fallback: { active: boolean } | null;
  /** People named by stages who are not active, by the number of their stage. */
  absent: readonly number[];
  launchAt: Date | null;
}

/** What stands in the way of a launch, each as a sentence that says what to do; empty: nothing (C1). */
export function launchProblems({ items, excluded, fallback, absent, launchAt }: LaunchFacts, now: Date): string[] {
  const problems: string[] = [];
  if (items === 0) {
    problems.push(
      excluded > 0
        ? "Everything in this scope is excluded: widen the scope."
        : "Nothing is in this scope: widen it, or choose other kinds of rights.",
    );
  }
  if (items + excluded > LIMITS.items) {
    problems.push(`More than ${LIMITS.items.toLocaleString("en")} items: make several campaigns of it.`);
  }
  if (!fallback) problems.push("Choose who is asked where nobody else can judge.");
  else if (!fallback.active)
    problems.push("Who is asked where nobody else can is not active any more: choose somebody else.");
  for (const stage of absent) problems.push(`The person named in stage ${stage} is not active: choose somebody else.`);
  if (launchAt && launchAt.getTime() < now.getTime() - 60_000) {
    problems.push("The time of the launch is over: choose a later one, or launch now.");
  }
  return problems;
}

/** The people whom stages name. */
export function namedIn({ stages }: Pick<CampaignPlan, "stages">): string[] {
  return stages.flatMap(({ personId }) => (personId === null ? [] : [personId]));
}

/** Of the stages that name somebody, those whose person is not active. */
export function absentStages(
  { stages }: Pick<CampaignPlan, "stages">,
  people: ReadonlyMap<string, { active: boolean }>,
): number[] {
  return stages.flatMap(({ personId }, at) => (personId !== null && !people.get(personId)?.active ? [at + 1] : []));
}
