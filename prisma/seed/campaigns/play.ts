import {
  advanceCampaign,
  decideItem,
  draftCampaign,
  launchCampaign,
  performLaunch,
  reassignItem,
  signOff,
} from "@/lib/campaigns";
import type { CampaignPlan, ItemDecision, ItemKind } from "@/lib/campaigns/terms";
import { systemContext } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { contextOf } from "../organisation";
import { PEOPLE, personByKey } from "../people";

/** Campaigns of the demo are played through the verbs of the console; the database's clock is put back to when it happened. */

export const ZONE = "Europe/Warsaw";
export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const LANES = 6;

export const worker = (now: Date) => systemContext("worker", { now });
export const after = (from: Date, days: number) => new Date(from.getTime() + days * DAY_MS);

/** The full hour at which a working day ends, so many days and at most one more after `now`. */
export function eveningAfter(now: Date, days: number): Date {
  const evening = after(now, days);
  evening.setUTCHours(16, 0, 0, 0);
  return evening > after(now, days) ? evening : after(evening, 1);
}

/** "Q3 2026": the quarter in which an instant lies. */
export function quarterOf(at: Date): string {
  return `Q${Math.floor(at.getUTCMonth() / 3) + 1} ${at.getUTCFullYear()}`;
}

/** Drafts and launches as Inês does, and writes its items as the worker does. @returns its id */
export async function launch(name: string, plan: CampaignPlan, at: Date): Promise<string> {
  const ctx = contextOf("ines", at);
  const { id } = await draftCampaign(ctx, {
    name,
    // The lists of a plan are what a form sends.
    plan: structuredClone(plan) as never,
    timeZone: ZONE,
    fallbackId: personByKey("henrik").id,
  });
  await launchCampaign(ctx, { id, version: 1 });
  await performLaunch(worker(at), id);
  // What stopped agents hold up is marked so.
  await advance(id, at);
  await sql().query("update campaign_items set paused_at = $2 where campaign_id = $1 and paused_at is not null", [
    id,
    at,
  ]);
  return id;
}

/** Lets the worker go on until it waits for people or for time. */
export async function advance(id: string, at: Date): Promise<void> {
  while ((await advanceCampaign(worker(at), id)) === "again");
}

export interface Asked {
  number: number;
  kind: ItemKind;
  agentName: string;
  environment: string;
  server: string | null;
  tool: string | null;
  tier: string;
  seat: string;
  stage: number;
  version: number;
  digest: string;
}

/** What is open and not held up, in order of number, with the digest that the reviewer's screen shows. */
export async function openItems(campaignId: string): Promise<Asked[]> {
  const { rows } = await sql().query<Asked>(
    `select i.number, i.kind, a.name as "agentName", a.environment::text, coalesce(i.snapshot #>> '{rights,server}', i.snapshot #>> '{rights,name}') as server,
       i.snapshot #>> '{rights,tool}' as tool, i.tier, i.seat, i.stage, i.version, encode(i.digest, 'hex') as digest
     from campaign_items i join agents a on a.id = i.agent_id
     where i.campaign_id = $1 and i.state in ('pending', 'stale') and i.paused_at is null order by i.number`,
    [campaignId],
  );
  return rows;
}

export interface Word {
  by: string;
  at: Date;
  decision: ItemDecision;
  reason: string;
  text?: string;
  change?: unknown[];
}

/** One person's word on one item, as of then. */
export async function say(campaignId: string, { number, version, digest }: Asked, word: Word): Promise<void> {
  const { by, at, decision, reason, text = "", change = null } = word;
  const said = { decision, reason, text, change: change as never, recommended: "look" } as const;
  const dwellMillis = 9_000 + ((number * 7_919) % 46_000);
  await decideItem(contextOf(by, at), { campaignId, number, version, digest, dwellMillis, ...said });
  // Before the sign-off, which is over the times of the votes as well.
  await sql().query(
    "update campaign_votes set at = $4 where campaign_id = $1 and number = $2 and person_id = $3 and current and signoff_id is null",
    [campaignId, number, personByKey(by).id, at],
  );
}

/** Signs what somebody decided, as of then. */
export async function sign(campaignId: string, by: string, at: Date): Promise<void> {
  await signOff(contextOf(by, at), { campaignId });
  await sql().query(
    `update campaign_signoffs set at = $3 where id = (
       select id from campaign_signoffs where campaign_id = $1 and person_id = $2 order by at desc limit 1)`,
    [campaignId, personByKey(by).id, at],
  );
}

/** Hands one item on, as of then. */
export async function handOn(
  campaignId: string,
  { number, version }: Asked,
  given: { from: string; to: string; at: Date; note: string },
): Promise<void> {
  const { from, to, at, note } = given;
  const toPersonId = personByKey(to).id;
  await reassignItem(contextOf(from, at), { campaignId, number, version, toPersonId, note });
  await sql().query("update campaign_asks set at = $3 where campaign_id = $1 and number = $2", [
    campaignId,
    number,
    at,
  ]);
}

/** Who is behind a seat in the demo; null: nobody who answers. */
function keyOf(seat: string): string | null {
  if (seat === "compliance") return "ines";
  if (seat.startsWith("group:")) return "daniel";
  return PEOPLE.find(({ id }) => id === seat)?.key ?? null;
}

/** The lists of everybody who is asked, several at once but each in its order: what one person says is said one after the other. */
export async function byReviewer(items: readonly Asked[], turn: (by: string, own: Asked[]) => Promise<void>) {
  const lists = [...Map.groupBy(items, ({ seat }) => keyOf(seat))];
  const lane = async () => {
    for (let next = lists.pop(); next; next = lists.pop()) if (next[0]) await turn(next[0], next[1]);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** When somebody gives their n-th answer of a sitting: under a minute apart, never twice the same. */
export function sitting(from: Date, place: number): Date {
  return new Date(from.getTime() + place * 52_000 + ((place * 37) % 17) * 1_000);
}

/** An hour of the day for each reviewer, so that a campaign does not fill in one morning. */
export function dayOf(by: string, from: Date, spread: number): Date {
  const place = PEOPLE.findIndex(({ key }) => key === by);
  return new Date(after(from, (place * 3) % spread).getTime() + ((place * 5) % 7) * HOUR_MS);
}

/** Puts the items' own times and the votes of each day right after votes and signatures were put back. */
export async function putTimesRight(campaignId: string): Promise<void> {
  await sql().query(
    `update campaign_items i set decided_at = v.at, signed_at = case when i.signed_at is not null then s.at end
     from campaign_votes v left join campaign_signoffs s on s.id = v.signoff_id
     where i.campaign_id = $1 and v.campaign_id = $1 and v.number = i.number and v.stage = i.stage and v.current and i.decided_at is not null`,
    [campaignId],
  );
  await sql().query("delete from campaign_days where campaign_id = $1", [campaignId]);
  await sql().query(
    `insert into campaign_days (campaign_id, day, decision, votes)
     select campaign_id, (at at time zone 'UTC')::date, decision, count(*)::int from campaign_votes where campaign_id = $1 group by 1, 2, 3`,
    [campaignId],
  );
}

/** Whether a campaign of this name was played already: seeding may have been cut off. */
export async function isThere(name: string): Promise<boolean> {
  return (await db().campaign.count({ where: { name, state: { not: "draft" } } })) > 0;
}
