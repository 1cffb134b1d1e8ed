import type { Conditions, Cursor } from "./filter";
import { SORT_KEYS } from "./filter";
import type { AgentSearch } from "./schema";

/** The statements that read one page of ids and keys. Pure text building; values stay in `Conditions`. */
export interface Statement {
  text: string;
  values: unknown[];
}

/** Rows that have the sort's key, and rows that lack it: read one after the other. */
export type Part = "keyed" | "lacking";

/** A page of one part of the list, in the order of an index. */
export function partSql(
  conditions: Conditions,
  search: AgentSearch,
  read: { part: Part; back: boolean; room: number; from: Cursor | null },
): Statement {
  const { key, type, table, lack } = SORT_KEYS[search.sort];
  const { order, sign } = directionOf(search, read.back);
  const { from, room } = read;
  if (read.part === "lacking") {
    conditions.add(`${lack} is null`);
    if (from) conditions.add(`a.id ${sign} ${conditions.value(from.id)}`);
    const text = `select a.id, null as key from agents a where ${conditions.where} order by a.id ${order} limit ${room}`;
    return { text, values: conditions.values };
  }
  if (lack && !table) conditions.add(`${lack} is not null`);
  const start = from ? `${conditions.value(from.key)}::${type}` : "";
  const place = table ? "k.key" : key;
  if (from) conditions.add(`(${place}, a.id) ${sign} (${start}, ${conditions.value(from.id)})`);
  if (!table) {
    const text = `select a.id, ${key} as key from agents a where ${conditions.where} order by ${key} ${order}, a.id ${order} limit ${room}`;
    return { text, values: conditions.values };
  }
  // Each owner or team in the order of names (offset 0 keeps it), and from each no more agents than the page can hold:
  // the first few of them fill the page, and nothing is sorted but what is shown.
  const named = `select k.id, ${key} as key from ${table} k where ${from ? `${key} ${sign}= ${start}` : "true"} order by key ${order} offset 0`;
  const text = `select b.id, k.key from (${named}) k cross join lateral (select a.id from agents a
      where ${lack} = k.id and ${conditions.where} order by a.id ${order} limit ${room}) b
    order by k.key ${order}, b.id ${order} limit ${room}`;
  return { text, values: conditions.values };
}

/** Up to `most` + 1 agents that match, found once, with a page of them in any order; every row carries how many were found. */
export function hitsSql(
  conditions: Conditions,
  search: AgentSearch,
  read: { cursor: Cursor | null; most: number },
): Statement {
  const { key, type, table, lack } = SORT_KEYS[search.sort];
  const { cursor } = read;
  const { order, sign } = directionOf(search, cursor?.back ?? false);
  const join = table ? `left join ${table} k on k.id = ${lack}` : "";
  const hits = `select a.id, ${key} as key from agents a ${join} where ${conditions.where} limit ${read.most + 1}`;
  const nullsFirst = cursor?.back ? "desc" : "asc";
  const place = cursor ? placeSql(conditions, cursor, { sign, type }) : "true";
  const text = `with hits as materialized (${hits}),
    page as (select id, key from hits where ${place} order by (key is null) ${nullsFirst}, key ${order}, id ${order} limit ${search.limit + 1})
    select p.id, p.key, t.total from (select count(*) as total from hits) t left join page p on true
    order by (p.key is null) ${nullsFirst}, p.key ${order}, p.id ${order}`;
  return { text, values: conditions.values };
}

/** Beyond the cursor's row; rows that lack the key come after all others in either order. */
function placeSql(conditions: Conditions, cursor: Cursor, { sign, type }: { sign: string; type: string }): string {
  const id = conditions.value(cursor.id);
  if (cursor.key === null) {
    return cursor.back ? `(key is not null or id ${sign} ${id})` : `(key is null and id ${sign} ${id})`;
  }
  const beyond = `(key, id) ${sign} (${conditions.value(cursor.key)}::${type}, ${id})`;
  return cursor.back ? `(key is not null and ${beyond})` : `(key is null or ${beyond})`;
}

function directionOf(search: AgentSearch, back: boolean): { order: "asc" | "desc"; sign: ">" | "<" } {
  const up = (search.dir === "asc") !== back;
  return up ? { order: "asc", sign: ">" } : { order: "desc", sign: "<" };
}
