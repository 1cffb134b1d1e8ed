import type { SqlTx } from "@/lib/db";
import { type Job, QUEUE } from "./terms";

type Queryable = Pick<SqlTx, "query">;

/**
 * One row of pg-boss, written as it writes them itself, from what the queue says: so a console sends in the transaction of its verb
 * without starting a queue of its own. A job that waits already suffices when it is due no later; nobody waits here for another
 * transaction, for a launch may last long.
 */
export async function insertJob(tx: SqlTx, job: Job, startAfter: Date | null): Promise<void> {
  await tx.query(
    `insert into pgboss.job (name, data, start_after, singleton_key, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max,
       expire_seconds, deletion_seconds, heartbeat_seconds, dead_letter, keep_until)
     select q.name, $2::jsonb, d.at, $3, q.policy, q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max,
       q.expire_seconds, q.deletion_seconds, q.heartbeat_seconds, q.dead_letter, d.at + q.retention_seconds * interval '1 second'
     from pgboss.queue q, (select greatest(coalesce($4::timestamptz, clock_timestamp()), clock_timestamp()) as at) d
     where q.name = $1 and not exists (select from pgboss.job j
       where j.name = q.name and j.singleton_key = $3 and j.state = 'created' and j.start_after <= d.at)`,
    [QUEUE, JSON.stringify(job), keyOf(job), startAfter],
  );
}

/**
 * For how many seconds nothing was done about each of these, where nothing runs or waits to run: whoever looks for what was forgotten
 * need not ask again for what was done a moment ago, nor every second for what was given up within the last minutes. Infinity:
 * nothing was done lately.
 */
export async function restedKeys(
  q: Queryable,
  kind: Job["kind"],
  ids: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await q.query<{ id: string; busy: boolean; rested: number | null }>(
    `select i.id, coalesce(bool_or(j.state in ('active', 'retry') or j.state = 'created' and j.start_after <= clock_timestamp()
         or j.state = 'failed' and j.completed_on > clock_timestamp() - interval '5 minutes'), false) as busy,
       extract(epoch from clock_timestamp() - max(j.completed_on))::float8 as rested
     from unnest($2::text[]) as i (id) left join pgboss.job j on j.name = $1 and j.singleton_key = $3 || ':' || i.id group by i.id`,
    [QUEUE, ids, kind],
  );
  return new Map(rows.flatMap(({ id, busy, rested }) => (busy ? [] : [[id, rested ?? Number.POSITIVE_INFINITY]])));
}

function keyOf({ kind, id }: Job): string {
  return `${kind}:${id}`;
}
