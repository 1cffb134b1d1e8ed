import { becauseOf } from "../present";
import { ACTION_LABELS, OUTCOME_LABELS } from "../terms";
import { chainOf } from "./chain";
import type { StoredDecision, StoredGrantFacts, StoredPolicyFacts, StoredProof } from "./queries";
import { Refs } from "./refs";
import { rowOf } from "./rows";
import type { DecisionExplanation, SentencePart } from "./views";

/** What is known today of what a decision rests on. */
export interface Known {
  grants: readonly StoredGrantFacts[];
  policies: readonly StoredPolicyFacts[];
  proof: StoredProof;
  names: ReadonlyMap<string, string>;
}

/** A decision as people read it: pure, from what was recorded and what its parts are called today. */
export function explanationOf(stored: StoredDecision, known: Known): DecisionExplanation {
  const { answer, request } = stored;
  const call = request?.call;
  const refs = new Refs(known);
  const callerKind = stored.callerKind === "person" ? "person" : "agent";
  return {
    ...rowOf(stored),
    caller: refs.named(callerKind, stored.callerId),
    sentences: sentencesOf(stored, refs),
    chain: chainOf(stored, known, refs),
    nearMisses: answer.nearMisses.map((miss) => ({
      ...miss,
      ref: miss.kind === "grant" ? refs.grant(miss.id) : refs.policy(miss.id),
    })),
    stepUp: answer.stepUp,
    obligations: answer.obligations,
    warnings: answer.warnings,
    errors: answer.errors,
    kept: request !== null,
    arguments: call?.arguments ?? {},
    origins: answer.provenance.arguments,
    signs: answer.provenance.signs,
    request: call?.workflow.request ?? null,
    purpose: call?.purpose ?? "",
    network: call?.network ?? "",
    earlier: call?.workflow.earlier ?? [],
    digest: stored.digest,
    snapshot: stored.snapshot,
    tokenId: stored.tokenId,
    eventId: stored.eventId,
  };
}

function sentencesOf(stored: StoredDecision, refs: Refs): SentencePart[][] {
  const { answer, request } = stored;
  const sentences: SentencePart[][] = [outcomeSentence(stored, refs)];
  for (const id of answer.entitlementIds) sentences.push(grantSentence(id, refs));
  for (const { id, version } of answer.policies) sentences.push(policySentence(id, version, answer.outcome, refs));
  for (const { id } of answer.obligations) sentences.push([{ text: `It may run with the obligation ${id} alone.` }]);
  for (const warning of answer.warnings) sentences.push([{ text: `Warning: ${warning}` }]);
  for (const { id, message } of answer.errors) {
    sentences.push([
      { text: "The policy " },
      { ref: refs.policy(id) },
      { text: ` failed and was skipped: ${message}` },
    ]);
  }
  if (!request)
    sentences.push([{ text: "What was asked, and how it was weighed, is no longer kept: its time is over." }]);
  if (answer.outcome === "allow" && answer.entitlementIds.length) sentences.push([{ text: "No policy objected." }]);
  return sentences;
}

function outcomeSentence({ agentId, answer, server, tool }: StoredDecision, refs: Refs): SentencePart[] {
  const action = answer.action ? ` (${ACTION_LABELS[answer.action].toLowerCase()})` : "";
  return [
    { text: `${OUTCOME_LABELS[answer.outcome]}: ` },
    { ref: refs.named("agent", agentId) },
    { text: ` asked to call ${tool || "a tool"} of ${server || "no server"}${action}, and ${becauseOf(answer)}.` },
  ];
}

function grantSentence(id: string, refs: Refs): SentencePart[] {
  const grant = refs.grantFacts(id);
  const parts: SentencePart[] = [{ text: "The grant " }, { ref: refs.grant(id) }];
  if (!grant) return [...parts, { text: " is no longer kept." }];
  if (grant.requestedById)
    parts.push({ text: " was requested by " }, { ref: refs.named("person", grant.requestedById) });
  if (grant.approvedById && grant.approvedAt) {
    parts.push({ text: `${grant.requestedById ? " and" : " was"} approved by ` });
    parts.push({ ref: refs.named("person", grant.approvedById) });
    parts.push({ text: ` on ${dayOf(grant.approvedAt)}` });
  }
  const end = grant.expiresAt ? `it ends on ${dayOf(grant.expiresAt)}` : "it has no end";
  return [...parts, { text: `; ${end}. Reason given: ${grant.justification}` }];
}

function policySentence(id: string, version: string, outcome: string, refs: Refs): SentencePart[] {
  const says = outcome === "allow" || outcome === "allow_with_warning" ? "permits it" : "forbids it";
  const asks = outcome === "step_up" ? "asks for an approval" : says;
  const explanation = refs.shipped(id)?.explanation;
  const policy = refs.policyFacts(id);
  const parts: SentencePart[] = [
    { text: "The policy " },
    { ref: refs.policy(id) },
    { text: `, version ${version}, ${asks}` },
  ];
  if (policy?.publishedById && policy.publishedAt) {
    parts.push({ text: "; published by " }, { ref: refs.named("person", policy.publishedById) });
    parts.push({ text: ` on ${dayOf(policy.publishedAt)}` });
  }
  return [...parts, { text: explanation ? `: ${explanation}` : "." }];
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);
