import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { searched } from "./filter";
import { searchRows } from "./queries";
import {
  type EntitlementSearch,
  type EntitlementSearchInput,
  type EntitlementSort,
  entitlementSearchSchema,
} from "./schema";
import { GRANT, GRANT_FROM, type StoredGrant } from "./store";
import { viewOf } from "./view-of";
import type { EntitlementPage } from "./views";

const COUNT_MAX = 10_000;
const SORTS: Record<EntitlementSort, { key: string; type: string }> = {
  requested: { key: "e.requested_at", type: "timestamptz" },
  agent: { key: "lower(a.name)", type: "text" },
  expires: { key: "coalesce(e.expires_at, '9999-12-31')", type: "timestamptz" },
  used: { key: "coalesce(e.last_used_at, '1970-01-01')", type: "timestamptz" },
};

interface Place {
  sort: EntitlementSort;
  dir: "asc" | "desc";
  back: boolean;
  key: string;
  id: string;
}
type Keyed = StoredGrant & { key: string | Date };

/**
 * Grants across the agents that the caller may see (Z2), a page by keyset in both directions.
 * @throws CountersignError `invalid` for a damaged page link, `forbidden` for who may see no agents at all
 */
export async function searchEntitlements(ctx: Context, input: EntitlementSearchInput): Promise<EntitlementPage> {
  const search = parseInput(entitlementSearchSchema, input);
  const from = search.cursor === null ? null : placeIn(search.cursor, search);
  const [found, total] = await Promise.all([pageOf(ctx, search, from), countOf(ctx, search)]);
  const more = found.length > search.limit;
  const rows = found.slice(0, search.limit);
  if (from?.back) rows.reverse();
  const link = (row: Keyed | undefined, back: boolean) =>
    row ? linkTo({ sort: search.sort, dir: search.dir, back, key: keyText(row.key), id: row.id }) : null;
  return {
    rows: rows.map((row) => viewOf(ctx, row)),
    total,
    next: from?.back || more ? link(rows.at(-1), false) : null,
    previous: from?.back ? (more ? link(rows[0], true) : null) : from ? link(rows[0], true) : null,
  };
}

async function pageOf(ctx: Context, search: EntitlementSearch, from: Place | null): Promise<Keyed[]> {
  const sql = searched(ctx, search);
  const { key, type } = SORTS[search.sort];
  const up = (search.dir === "asc") !== (from?.back ?? false);
  if (from) sql.add(`(${key}, e.id) ${up ? ">" : "<"} (${sql.value(from.key)}::${type}, ${sql.value(from.id)})`);
  const order = up ? "asc" : "desc";
  return searchRows<Keyed>(
    `select ${GRANT}, ${key} as key ${GRANT_FROM} where ${sql.where} order by ${key} ${order}, e.id ${order} limit ${search.limit + 1}`,
    sql.values,
  );
}

async function countOf(ctx: Context, search: EntitlementSearch): Promise<EntitlementPage["total"]> {
  const sql = searched(ctx, search);
  const [row] = await searchRows<{ count: bigint }>(
    `select count(*) from (select 1 ${GRANT_FROM} where ${sql.where} limit ${COUNT_MAX + 1}) x`,
    sql.values,
  );
  const count = Number(row?.count ?? 0n);
  return count > COUNT_MAX ? { count: COUNT_MAX, exact: false } : { count, exact: true };
}

const keyText = (key: string | Date) => (key instanceof Date ? key.toISOString() : key);

function linkTo(place: Place): string {
  return Buffer.from(JSON.stringify(Object.values(place)), "utf8").toString("base64url");
}

/** The place a page link names. It belongs to one order; anything else is damaged. */
function placeIn(cursor: string, search: EntitlementSearch): Place {
  const parts = parsedOrNull(Buffer.from(cursor, "base64url").toString("utf8"));
  if (Array.isArray(parts) && parts.length === 5) {
    const [sort, dir, back, key, id] = parts as unknown[];
    const fits = sort === search.sort && dir === search.dir && typeof back === "boolean" && isKey(search.sort, key);
    if (fits && typeof id === "string" && /^ent_[0-9a-z]{1,40}$/.test(id)) {
      return { sort: search.sort, dir: search.dir, back, key: key as string, id };
    }
  }
  throw new CountersignError("invalid", "This page link is damaged: begin at the first page.");
}

function isKey(sort: EntitlementSort, key: unknown): boolean {
  if (typeof key !== "string" || key.length > 400 || key.includes("\u0000") || !key.isWellFormed()) return false;
  return sort === "agent" || (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(key) && !Number.isNaN(Date.parse(key)));
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
