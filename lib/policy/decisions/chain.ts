import { STRENGTH_LABELS, type Strength } from "@/lib/credentials/terms";
import { REFUSED } from "../present";
import { ACTION_LABELS } from "../terms";
import type { Known } from "./explanation";
import type { StoredDecision } from "./queries";
import type { Refs } from "./refs";
import type { ChainLink } from "./views";

const link = (kind: ChainLink["kind"], title: string, over: Partial<ChainLink> = {}): ChainLink => ({
  kind,
  title,
  ref: null,
  detail: "",
  at: null,
  ...over,
});

/** From the call back to the people behind it: what was granted by whom, what policies said by whom, who proved to be whom. */
export function chainOf(stored: StoredDecision, known: Known, refs: Refs): ChainLink[] {
  const { answer, request, server, tool } = stored;
  const action = answer.action ? ACTION_LABELS[answer.action] : "Unknown tool";
  const call = link("call", "Call", { detail: `${action}: ${server}/${tool}`, at: stored.at.toISOString() });
  const stopped = request?.stoppedBy;
  const switches = stopped
    ? [link("switch", "Kill switch", { ref: { kind: "switch", id: stopped, name: stopped } })]
    : [];
  return [
    call,
    ...switches,
    ...approvalLinks(stored, refs),
    ...answer.entitlementIds.flatMap((id) => grantLinks(id, refs)),
    ...answer.policies.flatMap(({ id, version }) => policyLinks(id, version, refs)),
    ...proofLinks(stored, known),
    ...agentLinks(stored, refs),
  ];
}

function approvalLinks({ answer }: StoredDecision, refs: Refs): ChainLink[] {
  const { approval } = answer;
  if (!approval?.id) return [];
  const ref = { kind: "approval", id: approval.id, name: approval.id } as const;
  const detail = approval.refusal ? `not used: ${REFUSED[approval.refusal]}` : "used up for this call";
  const people = approval.refusal ? [] : approval.personIds;
  return [
    link("approval", "Approval", { ref, detail }),
    ...people.map((id) => link("approved", "Approved by", { ref: refs.named("person", id) })),
  ];
}

function grantLinks(id: string, refs: Refs): ChainLink[] {
  const grant = refs.grantFacts(id);
  const ends = grant?.expiresAt ? `ends ${grant.expiresAt.toISOString().slice(0, 10)}` : "";
  const links = [link("grant", "Grant", { ref: refs.grant(id), detail: ends })];
  if (grant?.requestedById) {
    const ref = refs.named("person", grant.requestedById);
    links.push(
      link("requested", "Requested by", { ref, detail: grant.justification, at: grant.requestedAt.toISOString() }),
    );
  }
  if (grant?.approvedById) {
    const ref = refs.named("person", grant.approvedById);
    links.push(link("approved", "Approved by", { ref, at: grant.approvedAt?.toISOString() ?? null }));
  }
  return links;
}

function policyLinks(id: string, version: string, refs: Refs): ChainLink[] {
  const shipped = refs.shipped(id);
  const policy = refs.policyFacts(id);
  const detail = `version ${version}${shipped ? ", ships with the product" : ""}`;
  const links = [link("policy", "Policy", { ref: refs.policy(id), detail })];
  if (policy?.publishedById) {
    const ref = refs.named("person", policy.publishedById);
    links.push(link("published", "Published by", { ref, at: policy.publishedAt?.toISOString() ?? null }));
  }
  return links;
}

function proofLinks({ credentialId, instanceId, request }: StoredDecision, { proof }: Known): ChainLink[] {
  const links: ChainLink[] = [];
  if (credentialId) {
    const strength = request?.call.strength ?? "";
    const detail = STRENGTH_LABELS[strength as Strength] ?? strength;
    const ref = { kind: "credential", id: credentialId, name: proof.credentialLabel || credentialId } as const;
    links.push(link("credential", "Credential", { ref, detail, at: proof.createdAt?.toISOString() ?? null }));
  }
  if (instanceId) {
    const ref = { kind: "instance", id: instanceId, name: proof.instanceName ?? instanceId } as const;
    links.push(link("instance", "Instance", { ref }));
  }
  return links;
}

function agentLinks({ agentId, request, callerKind, callerId }: StoredDecision, refs: Refs): ChainLink[] {
  const { agent, call, chain } = request ?? { agent: undefined, call: undefined, chain: [] };
  const links = chain.map(({ id }) => link("delegation", "Handed on by", { ref: refs.named("agent", id) }));
  const person = call?.workflow.personId;
  if (person) {
    const ref = refs.named("person", person);
    links.push(link("person", "On behalf of", { ref, detail: call?.workflow.request ?? "" }));
  }
  if (callerKind === "gateway")
    links.push(link("agent", "Asked by the gateway", { ref: refs.named("agent", callerId) }));
  if (callerKind === "person") links.push(link("person", "Tried by", { ref: refs.named("person", callerId) }));
  const unknown = agent === null ? "not known here" : "";
  const detail = agent ? `tier ${agent.tier}, ${agent.environment}, version ${agent.revision}` : unknown;
  links.push(link("agent", "Agent", { ref: refs.named("agent", agentId), detail }));
  if (agent?.ownerId) links.push(link("owner", "Answered for by", { ref: refs.named("person", agent.ownerId) }));
  return links;
}
