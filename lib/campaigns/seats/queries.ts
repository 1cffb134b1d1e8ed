import type { SqlTx } from "@/lib/db";
import type { Queryable } from "../store";
import type { AskReason, SeatKind } from "../terms";

/**
 * Nobody ends what a seat rests on while this is held, and whoever did so is seen: taken before items are locked, by everything that
 * names somebody for a seat (launch, the start of a stage, escalation, reassignment). Held until commit, so keep it short.
 */
export async function holdSeats(tx: SqlTx): Promise<void> {
  await tx.query("select campaign_hold_seats()");
}

export interface FoundSeat {
  number: number;
  seat: string;
  seatKind: SeatKind;
}

export interface SeatSearch {
  campaignId: string;
  numbers: readonly number[];
  /** 1-based. */
  stage: number;
  /** Whoever is above the present holder of the seat, else the fallback: an escalation. */
  above?: boolean;
  /** Nobody of these, whatever else holds. */
  keptOut?: readonly string[];
}

/** Who would be asked about these items in this stage now; the seat is "" where nobody can be. In no order. */
export async function findSeats(tx: SqlTx, search: SeatSearch): Promise<FoundSeat[]> {
  const { campaignId, numbers, stage, above = false, keptOut = [] } = search;
  const { rows } = await tx.query<FoundSeat>(
    `select number, seat, seat_kind as "seatKind" from campaign_seats_of($1, $2, $3, $4, $5)`,
    [campaignId, numbers, stage, above, keptOut],
  );
  return rows;
}

export interface NewAsk {
  number: number;
  stage: number;
  fromSeat: string;
  toSeat: string;
  toKind: SeatKind;
  why: AskReason;
  note?: string;
  byId?: string | null;
}

/** Writes down that somebody else is asked than before: the record of who was asked when (C8). */
export async function insertAsks(tx: SqlTx, campaignId: string, asks: readonly NewAsk[]): Promise<void> {
  if (!asks.length) return;
  await tx.query(
    `insert into campaign_asks (campaign_id, number, stage, from_seat, to_seat, to_kind, why, note, by_id)
     select $1, number, stage, "fromSeat", "toSeat", "toKind", why, coalesce(note, ''), "byId"
     from json_to_recordset($2) r(number int, stage int, "fromSeat" text, "toSeat" text, "toKind" text, why text, note text, "byId" text)`,
    [campaignId, JSON.stringify(asks)],
  );
}

/** Opens a task for each of these items that nobody can be asked about. */
export async function insertLacking(tx: SqlTx, campaignId: string, numbers: readonly number[]): Promise<void> {
  await tx.query("select campaign_lacks_reviewer($1, $2)", [campaignId, numbers]);
}

/**
 * Asks anew about whatever open item still names somebody who left: a backstop, for the transaction in which they left did so
 * already. @returns how many were asked of somebody else
 */
export async function mendSeats(tx: SqlTx): Promise<number> {
  await holdSeats(tx);
  const { rows } = await tx.query<{ id: string }>(
    `select distinct p.id from campaign_counts c join campaigns k on k.id = c.campaign_id and k.state in ('active', 'paused')
       join people p on p.id = c.seat and p.status <> 'active'
     where c.items > 0 and c.state in ('pending', 'stale', 'decided', 'conflict')`,
  );
  if (!rows.length) return 0;
  const gone = rows.map(({ id }) => id);
  await tx.query("select campaign_next_fallback($1)", [gone]);
  const { rows: moved } = await tx.query<{ asked: number }>(
    `select coalesce(sum(campaign_ask_anew(o.campaign_id, o.stage, o.numbers, $1)), 0)::int as asked
     from (select i.campaign_id, i.stage, array_agg(i.number order by i.number) as numbers
       from unnest(campaign_unsettled($1, '{}', false)) p
       join campaign_items i on i.campaign_id = p.campaign_id and i.number = p.number group by 1, 2 order by 1, 2) o`,
    [gone],
  );
  return moved[0]?.asked ?? 0;
}

/** Who is away now and named this person to decide meanwhile; only people who are still here. */
export async function standingInFor(q: Queryable, personId: string): Promise<string[]> {
  const { rows } = await q.query<{ id: string }>(
    `select distinct b.person_id as id from absences b join people p on p.id = b.person_id and p.status = 'active'
     where b.delegate_id = $1 and b.ended_at is null and b.from_at <= clock_timestamp() and b.until_at > clock_timestamp() order by 1`,
    [personId],
  );
  return rows.map(({ id }) => id);
}

export async function groupsOf(q: Queryable, personId: string): Promise<string[]> {
  const { rows } = await q.query<{ class: string }>(
    `select g.privilege_class::text as class from reviewer_group_members m join reviewer_groups g on g.id = m.group_id
     where m.person_id = $1 order by 1`,
    [personId],
  );
  return rows.map((row) => row.class);
}

/** Active people of a group (its class), or of compliance (""), who hold the role for this team. */
export async function votersIn(q: Queryable, group: string, teamId: string | null): Promise<string[]> {
  const text = "select campaign_voters($1, $2) as voters";
  const { rows } = await q.query<{ voters: string[] }>({ name: "campaign-voters", text, values: [group, teamId] });
  return rows[0]?.voters ?? [];
}

/** The person of a seat, and whom they named while they are away; only who is active. */
export async function holderAndDelegate(
  q: Queryable,
  personId: string,
): Promise<{ holder: boolean; delegateId: string | null }> {
  const { rows } = await q.query<{ holder: boolean; delegateId: string | null }>({
    name: "campaign-holder",
    text: `select p.status = 'active' as holder, (select b.delegate_id from absences b join people d on d.id = b.delegate_id and d.status = 'active'
        where b.person_id = p.id and b.ended_at is null and b.from_at <= clock_timestamp() and b.until_at > clock_timestamp()
        order by b.created_at desc limit 1) as "delegateId"
     from people p where p.id = $1`,
    values: [personId],
  });
  return rows[0] ?? { holder: false, delegateId: null };
}
