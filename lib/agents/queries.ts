import { requirePermission, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { sql } from "@/lib/db";
import { parseInput } from "@/lib/parse";
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
  const [found, total] = await Promise.all([pageKeys(ctx, search, cursor), countAgents(ctx, search, LIMITS.count)]);
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
  const [counts, answers] = await Promise.all([
    sql().query<FacetRow>(facets, seen.values),
    sql().query<Record<PeopleFilter, bigint>>(people, views.values),
  ]);
  return facetsOf(counts.rows, answers.rows[0] ?? { owned: 0n, orphan: 0n, unsponsored: 0n, mine: 0n });
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
    const { text, values } = partSql(ctx, search, { part, back, room, from: position === 0 ? cursor : null });
    found.push(...(await sql().query<KeyedRow>(text, values)).rows);
  }
  return found;
}

type Part = "keyed" | "lacking";

function partSql(
  ctx: Context,
  search: AgentSearch,
  read: { part: Part; back: boolean; room: number; from: Cursor | null },
): { text: string; values: unknown[] } {
  const { key, type, join, lack } = SORT_KEYS[search.sort];
  const conditions = conditionsOf(ctx, search);
  const up = (search.dir === "asc") !== read.back;
  const order = up ? "asc" : "desc";
  const sign = up ? ">" : "<";
  const keyed = read.part === "keyed";
  if (lack) conditions.add(`${lack} is ${keyed ? "not null" : "null"}`);
  if (read.from && keyed) {
    const from = `${conditions.value(read.from.key)}::${type}`;
    // Said twice: the pair decides, the key alone lets a joined table be read from there on.
    conditions.add(`(${key}, a.id) ${sign} (${from}, ${conditions.value(read.from.id)})`);
    if (join) conditions.add(`${key} ${sign}= ${from}`);
  } else if (read.from) conditions.add(`a.id ${sign} ${conditions.value(read.from.id)}`);
  const columns = keyed ? `a.id, ${key} as key` : "a.id, null as key";
  const orderBy = keyed ? `${key} ${order}, a.id ${order}` : `a.id ${order}`;
  const text = `select ${columns} from agents a ${keyed ? join : ""} where ${conditions.where} order by ${orderBy} limit ${read.room}`;
  return { text, values: conditions.values };
}

const ROWS = `select a.id, a.name, a.environment, a.kind, left(a.purpose, 200) as purpose, a.status, a.tier, a.provider, a.model, a.source,
  coalesce(s.signature, 'none') as signature, a.updated_at as "updatedAt", a.version,
  case when t.id is not null then json_build_object('id', t.id, 'name', t.name) end as team,
  case when o.id is not null then json_build_object('id', o.id, 'name', o.name, 'active', o.status = 'active') end as owner,
  case when p.id is not null then json_build_object('id', p.id, 'name', p.name, 'active', p.status = 'active') end as sponsor
from unnest($1::text[]) with ordinality w(id, place) join agents a on a.id = w.id
  left join agent_sources s on s.agent_id = a.id left join teams t on t.id = a.team_id
  left join people o on o.id = a.owner_id left join people p on p.id = a.sponsor_id
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
