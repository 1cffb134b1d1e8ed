import type { Visibility } from "@/lib/access";

/** How much of the rows behind numbers somebody may open. */
export type Reach = "all" | "own" | "none";

/** @param counted what the numbers are of · @param opened which rows the reader may open */
export function reachOf(counted: Visibility, opened: Visibility): Reach {
  const covers =
    opened.everything || (!counted.everything && counted.teamIds.every((id) => opened.teamIds.includes(id)));
  if (covers) return "all";
  return opened.ownerId !== null || opened.teamIds.length > 0 ? "own" : "none";
}
