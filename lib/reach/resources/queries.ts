import type { Visibility } from "@/lib/access";
import { sql } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { seenAs } from "../queries";
import type { ResourceSearch, ResourceSort } from "../schema";
import { REACH_LIMITS } from "../terms";
import type { FacetCount, ResourcePage, ResourceRow } from "../views";

const ROW = `r.id, r.name, r.kind, r.description, r.data_classes as "dataClasses", r.records::float8 as records,
  r.people::float8 as people, r.money::float8 as money, r.version, r.updated_at as "updatedAt"`;

// How many agents reach the resources $3 by a tool, or because people stated them by name; all of them in one pass.
const COUNTS = `with links as (
    select l.resource_id, l.agent_id, bool_or(l.access = 'write') as writes
    from tool_resources l left join agent_tools t on t.id = l.tool_id and t.state <> 'accepted'
    where l.resource_id = any($3) and (t.id is null or t.state = 'quarantined') group by 1, 2),
  said as (select r.id as resource_id, s.id as agent_id, s.data_written && r.data_classes as writes
    from resources r join agents s on lower_each(s.systems) @> array[lower(r.name)] where r.id = any($3)),
  ways as (select * from links where not exists (select 1 from said s where s.resource_id = links.resource_id and s.agent_id = links.agent_id)
    union all select s.resource_id, s.agent_id, s.writes or coalesce(l.writes, false) from said s
      left join links l on l.resource_id = s.resource_id and l.agent_id = s.agent_id)
select w.resource_id as id, count(*)::int as agents, (count(*) filter (where w.writes))::int as writers, max(a.tier) as "highestTier"
from ways w join agents a on a.id = w.agent_id where a.status <> 'decommissioned' and ($1 or a.team_id = any($2)) group by 1`;

type Stated = Omit<ResourceRow, "agents" | "writers" | "highestTier" | "updatedAt"> & { updatedAt: Date };
type Counted = Pick<ResourceRow, "id" | "agents" | "writers" | "highestTier">;

async function withCounts(seen: Visibility, rows: readonly Stated[]): Promise<ResourceRow[]> {
  const counted = await sql().query<Counted>({
    name: "resource-counts",
    text: COUNTS,
    values: [...seenAs(seen), rows.map(({ id }) => id)],
  });
  const known = new Map(counted.rows.map((row) => [row.id, row]));
  return rows.map((row) => ({
    ...row,
    agents: 0,
    writers: 0,
    highestTier: null,
    ...known.get(row.id),
    updatedAt: row.updatedAt.toISOString(),
  }));
}

const KEYS: Record<ResourceSort, { key: string; type: string }> = {
  name: { key: "lower(r.name)", type: "text" },
  kind: { key: "r.kind", type: "text" },
  records: { key: "r.records", type: "bigint" },
  people: { key: "r.people", type: "bigint" },
  money: { key: "r.money", type: "bigint" },
  updatedAt: { key: "r.updated_at", type: "timestamptz" },
};

/** One page of the register of resources, with counts for each filter that leave its own out. */
export async function selectResources(seen: Visibility, search: ResourceSearch): Promise<ResourcePage> {
  const values: unknown[] = [];
  const value = (given: unknown) => `$${values.push(given)}`;
  const text = search.q ? `position(lower(${value(search.q)}) in lower(r.name || ' ' || r.description)) > 0` : "true";
  const kind = search.kind.length ? `r.kind = any(${value(search.kind)}::text[])` : "true";
  const dataClass = search.dataClass.length ? `r.data_classes && ${value(search.dataClass)}::text[]` : "true";
  const where = { text, kind, dataClass };
  const [page, counts] = await Promise.all([
    selectPage(seen, search, { where, values: [...values] }),
    sql().query<FacetCount & { facet: string }>(
      // Each value is named once, whichever facets use it.
      `with hits as materialized (select r.kind, r.data_classes, ${kind} as of_kind, ${dataClass} as of_class from resources r where ${text})
       select 'kind' as facet, kind as value, count(*)::int as count from hits where of_class group by 2
       union all select 'dataClass', c, count(*)::int from hits cross join unnest(data_classes) c where of_kind group by 2
       union all select 'total', '', count(*)::int from hits where of_kind and of_class`,
      values,
    ),
  ]);
  const of = (facet: string) =>
    counts.rows.filter((one) => one.facet === facet).map(({ value, count }) => ({ value, count }));
  const total = counts.rows.find((one) => one.facet === "total")?.count ?? 0;
  return {
    ...page,
    total: { count: Math.min(total, REACH_LIMITS.count), exact: total <= REACH_LIMITS.count },
    facets: { kind: of("kind"), dataClass: of("dataClass") },
  };
}

async function selectPage(
  seen: Visibility,
  search: ResourceSearch,
  given: { where: { text: string; kind: string; dataClass: string }; values: unknown[] },
): Promise<Pick<ResourcePage, "rows" | "next" | "previous">> {
  const { where, values } = given;
  const value = (one: unknown) => `$${values.push(one)}`;
  const { key, type } = KEYS[search.sort];
  const from = search.cursor ? decodePlace(search.cursor, search) : null;
  const back = from?.back === true;
  const up = (search.dir === "asc") !== back;
  const order = up ? "asc" : "desc";
  const beyond = from ? `and (${key}, r.id) ${up ? ">" : "<"} (${value(from.key)}::${type}, ${value(from.id)})` : "";
  const found = await sql().query<Stated & { key: string }>(
    `select ${ROW}, ${key}::text as key from resources r where ${where.text} and ${where.kind} and ${where.dataClass} ${beyond}
     order by ${key} ${order}, r.id ${order} limit ${search.limit + 1}`,
    values,
  );
  const more = found.rows.length > search.limit;
  const cut = found.rows.slice(0, search.limit);
  const rows = back ? cut.toReversed() : cut;
  const at = (row: (typeof rows)[number] | undefined, towards: boolean) =>
    row ? encodePlace({ sort: search.sort, dir: search.dir, key: row.key, id: row.id, back: towards }) : null;
  return {
    rows: await withCounts(
      seen,
      rows.map(({ key: _key, ...row }) => row),
    ),
    next: (back ? search.cursor !== null : more) ? at(rows.at(-1), false) : null,
    previous: (back ? more : search.cursor !== null) ? at(rows[0], true) : null,
  };
}

export async function selectResource(seen: Visibility, id: string): Promise<ResourceRow | null> {
  const { rows } = await sql().query<Stated>(`select ${ROW} from resources r where r.id = $1`, [id]);
  const [row] = await withCounts(seen, rows);
  return row ?? null;
}

/** Names of the register that contain the text, for choosing one. */
export async function selectChoices(q: string): Promise<Pick<ResourceRow, "id" | "name" | "kind" | "dataClasses">[]> {
  const { rows } = await sql().query<Pick<ResourceRow, "id" | "name" | "kind" | "dataClasses">>(
    `select id, name, kind, data_classes as "dataClasses" from resources where position($1 in lower(name)) > 0 order by lower(name) limit 50`,
    [q.toLowerCase()],
  );
  return rows;
}

interface PagePlace {
  sort: ResourceSort;
  dir: "asc" | "desc";
  key: string;
  id: string;
  back: boolean;
}

function encodePlace({ sort, dir, key, id, back }: PagePlace): string {
  return Buffer.from(JSON.stringify([sort, dir, key, id, back ? 1 : 0])).toString("base64url");
}

/** @throws CountersignError `invalid` when the link is damaged or belongs to another order */
function decodePlace(text: string, search: Pick<ResourceSearch, "sort" | "dir">): PagePlace {
  const damaged = () => new CountersignError("invalid", "This page link is damaged: begin at the first page.");
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    throw damaged();
  }
  if (!Array.isArray(parts) || parts.length !== 5) throw damaged();
  const [sort, dir, key, id, back] = parts as unknown[];
  if (sort !== search.sort || dir !== search.dir || (back !== 0 && back !== 1)) throw damaged();
  if (typeof id !== "string" || !/^res_[0-9a-z]{1,40}$/.test(id) || !isKey(key, search.sort)) throw damaged();
  return { sort: search.sort, dir: search.dir, key, id, back: back === 1 };
}

// A key is compared as its column's type: what that type cannot read must not reach the database.
function isKey(key: unknown, sort: ResourceSort): key is string {
  if (typeof key !== "string" || key.length > 400 || key.includes("\u0000") || !key.isWellFormed()) return false;
  if (sort === "updatedAt") return /^\d{4}-/.test(key) && !Number.isNaN(Date.parse(key));
  return KEYS[sort].type !== "bigint" || /^\d{1,18}$/.test(key);
}
