import { ACTIONS, type Action, actionOf, type Grant } from "@/lib/entitlements/terms";
import { type Compiled, isOpen } from "../engine";
import type { EngineAnswer } from "../engine/types";
import { provenanceOf } from "../provenance";
import type { Reason } from "../terms";
import { listIn, needsOf } from "./annotations";
import { approvedRequest, type PreparedRequest, type Surroundings, toEngineRequest, touchedBy } from "./engine-request";
import { nearMissesOf } from "./near-misses";
import type { AgentFacts, Answer, ApprovalFacts, Call, Obligation, Provenance, StepUp, ToolFacts } from "./types";

export type { AgentFacts, ToolFacts } from "./types";

/** Everything that one call is decided on: a slice of one state of the organisation. */
export interface Ground {
  policies: Compiled;
  policyVersion: (id: string) => string;
  /** Of this agent, for this tool: open or not, fitting or not. */
  grants: readonly Grant[];
  agent: AgentFacts | null;
  tool: ToolFacts | null;
  /** The agent's tools by name, to judge what earlier results are worth. */
  toolOf: (server: string, tool: string) => ToolFacts | undefined;
  /** As `call.chain`, without those that are unknown. */
  chain: readonly AgentFacts[];
  activePeople: Surroundings["isActive"];
  resource: Surroundings["resource"];
  firstUse: boolean;
  /** The kill switch that covers the agent, the tool or one that handed the work on. */
  stoppedBy: string | null;
  /** Where values came from, when that was found before: of a decision that is made again. */
  provenance: Provenance | null;
  /** What people have approved of this very call: whose word still counts, and for which groups. */
  approval: ApprovalFacts | null;
}

const NO_PROVENANCE: Provenance = {
  requestKnown: false,
  worst: "stated",
  arguments: [],
  readUntrusted: false,
  carriesOut: false,
  asked: false,
  ordered: false,
  signs: [],
};

const DENIED: Answer = {
  outcome: "deny",
  reason: "failure",
  action: null,
  entitlementIds: [],
  policies: [],
  stepUp: null,
  obligations: [],
  warnings: [],
  nearMisses: [],
  provenance: NO_PROVENANCE,
  errors: [],
};

/** A denial that needed no policy to come about. */
export function denied(reason: Reason, action: Action | null = null): Answer {
  return { ...DENIED, reason, action };
}

/**
 * The answer to one call (Z1-Z6). Pure: the same call on the same ground at the same instant has the same answer.
 * @throws CountersignError `invalid` when the arguments are too large to decide about
 */
export function answerCall(ground: Ground, call: Call, now: Date): Answer {
  const { agent, tool } = ground;
  if (ground.stoppedBy !== null) return denied("killed", tool && actionOf(tool));
  if (!agent || ground.chain.length !== call.chain.length) return denied("unknown_agent", tool && actionOf(tool));
  if (!tool) return denied("unknown_tool");
  const action = actionOf(tool);
  if (call.action !== null && ACTIONS.indexOf(call.action) < ACTIONS.indexOf(action)) {
    return denied("action_mismatch", action);
  }
  const open = ground.grants.filter((grant) => isOpen(grant, now.getTime()));
  const provenance = ground.provenance ?? provenanceOf(tool, call, standingOf(agent, open), ground.toolOf);
  const around = {
    chain: ground.chain,
    isActive: ground.activePeople,
    resource: ground.resource,
    firstUse: ground.firstUse,
  };
  const asked = toEngineRequest(call, { agent, tool, action, provenance, around }, now);
  const prepared = ground.approval ? approvedRequest(asked, ground.approval) : asked;
  const found = ground.policies.evaluate(prepared.request, prepared.find, open);
  const base = { action, provenance, errors: found.errors };
  return found.decision === "allow"
    ? permitted(ground, call, { ...base, determining: found.determining })
    : refused(ground, call, { ...base, found, prepared, open, now });
}

/** What may be relied upon without anybody saying it: the agent's purpose, and what its grants list by value. */
function standingOf(agent: AgentFacts, open: readonly Grant[]): string[] {
  const listed = open.flatMap((grant) =>
    grant.conditions.flatMap(({ operator, value }) => {
      if (operator === "in" && Array.isArray(value)) return value as string[];
      return operator === "eq" && typeof value === "string" ? [value] : [];
    }),
  );
  return agent.purpose ? [agent.purpose, ...listed] : listed;
}

type Base = Pick<Answer, "provenance" | "errors"> & { action: Action };

/** Which of what determined an answer are grants and which policies. */
function determinedBy(ground: Ground, determining: readonly string[]): Pick<Answer, "entitlementIds" | "policies"> {
  const entitlementIds: string[] = [];
  const policies: { id: string; version: string }[] = [];
  for (const id of determining) {
    if (ground.grants.some((grant) => grant.id === id)) entitlementIds.push(id);
    else policies.push({ id, version: ground.policyVersion(id) });
  }
  return { entitlementIds, policies };
}

function permitted(ground: Ground, call: Call, from: Base & { determining: readonly string[] }): Answer {
  const { determining, ...base } = from;
  const by = determinedBy(ground, determining);
  const obligations: Obligation[] = [];
  const warnings: string[] = [];
  for (const { id: policyId } of by.policies) {
    const { obligation, warn } = ground.policies.annotations(policyId);
    for (const id of listIn(obligation)) obligations.push({ id, policyId });
    if (warn) warnings.push(warn);
  }
  const answer = { ...DENIED, ...base, ...by, obligations, warnings };
  if (obligations.some(({ id }) => !canCarryOut(call, id))) return { ...answer, reason: "obligation_unmet" };
  return {
    ...answer,
    outcome: warnings.length ? "allow_with_warning" : "allow",
    reason: ground.approval ? "approved" : by.entitlementIds.length ? "granted" : "policy_permits",
  };
}

/** A caller names either the whole obligation ("mask:body") or the kind that it knows ("mask"). */
function canCarryOut(call: Call, obligation: string): boolean {
  return call.canDo.includes(obligation) || call.canDo.includes(obligation.split(":", 1)[0] ?? "");
}

interface Refusal extends Base {
  found: EngineAnswer;
  prepared: PreparedRequest;
  open: readonly Grant[];
  now: Date;
}

function refused(ground: Ground, call: Call, refusal: Refusal): Answer {
  const { found, prepared: _prepared, open: _open, now, ...base } = refusal;
  const { stepUp, withApproval } = ifApproved(ground, refusal);
  const by = determinedBy(ground, found.determining);
  if (stepUp && withApproval?.decision === "allow") {
    const { entitlementIds } = determinedBy(ground, withApproval.determining);
    return { ...DENIED, ...base, ...by, entitlementIds, stepUp, outcome: "step_up", reason: "step_up" };
  }
  // Where an approval would lift every forbid and still nothing permits, what is missing is the grant.
  const forbids = withApproval ? withApproval.determining : found.determining;
  const nearMisses = nearMissesOf({
    policies: ground.policies,
    forbids,
    grants: ground.grants,
    action: base.action,
    touched: ground.tool ? touchedBy(ground.tool, call) : [],
    args: call.arguments,
    nowMs: now.getTime(),
  });
  const reason = forbids.length ? "policy_forbids" : ground.grants.length ? "grant_conditions" : "not_granted";
  return { ...DENIED, ...base, ...by, nearMisses, reason };
}

/** What an approval would have to be when every policy that forbids asks for one, and what Cedar would answer with it. */
function ifApproved(
  ground: Ground,
  { found, prepared, open }: Refusal,
): { stepUp: StepUp | null; withApproval: EngineAnswer | null } {
  const asking = found.determining.map((id) => ground.policies.annotations(id));
  if (asking.length === 0 || asking.some((annotations) => annotations.stepup === undefined)) {
    return { stepUp: null, withApproval: null };
  }
  const stepUp = needsOf(asking);
  const personIds = Array.from({ length: stepUp.quorum }, (_, at) => `approver ${at + 1}`);
  const approved = approvedRequest(prepared, { personIds, groups: stepUp.groups });
  return { stepUp, withApproval: ground.policies.evaluate(approved.request, approved.find, open) };
}
