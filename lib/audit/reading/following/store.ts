import { sql } from "@/lib/db";
import type { Question } from "../found";
import type { EventColumns } from "../store";
import { SEARCHABLE_TEXTS, wordsOf } from "../texts";
import { Bound, meets, misses, within } from "../where";
import type { Window } from "../windows";
import { has } from "../words";

/** Reading the log in the order of its numbers, which has no gaps: what time cannot promise, for events that commit late. */

/** How far the log that is being written is published: numbers below `size` are final. */
export async function publishedUpTo(): Promise<{ epoch: number; size: number }> {
  const { rows } = await sql().query<{ epoch: number; size: number }>(
    "select epoch, published_size::float8 as size from log_state where id = 1",
  );
  return rows[0] ?? { epoch: 1, size: 0 };
}

export interface Stretch {
  epoch: number;
  /** Inclusive, exclusive. */
  from: number;
  until: number;
}

/** The events of a stretch of the log that match, in its order. */
export async function matchingOf(question: Question, window: Window, stretch: Stretch, limit: number) {
  const bound = new Bound();
  const conditions = [
    ...question.facets.map((facet) => meets(facet, bound)),
    ...question.not.map((facet) => misses(facet, bound)),
    ...within(window, bound),
    ...(question.words ? [has(question.words, wordsOf(bound.bind(SEARCHABLE_TEXTS)), bound)] : []),
  ];
  const { rows } = await sql().query<EventColumns & { seq: number }>(
    `select e.*, s.seq::float8 as seq from (select seq, at, event_id from log_sequence where epoch = ${bound.bind(stretch.epoch)}
        and seq >= ${bound.bind(stretch.from)} and seq < ${bound.bind(stretch.until)} order by seq) s
      cross join lateral (select id, at, type, severity, outcome, actor_kind, actor_id, agent_id, target_kind, target_id, correlation_id,
        tool, policy, details from audit_events where at = s.at and id = s.event_id offset 0) e
      ${conditions.length ? `where ${conditions.join(" and ")}` : ""} order by s.seq limit ${bound.bind(limit)}`,
    bound.values,
  );
  return rows;
}
