/** What was decided, in words for people. Pure and safe for the browser. */
import type { Answer } from "./decide/types";
import { ACTION_LABELS, OUTCOME_LABELS, type Reason } from "./terms";

export type Told = Pick<
  Answer,
  "outcome" | "reason" | "action" | "entitlementIds" | "policies" | "stepUp" | "obligations" | "warnings" | "nearMisses"
>;

const list = (words: readonly string[]) => words.join(", ");
const policies = ({ policies: found }: Told) =>
  `the ${found.length === 1 ? "policy" : "policies"} ${list(found.map((policy) => policy.id))}`;

const BECAUSE: Record<Reason, (told: Told) => string> = {
  granted: ({ entitlementIds }) =>
    entitlementIds.length === 1
      ? `the grant ${entitlementIds[0]} permits it, and no policy objects`
      : `the grants ${list(entitlementIds)} permit it, and no policy objects`,
  policy_permits: (told) =>
    `${policies(told)} ${told.policies.length === 1 ? "permits" : "permit"} it, and none objects`,
  not_granted: () => "nothing that was granted to this agent permits it",
  grant_conditions: () => "grants for this tool exist, and none of them permits this call",
  policy_forbids: (told) => {
    const said = told.nearMisses.find((miss) => miss.kind === "policy")?.because;
    return `${policies(told)} ${told.policies.length === 1 ? "forbids" : "forbid"} it${said ? ` (${said.replace(/\.$/, "")})` : ""}`;
  },
  step_up: (told) => stepUpText(told),
  killed: () => "a kill switch stops it",
  unknown_agent: () => "there is no such agent here, or one that handed the work on is not known",
  unknown_tool: () => "this agent has no such tool",
  action_mismatch: (told) =>
    `the tool does more than the call says: it is decided under ${told.action ? ACTION_LABELS[told.action].toLowerCase() : "its worst"}`,
  obligation_unmet: (told) =>
    `it may run with ${list(told.obligations.map((one) => one.id))} alone, and the caller did not say that it can carry that out`,
  stale: () => "this decision point lost touch with the database",
  failure: () => "it could not be decided",
};

function stepUpText({ stepUp }: Told): string {
  if (!stepUp) return "an approval is asked for";
  const people = stepUp.quorum === 1 ? "one person" : `${stepUp.quorum} people`;
  const groups = stepUp.groups.length ? ` of ${list(stepUp.groups)}` : "";
  const why = stepUp.reasons.length ? ` (${list(stepUp.reasons).replace(/\.$/, "")})` : "";
  return `${people}${groups} would have to approve it${why}. Nobody can approve yet, so it is denied`;
}

/** Why, as the rest of a sentence: "the grant ent_… permits it, and no policy objects". */
export function becauseOf(told: Told): string {
  return BECAUSE[told.reason](told);
}

/** The answer in one sentence: "Allowed: the grant ent_… permits it, and no policy objects." */
export function sentenceOf(told: Told): string {
  const warned = told.warnings.length ? ` ${told.warnings.join(" ")}` : "";
  return `${OUTCOME_LABELS[told.outcome]}: ${becauseOf(told)}.${warned}`;
}
