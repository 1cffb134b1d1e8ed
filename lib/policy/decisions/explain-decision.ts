import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";
import { policyIdOf } from "../policies/sources";
import { explanationOf } from "./explanation";
import {
  decisionInSight,
  decisionOfMachine,
  grantFacts,
  namesOf,
  policyFacts,
  proofFacts,
  type StoredDecision,
} from "./queries";
import type { DecisionExplanation } from "./views";

/**
 * One decision with everything that explains it (Z6): sentences, and the chain from the call back to the people behind it.
 * @throws CountersignError `not_found` when it does not exist or the caller may not see it; `forbidden` for who may see none
 */
export async function explainDecision(ctx: Context, id: string): Promise<DecisionExplanation> {
  const stored = isId("dec", id) ? await decisionInSight(ctx, id) : null;
  if (!stored) throw notFound("decision");
  return explained(stored);
}

/**
 * The same for a machine: the agent that was decided about, or the gateway that asked.
 * @throws CountersignError `not_found`
 */
export async function explainToMachine(agentId: string, id: string): Promise<DecisionExplanation> {
  const stored = isId("dec", id) ? await decisionOfMachine(agentId, id) : null;
  if (!stored) throw notFound("decision");
  return explained(stored);
}

async function explained(stored: StoredDecision): Promise<DecisionExplanation> {
  const { answer, request } = stored;
  const missed = answer.nearMisses.filter((miss) => miss.kind === "grant").map((miss) => miss.id);
  const versions = answer.policies.map(({ id, version }) => ({ id: policyIdOf(id), number: Number(version) }));
  const own = versions.filter(({ id, number }) => id.startsWith("pol_") && Number.isSafeInteger(number));
  const [grants, policies, proof] = await Promise.all([
    grantFacts([...answer.entitlementIds, ...missed]),
    policyFacts(own),
    proofFacts(stored.instanceId, stored.credentialId),
  ]);
  const named = [
    ...grants.flatMap((grant) => [grant.requestedById, grant.approvedById]),
    ...policies.flatMap((policy) => [policy.authorId, policy.publishedById]),
    ...[request?.agent?.ownerId, request?.agent?.deputyId, request?.call.workflow.personId, stored.callerId],
    ...(request?.chain ?? []).map((one) => one.id),
    ...(answer.approval?.personIds ?? []),
  ];
  const names = await namesOf([...new Set(named.filter((id) => typeof id === "string"))]);
  return explanationOf(stored, { grants, policies, proof, names });
}
