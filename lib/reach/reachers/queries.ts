import type { Visibility } from "@/lib/access";
import type { DataClass } from "@/lib/agents/schema";
import { inSqlTransaction, sql } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { seenAs } from "../queries";
import type { ReachersSearch } from "../schema";
import { REACH_LIMITS } from "../terms";
import type { FacetCount, Reacher, ReacherPage } from "../views";

/** What is asked about: one resource by id and name, or a class of data. */
export type Sought = { resource: { id: string; name: string; dataClasses: DataClass[] } } | { dataClass: DataClass };

// Every living agent of the caller's ($1, $2) with a tool that leads there ($3 the resources), or whose people stated it, whose name
// contains $4. Of all tools few are not accepted: those are looked up, not the many. A rank that is never null and a name make the
// order of the rows. Agents that only people lead there come beside those with a tool, each once.
const hits = (stated: string) => `links as (
    select l.agent_id, bool_or(l.access = 'write') as writes, bool_or(t.id is null) as accepted
    from tool_resources l left join agent_tools t on t.id = l.tool_id and t.state <> 'accepted'
    where l.resource_id = any($3) and (t.id is null or t.state = 'quarantined') group by 1),
  said as materialized (${stated}),
  hits as materialized (
    select ${HIT("w.writes or coalesce(s.writes, false)", "w.accepted or s.agent_id is not null")}
    from links w join agents a on a.id = w.agent_id left join said s on s.agent_id = w.agent_id where ${VISIBLE}
    union all
    select ${HIT("s.writes", "true")} from said s join agents a on a.id = s.agent_id
    where ${VISIBLE} and not exists (select 1 from links w where w.agent_id = s.agent_id))`;

const HIT = (writes: string, usable: string) => `a.id, a.tier, a.environment, lower(a.name) as name,
      case a.tier when 'critical' then 0 when 'high' then 1 when 'moderate' then 2 when 'low' then 3 else 4 end as rank,
      case when ${writes} then 'write' else 'read' end as access,
      case when (${usable}) and a.status = 'active' then 'now' else 'later' end as standing`;
const VISIBLE =
  "a.status <> 'decommissioned' and ($1 or a.team_id = any($2)) and ($4 = '' or position(lower($4) in lower(a.name)) > 0)";

// By the system's name ($5) and the classes that lie there ($6); or by the class ($5) and the names of the resources that hold it ($6).
const BY_NAME = `select id as agent_id, data_written && $6::text[] as writes from agents where lower_each(systems) @> array[lower($5)]`;
const BY_CLASS = `select id as agent_id, $5 = any(data_written) as writes from agents
  where data_read @> array[$5] or data_written @> array[$5] or lower_each(systems) && $6::text[]`;

async function asked(
  seen: Visibility,
  sought: Sought,
  q: string,
): Promise<{ hits: string; resources: string[]; values: unknown[] }> {
  if ("resource" in sought) {
    const { id, name, dataClasses } = sought.resource;
    return { hits: hits(BY_NAME), resources: [id], values: [...seenAs(seen), [id], q, name, dataClasses] };
  }
  const { rows } = await sql().query<{ id: string; name: string }>(
    "select id, lower(name) as name from resources where data_classes @> array[$1]",
    [sought.dataClass],
  );
  const [ids, names] = [rows.map(({ id }) => id), rows.map(({ name }) => name)];
  return { hits: hits(BY_CLASS), resources: ids, values: [...seenAs(seen), ids, q, sought.dataClass, names] };
}

const FACETS = ["tier", "environment", "access", "standing"] as const;
const FACET_VALUE = {
  tier: "coalesce(tier::text, 'none')",
  environment: "environment::text",
  access: "access",
  standing: "standing",
};

/** How many agents share these four values: there are at most a hundred and twenty such groups, however many agents. */
type Group = Record<(typeof FACETS)[number], string> & { count: number };

/** One page of the agents that reach what is sought, how many there are, and counts for each filter that leave its own out. */
export async function selectReachers(seen: Visibility, sought: Sought, search: ReachersSearch): Promise<ReacherPage> {
  const { hits: text, resources, values } = await asked(seen, sought, search.q);
  const value = (given: unknown) => `$${values.push(given)}`;
  const every = FACETS.flatMap((facet) =>
    search[facet].length ? [`${FACET_VALUE[facet]} = any(${value(search[facet])}::text[])`] : [],
  );
  const place = search.cursor ? decodePlace(search.cursor) : null;
  const back = place?.back === true;
  if (place) {
    every.push(
      `(rank, name, id) ${back ? "<" : ">"} (${value(place.rank)}::int, ${value(place.name)}, ${value(place.id)})`,
    );
  }
  const direction = back ? "desc" : "asc";
  const order = `rank ${direction}, name ${direction}, id ${direction}`;
  const statement = `with ${text},
    page as (select id, name, rank, access, standing from hits where ${every.join(" and ") || "true"} order by ${order} limit ${search.limit + 1}),
    groups as (select ${FACETS.map((facet) => `${FACET_VALUE[facet]} as ${facet}`).join(", ")}, count(*)::int as count from hits group by 1, 2, 3, 4)
    select (select coalesce(json_agg(g), '[]') from groups g) as groups, (select coalesce(json_agg(p order by ${order}), '[]') from page p) as page`;
  const { groups, page } = await inSqlTransaction(async (tx) => {
    // A resource that most agents reach is summed up in memory rather than on the disk.
    await tx.query("set local work_mem = '32MB'");
    const { rows } = await tx.query<{ groups: Group[]; page: PageRow[] }>(statement, values);
    return rows[0] ?? { groups: [], page: [] };
  });
  const total = countIn(groups, search, null);
  return {
    ...(await pageOf(page, { search, back, resources })),
    total: { count: Math.min(total, REACH_LIMITS.count), exact: total <= REACH_LIMITS.count },
    facets: Object.fromEntries(
      FACETS.map((facet) => [facet, countsOf(groups, search, facet)]),
    ) as ReacherPage["facets"],
  };
}

/** How many fit the filters, one of which may be left out. */
function countIn(groups: readonly Group[], search: ReachersSearch, without: (typeof FACETS)[number] | null): number {
  const fits = (group: Group) =>
    FACETS.every(
      (facet) => facet === without || !search[facet].length || (search[facet] as string[]).includes(group[facet]),
    );
  return groups.reduce((sum, group) => (fits(group) ? sum + group.count : sum), 0);
}

function countsOf(groups: readonly Group[], search: ReachersSearch, facet: (typeof FACETS)[number]): FacetCount[] {
  const values = Map.groupBy(groups, (group) => group[facet]);
  return [...values]
    .map(([value, of]) => ({ value, count: countIn(of, search, facet) }))
    .filter(({ count }) => count > 0);
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
