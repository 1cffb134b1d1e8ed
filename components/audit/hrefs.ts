import type { Route } from "next";
import type { AuditSearch } from "@/lib/audit/search";

/** The timeline's state is its URL: every view of it can be shared, saved and gone back to. Field → name in the address. */
export const LISTS = { kind: "kind", severity: "severity", outcome: "outcome", actorId: "actor" } as const;
export const SINGLES = {
  agentId: "agent",
  targetId: "target",
  correlationId: "story",
  from: "from",
  to: "to",
  olderThan: "older",
  newerThan: "newer",
} as const;

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

/** One workflow from its first event to its last. */
export function storyHref(correlationId: string): Route {
  return `/audit/story/${correlationId}` as Route;
}
