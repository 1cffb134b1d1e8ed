import { PRIVILEGE_CLASS_LABELS } from "@/lib/people/terms";
import type { PrivilegeClass, Tier } from "@/lib/risk/terms";
import { COMPLIANCE_SEAT, type ItemOutcome, type ItemState, STAGE_REVIEWER_LABELS, type Stage } from "../terms";
import type { PersonRef, ProgressCell, SeatView } from "../views";

/** One sum of the counters: so many items of this key stand in this state with this decision. */
export interface Counted {
  key: string;
  state: ItemState;
  decision: ItemOutcome | "";
  items: number;
}

/** The sums of one breakdown as cells, in the order of `keys`; every cell's states sum to its total. */
export function cellsOf(
  counted: readonly Counted[],
  keys: readonly string[],
  label: (key: string) => string,
): ProgressCell[] {
  const cells = new Map<string, ProgressCell>(
    keys.map((key) => [key, { key, label: label(key), total: 0, states: {}, decisions: {} }]),
  );
  for (const { key, state, decision, items } of counted) {
    const cell = cells.get(key);
    if (!cell || items === 0) continue;
    cell.total += items;
    cell.states[state] = (cell.states[state] ?? 0) + items;
    if (decision) cell.decisions[decision] = (cell.decisions[decision] ?? 0) + items;
  }
  return [...cells.values()];
}

/** "2. Reviewer group". */
export function stageLabel(stages: readonly Stage[], number: number): string {
  const stage = stages[number - 1];
  return stage ? `${number}. ${STAGE_REVIEWER_LABELS[stage.reviewer]}` : `Stage ${number}`;
}

export const TIER_ORDER: readonly Tier[] = ["critical", "high", "moderate", "low"];

/** A seat as people read it. `person` is whom the seat names, where it names one. */
export function seatView(seat: string, person: PersonRef | null): SeatView {
  return { seat, label: seatLabel(seat, person), person };
}

function seatLabel(seat: string, person: PersonRef | null): string {
  if (seat === "") return "Nobody";
  if (seat === COMPLIANCE_SEAT) return "Compliance";
  if (seat.startsWith("group:")) {
    const group = seat.slice("group:".length) as PrivilegeClass;
    return `Reviewers: ${PRIVILEGE_CLASS_LABELS[group] ?? group}`;
  }
  return person?.name ?? seat;
}
