/** Words and bounds of usage (M4). Safe for the browser. */

/**
 * Upper bounds of the buckets that durations of calls are counted in, milliseconds, inclusive; one more bucket holds what took
 * longer. Never change or reorder them: kept rows are read by them. To do so all the same, follow anew (`refollow usage`).
 */
export const BOUNDS = [
  1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1_000, 1_500, 2_000, 3_000, 5_000, 7_000, 10_000,
  15_000, 30_000, 60_000, 300_000,
] as const;
export const BUCKETS = BOUNDS.length + 1;

export const USAGE_BY = ["team", "agent", "tool"] as const;
export type UsageBy = (typeof USAGE_BY)[number];

export const USAGE_SORTS = [
  "calls",
  "denied",
  "stepped_up",
  "errors",
  "error_rate",
  "latency",
  "change",
  "name",
] as const;
export type UsageSort = (typeof USAGE_SORTS)[number];

export const PERIODS = ["24h", "7d", "30d", "quarter"] as const;
export type Period = (typeof PERIODS)[number];
export const PERIOD_LABELS: Readonly<Record<Period, string>> = {
  "24h": "24 hours",
  "7d": "7 days",
  "30d": "30 days",
  quarter: "This quarter",
};
