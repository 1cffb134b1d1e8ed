/**
 * Usage owns the numbers of calls: how often agents call what, what was decided and how it ended, kept by the hour by a follower
 * of the log. It knows no single call: every number leads to the decisions and events it was counted from.
 */
export { exportUsage } from "./export-usage";
export { readUsage } from "./read-usage";
export { USAGE } from "./usage";
export type { UsageFigures, UsageRow, UsageStep, UsageView } from "./views";
