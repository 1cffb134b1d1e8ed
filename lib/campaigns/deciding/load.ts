import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { BarFacts } from "../rules";
import { type Voter, votersOf } from "../seats/voters-of";
import { type CampaignRecord, type ItemRecord, lockItems, type Queryable } from "../store";
import { type LiveSubject, liveSubjects, subjectKey } from "../subjects/queries";
import { holdPresence, type ItemStanding, loadStandings, shareCampaign } from "./store";

/** One item with everything that decides whether somebody may answer it, and what their answer makes of it. */
export interface Case {
  campaign: CampaignRecord;
  item: ItemRecord;
  standing: ItemStanding;
  /** Everybody whose word counts for the seat as it stands. */
  voters: Voter[];
  facts: BarFacts;
}

/** A case with the right as it is now; null: it is gone. */
export interface LiveCase extends Case {
  live: LiveSubject | null;
}

/**
 * The campaign, held beside others who decide, and the caller's presence with it.
 * @param missing what is said to be missing: whoever tries an item does not learn whether there is a campaign
 * @throws CountersignError `not_found`
 */
export async function requireShared(
  tx: SqlTx,
  ctx: Context,
  id: string,
  missing: "campaign" | "item" = "campaign",
): Promise<CampaignRecord> {
  await holdPresence(tx, ctx.actor.id);
  const campaign = await shareCampaign(tx, id);
  if (!campaign?.launchedAt) throw notFound(missing);
  return campaign;
}

/** These items of the campaign, held until commit, with the living rights. By number; what does not exist is absent. */
export async function holdCases(
  tx: SqlTx,
  ctx: Context,
  { campaign, numbers }: { campaign: CampaignRecord; numbers: readonly number[] },
): Promise<Map<number, LiveCase>> {
  const items = await lockItems(tx, campaign.id, numbers);
  const cases = await casesOf(tx, ctx, { campaign, items });
  const live = await liveSubjects(tx, items);
  return new Map(cases.map((one) => [one.item.number, { ...one, live: live.get(subjectKey(one.item)) ?? null }]));
}

/** The same without holding anything, and without the living rights: for pages. */
export async function casesOf(
  q: Queryable,
  ctx: Context,
  { campaign, items }: { campaign: CampaignRecord; items: readonly ItemRecord[] },
): Promise<Case[]> {
  const numbers = items.map(({ number }) => number);
  const standings = await loadStandings(q, { campaignId: campaign.id, numbers, personId: ctx.actor.id });
  const voters = await votersBySeat(q, items);
  return items.flatMap((item) => {
    const standing = standings.get(item.number);
    if (!standing) return [];
    const here = voters.get(seatKey(item)) ?? [];
    return [
      { campaign, item, standing, voters: here, facts: factsOf(ctx, { campaign, item, standing, voters: here }) },
    ];
  });
}

const seatKey = ({ seat, teamId }: ItemRecord): string => `${seat} ${teamId}`;

async function votersBySeat(q: Queryable, items: readonly ItemRecord[]): Promise<Map<string, Voter[]>> {
  const found = new Map<string, Voter[]>();
  for (const item of items) {
    if (!found.has(seatKey(item))) found.set(seatKey(item), await votersOf(q, item));
  }
  return found;
}

/** What the rules ask, as it stands now. That an agent is stopped counts at once, also before the mark says so. */
export function factsOf(ctx: Context, { campaign, item, standing, voters }: Omit<Case, "facts">): BarFacts {
  const { plan, state, stage, stageDueAt } = campaign;
  const stopped = standing.agentStatus === "suspended";
  const marks = stopped && !item.marks.includes("paused") ? [...item.marks, "paused" as const] : item.marks;
  const { ownerIds, formerOwnerIds, creatorId, granterIds } = standing;
  const asked = voters.map(({ personId }) => personId);
  return {
    campaign: { state, stage, stages: plan.stages.length, stageDueAt },
    item: { tier: item.tier, state: item.state, stage: item.stage, marks, dueAt: item.dueAt },
    duties: { ownerIds, formerOwnerIds, creatorId, granterIds },
    asked: new Set(asked),
    active: new Set(standing.active ? [...asked, ctx.actor.id] : asked.filter((id) => id !== ctx.actor.id)),
    firstLookIds: standing.formerVoterIds,
    now: standing.now,
  };
}

/**
 * Whoever is asked, has answered, or may read the campaign knows of the item; to everybody else it does not exist.
 * @throws CountersignError `not_found`
 */
export function requireSight(ctx: Context, one: Case): void {
  if (!isSeen(ctx, one)) throw notFound("item");
}

export function isSeen(ctx: Context, { campaign, standing, facts }: Case): boolean {
  const { id } = ctx.actor;
  const voted = standing.revisions > 0 || standing.votes.some(({ personId }) => personId === id);
  return facts.asked.has(id) || voted || can(ctx.actor, "campaigns.read", { teamId: campaign.teamId });
}
