import { EVENT_OF } from "./log-store";
import type { Queryable } from "./store";

/** The queue of events that wait for their number: up to forty of one statement in a row. */

export interface PendingEvent {
  /** Of the row of the queue in which it waits with others. */
  position: bigint;
  eventId: string;
  /** As `hashOfEscaped` reads it; null when the event is gone although it was never numbered. */
  leaf: string | null;
  leafHash: Buffer | null;
}

/**
 * The events that wait for a number, the longest waiting first, with their stored bytes: whole rows of the queue, as many as hold
 * `most` events.
 */
export async function readPending(q: Queryable, most: number): Promise<PendingEvent[]> {
  const { rows } = await q.query<PendingEvent>({
    name: "log-pending",
    text: `select p.position, w.event_id as "eventId", encode(e.leaf, 'escape') as leaf, e.leaf_hash as "leafHash"
      from (select position, sum(events) over (order by position) - events as before
          from (select position, cardinality(event_ids) as events from log_queue order by position limit $1) c) p
      cross join lateral (select event_ids, ats from log_queue where position = p.position offset 0) r
      cross join lateral unnest(r.event_ids, r.ats) with ordinality w (event_id, at, place)
      left join ${EVENT_OF("w")} where p.before < $1 order by p.position, w.place`,
    values: [most],
  });
  return rows;
}

/** The newest position that was given to an event. */
export async function readLastPosition(q: Queryable): Promise<bigint> {
  const { rows } = await q.query<{ last: bigint }>({
    name: "log-last-position",
    text: "select last_value as last from log_pending_position_seq",
  });
  return rows[0]?.last ?? 0n;
}

/** The position of the row of the queue in which one event waits; null when it has its number. */
export async function findPosition(q: Queryable, eventId: string): Promise<bigint | null> {
  const { rows } = await q.query("select position from log_queue where $1 = any (event_ids)", [eventId]);
  return rows[0]?.position ?? null;
}
