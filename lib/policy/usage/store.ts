import type { SqlTx } from "@/lib/db";
import { idsFrom } from "@/lib/ids";

export interface Window {
  from: Date;
  to: Date;
}

/** Up to when decisions are counted; where none ever was, when the first was made. Null: there is none. */
export async function lockCountedUntil(tx: SqlTx): Promise<Date | null> {
  const { rows } = await tx.query<{ until: Date | null; first: Date | null }>(
    `select counted_until as until, (select at from decisions order by id limit 1) as first
       from decision_usage where id = 1 for update`,
  );
  return rows[0]?.until ?? rows[0]?.first ?? null;
}

/** When the decision was made with which a window of `most` decisions from here is full; null: it does not fill. */
export async function endOfWindow(tx: SqlTx, from: Date, most: number): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date }>(
    "select at from decisions where id >= $1 order by id offset $2 limit 1",
    [idsFrom("dec", from), most],
  );
  return rows[0]?.at ?? null;
}

const ALLOWED = "caller_kind <> 'person' and outcome in ('allow', 'allow_with_warning') and id >= $1 and id < $2";

/** Adds what was used in this window, by the ids of decisions, which sort by time. */
export async function countBetween(tx: SqlTx, { from, to }: Window): Promise<void> {
  const bounds = [idsFrom("dec", from), idsFrom("dec", to)];
  await tx.query(
    `update entitlements e set last_used_at = greatest(e.last_used_at, u.at), use_count = e.use_count + u.uses
       from (select unnest(entitlement_ids) as id, max(at) as at, count(*) as uses from decisions where ${ALLOWED} group by 1) u
      where e.id = u.id`,
    bounds,
  );
  await tx.query(
    `update agents a set last_used_at = greatest(a.last_used_at, u.at)
       from (select agent_id, max(at) as at from decisions where ${ALLOWED} group by 1) u where a.id = u.agent_id`,
    bounds,
  );
  await tx.query("update decision_usage set counted_until = $1 where id = 1", [to]);
}
