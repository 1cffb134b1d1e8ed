import { sql } from "@/lib/db";
import { openFields } from "../../person-keys";
import type { Queryable } from "../../store";
import type { Place, Question } from "../found";
import type { EventColumns } from "../store";
import { SEARCHABLE_TEXTS, wordsOf } from "../texts";
import { Bound, meets, misses, within } from "../where";
import type { Window } from "../windows";
import { has } from "../words";

/** Reading the log in the order of its numbers, which has no gaps: what time cannot promise, for events that commit late. */

export interface Key extends Place {
  epoch: number;
  seq: number;
}

/** How far the log that is being written is published: numbers below `size` are final. */
export async function publishedUpTo(q: Queryable = sql()): Promise<{ epoch: number; size: number }> {
  const { rows } = await q.query<{ epoch: number; size: number }>(
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

/** One event as it stands in the log, for who takes it home. */
export interface LogRow {
  epoch: number;
  seq: number;
  id: string;
  at: Date;
  type: string;
  severity: string;
  outcome: string;
  actorKind: string;
  actorId: string;
  agentId: string | null;
  targetKind: string;
  targetId: string;
  correlationId: string;
  tool: string | null;
  policy: string | null;
  details: Record<string, unknown>;
  leaf: Buffer;
  leafHash: Buffer;
  /** What stands beside the leaf, opened. Of what was erased: when, and an empty salt. */
  beside: { field: string; salt: Buffer; value: string; erasedAt: Date | null }[];
}

type Stored = Omit<LogRow, "epoch" | "seq" | "beside">;

/** The events of these keys with everything that stands beside them, in the order of the keys. What was let go is absent. */
export async function rowsOf(q: Queryable, keys: readonly Key[]): Promise<LogRow[]> {
  if (keys.length === 0) return [];
  const times = keys.map(({ at }) => at.getTime());
  const stretch = [new Date(Math.min(...times)), new Date(Math.max(...times))];
  const values = [keys.map(({ at }) => at), keys.map(({ id }) => id), ...stretch];
  // Each by its key, within the stretch of time that the keys span: few of them may lie far apart.
  const events = await q.query<Stored>(
    `select e.* from unnest($1::timestamptz[], $2::text[]) k (at, id) cross join lateral (
        select e.id, e.at, e.type, e.severity, e.outcome, e.actor_kind as "actorKind", e.actor_id as "actorId", e.agent_id as "agentId",
          e.target_kind as "targetKind", e.target_id as "targetId", e.correlation_id as "correlationId", e.tool, e.policy, e.details,
          e.leaf, e.leaf_hash as "leafHash"
        from audit_events e where e.at = k.at and e.id = k.id and e.at between $3 and $4 offset 0) e`,
    values,
  );
  const beside = await q.query<{
    eventId: string;
    field: string;
    salt: Buffer;
    value: string;
    personId: string | null;
  }>(
    `select p.* from unnest($1::timestamptz[], $2::text[]) k (at, id) cross join lateral (
        select p.event_id as "eventId", p.field, p.salt, p.value, p.person_id as "personId" from audit_personal p
        where p.at = k.at and p.event_id = k.id and p.at between $3 and $4 order by p.field offset 0) p`,
    values,
  );
  const opened = Map.groupBy(await openFields(q, beside.rows), ({ eventId }) => eventId);
  const stored = new Map(events.rows.map((row) => [row.id, row]));
  return keys.flatMap(({ epoch, seq, id }) => {
    const row = stored.get(id);
    const fields = (opened.get(id) ?? []).map(({ field, salt, value, erasedAt }) => ({ field, salt, value, erasedAt }));
    return row ? [{ epoch, seq, ...row, beside: fields }] : [];
  });
}

interface NextKeys {
  window: Window;
  /** The last number that was read. */
  after: { epoch: number; seq: number };
  upTo: { epoch: number; size: number };
  batch: number;
}

/** The next numbers of the log, whatever they are of, with those among them whose time is asked for; null at the end. */
export async function nextKeys(q: Queryable, { window, after, upTo, batch }: NextKeys) {
  const { rows } = await q.query<Key>(
    `select epoch, seq::float8 as seq, at, event_id as id from log_sequence
      where (epoch, seq) > ($1, $2) and (epoch, seq) < ($3, $4)
      order by log_sequence.epoch, log_sequence.seq limit $5`,
    [after.epoch, after.seq, upTo.epoch, upTo.size, batch],
  );
  const last = rows.at(-1);
  if (!last) return null;
  const { from, until } = window;
  const keys = rows.filter(({ at }) => (!from || at >= from) && (!until || at < until));
  return { keys, last: { epoch: last.epoch, seq: last.seq } };
}

/** Opens a cursor over the keys of all events that match, in the order of their numbers, in the caller's transaction. */
export async function openKeys(
  q: Queryable,
  question: Question,
  window: Window,
  upTo: { epoch: number; size: number },
) {
  const bound = new Bound();
  const conditions = [
    ...question.facets.map((facet) => meets(facet, bound)),
    ...question.not.map((facet) => misses(facet, bound)),
    ...within(window, bound),
  ];
  const numbered = `(s.epoch, s.seq) < (${bound.bind(upTo.epoch)}::int, ${bound.bind(upTo.size)}::bigint)`;
  const select = (join: string, more: string[]) =>
    `select s.epoch, s.seq, e.at, e.id from ${join} where ${[...conditions, numbered, ...more].join(" and ")}`;
  const { words } = question;
  const found = words
    ? `${select(
        "audit_search w join audit_events e on e.at = w.at and e.id = w.event_id join log_sequence s on s.event_id = e.id",
        [has(words, "w.words", bound), ...within(window, bound, "w.at")],
      )} union ${select(`log_sequence s join audit_events e on e.at = s.at and e.id = s.event_id`, [
        "(s.epoch, s.seq) >= (coalesce((select epoch from log_followers where name = 'search'), 1), coalesce((select seq from log_followers where name = 'search'), 0))",
        has(words, wordsOf(bound.bind(SEARCHABLE_TEXTS)), bound),
      ])}`
    : select("audit_events e join log_sequence s on s.event_id = e.id", []);
  await q.query(`declare audit_keys no scroll cursor for select * from (${found}) k order by epoch, seq`, bound.values);
}

export async function fetchKeys(q: Queryable, batch: number): Promise<Key[]> {
  const { rows } = await q.query<Omit<Key, "seq"> & { seq: bigint }>(`fetch ${Math.trunc(batch)} from audit_keys`);
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

export async function closeKeys(q: Queryable): Promise<void> {
  await q.query("close audit_keys");
}
