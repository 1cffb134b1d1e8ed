import { LIMITS, type Status } from "./terms";

/** The rulebook of where a request for approval stands (A6). Pure: the clock is an argument, and in verbs it is the database's. */

/** From where a request may move to where; what is not here never happens, whoever asks. */
export const MOVES: Readonly<Record<Status, readonly Status[]>> = {
  pending: ["approved", "denied", "expired", "cancelled", "superseded"],
  approved: ["consumed", "revoked", "lapsed"],
  denied: [],
  expired: [],
  cancelled: [],
  superseded: [],
  revoked: [],
  lapsed: [],
  consumed: ["executed", "failed", "unknown"],
  executed: [],
  failed: [],
  // Nobody could say what came of it, until somebody looked.
  unknown: ["executed", "failed"],
};

export function canMove(from: Status, to: Status): boolean {
  return MOVES[from].includes(to);
}

/** What the clock asks of a request. */
export interface Timed {
  status: Status;
  expiresAt: Date;
  approvedUntil: Date | null;
  consumedAt: Date | null;
}

/**
 * Where a request stands by the clock, whatever label its row still has: no sweep is needed for the truth.
 * @param now an instant of the database's clock
 */
export function statusAt(row: Timed, now: Date): Status {
  const { status, expiresAt, approvedUntil, consumedAt } = row;
  if (status === "pending" && expiresAt <= now) return "expired";
  if (status === "approved" && approvedUntil !== null && approvedUntil <= now) return "lapsed";
  if (status === "consumed" && consumedAt !== null && isOverdue(consumedAt, now)) return "unknown";
  return status;
}

function isOverdue(consumedAt: Date, now: Date): boolean {
  return consumedAt.getTime() + LIMITS.reportSeconds * 1_000 <= now.getTime();
}

export { approvalRate, expiredShare, shareOf } from "./measures/rules";
