import type { Status } from "../terms";

/** Words and limits of the measures (A9). Safe for the browser. */

export const DAYS = [7, 30, 90] as const;

export const MEASURED_OUTCOMES = ["approved", "standing", "denied", "expired", "ended", "waiting"] as const;
/** What became of a request, as the measures count it: each request is one of these. */
export type MeasuredOutcome = (typeof MEASURED_OUTCOMES)[number];
export const MEASURED_LABELS: Record<MeasuredOutcome, string> = {
  approved: "Approved",
  standing: "By a standing approval",
  denied: "Denied",
  expired: "Timed out",
  ended: "Cancelled or superseded",
  waiting: "Waiting",
};

/** Approved by people, whatever came of it later; a standing approval makes `standing` of it. */
export const OUTCOME_OF: Readonly<Record<Status, MeasuredOutcome>> = {
  pending: "waiting",
  approved: "approved",
  denied: "denied",
  expired: "expired",
  cancelled: "ended",
  superseded: "ended",
  revoked: "approved",
  lapsed: "approved",
  consumed: "approved",
  executed: "approved",
  failed: "approved",
  unknown: "approved",
};

/** From when on numbers look like tiredness rather than like work. */
export const FATIGUE = {
  /** A vote given with the case on the screen for less. */
  quickMillis: 5_000,
  /** A vote that follows the same person's last one within so much. */
  bulkMillis: 10_000,
  /** Signals look back so far. */
  days: 7,
  /** Fewer votes say nothing about a person. */
  votes: 20,
  /** More in one hour are too many to read. */
  hourly: 30,
  /** Share of votes that were quick. */
  quickShare: 0.5,
} as const;
