import { PRIVILEGE_CLASSES, PRIVILEGE_LABELS } from "@/lib/risk/terms";
import { COMPLIANCE_SEAT, groupSeat } from "../terms";
import type { PersonRef, SeatView } from "../views";

/** A seat as people read it; `person` is whoever sits there, where it is one person's. */
export function seatView(seat: string, person: PersonRef | null): SeatView {
  return { seat, label: seatLabel(seat, person?.name ?? null), person };
}

export function seatLabel(seat: string, name: string | null): string {
  if (seat === "") return "Nobody";
  if (seat === COMPLIANCE_SEAT) return "Compliance";
  const group = PRIVILEGE_CLASSES.find((known) => groupSeat(known) === seat);
  if (group) return `Reviewers of ${PRIVILEGE_LABELS[group].toLowerCase()}`;
  return name ?? seat;
}
