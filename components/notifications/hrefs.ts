import type { Route } from "next";
import type { DeliverySearch } from "@/lib/notifications/schema";

export type DeliveryFilter = Pick<DeliverySearch, "state" | "channel" | "kind" | "cursor">;

/** The address of the log: `search` with `change` applied, on the first page unless the change turns pages. */
export function deliveriesHref(search: DeliveryFilter, change: Partial<DeliveryFilter>): Route {
  const next = { ...search, cursor: null, ...change };
  const query = new URLSearchParams();
  for (const field of ["state", "channel", "kind", "cursor"] as const) {
    const value = next[field];
    if (value) query.set(field, value);
  }
  const text = query.toString();
  return (text ? `/settings/deliveries?${text}` : "/settings/deliveries") as Route;
}
