/** What was decided, in words for people. Pure and safe for the browser. */
import { PRIVILEGE_LABELS, type PrivilegeClass } from "@/lib/risk/terms";
import type { Answer } from "./decide/types";
import { SHIPPED_POLICIES } from "./shipped";
import { ACTION_LABELS, OUTCOME_LABELS, type Reason } from "./terms";

export type Told = Pick<
  Answer,
  "outcome" | "reason" | "action" | "entitlementIds" | "policies" | "stepUp" | "obligations" | "warnings" | "nearMisses"
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
const IN_WORDS: Naming = {
  grants: (ids) => (ids.length === 1 ? "a grant" : `${ids.length} grants`),
  policy: (id) => (TITLES.has(id) ? `“${TITLES.get(id)}”` : id),
};

const policies = ({ policies: found }: Told, naming: Naming) =>
  `the ${found.length === 1 ? "policy" : "policies"} ${list(found.map(({ id }) => naming.policy(id)))}`;

const BECAUSE: Record<Reason, (told: Told, naming: Naming) => string> = {
  granted: ({ entitlementIds }, naming) =>
    `${naming.grants(entitlementIds)} ${entitlementIds.length === 1 ? "permits" : "permit"} it, and no policy objects`,
  policy_permits: (told, naming) =>
    `${policies(told, naming)} ${told.policies.length === 1 ? "permits" : "permit"} it, and none objects`,
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
  const why = stepUp.reasons.length ? ` (${list(stepUp.reasons).replace(/\.$/, "")})` : "";
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
