import type { Visibility } from "@/lib/access";
import type { Environment } from "@/lib/agents/terms";
import { sql } from "@/lib/db";
import { type Cut, cutOf, type Reads, readsOf } from "./days";
import { grainOf, type Span } from "./rules";
import type { UsageSearch } from "./schema";
import { BUCKETS, type UsageBy, type UsageSort } from "./terms";

export interface Asked {
  seen: Visibility;
  search: UsageSearch;
  span: Span;
  before: Span;
}

/** Counts as they stand in the table; bigints come as numbers, for no span holds 2^53 calls. */
export interface Counted {
  calls: number;
  decided: number;
  allowed: number;
  denied: number;
  stepped_up: number;
  reported: number;
  errors: number;
  undecided: number;
  timed: number;
  before: number;
  agents: number;
  buckets: number[];
}

export interface CountedRow extends Counted {
  key: string;
  id: string;
  name: string | null;
  team_id: string | null;
  team_name: string | null;
  environment: Environment | null;
  server: string;
  tool: string;
}

// $1 the span's beginning · $2, $3 scope: everywhere, teams · $4 team · $5 agent · $6 server · $7 tool
// $8, $9 stretches that are read by the hour · $10, $11 by the day
const SEEN = "($2::boolean or u.team_id = any($3::text[]))";
const FILTER = `${SEEN} and ($4::text is null or u.team_id = $4) and ($5::text is null or u.agent_id = $5)
  and ($6::text is null or u.server = $6) and ($7::text is null or u.tool = $7)`;
const NOW = "filter (where u.hour >= $1)";
const COUNTS = "u.decided, u.allowed, u.denied, u.stepped_up, u.reported, u.undecided, u.errors, u.timed, u.buckets";
const BY_HOUR =
  "unnest($8::timestamptz[], $9::timestamptz[]) s (begins, ends) join usage_hours u on u.hour >= s.begins and u.hour < s.ends";
const byDay = (cut: Cut) =>
  `unnest($10::timestamptz[], $11::timestamptz[]) s (begins, ends) join usage_days u on u.cut = '${cut}' and u.day >= s.begins and u.day < s.ends`;

/** SQL: what matches, as rows `u`, by the hour and by the day; the hour of a day is the last with a call. No cut: there is no such day. */
const usedOf = (
  cut: Cut | null,
) => `(select u.hour, u.team_id, u.agent_id, u.server, u.tool, ${COUNTS} from ${BY_HOUR} where ${FILTER}
  union all select u.hour, u.team_id, u.agent_id, u.server, u.tool, ${COUNTS} from ${byDay(cut ?? "agent")} where ${FILTER}) u`;

async function valuesOf({ seen, search }: Asked, spans: readonly Span[], cut: Cut | null): Promise<unknown[]> {
  const team = search.teamId === "none" ? "" : search.teamId;
  const { hours, days } = await readsFor(spans, cut !== null);
  return [
    spans.at(-1)?.from,
    seen.everything,
    seen.teamIds,
    team,
    search.agentId,
    search.server,
    search.tool,
    ...boundsOf(hours),
    ...boundsOf(days),
  ];
}

const boundsOf = (spans: readonly Span[]) => [spans.map(({ from }) => from), spans.map(({ to }) => to)];

/** @param spans the last is the one that is asked for; those before it are compared with it, and read no finer */
async function readsFor(spans: readonly Span[], isByDay: boolean): Promise<Reads> {
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) throw new Error("no span is asked for");
  const isByHour = !isByDay || grainOf(last) === "hour";
  const kept = isByHour ? [] : await selectKeptDays({ from: first.from, to: last.to });
  const reads = spans.map((span) => readsOf(span, kept, isByHour));
  return { hours: reads.flatMap(({ hours }) => hours), days: reads.flatMap(({ days }) => days) };
}

// One that is counted up at this moment is read as it was before.
async function selectKeptDays({ from, to }: Span): Promise<Date[]> {
  const { rows } = await sql().query<{ day: Date }>({
    name: "usage-kept-days",
    text: "select day from usage_day_states where kept and day >= $1 and day < $2 order by day",
    values: [from, to],
  });
  return rows.map(({ day }) => day);
}

const number = (sum: string, name: string) => `coalesce(${sum} ${NOW}, 0)::float8 as ${name}`;
const CALLS = "sum(u.decided + u.undecided)";
const BUCKET_SUMS = Array.from(
  { length: BUCKETS },
  (_, place) => `coalesce(sum(u.buckets[${place + 1}]) filter (where u.timed > 0
  and u.hour >= $1), 0)::float8`,
).join(", ");
const SUMS = `${number(CALLS, "calls")}, ${number("sum(u.decided)", "decided")}, ${number("sum(u.allowed)", "allowed")},
  ${number("sum(u.denied)", "denied")}, ${number("sum(u.stepped_up)", "stepped_up")}, ${number("sum(u.reported)", "reported")},
  ${number("sum(u.errors)", "errors")}, ${number("sum(u.undecided)", "undecided")}, ${number("sum(u.timed)", "timed")},
  coalesce(${CALLS} filter (where u.hour < $1), 0)::float8 as before, array[${BUCKET_SUMS}] as buckets`;
const AGENTS = `(count(distinct u.agent_id) ${NOW})::int as agents`;
// A day of a tool names those that called it.
const CALLERS = `select server, tool, count(*)::int as agents from (
    select u.server, u.tool, u.agent_id from ${BY_HOUR} where u.hour >= $1 and ${FILTER}
    union select u.server, u.tool, c.agent_id from ${byDay("tool")} cross join lateral unnest(u.agents) c (agent_id) where u.hour >= $1 and ${FILTER}) c
  group by server, tool`;

/** One key per row: of a tool the length of its server's name comes first, for both names may hold the mark between them. */
const KEYS: Readonly<Record<UsageBy, { key: string; group: string; columns: string; name: string }>> = {
  team: { key: "u.team_id", group: "u.team_id", columns: "u.team_id as id, '' as server, '' as tool", name: "t.name" },
  agent: {
    key: "u.agent_id",
    group: "u.agent_id",
    columns: "u.agent_id as id, '' as server, '' as tool",
    name: "a.name",
  },
  tool: {
    key: "length(u.server) || ':' || u.server || '/' || u.tool",
    group: "u.server, u.tool",
    columns: "'' as id, u.server, u.tool",
    name: "concat_ws('/', nullif(r.server, ''), r.tool)",
  },
};

/** Where 95 of a hundred calls were done, as a place among the buckets and a part of it: sorts as the duration does. */
const P95_PLACE = `(select place + (0.95 * r.timed - (reached - n)) / n from (select place, n, sum(n) over (order by place) as reached
  from unnest(r.buckets) with ordinality as b (n, place)) p where n > 0 and reached >= 0.95 * r.timed order by place limit 1)`;

const SORTED: Readonly<Record<UsageSort, string>> = {
  calls: "r.calls",
  denied: "r.denied",
  stepped_up: "r.stepped_up",
  errors: "r.errors",
  error_rate: "case when r.reported > 0 then r.errors / r.reported end",
  latency: P95_PLACE,
  change: "case when r.before > 0 then (r.calls - r.before) / r.before end",
  name: "lower(coalesce(n.name, r.key))",
};

function groupedBy(by: UsageBy, cut: Cut | null): string {
  const { key, group, columns } = KEYS[by];
  const grouped = (agents: string) => `select ${key} as key, ${columns}, ${SUMS}${agents},
    (array_agg(u.team_id order by u.hour desc))[1] as last_team from ${usedOf(cut)} group by ${group}`;
  if (cut !== "tool") return grouped(`, ${AGENTS}`);
  return `select g.*, coalesce(c.agents, 0) as agents from (${grouped("")}) g left join (${CALLERS}) c on c.server = g.server and c.tool = g.tool`;
}

/** One page of rows that had calls in the span or before it; what has no value to sort by comes last, whichever way. */
export async function selectRows(asked: Asked): Promise<CountedRow[]> {
  const { by, sort, dir, find, after, limit } = asked.search;
  const { name } = KEYS[by];
  const cut = cutOf(asked.search, by === "tool" ? "tool" : "agent");
  const values = [...(await valuesOf(asked, [asked.before, asked.span], cut)), find.toLowerCase(), after, limit + 1];
  const none = sort === "name" ? "''" : dir === "desc" ? "'-infinity'::float8" : "'infinity'::float8";
  const beyond = dir === "desc" ? "<" : ">";
  const { rows } = await sql().query<CountedRow>(
    `with grouped as materialized (${groupedBy(by, cut)}),
      sorted as materialized (select r.*, n.name, a.environment::text as environment, coalesce(${SORTED[sort]}, ${none}) as value from grouped r
        left join agents a on a.id = r.id left join teams t on t.id = r.id cross join lateral (select ${name} as name) n
        where ($12 = '' or strpos(lower(coalesce(n.name, r.key)), $12) > 0) and (r.calls > 0 or r.before > 0 or r.reported > 0))
      select s.*, l.id as team_id, l.name as team_name from sorted s left join teams l on l.id = s.last_team
        where $13::text is null or exists (select from sorted c where c.key = $13
          and (s.value ${beyond} c.value or (s.value = c.value and s.key > c.key)))
        order by s.value ${dir}, s.key limit $14`,
    values,
  );
  return rows;
}

export async function selectTotal(asked: Asked): Promise<Counted> {
  const cut = cutOf(asked.search, "agent");
  const values = await valuesOf(asked, [asked.before, asked.span], cut);
  const { rows } = await sql().query<Counted>(`select ${SUMS}, ${AGENTS} from ${usedOf(cut)}`, values);
  const [total] = rows;
  if (!total) throw new Error("a sum gave no row");
  return total;
}

export interface CountedStep {
  start: Date;
  calls: number;
  allowed: number;
  denied: number;
  stepped_up: number;
  errors: number;
}

/** By hour or day; those without a call are absent. */
export async function selectSteps(asked: Asked): Promise<CountedStep[]> {
  const cut = cutOf(asked.search, null);
  const { rows } = await sql().query<CountedStep>(
    `select date_trunc('${grainOf(asked.span)}', u.hour, 'UTC') as start, ${CALLS}::float8 as calls, sum(u.allowed)::float8 as allowed,
        sum(u.denied)::float8 as denied, sum(u.stepped_up)::float8 as stepped_up, sum(u.errors)::float8 as errors
      from ${usedOf(cut)} where u.hour >= $1 group by 1 order by 1`,
    await valuesOf(asked, [asked.span], cut),
  );
  return rows;
}

export interface Choices {
  teams: { id: string; name: string | null; calls: number }[];
  servers: { name: string; calls: number }[];
  ever: boolean;
}

const MOST_CHOICES = 100;

/** What the span can be filtered by, whatever is filtered by now; the busiest first. */
export async function selectChoices({ seen, span }: Asked): Promise<Choices> {
  const { hours, days } = await readsFor([span], true);
  const { rows } = await sql().query<Choices>({
    name: "usage-choices",
    text: `with by_hour as materialized (select u.team_id, u.server, ${CALLS} as calls from ${BY_HOUR} where ${SEEN} and $1::timestamptz is not null
          and $4::text is null and $5::text is null and $6::text is null and $7::text is null group by 1, 2),
        teamed as (select c.team_id as id, t.name, sum(c.calls)::float8 as calls from (select team_id, calls from by_hour
            union all select u.team_id, u.decided + u.undecided from ${byDay("agent")} where ${SEEN}) c left join teams t on t.id = c.team_id
          group by 1, 2 order by 3 desc, 1 limit ${MOST_CHOICES}),
        served as (select server as name, sum(calls)::float8 as calls from (select server, calls from by_hour
            union all select u.server, u.decided + u.undecided from ${byDay("tool")} where ${SEEN}) c
          where server <> '' group by 1 order by 2 desc, 1 limit ${MOST_CHOICES})
      select (select coalesce(json_agg(teamed), '[]') from teamed) as teams, (select coalesce(json_agg(served), '[]') from served) as servers,
        exists (select from usage_hours u where ${SEEN}) as ever`,
    values: [span.from, seen.everything, seen.teamIds, null, null, null, null, ...boundsOf(hours), ...boundsOf(days)],
  });
  return rows[0] ?? { teams: [], servers: [], ever: false };
}

/** Agents that there are, by team; the whole under null. */
export async function selectRegistered(seen: Visibility): Promise<Map<string | null, number>> {
  const { rows } = await sql().query<{ team_id: string; every: boolean; agents: number }>({
    name: "usage-registered",
    text: `select coalesce(team_id, '') as team_id, grouping(coalesce(team_id, '')) = 1 as every, count(*)::int as agents from agents
      where status <> 'decommissioned' and ($1::boolean or team_id = any($2::text[])) group by grouping sets ((coalesce(team_id, '')), ())`,
    values: [seen.everything, seen.teamIds],
  });
  return new Map(rows.map(({ team_id, every, agents }) => [every ? null : team_id, agents]));
}

export async function selectAgentName(seen: Visibility, id: string): Promise<string | null> {
  const { rows } = await sql().query<{ name: string }>(
    `select name from agents a where id = $1 and ($2::boolean or team_id = any($3::text[])
      or exists (select from usage_hours u where u.agent_id = a.id and u.team_id = any($3::text[])))`,
    [id, seen.everything, seen.teamIds],
  );
  return rows[0]?.name ?? null;
}
