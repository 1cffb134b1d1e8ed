import { sql } from "@/lib/db";
import type { Queryable } from "../store";

/** What a worker should look at, and how long it may rest after it did. */
export interface Candidate {
  id: string;
  restSeconds: number;
}

/**
 * Campaigns and packs for which time may have brought something about: found by small indexes and the counters alone, so that it can
 * be asked every second.
 */
export async function selectCandidates(q: Queryable): Promise<Candidate[]> {
  const { rows } = await q.query<Candidate>(
    `select id, min(rest)::int as "restSeconds" from (
       select c.id, 2 as rest from campaigns c where c.state = 'scheduled' and c.launch_at <= clock_timestamp()
       union all select c.id, case when c.stage_due_at <= clock_timestamp()
           or not exists (select from campaign_counts n where n.campaign_id = c.id and n.stage = c.stage and n.items > 0
             and n.state in ('pending', 'stale', 'conflict', 'decided'))
           or exists (select from campaign_items i where i.campaign_id = c.id and i.due_at <= clock_timestamp()
             and i.state in ('pending', 'stale'))
         then 5 else 60 end
         from campaigns c where c.state = 'active'
       union all select c.id, case when exists (select from campaign_remediations r where r.campaign_id = c.id
           and (r.state = 'applied' or r.state = 'planned' and r.apply_at <= clock_timestamp())) then 5 else 60 end
         from campaigns c where c.state in ('remediating', 'verifying')
       union all select p.campaign_id, 2 from campaign_packs p where p.state in ('waiting', 'building', 'anchoring')) due
     group by id`,
  );
  return rows;
}

/**
 * Runs `work` while no other worker does the same for this campaign; null when one does. The lock is its connection's: a worker that
 * is killed leaves it with its connection.
 */
export async function alone<T>(campaignId: string, work: () => Promise<T>): Promise<T | null> {
  const client = await sql().connect();
  const key = [`campaign-work:${campaignId}`];
  let lost: Error | undefined;
  try {
    const text = "select pg_try_advisory_lock(hashtextextended($1, 0)) as mine";
    const { rows } = await client.query<{ mine: boolean }>(text, key);
    if (!rows[0]?.mine) return null;
    try {
      return await work();
    } finally {
      await client.query("select pg_advisory_unlock(hashtextextended($1, 0))", key).catch((error) => {
        lost = error;
      });
    }
  } finally {
    // A connection that may still hold the lock is closed rather than given to somebody else.
    client.release(lost);
  }
}
