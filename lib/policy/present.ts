/** What was decided, in words for people. Pure and safe for the browser. */
import { PRIVILEGE_LABELS, type PrivilegeClass } from "@/lib/risk/terms";
import type { Answer } from "./decide/types";
import { SHIPPED_POLICIES } from "./shipped";
import { ACTION_LABELS, OUTCOME_LABELS, type Reason, type UseRefusal } from "./terms";

export type Told = Pick<
  Answer,
  | "outcome"
  | "reason"
  | "action"
  | "entitlementIds"
  | "policies"
  | "stepUp"
  | "obligations"
  | "warnings"
  | "nearMisses"
  | "approval"
>;

const list = (words: readonly string[]) => words.join(", ");

/** How grants and policies are called: by their ids for machines, in words for people. */
interface Naming {
  grants: (ids: readonly string[]) => string;
  policy: (id: string) => string;
}

const BY_ID: Naming = {
  grants: (ids) => `the ${ids.length === 1 ? "grant" : "grants"} ${list(ids)}`,
  policy: (id) => id,
};

const TITLES = new Map(SHIPPED_POLICIES.map(({ id, title }) => [id, title]));
/** What a policy that ships with the product is called; null for one of the organisation. */
export function shippedTitle(id: string): string | null {
  return TITLES.get(id) ?? null;
}

const IN_WORDS: Naming = {
  grants: (ids) => (ids.length === 1 ? "a grant" : `${ids.length} grants`),
  policy: (id) => (TITLES.has(id) ? `“${TITLES.get(id)}”` : id),
};

const policies = ({ policies: found }: Told, naming: Naming) =>
  `the ${found.length === 1 ? "policy" : "policies"} ${list(found.map(({ id }) => naming.policy(id)))}`;

/** Why an approval that a call named was not used, as the rest of a sentence. */
export const REFUSED: Record<UseRefusal, string> = {
  approval_expired: "its time is over",
  out_of_scope: "something else was approved than is asked now",
  grant_pending: "nobody has answered it yet",
  policy_denied: "what is in force now forbids the call, approved or not",
  approval_unverifiable: "this caller has no such approval",
  already_consumed: "it was used already, and each is good for one use",
  denied: "a person denied it",
  cancelled: "it was cancelled",
  revoked: "it was withdrawn before it was used",
  superseded_agent: "the agent has changed since",
  superseded_tool: "the tool has changed since",
  superseded_policy: "a policy that asked for it has changed since",
  wrong_environment: "it was given for another environment",
  credential_changed: "it was asked for with another credential",
  narrowed: "a reviewer approved less than was asked: call with the arguments that were approved",
  votes_lapsed: "people who approved it may not decide it any more",
};

const BECAUSE: Record<Reason, (told: Told, naming: Naming) => string> = {
  granted: ({ entitlementIds }, naming) =>
    `${naming.grants(entitlementIds)} ${entitlementIds.length === 1 ? "permits" : "permit"} it, and no policy objects`,
  policy_permits: (told, naming) =>
    `${policies(told, naming)} ${told.policies.length === 1 ? "permits" : "permit"} it, and none objects`,
  approved: ({ approval }) =>
    `${approval?.personIds.length === 1 ? "a person" : `${approval?.personIds.length ?? "some"} people`} approved exactly this, and nothing else objects`,
  approval_refused: (told) => {
    const refusal = told.approval?.refusal ?? "approval_unverifiable";
    const again = told.outcome === "step_up" ? "; it can be asked for anew" : "";
    return `the approval it names does not let it run: ${REFUSED[refusal]}${again}`;
  },
  not_granted: () => "nothing that was granted to this agent permits it",
  grant_conditions: () => "grants for this tool exist, and none of them permits this call",
  policy_forbids: (told, naming) => {
    const said = told.nearMisses.find((miss) => miss.kind === "policy")?.because;
    return `${policies(told, naming)} ${told.policies.length === 1 ? "forbids" : "forbid"} it${said ? ` (${said.replace(/\.$/, "")})` : ""}`;
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
  const one = stepUp.quorum === 1;
  const people = one ? "one person" : `${stepUp.quorum} people`;
  const groups = stepUp.groups.length ? ` who may approve ${list(stepUp.groups.map(groupName))}` : "";
  const reasons = stepUp.reasons.map((reason) => reason.replace(/\.$/, ""));
  const why = reasons.length ? ` (${reasons.join("; ")})` : "";
  return `${people}${groups} ${one ? "has" : "have"} to approve it before it may run${why}`;
}

/** A privilege class by its label; the name of another group as it is. */
function groupName(group: string): string {
  return Object.hasOwn(PRIVILEGE_LABELS, group) ? PRIVILEGE_LABELS[group as PrivilegeClass].toLowerCase() : group;
}

/** Why, as the rest of a sentence for people: "a grant permits it, and no policy objects". */
export function becauseOf(told: Told): string {
  return BECAUSE[told.reason](told, IN_WORDS);
}

/** The answer in one sentence for people: "Allowed: a grant permits it, and no policy objects." */
export function briefOf(told: Told): string {
  return withOutcome(told, becauseOf(told));
}

/** The same for machines, with the ids they can ask about: "Allowed: the grant ent_… permits it, and no policy objects." */
export function sentenceOf(told: Told): string {
  return withOutcome(told, BECAUSE[told.reason](told, BY_ID));
}

function withOutcome(told: Told, because: string): string {
  const warned = told.warnings.length ? ` ${told.warnings.join(" ")}` : "";
  return `${OUTCOME_LABELS[told.outcome]}: ${because}.${warned}`;
}
