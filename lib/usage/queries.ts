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

// $1, $2 scope: everywhere, teams · $3 team · $4 agent · $5 server · $6 tool · $7 to $10 what is read of the span, $11 to $14 of the
// one before it: stretches that are read by the hour, and by the day
const SEEN = "($1::boolean or u.team_id = any($2::text[]))";
const FILTER = `${SEEN} and ($3::text is null or u.team_id = $3) and ($4::text is null or u.agent_id = $4)
  and ($5::text is null or u.server = $5) and ($6::text is null or u.tool = $6)`;
/** The first of the four parameters that say what is read. */
const [SPAN, BEFORE] = [7, 11];
const COUNTS = ["decided", "allowed", "denied", "stepped_up", "reported", "undecided", "errors", "timed"] as const;
const USED = ["hour", "team_id", "agent_id", "server", "tool", ...COUNTS, "buckets"]
  .map((one) => `u.${one}`)
  .join(", ");
const byHour = (at: number) =>
  `unnest($${at}::timestamptz[], $${at + 1}::timestamptz[]) s (begins, ends) join usage_hours u on u.hour >= s.begins and u.hour < s.ends`;
const byDay = (at: number, cut: Cut | null) =>
  `unnest($${at + 2}::timestamptz[], $${at + 3}::timestamptz[]) s (begins, ends) join usage_days u on u.cut = '${cut ?? "agent"}'
    and u.day >= s.begins and u.day < s.ends`;

const number = (sum: string, name: string) => `coalesce(${sum}, 0)::float8 as ${name}`;
const CALLS = "sum(u.decided + u.undecided)";
const BUCKET_SUMS = Array.from(
  { length: BUCKETS },
  (_, place) => `coalesce(sum(u.buckets[${place + 1}]), 0)::float8`,
).join(", ");

/** SQL: what matches, as rows `u`, by the hour and by the day; the hour of a day is the last with a call. No cut: there is no such day. */
const usedOf = (at: number, cut: Cut | null) => `(select ${USED} from ${byHour(at)} where ${FILTER}
  union all select ${USED} from ${byDay(at, cut)} where ${FILTER}) u`;

/** SQL: as `usedOf`, first added up by agent and team: few rows, of which agents can be counted. */
const usedByAgent = (at: number, cut: Cut | null) => `(select max(u.hour) as hour, u.team_id, u.agent_id,
    ${COUNTS.map((one) => `sum(u.${one}) as ${one}`).join(", ")}, array[${BUCKET_SUMS}] as buckets from ${usedOf(at, cut)} group by u.team_id, u.agent_id) u`;

/** Of a statement that reads the span alone: it names all its values. */
const BOTH = "coalesce($11::timestamptz[], $12::timestamptz[], $13::timestamptz[], $14::timestamptz[]) is not null";

/** The first six are of the search, then what is read of the span and of the one before it. */
async function valuesOf({ seen, search, span, before }: Asked, cut: Cut | null): Promise<unknown[]> {
  const kept = cut === null ? [] : await keptWithin({ from: before.from, to: span.to }, span);
  const read = [span, before].map((one) => readsOf(one, kept));
  const team = search.teamId === "none" ? "" : search.teamId;
  return [seen.everything, seen.teamIds, team, search.agentId, search.server, search.tool, ...read.flatMap(boundsOf)];
}

function boundsOf({ hours, days }: Reads): unknown[] {
  return [hours, days].flatMap((spans) => [spans.map(({ from }) => from), spans.map(({ to }) => to)]);
}

/** The days that are kept; none where hours are told apart. One that is counted up at this moment is read as it was before. */
async function keptWithin({ from, to }: Span, shown: Span): Promise<Date[]> {
  if (grainOf(shown) === "hour") return [];
  const { rows } = await sql().query<{ day: Date }>({
    name: "usage-kept-days",
    text: "select day from usage_day_states where kept and day >= $1 and day < $2 order by day",
    values: [from, to],
  });
  return rows.map(({ day }) => day);
}

const SUMS = `${number(CALLS, "calls")}, ${COUNTS.map((one) => number(`sum(u.${one})`, one)).join(", ")}, array[${BUCKET_SUMS}] as buckets`;
const AGENTS = "count(distinct u.agent_id)::int as agents";
// A day of a tool names those that called it.
const CALLERS = `select server, tool, count(*)::int as agents from (
    select u.server, u.tool, u.agent_id from ${byHour(SPAN)} where ${FILTER}
    union select u.server, u.tool, c.agent_id from ${byDay(SPAN, "tool")} cross join lateral unnest(u.agents) c (agent_id) where ${FILTER}) c
  group by server, tool`;

/** One key per row: of a tool the length of its server's name comes first, for both names may hold the mark between them. */
const KEYS: Readonly<Record<UsageBy, { key: string; group: string; columns: string; name: string }>> = {
  team: { key: "g.team_id", group: "team_id", columns: "g.team_id as id, '' as server, '' as tool", name: "t.name" },
  agent: {
    key: "g.agent_id",
    group: "agent_id",
    columns: "g.agent_id as id, '' as server, '' as tool",
    name: "a.name",
  },
  tool: {
    key: "length(g.server) || ':' || g.server || '/' || g.tool",
    group: "server, tool",
    columns: "'' as id, g.server, g.tool",
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

const NONE = `array_fill(0::float8, array[${BUCKETS}])`;
const LAST_TEAM = "(array_agg(u.team_id order by u.hour desc))[1] as last_team";

/** SQL: a row for each that had calls in the span or before it. A tool belongs to no team. */
function groupedBy(by: UsageBy, cut: Cut | null): string {
  const { key, group, columns } = KEYS[by];
  const ofTool = by === "tool";
  const counts = ["calls", ...COUNTS].map((one) => number(`g.${one}`, one)).join(", ");
  const team = ofTool ? "null::text as last_team" : LAST_TEAM;
  const now = ofTool
    ? `select ${group}, ${SUMS}, ${team} from ${usedOf(SPAN, cut)} group by ${group}`
    : `select ${group}, ${SUMS}, ${AGENTS}, ${team} from ${usedByAgent(SPAN, cut)} group by ${group}`;
  return `select ${key} as key, ${columns}, ${counts}, coalesce(g.buckets, ${NONE}) as buckets, coalesce(g.agents, 0) as agents,
      coalesce(g.before, 0) as before, coalesce(g.last_team, g.former_team) as last_team
    from (select * from (${now}) n ${ofTool ? `left join (${CALLERS}) c using (${group})` : ""}
      full join (select ${group}, ${CALLS}::float8 as before, ${team.replace("last_team", "former_team")} from ${usedOf(BEFORE, cut)} group by ${group}) b using (${group})) g`;
}

/** One page of rows that had calls in the span or before it; what has no value to sort by comes last, whichever way. */
export async function selectRows(asked: Asked): Promise<CountedRow[]> {
  const { by, sort, dir, find, after, limit } = asked.search;
  const { name } = KEYS[by];
  const cut = cutOf(asked.search, by === "tool" ? "tool" : "agent");
  const values = [...(await valuesOf(asked, cut)), find.toLowerCase(), after, limit + 1];
  const none = sort === "name" ? "''" : dir === "desc" ? "'-infinity'::float8" : "'infinity'::float8";
  const beyond = dir === "desc" ? "<" : ">";
  const { rows } = await sql().query<CountedRow>(
    `with grouped as materialized (${groupedBy(by, cut)}),
      sorted as materialized (select r.*, n.name, a.environment::text as environment, coalesce(${SORTED[sort]}, ${none}) as value from grouped r
        left join agents a on a.id = r.id left join teams t on t.id = r.id cross join lateral (select ${name} as name) n
        where ($15 = '' or strpos(lower(coalesce(n.name, r.key)), $15) > 0) and (r.calls > 0 or r.before > 0 or r.reported > 0))
      select s.*, l.id as team_id, l.name as team_name from sorted s left join teams l on l.id = s.last_team
        where $16::text is null or exists (select from sorted c where c.key = $16
          and (s.value ${beyond} c.value or (s.value = c.value and s.key > c.key)))
        order by s.value ${dir}, s.key limit $17`,
    values,
  );
  return rows;
}

export async function selectTotal(asked: Asked): Promise<Counted> {
  const cut = cutOf(asked.search, "agent");
  const { rows } = await sql().query<Counted>(
    `select n.*, b.before from (select ${SUMS}, ${AGENTS} from ${usedByAgent(SPAN, cut)}) n
      cross join (select ${number(CALLS, "before")} from ${usedOf(BEFORE, cut)}) b`,
    await valuesOf(asked, cut),
  );
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
      from ${usedOf(SPAN, cut)} where ${BOTH} group by 1 order by 1`,
    await valuesOf(asked, cut),
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
  const read = readsOf(span, await keptWithin(span, span));
  const { rows } = await sql().query<Choices>({
    name: "usage-choices",
    text: `with by_hour as materialized (select u.team_id, u.server, ${CALLS} as calls from ${byHour(3)} where ${SEEN} group by 1, 2),
        teamed as (select c.team_id as id, t.name, sum(c.calls)::float8 as calls from (select team_id, calls from by_hour
            union all select u.team_id, u.decided + u.undecided from ${byDay(3, "agent")} where ${SEEN}) c left join teams t on t.id = c.team_id
          group by 1, 2 order by 3 desc, 1 limit ${MOST_CHOICES}),
        served as (select server as name, sum(calls)::float8 as calls from (select server, calls from by_hour
            union all select u.server, u.decided + u.undecided from ${byDay(3, "tool")} where ${SEEN}) c
          where server <> '' group by 1 order by 2 desc, 1 limit ${MOST_CHOICES})
      select (select coalesce(json_agg(teamed), '[]') from teamed) as teams, (select coalesce(json_agg(served), '[]') from served) as servers,
        exists (select from usage_hours u where ${SEEN}) as ever`,
    values: [seen.everything, seen.teamIds, ...boundsOf(read)],
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
