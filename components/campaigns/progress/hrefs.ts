import type { Route } from "next";
import type { ItemOutcome, ItemState } from "@/lib/campaigns/terms";
import type { Tier } from "@/lib/risk/terms";

export const TABS = ["progress", "items", "outside", "reminders", "integrity", "plan"] as const;
export type DetailTab = (typeof TABS)[number];

/** Which items are shown; all of it stands in the address. */
export interface ItemSearch {
  stage?: number | null;
  seat?: string | null;
  tier?: Tier | null;
  /** Any of these. */
  states?: ItemState[] | null;
  decisions?: (ItemOutcome | "none")[] | null;
  after?: number | null;
}

export function campaignHref(id: string, tab: DetailTab = "progress"): Route {
  return (tab === "progress" ? `/campaigns/${id}` : `/campaigns/${id}?tab=${tab}`) as Route;
}

/** The items of a campaign that match. */
export function itemsHref(id: string, search: ItemSearch): Route {
  const { states, decisions, ...others } = search;
  const params = new URLSearchParams({ tab: "items" });
  for (const [name, value] of Object.entries({ ...others, state: states, decision: decisions })) {
    if (value !== null && value !== undefined) params.set(name, String(value));
  }
  return `/campaigns/${id}?${params}` as Route;
}
