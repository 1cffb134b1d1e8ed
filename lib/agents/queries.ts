import { requirePermission, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { sql } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { FacetMemory } from "./facet-memory";
import { type FacetRow, facetsOf, facetsSql, peopleSql } from "./facets";
import {
  addSearch,
  addVisibility,
  Conditions,
  type Cursor,
  decodeCursor,
  encodeCursor,
  facetConditions,
  SORT_KEYS,
} from "./filter";
import { hitsSql, type Part, partSql } from "./page-sql";
import { type AgentSearch, type AgentSearchInput, agentSearchSchema, LIMITS, type PeopleFilter } from "./schema";
import type { AgentFacets, AgentPage, AgentRow, Total } from "./views";

interface KeyedRow {
  id: string;
  key: string | Date | null;
}

/**
 * One page of the agents that the caller may see (V1), by keyset in both directions, with the total.
 * @throws CountersignError `invalid` for a damaged page link, `forbidden` for who may see no agents at all
 */
export async function searchAgents(ctx: Context, input: AgentSearchInput): Promise<AgentPage> {
  const search = parseInput(agentSearchSchema, input);
  const cursor = search.cursor === null ? null : decodeCursor(search.cursor, search);
  const { found, total } = await pageAndTotal(ctx, search, cursor);
  const more = found.length > search.limit;
  const keys = found.slice(0, search.limit);
  if (cursor?.back) keys.reverse();
  const rows = await rowsOf(keys.map(({ id }) => id));
  const place = (row: KeyedRow | undefined, back: boolean) =>
    row ? encodeCursor({ sort: search.sort, dir: search.dir, back, key: textOf(row.key), id: row.id }) : null;
  // Read backwards, there is a next page because we came from it; read forwards, a previous one for the same reason.
  return {
    rows,
    total,
    next: cursor?.back || more ? place(keys.at(-1), false) : null,
    previous: cursor?.back ? (more ? place(keys[0], true) : null) : cursor ? place(keys[0], true) : null,
  };
}

/** The ids of up to `limit` agents that match, in the order of the search: for bulk actions. */
export async function matchingIds(ctx: Context, search: AgentSearch, limit: number): Promise<string[]> {
  const found = await pageKeys(ctx, { ...search, limit: limit - 1 }, null);
  return found.map(({ id }) => id);
}

/** One batch of rows from a place on, and the place after it: for exports, which read everything. */
export async function nextRows(
  ctx: Context,
  search: AgentSearch,
  from: Cursor | null,
): Promise<{ rows: AgentRow[]; next: Cursor | null }> {
  const found = await pageKeys(ctx, search, from);
  const keys = found.slice(0, search.limit);
  const last = keys.at(-1);
  const more = found.length > search.limit && last !== undefined;
  const place = { sort: search.sort, dir: search.dir, back: false };
  return {
    rows: await rowsOf(keys.map(({ id }) => id)),
    next: more ? { ...place, key: textOf(last.key), id: last.id } : null,
  };
}

/** How many agents match; counting stops just beyond `limit`. */
export async function countAgents(ctx: Context, search: AgentSearch, limit: number): Promise<Total> {
  const conditions = conditionsOf(ctx, search);
  const { rows } = await sql().query<{ count: bigint }>(
    `select count(*) from (select 1 from agents a where ${conditions.where} limit ${limit + 1}) x`,
    conditions.values,
  );
  const count = Number(rows[0]?.count ?? 0n);
  return count > limit ? { count: limit, exact: false } : { count, exact: true };
}

/** Counts for every facet of the inventory in one pass over the agents that match (V1). */
export async function agentFacets(ctx: Context, input: AgentSearchInput): Promise<AgentFacets> {
  const search = parseInput(agentSearchSchema, input);
  const seen = new Conditions();
  addVisibility(seen, seenBy(ctx));
  addSearch(seen, search, ctx.actor.id);
  const where = seen.where;
  const facets = facetsSql(where, facetConditions(seen, search));
  const views = conditionsOf(ctx, { ...search, people: null });
  const people = peopleSql(views.where, views.value(ctx.actor.id));
  const key = JSON.stringify([facets, seen.values, people, views.values]);
  const mark = await inventoryMark();
  const remembered = MEMORY.find(key, mark, Date.now());
  if (remembered) return remembered;
  const [counts, answers] = await Promise.all([
    sql().query<FacetRow>(facets, seen.values),
    sql().query<Record<PeopleFilter, bigint>>(people, views.values),
  ]);
  const counted = facetsOf(counts.rows, answers.rows[0] ?? { owned: 0n, orphan: 0n, unsponsored: 0n, mine: 0n });
  MEMORY.keep(key, { mark, countedAt: Date.now(), facets: counted });
  return counted;
}

const MEMORY = new FacetMemory();

/** What changes with every change of an agent or of who is active: read before the counts, so that it is never younger. */
async function inventoryMark(): Promise<string> {
  const { rows } = await sql().query<{ mark: string }>({
    name: "inventory-mark",
    text: `select concat_ws('/', (select max(updated_at) from agents), (select count(*) from people where status = 'active'),
      (select sum(version) from people)) as mark`,
  });
  return rows[0]?.mark ?? "";
}

function seenBy(ctx: Context) {
  const seen = visibility(ctx.actor, "agents.read");
  // Nobody's inventory is empty for want of a role: that is a refusal, and says so.
  if (!seen.everything && !seen.teamIds.length && seen.ownerId === null) requirePermission(ctx, "agents.read");
  return seen;
}

function conditionsOf(ctx: Context, search: AgentSearch): Conditions {
  const conditions = new Conditions();
  addVisibility(conditions, seenBy(ctx));
  addSearch(conditions, search, ctx.actor.id);
  for (const condition of Object.values(facetConditions(conditions, search))) conditions.add(condition);
  return conditions;
}

/**
 * Words are looked up once, for the rows and the total alike; when they match more than the total counts, they are so frequent
 * that walking the list in its order finds a page of them soon.
 */
async function pageAndTotal(
  ctx: Context,
  search: AgentSearch,
  cursor: Cursor | null,
): Promise<{ found: KeyedRow[]; total: Total }> {
  if (search.q !== "") {
    const { text, values } = hitsSql(conditionsOf(ctx, search), search, { cursor, most: LIMITS.count });
    const { rows } = await sql().query<KeyedRow & { total: bigint }>(text, values);
    const count = Number(rows[0]?.total ?? 0n);
    // The first row carries the total and, on a page without rows, nothing else.
    const found = rows.filter((row) => row.id !== null);
    if (count <= LIMITS.count) return { found, total: { count, exact: true } };
  }
  const [found, total] = await Promise.all([pageKeys(ctx, search, cursor), countAgents(ctx, search, LIMITS.count)]);
  return { found, total };
}

const textOf = (key: KeyedRow["key"]) => (key instanceof Date ? key.toISOString() : key);

/** Ids and keys from a place on, one more than the page holds. Rows without the key stand at the end of either order. */
async function pageKeys(ctx: Context, search: AgentSearch, cursor: Cursor | null): Promise<KeyedRow[]> {
  const back = cursor?.back ?? false;
  const parts: Part[] = SORT_KEYS[search.sort].lack ? ["keyed", "lacking"] : ["keyed"];
  if (back) parts.reverse();
  const start = cursor ? parts.indexOf(cursor.key === null ? "lacking" : "keyed") : 0;
  const found: KeyedRow[] = [];
  for (const [position, part] of parts.slice(start).entries()) {
    const room = search.limit + 1 - found.length;
    if (room <= 0) break;
    const from = position === 0 ? cursor : null;
    const { text, values } = partSql(conditionsOf(ctx, search), search, { part, back, room, from });
    found.push(...(await sql().query<KeyedRow>(text, values)).rows);
  }
  return found;
}

const ROWS = `select a.id, a.name, a.environment, a.kind, left(a.purpose, 200) as purpose, a.status, a.tier, a.provider, a.model, a.source,
  coalesce(s.signature, 'none') as signature, a.updated_at as "updatedAt", a.version,
  case when t.id is not null then json_build_object('id', t.id, 'name', t.name) end as team,
  case when o.id is not null then json_build_object('id', o.id, 'name', o.name, 'active', o.status = 'active') end as owner,
  case when d.id is not null then json_build_object('id', d.id, 'name', d.name, 'active', d.status = 'active') end as deputy,
  case when p.id is not null then json_build_object('id', p.id, 'name', p.name, 'active', p.status = 'active') end as sponsor
from unnest($1::text[]) with ordinality w(id, place) join agents a on a.id = w.id
  left join agent_sources s on s.agent_id = a.id left join teams t on t.id = a.team_id
  left join people o on o.id = a.owner_id left join people d on d.id = a.deputy_id left join people p on p.id = a.sponsor_id
order by w.place`;

/** Rows as lists show them, in the order of `ids`. Callers have filtered the ids by what may be seen. */
async function rowsOf(ids: readonly string[]): Promise<AgentRow[]> {
  if (!ids.length) return [];
  const { rows } = await sql().query<Omit<AgentRow, "updatedAt"> & { updatedAt: Date }>({
    name: "agent-rows",
    text: ROWS,
    values: [ids],
  });
  return rows.map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }));
}
