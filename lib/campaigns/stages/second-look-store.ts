import type { SqlTx } from "@/lib/db";
import type { FoundSeat } from "../seats/queries";

export async function hasSecondLook(tx: SqlTx, campaignId: string, stage: number): Promise<boolean> {
  const text = "select 1 from campaign_asks where campaign_id = $1 and stage = $2 and why = 'second_look' limit 1";
  return (await tx.query(text, [campaignId, stage])).rowCount === 1;
}

interface Whose {
  campaignId: string;
  stage: number;
  personId: string;
}

/** A share of what this person kept and signed, of tier low and moderate, one at least; the items are held until commit. */
export async function drawKept(tx: SqlTx, given: Whose & { percent: number }): Promise<number[]> {
  const { rows } = await tx.query<{ number: number }>(
    `with kept as (
       select i.number, row_number() over (order by campaign_draw(i.campaign_id || ' again', i.number), i.number) as nth,
         count(*) over () as total
       from campaign_votes v join campaign_items i on i.campaign_id = v.campaign_id and i.number = v.number and i.stage = v.stage
       where v.campaign_id = $1 and v.stage = $2 and v.person_id = $3 and v.current and v.signoff_id is not null and v.decision = 'keep'
         and i.state = 'signed_off' and i.decision = 'keep' and i.tier in ('low', 'moderate'))
     select h.number from campaign_items h where h.campaign_id = $1
       and h.number = any(array(select number from kept where nth <= ceil(total * $4::int / 100.0)))
     order by h.number for no key update`,
    [given.campaignId, given.stage, given.personId, given.percent],
  );
  return rows.map(({ number }) => number);
}

/** The first word stays on record and counts no more: somebody else is asked, for so many days. */
export async function askAgain(
  tx: SqlTx,
  given: { campaignId: string; stage: number; seats: readonly FoundSeat[]; days: number },
): Promise<void> {
  const { campaignId, stage, seats, days } = given;
  if (seats.length === 0) return;
  const numbers = seats.map(({ number }) => number);
  await tx.query(
    "update campaign_votes set current = false where campaign_id = $1 and stage = $2 and number = any($3) and current",
    [campaignId, stage, numbers],
  );
  await tx.query(
    `update campaign_items i set seat = s.seat, seat_kind = s.kind, state = 'pending', decision = null, change = null, decided_at = null,
       signed_at = null, marks = array_append(i.marks, 'second_look'), due_at = clock_timestamp() + make_interval(days => $5::int),
       version = i.version + 1
     from unnest($2::int[], $3::text[], $4::text[]) s(number, seat, kind) where i.campaign_id = $1 and i.number = s.number`,
    [campaignId, numbers, seats.map(({ seat }) => seat), seats.map((s) => s.seatKind), days],
  );
}
