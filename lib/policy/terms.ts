/** The closed words of decisions. Safe for the browser. */
export { ACTION_LABELS, ACTIONS, type Action } from "@/lib/entitlements/terms";
export * from "./policies/terms";

export const OUTCOMES = ["allow", "allow_with_warning", "deny", "step_up"] as const;
export type Outcome = (typeof OUTCOMES)[number];
export const OUTCOME_LABELS: Record<Outcome, string> = {
  allow: "Allowed",
  allow_with_warning: "Allowed with a warning",
  deny: "Denied",
  step_up: "Needs approval",
};

/** Why, in one word: the first thing that decided. Each has its sentence in `present.ts`. */
export const REASONS = [
  "granted",
  "policy_permits",
  "approved",
  "not_granted",
  "grant_conditions",
  "policy_forbids",
  "step_up",
  "approval_refused",
  "killed",
  "unknown_agent",
  "unknown_tool",
  "action_mismatch",
  "obligation_unmet",
  "stale",
  "failure",
] as const;
export type Reason = (typeof REASONS)[number];

/**
 * Why a call that names an approval does not get to use it. The first six are those of AuthZEN's Access Request and Approval
 * Profile; the rest say it more exactly. Each has its sentence in `present.ts`.
 */
const USE_REFUSALS = [
  "approval_expired",
  "out_of_scope",
  "grant_pending",
  "policy_denied",
  "approval_unverifiable",
  "already_consumed",
  "denied",
  "cancelled",
  "revoked",
  "superseded_agent",
  "superseded_tool",
  "superseded_policy",
  "wrong_environment",
  "credential_changed",
  "narrowed",
  "votes_lapsed",
] as const;
export type UseRefusal = (typeof USE_REFUSALS)[number];

/** Where the value of an argument came from (A10), from the best to the worst. */
export const ORIGINS = ["stated", "standing", "trusted", "derived", "untrusted", "nowhere"] as const;
export type Origin = (typeof ORIGINS)[number];
export const ORIGIN_LABELS: Record<Origin, string> = {
  stated: "Stated by the person",
  standing: "Standing: contacts, allow-lists or purpose",
  trusted: "Read from a trusted source",
  derived: "Worked out from what the person stated",
  untrusted: "Read from untrusted content",
  nowhere: "From nowhere we can see",
};

/** What a kill switch stops (X1), from the narrowest to the widest. */
export const TARGET_KINDS = ["agent", "tool", "server", "owner", "provider", "tier", "everything"] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];
