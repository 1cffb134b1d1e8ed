import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { DUE } from "./endings/store";
import { isoOrNull } from "./present";
import { searchRows } from "./queries";
import { conditionsOf, dueSql, REGISTER, SORT_KEYS } from "./register-sql";
import { type CredentialSearch, type CredentialSearchInput, credentialSearchSchema } from "./schema";
import {
  CREDENTIAL_KINDS,
  CREDENTIAL_STATE_LABELS,
  CREDENTIAL_STATES,
  type CredentialSort,
  DUE_LABELS,
  DUE_STATES,
  KIND_LABELS,
  LIMITS,
  STRENGTH_LABELS,
  STRENGTHS,
} from "./terms";
import type { CredentialFacets, CredentialPage, CredentialRow } from "./views";

const COUNTED = 10_000;

interface Place {
  sort: CredentialSort;
  dir: "asc" | "desc";
  back: boolean;
  key: string;
  id: string;
}

/**
 * The register of credentials (I4) of the agents that the caller sees, a page by keyset in both directions.
 * @throws CountersignError `invalid` for a damaged page link, `forbidden` for who may see no agents at all
 */
export async function listCredentials(ctx: Context, input: CredentialSearchInput = {}): Promise<CredentialPage> {
  const search = parseInput(credentialSearchSchema, input);
  const from = search.cursor === null ? null : placeIn(search.cursor, search);
  const [found, total] = await Promise.all([rowsAt(ctx, search, from, LIMITS.page + 1), countOf(ctx, search)]);
  const more = found.length > LIMITS.page;
  const rows = found.slice(0, LIMITS.page);
  if (from?.back) rows.reverse();
  const link = (row: Keyed | undefined, back: boolean) =>
    row ? linkTo({ sort: search.sort, dir: search.dir, back, key: row.key, id: row.id }) : null;
  return {
    rows: rows.map(rowView),
    total,
    next: from?.back || more ? link(rows.at(-1), false) : null,
    previous: from?.back ? (more ? link(rows[0], true) : null) : from ? link(rows[0], true) : null,
  };
}

/** Counts for each filter, every one without its own choice. */
export async function credentialFacets(ctx: Context, input: CredentialSearchInput = {}): Promise<CredentialFacets> {
  const search = parseInput(credentialSearchSchema, input);
  const counted = async (without: Partial<CredentialSearch>, value: (now: () => string) => string) => {
    const sql = conditionsOf(ctx, { ...search, ...without });
    const column = value(() => sql.value(ctx.now));
    const text = `select ${column} as value, count(*)::int as count ${REGISTER} where ${sql.where} group by 1`;
    const rows = await searchRows<{ value: string; count: number }>(text, sql.values);
    return new Map(rows.map((row) => [row.value, row.count]));
  };
  const [kind, strength, state, due] = await Promise.all([
    counted({ kind: [] }, () => "c.kind"),
    counted({ strength: [] }, () => "c.strength"),
    counted({ state: [] }, () => "c.state"),
    counted({ due: [] }, (now) => dueSql(now())),
  ]);
  const listed = <V extends string>(values: readonly V[], labels: Record<V, string>, counts: Map<string, number>) =>
    values.map((value) => ({ value, label: labels[value], count: counts.get(value) ?? 0 }));
  return {
    kind: listed(CREDENTIAL_KINDS, KIND_LABELS, kind),
    strength: listed(STRENGTHS, STRENGTH_LABELS, strength),
    state: listed(CREDENTIAL_STATES, CREDENTIAL_STATE_LABELS, state),
    due: listed(DUE_STATES, DUE_LABELS, due),
  };
}

type Instants =
  | "createdAt"
  | "lastUsedAt"
  | "rotationDueAt"
  | "overlapUntil"
  | "expiresAt"
  | "endedAt"
  | "provenDeadAt";
export type Keyed = Omit<CredentialRow, Instants> &
  Record<Exclude<Instants, "createdAt" | "rotationDueAt">, Date | null> & {
    createdAt: Date;
    rotationDueAt: Date;
    key: string;
  };

/** Up to `limit` rows of a search from a place on, read backwards where the place says so. */
export async function rowsAt(
  ctx: Context,
  search: CredentialSearch,
  from: Place | null,
  limit: number,
): Promise<Keyed[]> {
  const sql = conditionsOf(ctx, search);
  const { key, type } = SORT_KEYS[search.sort];
  const up = (search.dir === "asc") !== (from?.back ?? false);
  if (from) sql.add(`(${key}, c.id) ${up ? ">" : "<"} (${sql.value(from.key)}::${type}, ${sql.value(from.id)})`);
  const where = sql.where;
  const order = up ? "asc" : "desc";
  return searchRows<Keyed>(
    `select c.id, c.kind, c.strength, c.label, c.state, ${dueSql(sql.value(ctx.now))} as due, c.created_at as "createdAt",
       c.last_used_at as "lastUsedAt", c.last_used_from as "lastUsedFrom", ${DUE} as "rotationDueAt", c.overlap_until as "overlapUntil",
       c.expires_at as "expiresAt", c.ended_at as "endedAt", c.proven_dead_at as "provenDeadAt", (${key})::text as key,
       json_build_object('id', i.id, 'name', i.name, 'state', i.state, 'gateway', i.enforces_for_others) as instance,
       json_build_object('id', a.id, 'name', a.name, 'environment', a.environment, 'tier', a.tier, 'owner', o.name) as agent
     ${REGISTER} where ${where} order by ${key} ${order}, c.id ${order} limit ${limit}`,
    sql.values,
  );
}

export function rowView({ key, ...row }: Keyed): CredentialRow {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    rotationDueAt: row.rotationDueAt.toISOString(),
    lastUsedAt: isoOrNull(row.lastUsedAt),
    overlapUntil: isoOrNull(row.overlapUntil),
    expiresAt: isoOrNull(row.expiresAt),
    endedAt: isoOrNull(row.endedAt),
    provenDeadAt: isoOrNull(row.provenDeadAt),
  };
}

/** How many match, counted up to `most`. */
export async function countOf(
  ctx: Context,
  search: CredentialSearch,
  most = COUNTED,
): Promise<CredentialPage["total"]> {
  const sql = conditionsOf(ctx, search);
  const [row] = await searchRows<{ count: number }>(
    `select count(*)::int as count from (select 1 ${REGISTER} where ${sql.where} limit ${most + 1}) x`,
    sql.values,
  );
  const count = row?.count ?? 0;
  return count > most ? { count: most, exact: false } : { count, exact: true };
}

function linkTo(place: Place): string {
  const { sort, dir, back, key, id } = place;
  return Buffer.from(JSON.stringify([sort, dir, back, key, id]), "utf8").toString("base64url");
}

/** The place a page link names. It belongs to one order; anything else is damaged. */
function placeIn(cursor: string, search: CredentialSearch): Place {
  const parts = parsedOrNull(Buffer.from(cursor, "base64url").toString("utf8"));
  if (Array.isArray(parts) && parts.length === 5) {
    const [sort, dir, back, key, id] = parts as unknown[];
    const fits = sort === search.sort && dir === search.dir && typeof back === "boolean" && isKey(search.sort, key);
    if (fits && typeof id === "string" && /^crd_[0-9a-z]{1,40}$/.test(id)) {
      return { sort: search.sort, dir: search.dir, back, key: key as string, id };
    }
  }
  throw new CountersignError("invalid", "This page link is damaged: begin at the first page.");
}

function isKey(sort: CredentialSort, key: unknown): boolean {
  if (typeof key !== "string" || key.length > 400 || key.includes("\u0000") || !key.isWellFormed()) return false;
  return sort === "agent" || /^(-?infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?)$/.test(key);
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
