import type { Route } from "next";
import type { DecisionSearch } from "@/lib/policy/schema";

/** The list's state is its address. Field → name there. */
export const SINGLES = {
  agentId: "agent",
  tool: "tool",
  entitlementId: "grant",
  correlationId: "story",
  from: "from",
  to: "to",
  olderThan: "older",
  newerThan: "newer",
} as const;

/** The address of a list of decisions: `search` with `change` applied, on the first page unless the change turns pages. */
export function decisionsHref(
  search: Partial<DecisionSearch>,
  change: Partial<DecisionSearch> = {},
  base = "/decisions",
): Route {
  const turning = "olderThan" in change || "newerThan" in change;
  const next = { ...search, ...(turning ? {} : { olderThan: null, newerThan: null }), ...change };
  const [path = base, given = ""] = base.split("?");
  const query = new URLSearchParams(given);
  for (const [field, name] of Object.entries(SINGLES)) {
    const value = next[field as keyof typeof SINGLES];
    if (value && !(field === "agentId" && path !== "/decisions")) query.set(name, value);
  }
  if (next.outcome?.length) query.set("outcome", next.outcome.join(","));
  if (next.tries) query.set("tries", "1");
  const text = query.toString().replaceAll("%2C", ",");
  return (text ? `${path}?${text}` : path) as Route;
}
