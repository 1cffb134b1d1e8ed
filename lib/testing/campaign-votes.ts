import type { DecideItemInput } from "@/lib/campaigns";
import { decideItem } from "@/lib/campaigns";
import { systemContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { endStage } from "../campaigns/stages/end-stage";
import { liveSubjects } from "../campaigns/subjects/queries";
import type { ItemKind } from "../campaigns/terms";
import { launchedCampaign, planOf, seedReviewedAgent, seedReviewedGrant } from "./campaigns";
import { asPerson } from "./reviewing";

type Plan = NonNullable<Parameters<typeof planOf>[0]>;
type Agent = NonNullable<Parameters<typeof seedReviewedAgent>[0]>;

/** A campaign over so many grants of one new agent. */
export async function grantsUnderReview(over: { agent?: Agent; plan?: Plan; grants?: number } = {}) {
  const agentId = await seedReviewedAgent(over.agent);
  const grants: string[] = [];
  for (let at = 0; at < (over.grants ?? 1); at++) grants.push(await seedReviewedGrant(agentId));
  const campaignId = await launchedCampaign(planOf({ ...over.plan, scope: { agentIds: [agentId] } }));
  return { agentId, grants, campaignId };
}

export interface StoredItem {
  kind: ItemKind;
  subjectId: string;
  seat: string;
  seatKind: string;
  stage: number;
  state: string;
  decision: string | null;
  change: unknown;
  marks: string[];
  hops: number;
  tier: string;
  dueAt: Date | null;
  version: number;
}

export async function storedItem(campaignId: string, number = 1): Promise<StoredItem> {
  const { rows } = await sql().query<StoredItem>(
    `select kind, subject_id as "subjectId", seat, seat_kind as "seatKind", stage, state, decision, change, marks, hops, tier,
       due_at as "dueAt", version from campaign_items where campaign_id = $1 and number = $2`,
    [campaignId, number],
  );
  if (!rows[0]) throw new Error(`there is no item ${number}`);
  return rows[0];
}

/** What a page would send for this item: to keep it, seen as it is now. */
export async function sayingOf(campaignId: string, over: Partial<DecideItemInput> = {}): Promise<DecideItemInput> {
  const number = over.number ?? 1;
  const { kind, subjectId, version } = await storedItem(campaignId, number);
  const live = (await liveSubjects(sql(), [{ kind, subjectId }])).get(`${kind}:${subjectId}`);
  return {
    ...{
      campaignId,
      number,
      version,
      digest: live?.digest ?? "0".repeat(64),
      decision: "keep",
      reason: "used_regularly",
    },
    ...{ dwellMillis: 9_000, recommended: "look" },
    ...over,
  };
}

/** Somebody decides an item as it is now. */
export async function sayAs(name: string, campaignId: string, over: Partial<DecideItemInput> = {}) {
  return decideItem(await asPerson(name), await sayingOf(campaignId, over));
}

export const REVOKE = { decision: "revoke", reason: "unused" } as const;

/** The running stage's time is over. */
export async function endTime(campaignId: string): Promise<void> {
  await sql().query("update campaigns set stage_due_at = clock_timestamp() - interval '1 second' where id = $1", [
    campaignId,
  ]);
}

/** The worker does what is due, until it waits or the decisions are over. */
export async function workStages(campaignId: string): Promise<string> {
  for (let turn = 0; turn < 50; turn++) {
    const step = await endStage(systemContext("worker"), campaignId);
    if (step !== "again") return step;
  }
  throw new Error("the stages do not come to an end");
}

/** Where counts differ from a recount, in one snapshot: none, ever. */
export async function miscounts(campaignId: string): Promise<unknown[]> {
  const { rows } = await sql().query(
    `with counted as (select stage, seat, tier, state, decision, items from campaign_counts where campaign_id = $1 and items <> 0),
       recount as (select stage, seat, tier, state, coalesce(decision, '') as decision, count(*)::int as items from campaign_items
         where campaign_id = $1 group by 1, 2, 3, 4, 5)
     (select * from counted except select * from recount) union all (select * from recount except select * from counted)`,
    [campaignId],
  );
  return rows;
}
