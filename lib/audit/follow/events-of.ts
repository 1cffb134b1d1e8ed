/**
 * SQL: the events with the numbers $1 (epoch), $2 ≤ seq < $3, as `e` beside their numbers `s`. Each is looked up by its key: a
 * planner without statistics would read a whole month instead.
 */
export const eventsOf = (columns: string) => `from log_sequence s cross join lateral
    (select ${columns} from audit_events where at = s.at and id = s.event_id offset 0) e
  where s.epoch = $1 and s.seq >= $2 and s.seq < $3`;
