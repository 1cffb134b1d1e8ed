import type { SqlTx } from "@/lib/db";
import type { Tier } from "@/lib/risk/terms";
import type { FoundSeat } from "../seats/queries";
import type { ItemKind, ItemOutcome, ItemState, Mark } from "../terms";

interface StageOf {
  campaignId: string;
  stage: number;
}

/** What still asks, of the states of items. */
const UNANSWERED = "('pending', 'stale', 'conflict', 'no_reviewer')";

/** An item on which nobody answered in time. */
export interface Unanswered {
  number: number;
  kind: ItemKind;
  subjectId: string;
  agentId: string;
  tier: Tier;
  state: ItemState;
  seat: string;
  marks: Mark[];
  silences: number;
  /** Somebody did say something, and nobody said no. */
  kept: boolean;
}

/** Items whose time is over, the next of them by number; held until commit. Those that are paused have all the time they need. */
export async function holdUnanswered(
  tx: SqlTx,
  { campaignId, stage, due, limit }: StageOf & { due: Date; limit: number },
): Promise<Unanswered[]> {
  const { rows } = await tx.query<Unanswered>(
    `select i.number, i.kind, i.subject_id as "subjectId", i.agent_id as "agentId", i.tier, i.state, i.seat, i.marks, i.silences,
       i.state = 'pending' and exists (select from campaign_votes v where v.campaign_id = i.campaign_id and v.number = i.number
         and v.stage = i.stage and v.current) as kept
     from campaign_items i
     where i.campaign_id = $1 and i.stage = $2 and i.state in ${UNANSWERED} and i.paused_at is null
       and coalesce(i.due_at, $3) <= clock_timestamp()
     order by i.number limit $4 for no key update`,
    [campaignId, stage, due, limit],
  );
  return rows;
}

/** What silence, or a strategy that takes silence for consent, makes of held items; what earlier stages asked for stays when they are kept. */
export async function settleUnanswered(
  tx: SqlTx,
  given: { campaignId: string; numbers: readonly number[]; state: "no_response" | "decided"; outcome: ItemOutcome },
): Promise<void> {
  if (given.numbers.length === 0) return;
  await tx.query(
    `update campaign_items i set state = $3, version = i.version + 1, decided_at = clock_timestamp(),
       decision = case when $4 = 'keep' then coalesce(i.carried ->> 'outcome', 'keep') else $4 end,
       change = case when $4 = 'keep' then nullif(i.carried -> 'change', 'null') end
     where i.campaign_id = $1 and i.number = any($2)`,
    [given.campaignId, given.numbers, given.state, given.outcome],
  );
}

/** Asks the next person up about held items, for so many days. */
export async function escalateItems(
  tx: SqlTx,
  { campaignId, seats, days }: { campaignId: string; seats: readonly FoundSeat[]; days: number },
): Promise<void> {
  if (seats.length === 0) return;
  await tx.query(
    `update campaign_items i set seat = s.seat, seat_kind = s.kind, state = 'pending', marks = array_append(i.marks, 'escalated'),
       due_at = clock_timestamp() + make_interval(days => $5::int), version = i.version + 1
     from unnest($2::int[], $3::text[], $4::text[]) s(number, seat, kind)
     where i.campaign_id = $1 and i.number = s.number`,
    [campaignId, seats.map(({ number }) => number), seats.map(({ seat }) => seat), seats.map((s) => s.seatKind), days],
  );
}

export interface Left {
  /** Somebody is still asked. */
  asking: number;
  /** Decided, and not signed yet. */
  unsigned: number;
  paused: number;
  items: number;
}

/** What is left of a stage, from the counts; what is paused is not waited for. */
export async function countLeft(tx: SqlTx, { campaignId, stage }: StageOf): Promise<Left> {
  const { rows } = await tx.query<Left>(
    `select coalesce(sum(c.items) filter (where c.state in ${UNANSWERED}), 0)::int - p.paused as asking,
       coalesce(sum(c.items) filter (where c.state = 'decided'), 0)::int as unsigned, p.paused, coalesce(sum(c.items), 0)::int as items
     from (select count(*)::int as paused from campaign_items i where i.campaign_id = $1 and i.stage = $2 and i.paused_at is not null
         and i.state in ${UNANSWERED}) p
       left join campaign_counts c on c.campaign_id = $1 and c.stage = $2 group by p.paused`,
    [campaignId, stage],
  );
  return rows[0] ?? { asking: 0, unsigned: 0, paused: 0, items: 0 };
}

/**
 * Which items of a stage go on to the next: all of tier high and critical, and of the others a share that anybody can draw again
 * from the campaign's id and the item's number. What is to be taken away has been decided.
 */
export async function numbersGoingOn(
  tx: SqlTx,
  { campaignId, stage, samplePercent }: StageOf & { samplePercent: number },
): Promise<number[]> {
  const { rows } = await tx.query<{ number: number }>(
    `select i.number from campaign_items i
     where i.campaign_id = $1 and i.stage = $2 and i.state in ('decided', 'signed_off', 'no_response')
       and i.decision not in ('revoke', 'suspend')
       and (i.tier in ('high', 'critical') or campaign_draw(i.campaign_id, i.number) < $3)
     order by i.number for no key update`,
    [campaignId, stage, samplePercent],
  );
  return rows.map(({ number }) => number);
}

/** Puts held items into the next stage, asked of these seats; what was asked for so far is carried. */
export async function enterStage(
  tx: SqlTx,
  { campaignId, stage, seats }: StageOf & { seats: readonly FoundSeat[] },
): Promise<void> {
  await tx.query(
    `with moved as (
       update campaign_items i set stage = $5, seat = s.seat, seat_kind = s.kind, version = i.version + 1,
         state = case when s.seat = '' then 'no_reviewer' else 'pending' end,
         carried = case when i.decision = 'keep' then null else jsonb_build_object('outcome', i.decision, 'change', i.change) end,
         decision = null, change = null, decided_at = null, signed_at = null, due_at = null,
         marks = array_remove(array_remove(i.marks, 'escalated'), 'second_look')
       from unnest($2::int[], $3::text[], $4::text[]) s(number, seat, kind)
       where i.campaign_id = $1 and i.number = s.number
       returning i.number, old.seat as was, i.seat, i.seat_kind)
     insert into campaign_asks (campaign_id, number, stage, from_seat, to_seat, to_kind, why)
     select $1, number, $5, was, seat, seat_kind, 'stage' from moved order by number`,
    [campaignId, seats.map(({ number }) => number), seats.map(({ seat }) => seat), seats.map((s) => s.seatKind), stage],
  );
}

/** Items that a stopped agent holds up, or that wait again because it runs. @returns how many of either */
export async function settlePauses(tx: SqlTx, campaignId: string): Promise<{ paused: number; resumed: PausedItem[] }> {
  const { rowCount } = await tx.query(
    `update campaign_items i set paused_at = clock_timestamp(), marks = array_append(i.marks, 'paused'), version = i.version + 1
     where (i.campaign_id, i.number) in (
       select h.campaign_id, h.number from campaign_items h join agents a on a.id = h.agent_id and a.status = 'suspended'
       where h.campaign_id = $1 and h.state in ${UNANSWERED} and h.paused_at is null order by h.number for no key update of h)`,
    [campaignId],
  );
  const { rows } = await tx.query<PausedItem>(
    `select i.number, i.stage, i.due_at as "dueAt", i.paused_at as "pausedAt" from campaign_items i join agents a on a.id = i.agent_id
     where i.campaign_id = $1 and i.paused_at is not null and a.status <> 'suspended' order by i.number for no key update of i`,
    [campaignId],
  );
  return { paused: rowCount ?? 0, resumed: rows };
}

export interface PausedItem {
  number: number;
  stage: number;
  dueAt: Date | null;
  pausedAt: Date;
}

/** @param dueAts by position: until when each decides now; null for the stage's own end */
export async function resumeItems(
  tx: SqlTx,
  { campaignId, numbers, dueAts }: { campaignId: string; numbers: readonly number[]; dueAts: readonly (Date | null)[] },
): Promise<void> {
  await tx.query(
    `update campaign_items i set paused_at = null, marks = array_remove(i.marks, 'paused'), due_at = d.due_at, version = i.version + 1
     from unnest($2::int[], $3::timestamptz[]) d(number, due_at) where i.campaign_id = $1 and i.number = d.number`,
    [campaignId, numbers, dueAts],
  );
}

/** Deadlines of single items move with those of their campaign. */
export async function postponeItems(tx: SqlTx, campaignId: string, millis: number): Promise<void> {
  await tx.query(
    `update campaign_items set due_at = due_at + make_interval(secs => $2::float8 / 1000), version = version + 1
     where campaign_id = $1 and due_at is not null and state in ('pending', 'stale', 'decided', 'conflict')`,
    [campaignId, millis],
  );
}

/** Nobody has to do anything for a campaign that is over. */
export async function dropTasks(tx: SqlTx, campaignId: string): Promise<void> {
  await tx.query(
    `update campaign_tasks set state = 'dropped', done_at = clock_timestamp(), version = version + 1
     where campaign_id = $1 and state = 'open'`,
    [campaignId],
  );
}
