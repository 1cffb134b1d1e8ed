import type { Route } from "next";
import { type AuditSearch, auditSearchSchema } from "@/lib/audit/search";

/** The timeline's state is its URL: every view of it can be shared, saved and gone back to. */

type Params = Record<string, string | string[] | undefined>;

const LISTS = { kind: "kind", severity: "severity", outcome: "outcome", actorId: "actor" } as const;
const SINGLES = {
  agentId: "agent",
  targetId: "target",
  correlationId: "story",
  from: "from",
  to: "to",
  olderThan: "older",
  newerThan: "newer",
} as const;

/** Reads the search from a page's parameters; what does not parse is left out and named, never guessed. */
export function searchFromParams(params: Params): { search: AuditSearch; ignored: string[] } {
  const given: Record<string, unknown> = {};
  for (const [field, name] of Object.entries(LISTS)) {
    const value = first(params[name]);
    if (value) given[field] = value.split(",").filter(Boolean);
  }
  for (const [field, name] of Object.entries(SINGLES)) {
    const value = first(params[name]);
    if (value) given[field] = value;
  }
  const result = auditSearchSchema.safeParse(given);
  if (result.success) return { search: result.data, ignored: [] };
  const bad = new Set(result.error.issues.map((issue) => String(issue.path[0])));
  const good = Object.fromEntries(Object.entries(given).filter(([field]) => !bad.has(field)));
  const names: Record<string, string> = { ...LISTS, ...SINGLES };
  return { search: auditSearchSchema.parse(good), ignored: [...bad].map((field) => names[field] ?? field) };
}

/** The address of a timeline: `search` with `change` applied, back on the first page unless the change is a cursor. */
export function auditHref(search: Partial<AuditSearch>, change: Partial<AuditSearch> = {}, eventId?: string): Route {
  const turning = "olderThan" in change || "newerThan" in change || eventId !== undefined;
  const next = { ...search, ...(turning ? {} : { olderThan: null, newerThan: null }), ...change };
  const query = new URLSearchParams();
  for (const [field, name] of Object.entries(LISTS)) {
    const values = next[field as keyof typeof LISTS];
    if (values?.length) query.set(name, values.join(","));
  }
  for (const [field, name] of Object.entries(SINGLES)) {
    const value = next[field as keyof typeof SINGLES];
    if (value) query.set(name, value);
  }
  if (eventId) query.set("event", eventId);
  const text = query.toString().replaceAll("%2C", ",");
  return (text ? `/audit?${text}` : "/audit") as Route;
}

/** `values` with `value` put in, or taken out when it is there. */
export function toggled<T extends string>(values: readonly T[], value: T): T[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
