import { sql } from "@/lib/db";
import { found } from "../found";
import { type Asked, findEvents, questionOf, windowsFor } from "../store";
import { COLUMN_OF, COUNTED, type Counted, type KeptFacet } from "./kept";
import type { Spans } from "./spans";

/** Counting events: from the counts that are kept, and of the newest ones that match, one by one. */

/** Events by value of each facet. */
export type Tally = Record<Counted, Map<string, number>>;

/** Values of facets of which there may be thousands. */
const SHOWN = 20;
/** Events that are not among the kept counts yet. */
const TAIL_READ = 20_000;

export function emptyTally(): Tally {
  return Object.fromEntries(COUNTED.map((facet) => [facet, new Map()])) as unknown as Tally;
}

interface Row {
  facet: Counted;
  value: string;
  events: number;
}

function add(tally: Tally, rows: readonly Row[]): void {
  for (const { facet, value, events } of rows) tally[facet].set(value, (tally[facet].get(value) ?? 0) + events);
}

/** SQL: facet, value and events of what `select` finds. One pass for all facets: a row for each would be seven times as many. */
const talliedOf = (
  select: string,
) => `select * from (select case ${COUNTED.map((facet) => `when grouping(e.${COLUMN_OF[facet]}) = 0 then '${facet}'`).join(" ")} end as facet,
    coalesce(${COUNTED.map((facet) => `e.${COLUMN_OF[facet]}`).join(", ")}) as value, count(*)::int as events from (${select}) e
  group by grouping sets (${COUNTED.map((facet) => `(e.${COLUMN_OF[facet]})`).join(", ")})) t where value is not null`;

/** The newest matching events, at most `limit`, by value; and how many there were. */
export async function tallyNewest(asked: Asked, limit: number): Promise<{ tally: Tally; events: number }> {
  const tally = emptyTally();
  const question = await questionOf(asked);
  if (!question) return { tally, events: 0 };
  if (question.words) return tallyRows(await findEvents(asked, limit));
  let events = 0;
  for (const window of windowsFor(asked)) {
    const { text, values } = found(question, window, limit - events);
    const { rows } = await sql().query<Row>(talliedOf(text), values);
    add(tally, rows);
    events = sumOf(tally.severity);
    if (events >= limit) break;
  }
  return { tally, events };
}

function tallyRows(rows: Awaited<ReturnType<typeof findEvents>>): { tally: Tally; events: number } {
  const tally = emptyTally();
  for (const row of rows) {
    const values = { ...row, agent: row.agent_id, actor: row.actor_id };
    add(
      tally,
      COUNTED.flatMap((facet) => (values[facet] === null ? [] : [{ facet, value: values[facet], events: 1 }])),
    );
  }
  return { tally, events: rows.length };
}

const sumOf = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, events) => sum + events, 0);

/** All events of a stretch of time by value, from the kept counts and what they lack; of many values those that occur most. */
export async function tallyKept(spans: Spans): Promise<{ tally: Tally; events: number }> {
  const tally = emptyTally();
  // What is not counted yet first: counted meanwhile, it is then shown twice for a moment rather than missed.
  add(tally, await tailOf(spans));
  for (const { from, until } of spans.edges) {
    const { rows } = await sql().query<Row>(talliedOf("select * from audit_events e where at >= $1 and at < $2"), [
      from,
      until,
    ]);
    add(tally, rows);
  }
  const kept = await keptOf(spans);
  add(tally, kept);
  return { tally, events: sumOf(tally.severity) };
}

async function keptOf({ counted }: Spans): Promise<Row[]> {
  if (counted.length === 0) return [];
  const values: unknown[] = [COUNTED, SHOWN];
  const spans = counted.map(({ grain, from, until }) => {
    const grained = `grain = $${values.push(grain)} and facet = any($1::text[])`;
    return from && until ? `${grained} and start >= $${values.push(from)} and start < $${values.push(until)}` : grained;
  });
  const sums = spans.map((span) => `select facet, value, events from audit_counts where ${span}`).join(" union all ");
  const { rows } = await sql().query<Row>(
    `select facet, value, events::float8 as events from (select facet, value, sum(events) as events,
        row_number() over (partition by facet order by sum(events) desc, value) as place
      from (${sums}) c where value <> '' group by facet, value) t
      where place <= $2 or facet in ('type', 'outcome', 'severity')`,
    values,
  );
  return rows;
}

/**
 * What stands in the log, or waits for its number, and is not among the kept counts. Event by event: a planner that expects a long
 * tail would read the whole log for a short one.
 */
async function tailOf({ counted }: Spans, among?: { column: string; values: readonly string[] }): Promise<Row[]> {
  const [first, last] = [counted[0], counted.at(-1)];
  if (!first || !last) return [];
  const { rows } = await sql().query<Row>(
    talliedOf(`select e.* from ((select at, event_id from log_sequence where (epoch, seq) >= (
          coalesce((select epoch from log_followers where name = 'counts'), 1),
          coalesce((select seq from log_followers where name = 'counts'), 0)) order by epoch, seq limit ${TAIL_READ})
        union all (select at, event_id from log_pending order by position limit ${TAIL_READ})) k
      cross join lateral (select * from audit_events where at = k.at and id = k.event_id offset 0) e
      where ($1::timestamptz is null or k.at >= $1) and ($2::timestamptz is null or k.at < $2)
        ${among ? `and e.${among.column} = any($3)` : ""}`),
    [first.from, last.until, ...(among ? [among.values] : [])],
  );
  return rows;
}

/**
 * All events of a stretch of time that have one of these values, from the kept counts and what they lack. Null where the counts do not
 * tell: of names that were too many to be counted each by itself.
 */
export async function countKept(spans: Spans, { facet, values }: KeptFacet): Promise<number | null> {
  if (await isUntold(facet, values)) return null;
  const column = COLUMN_OF[facet];
  const tail = await tailOf(spans, { column, values });
  let events = tail.filter((row) => row.facet === "severity").reduce((sum, row) => sum + row.events, 0);
  for (const { from, until } of spans.edges) {
    const { rows } = await sql().query<{ events: number }>(
      `select count(*)::int as events from audit_events where at >= $1 and at < $2 and ${column} = any($3)`,
      [from, until, values],
    );
    events += rows[0]?.events ?? 0;
  }
  return events + (await sumKept(spans, { facet, values }));
}

async function sumKept({ counted }: Spans, { facet, values }: KeptFacet): Promise<number> {
  if (counted.length === 0) return 0;
  const bound: unknown[] = [facet, values];
  const sums = counted.map(({ grain, from, until }) => {
    const bounds =
      from && until ? `start >= $${bound.push(from)} and start < $${bound.push(until)}` : "start = timestamptz 'epoch'";
    return `select events from audit_counts where grain = '${grain}' and facet = $1 and value = any($2) and ${bounds}`;
  });
  const { rows } = await sql().query<{ events: number }>(
    `select coalesce(sum(events), 0)::float8 as events from (${sums.join(" union all ")}) c`,
    bound,
  );
  return rows[0]?.events ?? 0;
}

/** Whether some of these may stand among those that are counted as one. */
async function isUntold(facet: Counted, values: readonly string[]): Promise<boolean> {
  if (facet !== "tool" && facet !== "policy") return false;
  const { rows } = await sql().query<{ untold: boolean }>(
    `select exists (select from audit_counts where grain = 'ever' and facet = $1 and start = timestamptz 'epoch' and value = '')
      and exists (select from unnest($2::text[]) v (value) where not exists (select from audit_counts c
        where c.grain = 'ever' and c.facet = $1 and c.start = timestamptz 'epoch' and c.value = v.value)) as untold`,
    [facet, values],
  );
  return rows[0]?.untold ?? true;
}

/** When the log's oldest counted month begins and its newest begins. Null while nothing was counted. */
export async function countedMonths(): Promise<{ oldest: Date; newest: Date } | null> {
  const { rows } = await sql().query<{ oldest: Date | null; newest: Date }>(
    "select min(start) as oldest, max(start) as newest from audit_counts where grain = 'month' and facet = 'severity'",
  );
  const [row] = rows;
  return row?.oldest ? { oldest: row.oldest, newest: row.newest } : null;
}
