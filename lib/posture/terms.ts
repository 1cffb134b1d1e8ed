/** The closed words of the posture. Safe for the browser. */

export const MEASURE_IDS = [
  "coverage",
  "controls",
  "overdue_reviews",
  "orphans",
  "stale_credentials",
  "approval_median",
  "approvals_asked",
  "approvals_denied",
  "approvals_expired",
  "approvals_escalated",
  "denials",
  "campaigns_open",
  "unused_grants",
  "expiring_grants",
  "quarantined_tools",
  "drills",
  "kill_p95",
] as const;
export type MeasureId = (typeof MEASURE_IDS)[number];

/** `share` is 0 to 1. */
export type Unit = "share" | "count" | "seconds";
/** Which way is better; `neither`: it says how much, not how well. */
export type Better = "more" | "less" | "neither";

/** What a row behind a number is, and so where it leads. */
export type RowKind = "agent" | "credential" | "approval" | "decision" | "campaign" | "grant" | "tools" | "switch";

export const RHYTHMS = ["weekly", "monthly", "quarterly"] as const;
export type Rhythm = (typeof RHYTHMS)[number];
export const RHYTHM_LABELS: Record<Rhythm, string> = {
  weekly: "Every Monday",
  monthly: "On the first of every month",
  quarterly: "On the first day of every quarter",
};

/** Days that a trend shows, today among them. */
export const TREND_DAYS = 30;
/** What is compared with what it was so many days ago. */
export const WEEK_DAYS = 7;
/** Weeks that charts show, this one among them. */
export const CHART_WEEKS = 13;
/** Quarters that charts of campaigns show, this one among them. */
export const CHART_QUARTERS = 6;
