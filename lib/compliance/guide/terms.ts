/** The closed words of the roll-out guide. Safe for the browser. */

export const PHASES = [30, 60, 90] as const;
/** The day by which a step should be done, counted from the beginning. */
export type Phase = (typeof PHASES)[number];
export const PHASE_LABELS: Record<Phase, string> = {
  30: "First 30 days: know what you have",
  60: "Days 31 to 60: decide and answer",
  90: "Days 61 to 90: prove it",
};

const STEP_STATES = ["done", "waiting", "late", "aside"] as const;
export type StepState = (typeof STEP_STATES)[number];
export const STEP_STATE_LABELS: Record<StepState, string> = {
  done: "Done",
  waiting: "To do",
  late: "Late",
  aside: "Put aside",
};
export const REASON_MAX = 500;
