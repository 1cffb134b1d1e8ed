import type { MeasuredOutcome } from "@/lib/approvals/measures/terms";

/** The colour of each outcome in charts; every chart says the word beside it. From the bottom of a bar to its top. */
export const OUTCOME_INK: Readonly<Record<MeasuredOutcome, string>> = {
  approved: "var(--success)",
  standing: "var(--info)",
  denied: "var(--danger)",
  expired: "var(--warning)",
  ended: "var(--input)",
  waiting: "var(--border-strong)",
};
