/** The closed words of compliance. Safe for the browser. */

export const CONTROL_STATES = ["met", "attention", "gap", "not_measured"] as const;
/** What the rows here say of a control: never that an organisation is certified or conforms. */
export type ControlState = (typeof CONTROL_STATES)[number];
export const CONTROL_STATE_LABELS: Record<ControlState, string> = {
  met: "Met",
  attention: "Needs attention",
  gap: "Gap",
  not_measured: "Not measured",
};
/** What so many are, after their number: "3 need attention". */
export function countedState(state: ControlState, count: number): string {
  if (state === "gap") return count === 1 ? "gap" : "gaps";
  if (state === "attention") return count === 1 ? "needs attention" : "need attention";
  return CONTROL_STATE_LABELS[state].toLowerCase();
}
export const CONTROL_STATE_HINTS: Record<ControlState, string> = {
  met: "Every row looked at is within its threshold.",
  attention: "Some rows are beyond the threshold, or what only supports the control is.",
  gap: "What shows the control is beyond its threshold.",
  not_measured: "There was nothing to look at yet.",
};

/** How much an answer proves: it shows the control itself, or supports it beside other evidence. */
export const PROOFS = ["shows", "supports"] as const;
export type Proof = (typeof PROOFS)[number];
export const PROOF_LABELS: Record<Proof, string> = { shows: "Shows it", supports: "Supports it" };

export const NOTE_MAX = 1_000;

export * from "./guide/terms";

/** Who can answer for a control, holding the role for the whole organisation. */
export const OWNER_ROLES = ["compliance", "ciso"] as const;
