import type { SqlTx } from "@/lib/db";
import { type GrantColumns, grantColumnsAfter, grantRowsOf } from "./store";
import type { Grant } from "./terms";

/** How many grants come at once: large enough that round trips cost nothing, small enough that nothing waits for a page. */
const PAGE = 20_000;

/**
 * All active grants, a page at a time in order of id, as decision points hold them (Z2). Whether one is open at an instant is for
 * `isOpen` to say: one that expired since the last sweep is among them. Give the transaction of the snapshot that it is for.
 */
export async function* loadGrants(tx: SqlTx): AsyncGenerator<Grant[]> {
  for (let after = ""; ; ) {
    const columns = await grantColumnsAfter(tx, after, PAGE);
    const grants = fromColumns(columns);
    if (grants.length) yield grants;
    if (grants.length < PAGE) return;
    after = columns.ids.at(-1) ?? "";
  }
}

/** Those of these grants that are active: what is missing from the answer permits nothing any more. */
export async function loadGrantsByIds(tx: SqlTx, ids: readonly string[]): Promise<Grant[]> {
  if (!ids.length) return [];
  return fromColumns(await grantRowsOf(tx, ids));
}

// Nearly every grant has no condition and no window, and the same few lists of actions: they share one value each, for a
// million arrays of their own would be most of what a decision point holds.
const NONE: readonly never[] = Object.freeze([]);
const LISTS = new Map<string, Grant["actions"]>();

function actionsNamed(names: string): Grant["actions"] {
  const known = LISTS.get(names);
  if (known) return known;
  const list = Object.freeze(names.split(",").filter(Boolean)) as Grant["actions"];
  LISTS.set(names, list);
  return list;
}

function fromColumns(columns: GrantColumns): Grant[] {
  const names = new Map<string, string>();
  const shared = (text: string): string => {
    const known = names.get(text);
    if (known === undefined) names.set(text, text);
    return known ?? text;
  };
  return columns.ids.map((id, index) => ({
    id,
    agentId: shared(columns.agentIds[index] ?? ""),
    server: shared(columns.servers[index] ?? ""),
    tool: columns.tools[index] == null ? null : shared(columns.tools[index]),
    resourceId: columns.resourceIds[index] ?? null,
    actions: actionsNamed(columns.actions[index] ?? ""),
    conditions: listIn(columns.conditions[index]),
    windows: listIn(columns.windows[index]),
    startsAt: columns.startsAt[index] ?? null,
    expiresAt: columns.expiresAt[index] ?? null,
  }));
}

function listIn<T>(text: string | undefined): readonly T[] {
  return text === undefined || text === "[]" ? NONE : JSON.parse(text);
}
