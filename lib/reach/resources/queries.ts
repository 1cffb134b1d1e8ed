import type { Visibility } from "@/lib/access";
import { sql } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { seenAs } from "../queries";
import type { ResourceSearch, ResourceSort } from "../schema";
import { REACH_LIMITS } from "../terms";
import type { FacetCount, ResourcePage, ResourceRow } from "../views";

// Everything that a row says of a resource; how many agents reach it, by a tool or because people stated it.
const ROW = `select r.id, r.name, r.kind, r.description, r.data_classes as "dataClasses", r.records::float8 as records,
  r.people::float8 as people, r.money::float8 as money, r.version, r.updated_at as "updatedAt",
  coalesce(u.agents, 0) as agents, coalesce(u.writers, 0) as writers, u.tier as "highestTier"
from resources r left join lateral (
  select count(*)::int as agents, (count(*) filter (where w.writes))::int as writers, max(a.tier) as tier
  from (select agent_id, bool_or(writes) as writes from (
      select l.agent_id, l.access = 'write' as writes from tool_resources l join agent_tools t on t.id = l.tool_id
      where l.resource_id = r.id and t.state in ('accepted', 'quarantined')
      union all
      select id, data_written && r.data_classes from agents where lower_each(systems) @> array[lower(r.name)]) x group by 1) w
    join agents a on a.id = w.agent_id where a.status <> 'decommissioned' and ($1 or a.team_id = any($2))) u on true`;

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
  const values: unknown[] = [...seenAs(seen)];
  const value = (given: unknown) => `$${values.push(given)}`;
  const text = search.q ? `position(lower(${value(search.q)}) in lower(r.name || ' ' || r.description)) > 0` : "true";
  const fits = {
    kind: search.kind.length ? `r.kind = any(${value(search.kind)}::text[])` : "true",
    dataClass: search.dataClass.length ? `r.data_classes && ${value(search.dataClass)}::text[]` : "true",
  };
  const where = `${text} and ${fits.kind} and ${fits.dataClass}`;
  const counted = [...values];
  const { key, type } = KEYS[search.sort];
  const from = search.cursor ? decodePlace(search.cursor, search) : null;
  const up = (search.dir === "asc") !== (from?.back === true);
  const order = up ? "asc" : "desc";
  const beyond = from ? `and (${key}, r.id) ${up ? ">" : "<"} (${value(from.key)}::${type}, ${value(from.id)})` : "";
  const [page, counts] = await Promise.all([
    sql().query<ResourceRow & { updatedAt: Date; key: string }>(
      `select q.*, q.sort_key::text as key from (${ROW.replace("from resources r", `, ${key} as sort_key from resources r`)}
         where ${where} ${beyond} order by ${key} ${order}, r.id ${order} limit ${search.limit + 1}) q`,
      values,
    ),
    sql().query<FacetCount & { facet: string }>(
      `select 'kind' as facet, r.kind as value, count(*)::int as count from resources r where $1::bool is not null and $2::text[] is not null and ${text} and ${fits.dataClass} group by 2
       union all select 'dataClass', c, count(*)::int from resources r cross join unnest(r.data_classes) c where ${text} and ${fits.kind} group by 2
       union all select 'total', '', count(*)::int from resources r where ${where}`,
      counted,
    ),
  ]);
  const back = from?.back === true;
  const more = page.rows.length > search.limit;
  const cut = page.rows.slice(0, search.limit);
  const rows = back ? cut.toReversed() : cut;
  const of = (facet: string) =>
    counts.rows.filter((one) => one.facet === facet).map(({ value, count }) => ({ value, count }));
  const total = counts.rows.find((one) => one.facet === "total")?.count ?? 0;
  const at = (row: (typeof rows)[number] | undefined, towards: boolean) =>
    row ? encodePlace({ sort: search.sort, dir: search.dir, key: row.key, id: row.id, back: towards }) : null;
  return {
    rows: rows.map(({ key: _key, ...row }) => viewOf(row)),
    total: { count: Math.min(total, REACH_LIMITS.count), exact: total <= REACH_LIMITS.count },
    next: (back ? search.cursor !== null : more) ? at(rows.at(-1), false) : null,
    previous: (back ? more : search.cursor !== null) ? at(rows[0], true) : null,
    facets: { kind: of("kind"), dataClass: of("dataClass") },
  };
}

function viewOf({ updatedAt, ...row }: Omit<ResourceRow, "updatedAt"> & { updatedAt: Date }): ResourceRow {
  return { ...row, updatedAt: updatedAt.toISOString() };
}

export async function selectResource(seen: Visibility, id: string): Promise<ResourceRow | null> {
  const { rows } = await sql().query<Omit<ResourceRow, "updatedAt"> & { updatedAt: Date }>(`${ROW} where r.id = $3`, [
    ...seenAs(seen),
    id,
  ]);
  return rows[0] ? viewOf(rows[0]) : null;
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
