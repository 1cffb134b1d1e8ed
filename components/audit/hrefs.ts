import type { Route } from "next";
import type { AuditSearch } from "@/lib/audit/search";

/** The timeline's state is its URL: every view of it can be shared, saved and gone back to. Field → name in the address. */
export const LISTS = {
  kind: "kind",
  severity: "severity",
  outcome: "outcome",
  actorId: "actor",
  agentId: "agent",
  personId: "person",
  tool: "tool",
  policy: "policy",
} as const;
export const SINGLES = {
  text: "words",
  targetId: "target",
  correlationId: "story",
  from: "from",
  to: "to",
  olderThan: "older",
  newerThan: "newer",
} as const;
/** Before the name of a list whose values are left out: "not-kind". */
export const NOT = "not-";

export type ListField = keyof typeof LISTS;
export const LIST_FIELDS = Object.keys(LISTS) as ListField[];

/** The address of a timeline: `search` with `change` applied, back on the first page unless the change is a cursor. */
export function auditHref(search: Partial<AuditSearch>, change: Partial<AuditSearch> = {}, eventId?: string): Route {
  const turning = "olderThan" in change || "newerThan" in change || eventId !== undefined;
  const next = { ...search, ...(turning ? {} : { olderThan: null, newerThan: null }), ...change };
  const query = new URLSearchParams();
  for (const field of LIST_FIELDS) {
    putList(query, LISTS[field], next[field]);
    putList(query, `${NOT}${LISTS[field]}`, next.not?.[field]);
  }
  for (const [field, name] of Object.entries(SINGLES)) {
    const value = next[field as keyof typeof SINGLES];
    if (value) query.set(name, value);
  }
  if (eventId) query.set("event", eventId);
  // The whole log by name: at the bare address a default view would come in its place.
  const text = query.toString().replaceAll("%2C", ",");
  return (text ? `/audit?${text}` : "/audit?view=all") as Route;
}

/** The values of a list as its address names them: a comma within a value is written %2C. */
export function listIn(value: string): string[] {
  return value
    .split(",")
    .filter(Boolean)
    .map((one) => one.replaceAll("%2C", ","));
}

function putList(query: URLSearchParams, name: string, values: readonly string[] | undefined): void {
  if (values?.length) query.set(name, values.map((one) => one.replaceAll(",", "%2C")).join(","));
}

/** `values` with `value` put in, or taken out when it is there. */
export function toggled<T extends string>(values: readonly T[], value: T): T[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}

/** One workflow from its first event to its last. */
export function storyHref(correlationId: string): Route {
  return `/audit/story/${encodeURIComponent(correlationId)}` as Route;
}
