import type { Visibility } from "@/lib/access";
import type { Environment } from "@/lib/agents/terms";
import { sql } from "@/lib/db";
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

// $1 before's beginning · $2, $3 the span · $4, $5 scope: everywhere, teams · $6 team · $7 agent · $8 server · $9 tool
const SEEN = "($4::boolean or u.team_id = any($5::text[]))";
const FILTER = `${SEEN} and ($6::text is null or u.team_id = $6) and ($7::text is null or u.agent_id = $7)
  and ($8::text is null or u.server = $8) and ($9::text is null or u.tool = $9)`;
const WITHIN = `u.hour >= $2 and u.hour < $3 and ${FILTER}`;
const EITHER = `u.hour >= $1 and u.hour < $3 and ${FILTER}`;
const NOW = "filter (where u.hour >= $2)";

function valuesOf({ seen, search, span, before }: Asked): unknown[] {
  const team = search.teamId === "none" ? "" : search.teamId;
  return [
    before.from,
    span.from,
    span.to,
    seen.everything,
    seen.teamIds,
    team,
    search.agentId,
    search.server,
    search.tool,
  ];
}

const number = (sum: string, name: string) => `coalesce(${sum} ${NOW}, 0)::float8 as ${name}`;
const CALLS = "sum(u.decided + u.undecided)";
const BUCKET_SUMS = Array.from(
  { length: BUCKETS },
  (_, place) => `coalesce(sum(u.buckets[${place + 1}]) filter (where u.timed > 0
  and u.hour >= $2), 0)::float8`,
).join(", ");
const SUMS = `${number(CALLS, "calls")}, ${number("sum(u.decided)", "decided")}, ${number("sum(u.allowed)", "allowed")},
  ${number("sum(u.denied)", "denied")}, ${number("sum(u.stepped_up)", "stepped_up")}, ${number("sum(u.reported)", "reported")},
  ${number("sum(u.errors)", "errors")}, ${number("sum(u.undecided)", "undecided")}, ${number("sum(u.timed)", "timed")},
  coalesce(${CALLS} filter (where u.hour < $2), 0)::float8 as before, (count(distinct u.agent_id) ${NOW})::int as agents,
  array[${BUCKET_SUMS}] as buckets`;

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

/** One page of rows that had calls in the span or before it; what has no value to sort by comes last, whichever way. */
export async function selectRows(asked: Asked): Promise<CountedRow[]> {
  const { by, sort, dir, find, after, limit } = asked.search;
  const { key, group, columns, name } = KEYS[by];
  const values = [...valuesOf(asked), find.toLowerCase(), after, limit + 1];
  const none = sort === "name" ? "''" : dir === "desc" ? "'-infinity'::float8" : "'infinity'::float8";
  const beyond = dir === "desc" ? "<" : ">";
  const { rows } = await sql().query<CountedRow>(
    `with grouped as materialized (select ${key} as key, ${columns}, ${SUMS},
          (array_agg(u.team_id order by u.hour desc))[1] as last_team from usage_hours u where ${EITHER} group by ${group}),
      sorted as materialized (select r.*, n.name, a.environment::text as environment, coalesce(${SORTED[sort]}, ${none}) as value from grouped r
        left join agents a on a.id = r.id left join teams t on t.id = r.id cross join lateral (select ${name} as name) n
        where ($10 = '' or strpos(lower(coalesce(n.name, r.key)), $10) > 0) and (r.calls > 0 or r.before > 0 or r.reported > 0))
      select s.*, l.id as team_id, l.name as team_name from sorted s left join teams l on l.id = s.last_team
        where $11::text is null or exists (select from sorted c where c.key = $11
          and (s.value ${beyond} c.value or (s.value = c.value and s.key > c.key)))
        order by s.value ${dir}, s.key limit $12`,
    values,
  );
  return rows;
}

export async function selectTotal(asked: Asked): Promise<Counted> {
  const { rows } = await sql().query<Counted>(`select ${SUMS} from usage_hours u where ${EITHER}`, valuesOf(asked));
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
  const { rows } = await sql().query<CountedStep>(
    `select date_trunc('${grainOf(asked.span)}', u.hour, 'UTC') as start, ${CALLS}::float8 as calls, sum(u.allowed)::float8 as allowed,
        sum(u.denied)::float8 as denied, sum(u.stepped_up)::float8 as stepped_up, sum(u.errors)::float8 as errors
      from usage_hours u where ${WITHIN} and $1::timestamptz is not null group by 1 order by 1`,
    valuesOf(asked),
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
  const { rows } = await sql().query<Choices>({
    name: "usage-choices",
    text: `with seen as materialized (select u.team_id, u.server, ${CALLS}::float8 as calls from usage_hours u
          where u.hour >= $1 and u.hour < $2 and ($3::boolean or u.team_id = any($4::text[])) group by 1, 2),
        teamed as (select s.team_id as id, t.name, sum(s.calls) as calls from seen s left join teams t on t.id = s.team_id
          group by 1, 2 order by 3 desc, 1 limit ${MOST_CHOICES}),
        served as (select server as name, sum(calls) as calls from seen where server <> '' group by 1 order by 2 desc, 1 limit ${MOST_CHOICES})
      select (select coalesce(json_agg(teamed), '[]') from teamed) as teams, (select coalesce(json_agg(served), '[]') from served) as servers,
        exists (select from usage_hours u where $3::boolean or u.team_id = any($4::text[])) as ever`,
    values: [span.from, span.to, seen.everything, seen.teamIds],
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
