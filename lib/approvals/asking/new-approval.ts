import { CountersignError } from "@/lib/errors";
import type { AskedDecision } from "@/lib/policy";
import { drawRandom } from "@/lib/random";
import type { Tier } from "@/lib/risk/terms";
import { actionDigestOf, bytesOf, digestOf } from "../binding";
import { boundActionOf } from "../current/action";
import type { CurrentFacts } from "../current/store";
import { quorumOf } from "../deciding/eligibility";
import type { Group } from "../terms";
import { AskRefusal } from "./refusal";
import type { RequestApprovalInput } from "./request-approval";
import { expiryOf } from "./rules";
import type { NewApproval } from "./store";

const HANDLE_BYTES = 16;

interface Made {
  id: string;
  input: RequestApprovalInput;
  decision: AskedDecision;
  facts: CurrentFacts;
  now: Date;
}

/**
 * The row of a new request: the action with everything that it rests on now, as the bytes that are rendered, signed and run.
 * @throws AskRefusal `not_requestable`; CountersignError `invalid` for a time that is over, `too_large`
 */
export function newApproval({ id, input, decision, facts, now }: Made): NewApproval {
  const { call, caller } = input;
  const { stepUp, action } = decision.answer;
  const policies = decision.answer.policies.map((policy) => `${policy.id}@${policy.version}`);
  const expires = stepUp && expiryOf({ ttlSeconds: stepUp.ttlSeconds, requestedUntil: input.requestedUntil }, now);
  const bound = expires && action && boundActionOf(facts, { call, action, policies, expires });
  if (!bound || !facts.agent) throw new AskRefusal("not_requestable", "What was denied is not there any more.");
  if (expires <= now) {
    throw new CountersignError(
      "invalid",
      "requested_access.requested_until is over: leave it out, or say a later time.",
    );
  }
  const bytes = bytesOf(bound);
  const { agent } = facts;
  const tier = agent.tier as Tier;
  return {
    id,
    handle: drawRandom(HANDLE_BYTES).toString("base64url"),
    agentId: agent.id,
    instanceId: call.instanceId,
    credentialId: call.credentialId,
    callerKind: caller.agentId === agent.id ? "agent" : "gateway",
    callerId: caller.agentId,
    decisionId: decision.id,
    correlationId: decision.correlationId,
    environment: agent.environment,
    server: call.server,
    tool: call.tool,
    action: bound.action,
    toolHash: bound.toolHash,
    fingerprint: agent.fingerprint,
    revision: agent.revision,
    tier,
    teamId: agent.teamId,
    personId: bound.person,
    chain: [...bound.chain],
    bound: bytes,
    digest: digestOf(bytes),
    actionDigest: actionDigestOf(bound),
    groups: stepUp.groups as Group[],
    quorum: quorumOf({ quorum: stepUp.quorum, tier }),
    ttlSeconds: Math.max(1, Math.round((expires.getTime() - now.getTime()) / 1_000)),
    policies: [...bound.policies],
    reasons: [...stepUp.reasons],
    // PostgreSQL's text cannot hold U+0000; where it stood is shown.
    justification: input.justification.replaceAll("\0", "\u2400"),
    expiresAt: expires,
    callback: input.callback,
  };
}
