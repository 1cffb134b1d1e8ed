import type { Route } from "next";
import type { MeasuredListInput, MeasuresSearch } from "@/lib/approvals/measures/schema";

const BASE = "/approvals/measures";
/** Field → name in the address. */
export const NAMES = {
  days: "days",
  group: "group",
  tool: "tool",
  teamId: "team",
  outcome: "outcome",
  day: "day",
  only: "only",
  reviewerId: "by",
  after: "after",
} as const satisfies Record<keyof MeasuredListInput, string>;

function href(path: string, given: MeasuredListInput): Route {
  const query = new URLSearchParams();
  for (const [field, name] of Object.entries(NAMES)) {
    const value = given[field as keyof MeasuredListInput];
    if (value !== null && value !== undefined && !(field === "days" && value === 30)) query.set(name, String(value));
  }
  const text = query.toString();
  return (text ? `${path}?${text}` : path) as Route;
}

/** The page of measures, with this changed. */
export function measuresHref(search: MeasuresSearch, change: Partial<MeasuresSearch> = {}): Route {
  const { days, group, tool, teamId } = { ...search, ...change };
  return href(BASE, { days, group, tool, teamId });
}

/** The requests behind one number. */
export function rowsHref(search: MeasuresSearch, behind: Partial<MeasuredListInput>): Route {
  return href(`${BASE}/requests`, { ...search, ...behind });
}
