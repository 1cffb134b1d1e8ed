import type { Visibility } from "@/lib/access";
import type { DataClass } from "@/lib/agents/schema";
import { sql } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { seenAs } from "../queries";
import type { ReachersSearch } from "../schema";
import { REACH_LIMITS } from "../terms";
import type { FacetCount, Reacher, ReacherPage } from "../views";

/** What is asked about: one resource by id and name, or a class of data. */
export type Sought = { resource: { id: string; name: string; dataClasses: DataClass[] } } | { dataClass: DataClass };

// Every living agent of the caller's with a tool that leads there ($3 the resources), or whose people stated it. One row each.
// People state it by the system's name ($4) and the classes that lie there ($5), or by the class ($4) or a resource's name ($5).
const hits = (stated: string) => `links as (
    select l.agent_id, bool_or(l.access = 'write') as writes, bool_or(t.state = 'accepted') as accepted
    from tool_resources l join agent_tools t on t.id = l.tool_id and t.state in ('accepted', 'quarantined')
    where l.resource_id = any($3) group by 1),
  said as (${stated}),
  ways as (select agent_id, bool_or(writes) as writes, bool_or(accepted) as accepted from (select * from links union all select * from said) w group by 1),
  hits as materialized (select a.id, a.tier, a.environment, lower(a.name) as name,
      case when w.writes then 'write' else 'read' end as access,
      case when w.accepted and a.status = 'active' then 'now' else 'later' end as standing
    from ways w join agents a on a.id = w.agent_id where a.status <> 'decommissioned' and ($1 or a.team_id = any($2)))`;

const BY_NAME = `select id as agent_id, data_written && $5::text[] as writes, true as accepted from agents where lower_each(systems) @> array[lower($4)]`;
const BY_CLASS = `select id as agent_id, $4 = any(data_written) as writes, true as accepted from agents
  where $4 = any(data_read) or $4 = any(data_written) or lower_each(systems) && $5::text[]`;

type Values = unknown[];

async function asked(seen: Visibility, sought: Sought): Promise<{ hits: string; values: Values }> {
  if ("resource" in sought) {
    const { id, name, dataClasses } = sought.resource;
    return { hits: hits(BY_NAME), values: [...seenAs(seen), [id], name, dataClasses] };
  }
  const { rows } = await sql().query<{ id: string; name: string }>(
    "select id, lower(name) as name from resources where data_classes @> array[$1]",
    [sought.dataClass],
  );
  const [ids, names] = [rows.map(({ id }) => id), rows.map(({ name }) => name)];
  return { hits: hits(BY_CLASS), values: [...seenAs(seen), ids, sought.dataClass, names] };
}

// In the order of their danger, then by name. A rank that is never null makes the place of a row comparable as a whole.
const ORDER = "(4 - coalesce(array_position(array['low','moderate','high','critical'], tier::text), 0))";
const FACETS = ["tier", "environment", "access", "standing"] as const;
const FACET_VALUE = {
  tier: "coalesce(tier::text, 'none')",
  environment: "environment::text",
  access: "access",
  standing: "standing",
};

/** One page of the agents that reach what is sought, how many there are, and counts for each filter that leave its own out. */
export async function selectReachers(seen: Visibility, sought: Sought, search: ReachersSearch): Promise<ReacherPage> {
  const { hits: text, values } = await asked(seen, sought);
  const all: Values = [...values];
  const value = (given: unknown) => `$${all.push(given)}`;
  const fits = Object.fromEntries(
    FACETS.map((facet) => [
      facet,
      search[facet].length ? `${FACET_VALUE[facet]} = any(${value(search[facet])}::text[])` : "true",
    ]),
  ) as Record<(typeof FACETS)[number], string>;
  const every = FACETS.map((facet) => fits[facet]).join(" and ");
  const without = (facet: string) =>
    FACETS.filter((other) => other !== facet)
      .map((other) => fits[other])
      .join(" and ");
  const counts = FACETS.map(
    (facet) =>
      `select '${facet}' as facet, ${FACET_VALUE[facet]} as value, count(*)::int as count from hits where ${without(facet)} group by 2`,
  );
  const place = search.cursor ? decodePlace(search.cursor) : null;
  const back = place?.back === true;
  const from = place
    ? `and (${ORDER}, name, id) ${back ? "<" : ">"} (${value(place.rank)}::int, ${value(place.name)}, ${value(place.id)})`
    : "";
  const direction = back ? "desc" : "asc";
  const order = `${ORDER} ${direction}, name ${direction}, id ${direction}`;
  const { rows } = await sql().query<{ total: number; counts: (FacetCount & { facet: string })[]; page: PageRow[] }>({
    text: `with ${text},
      page as (select id, name, ${ORDER} as rank, access, standing from hits where ${every} ${from} order by ${order} limit ${search.limit + 1})
      select (select count(*)::int from hits where ${every}) as total,
        (select coalesce(json_agg(c), '[]') from (${counts.join(" union all ")}) c) as counts,
        (select coalesce(json_agg(p order by ${order.replaceAll(ORDER, "rank")}), '[]') from page p) as page`,
    values: all,
  });
  const answer = rows[0];
  if (!answer) throw new Error("the count of agents that reach something came back empty");
  return {
    ...(await pageOf(answer.page, { search, back, resources: values[2] as string[] })),
    total: { count: Math.min(answer.total, REACH_LIMITS.count), exact: answer.total <= REACH_LIMITS.count },
    facets: Object.fromEntries(
      FACETS.map((facet) => [
        facet,
        answer.counts.filter((one) => one.facet === facet).map(({ value, count }) => ({ value, count })),
      ]),
    ) as ReacherPage["facets"],
  };
}

interface PageRow {
  id: string;
  name: string;
  rank: number;
  access: Reacher["access"];
  standing: Reacher["standing"];
}

async function pageOf(
  found: readonly PageRow[],
  { search, back, resources }: { search: ReachersSearch; back: boolean; resources: readonly string[] },
): Promise<Pick<ReacherPage, "rows" | "next" | "previous">> {
  const more = found.length > search.limit;
  const shown = found.slice(0, search.limit);
  const rows = back ? shown.toReversed() : shown;
  const known = await selectShown(
    rows.map(({ id }) => id),
    resources,
  );
  const at = (row: PageRow | undefined, towards: boolean) => (row ? encodePlace({ ...row, back: towards }) : null);
  return {
    rows: rows.flatMap(({ id, access, standing }) => {
      const agent = known.get(id);
      return agent ? [{ ...agent, access, standing }] : [];
    }),
    next: (back ? search.cursor !== null : more) ? at(rows.at(-1), false) : null,
    previous: (back ? more : search.cursor !== null) ? at(rows[0], true) : null,
  };
}

const PATHS = 3;

/** What a row shows beside how it reaches: the agent with its owner, and the first tools that lead there. */
async function selectShown(
  ids: readonly string[],
  resources: readonly string[],
): Promise<Map<string, Omit<Reacher, "access" | "standing">>> {
  if (!ids.length) return new Map();
  const { rows } = await sql().query<Omit<Reacher, "access" | "standing">>(
    `select a.id, a.name, a.environment, a.status, a.tier,
      case when o.id is not null then json_build_object('id', o.id, 'name', o.name, 'active', o.status = 'active') end as owner,
      coalesce(p.paths, '[]') as paths, coalesce(p.count, 0)::int as "pathCount"
    from agents a left join people o on o.id = a.owner_id left join lateral (
      select count(*) as count, (json_agg(json_build_object('tool', x.tool, 'server', x.server, 'access', x.access) order by x.access desc, x.tool))::jsonb as paths
      from (select t.name as tool, s.name as server, max(l.access) as access from tool_resources l
        join agent_tools t on t.id = l.tool_id and t.state in ('accepted', 'quarantined') join agent_servers s on s.id = t.server_id
        where l.agent_id = a.id and l.resource_id = any($2) group by t.id, s.id) x) p on true
    where a.id = any($1)`,
    [ids, resources],
  );
  return new Map(rows.map((row) => [row.id, { ...row, paths: row.paths.slice(0, PATHS) }]));
}

interface PagePlace {
  rank: number;
  name: string;
  id: string;
  back: boolean;
}

function encodePlace({ rank, name, id, back }: PagePlace): string {
  return Buffer.from(JSON.stringify([rank, name, id, back ? 1 : 0])).toString("base64url");
}

/** @throws CountersignError `invalid` when the link is damaged */
function decodePlace(text: string): PagePlace {
  const damaged = new CountersignError("invalid", "This page link is damaged: begin at the first page.");
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    throw damaged;
  }
  if (!Array.isArray(parts) || parts.length !== 4) throw damaged;
  const [rank, name, id, back] = parts as unknown[];
  if (typeof rank !== "number" || !Number.isInteger(rank) || rank < 0 || rank > 9 || (back !== 0 && back !== 1))
    throw damaged;
  if (typeof name !== "string" || name.includes("\u0000") || !name.isWellFormed()) throw damaged;
  if (typeof id !== "string" || !/^agt_[0-9a-z]{1,40}$/.test(id)) throw damaged;
  return { rank, name, id, back: back === 1 };
}

/** A resource by id, as what is sought. */
export async function selectSought(id: string): Promise<{ id: string; name: string; dataClasses: DataClass[] } | null> {
  const { rows } = await sql().query<{ id: string; name: string; dataClasses: DataClass[] }>(
    'select id, name, data_classes as "dataClasses" from resources where id = $1',
    [id],
  );
  return rows[0] ?? null;
}
