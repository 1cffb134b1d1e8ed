import { ITEM_STATES, type ItemOutcome, type ItemState } from "@/lib/campaigns/terms";
import type { ProgressCell } from "@/lib/campaigns/views";

/** States that mean the same for who watches the progress, from the beginning of a bar to its end. */
const GROUPS = ["settled", "decided", "stuck", "waits", "gone"] as const;
export type Group = (typeof GROUPS)[number];

export const GROUP_LABELS: Record<Group, string> = {
  settled: "Signed off or settled",
  decided: "Decided, not signed off",
  stuck: "Needs somebody",
  waits: "Waits",
  gone: "Gone or excluded",
};

/** The colour of each in charts; every chart says the word beside it. */
export const GROUP_INK: Record<Group, string> = {
  settled: "var(--success)",
  decided: "var(--info)",
  stuck: "var(--warning)",
  waits: "var(--border-strong)",
  gone: "var(--input)",
};

const GROUP_OF: Record<ItemState, Group> = {
  pending: "waits",
  stale: "waits",
  no_reviewer: "stuck",
  conflict: "stuck",
  decided: "decided",
  signed_off: "settled",
  no_response: "settled",
  open: "settled",
  manual: "settled",
  done: "settled",
  error: "settled",
  verified: "settled",
  void: "gone",
  excluded: "gone",
};

/** The states of a group. */
export const statesOf = (group: Group): ItemState[] => ITEM_STATES.filter((state) => GROUP_OF[state] === group);

/** A cell's items by group; sums to its total. */
export function groupsOf(cell: Pick<ProgressCell, "states">): Record<Group, number> {
  const sums: Record<Group, number> = { settled: 0, decided: 0, stuck: 0, waits: 0, gone: 0 };
  for (const [state, items] of Object.entries(cell.states)) sums[GROUP_OF[state as ItemState]] += items;
  return sums;
}

/** The groups that occur in any of these cells, in their order. */
export function groupsIn(cells: readonly ProgressCell[]): Group[] {
  const sums = cells.map(groupsOf);
  return GROUPS.filter((group) => sums.some((sum) => sum[group] > 0));
}

/** Decisions that take something away at the close. */
export const TAKING: ItemOutcome[] = ["revoke", "suspend"];

export const OUTCOMES: readonly ItemOutcome[] = ["keep", "reduce", "transfer", "revoke", "suspend"];
export const OUTCOME_INK: Record<ItemOutcome, string> = {
  keep: "var(--success)",
  reduce: "var(--info)",
  transfer: "var(--input)",
  revoke: "var(--danger)",
  suspend: "var(--warning)",
};
