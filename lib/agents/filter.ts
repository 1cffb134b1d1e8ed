import type { Visibility } from "@/lib/access";
import { CountersignError } from "@/lib/errors";
import { searchTerms } from "./rules";
import type { AgentSearch, AgentSort } from "./schema";
import { AGENT_KINDS, AGENT_STATUSES, ENVIRONMENTS, TIERS } from "./terms";

/** A search as SQL: conditions on `agents a` joined by "and", with their numbered values. Nothing of a value enters the text. */
export class Conditions {
  readonly values: unknown[] = [];
  readonly parts: string[] = [];

  /** The placeholder of `value`. */
  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  add(part: string): void {
    this.parts.push(part);
  }

  get where(): string {
    return this.parts.length ? this.parts.join(" and ") : "true";
  }
}

/** The filters that facets know, each as its own condition so that a facet can ignore its own. */
export type FacetFilter = "environment" | "status" | "tier" | "kind" | "source" | "team" | "provider";

/** Rows that this caller may see at all. */
export function addVisibility(sql: Conditions, seen: Visibility): void {
  if (seen.everything) return;
  const ways: string[] = [];
  if (seen.teamIds.length) ways.push(`a.team_id = any(${sql.value(seen.teamIds)}::text[])`);
  if (seen.ownerId !== null) {
    const me = sql.value(seen.ownerId);
    const mine = answeredForBy(me);
    const within = seen.ownEverywhere ? "" : ` and a.team_id = any(${sql.value(seen.ownTeamIds)}::text[])`;
    ways.push(`(${mine}${within})`);
  }
  sql.add(ways.length ? `(${ways.join(" or ")})` : "false");
}

/** The text, the people and the import of a search: what no facet offers. */
export function addSearch(sql: Conditions, search: AgentSearch, callerId: string): void {
  for (const term of searchTerms(search.q)) {
    // One or two letters make no trigram inside a word but do at its beginning: there they are looked for.
    const start = term.length < 3 ? " " : "";
    sql.add(`a.search_text like ${sql.value(`%${start}${term.replace(/[\\%_]/g, "\\$&")}%`)}`);
  }
  if (search.ownerId.length) sql.add(`a.owner_id = any(${sql.value(search.ownerId)}::text[])`);
  if (search.sponsorId.length) sql.add(`a.sponsor_id = any(${sql.value(search.sponsorId)}::text[])`);
  if (search.importId) {
    sql.add(`a.id in (select agent_id from agent_import_rows where import_id = ${sql.value(search.importId)})`);
  }
  if (search.people) sql.add(peopleCondition(search.people, sql, callerId));
}

/** Agents that the person of this placeholder answers for, in whichever role. */
export function answeredForBy(me: string): string {
  return `(a.owner_id = ${me} or a.deputy_id = ${me} or a.sponsor_id = ${me})`;
}

export const ACTIVE_OWNER = "a.owner_id in (select id from people where status = 'active')";
const ACTIVE_SPONSOR = "a.sponsor_id in (select id from people where status = 'active')";
/** Nobody needs to answer for what was decommissioned. */
export const ORPHAN = `(a.status <> 'decommissioned' and (${ACTIVE_OWNER}) is not true)`;
export const UNSPONSORED = `(a.status <> 'decommissioned' and (${ACTIVE_SPONSOR}) is not true)`;

function peopleCondition(people: NonNullable<AgentSearch["people"]>, sql: Conditions, callerId: string): string {
  if (people === "owned") return ACTIVE_OWNER;
  if (people === "orphan") return ORPHAN;
  if (people === "unsponsored") return UNSPONSORED;
  const me = sql.value(callerId);
  return answeredForBy(me);
}

/** The conditions of the facets' own filters, those that are set. */
export function facetConditions(sql: Conditions, search: AgentSearch): Partial<Record<FacetFilter, string>> {
  const any = (column: string, type: string, given: readonly string[]) =>
    given.length ? `${column} = any(${sql.value(given)}::${type}[])` : undefined;
  const orNone = (column: string, type: string, given: readonly string[]) => {
    if (!given.length) return undefined;
    const named = given.filter((value) => value !== "none");
    const isOne = any(column, type, named);
    if (named.length === given.length) return isOne;
    return isOne ? `(${column} is null or ${isOne})` : `${column} is null`;
  };
  const all: Record<FacetFilter, string | undefined> = {
    environment: any("a.environment", '"Environment"', search.environment),
    status: any("a.status", '"AgentStatus"', search.status),
    tier: orNone("a.tier", '"Tier"', search.tier),
    kind: any("a.kind", '"AgentKind"', search.kind),
    source: any("a.source", "text", search.source),
    team: orNone("a.team_id", "text", search.teamId),
    provider: any(
      "a.provider",
      "text",
      // A provider called "none" reads as none stated, here as in the facet: one value in the address means one thing.
      search.provider.flatMap((name) => (name === "none" ? ["", name] : name)),
    ),
  };
  return Object.fromEntries(Object.entries(all).filter(([, condition]) => condition));
}

/** How a sort reads: its key, what it joins, and whether rows can lack the key (those always come last). */
export interface SortKey {
  key: string;
  type: string;
  /** The table that has the key, and the agent's column that points there; empty when the agent has it itself. */
  table: string;
  /** The column that is null when there is no key; empty when there always is one. */
  lack: string;
}

export const SORT_KEYS: Record<AgentSort, SortKey> = {
  name: { key: "lower(a.name)", type: "text", table: "", lack: "" },
  environment: { key: "a.environment", type: '"Environment"', table: "", lack: "" },
  kind: { key: "a.kind", type: '"AgentKind"', table: "", lack: "" },
  status: { key: "a.status", type: '"AgentStatus"', table: "", lack: "" },
  tier: { key: "a.tier", type: '"Tier"', table: "", lack: "a.tier" },
  provider: { key: "lower(a.provider)", type: "text", table: "", lack: "" },
  team: { key: "lower(k.name)", type: "text", table: "teams", lack: "a.team_id" },
  owner: { key: "lower(k.name)", type: "text", table: "people", lack: "a.owner_id" },
  updatedAt: { key: "a.updated_at", type: "timestamptz", table: "", lack: "" },
};

/** A place between two rows of a sorted list. `back` reads towards the beginning. */
export interface Cursor {
  sort: AgentSort;
  dir: "asc" | "desc";
  back: boolean;
  /** The key of the row at this place; null in the part of the list that lacks one. */
  key: string | null;
  id: string;
}

export function encodeCursor(cursor: Cursor): string {
  const { sort, dir, back, key, id } = cursor;
  return Buffer.from(JSON.stringify([sort, dir, back ? 1 : 0, key, id])).toString("base64url");
}

/**
 * The place that a page link names. It holds nothing secret: a forged one reads rows that the search shows anyway.
 * @throws CountersignError `invalid` when it is damaged or belongs to another order
 */
export function decodeCursor(text: string, search: Pick<AgentSearch, "sort" | "dir">): Cursor {
  const damaged = () =>
    new CountersignError("invalid", "This page link is damaged or belongs to another order: begin at the first page.", [
      { path: "cursor", message: "Not a place in this list." },
    ]);
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    throw damaged();
  }
  if (!Array.isArray(parts) || parts.length !== 5) throw damaged();
  const [sort, dir, back, key, id] = parts as unknown[];
  if (sort !== search.sort || dir !== search.dir || (back !== 0 && back !== 1)) throw damaged();
  if (typeof id !== "string" || !/^agt_[0-9a-z]{1,40}$/.test(id) || !isKey(key, search.sort)) throw damaged();
  return { sort: search.sort, dir: search.dir, back: back === 1, key, id };
}

const ENUM_KEYS: Partial<Record<AgentSort, readonly string[]>> = {
  environment: ENVIRONMENTS,
  kind: AGENT_KINDS,
  status: AGENT_STATUSES,
  tier: TIERS,
};

// A key goes into a comparison of the column's type: what that type cannot read must not reach the database.
function isKey(key: unknown, sort: AgentSort): key is string | null {
  if (key === null) return SORT_KEYS[sort].lack !== "";
  if (typeof key !== "string" || key.length > 400 || key.includes("\u0000") || !key.isWellFormed()) return false;
  if (sort === "updatedAt") return /^\d{4}-.*Z$/.test(key) && !Number.isNaN(Date.parse(key));
  return ENUM_KEYS[sort]?.includes(key) ?? true;
}
