import type { Due, Effect } from "../applying/terms";
import { type Asked, isThrough, stopsAgent } from "./ask";

/** What is known beside the decision point's answers. */
export interface ProofFacts {
  /** Grants that are in force. */
  standing: ReadonlySet<string>;
  /** Credentials that could still authenticate. */
  living: ReadonlySet<string>;
  /** Owners and states of the agents now. */
  agents: ReadonlyMap<string, { ownerId: string | null; status: string }>;
  /** Grants that this campaign takes away in a later wave. */
  ending: ReadonlySet<string>;
}

/** `later`: what still lets it through is taken away by this campaign too, only not yet. */
export type Proof = { proved: true } | { proved: false; later: boolean; because: string; through: string[] };
const PROVED: Proof = { proved: true };
const not = (because: string, through: string[] = []): Proof => ({ proved: false, later: false, because, through });

/** Whether what was to be withdrawn is gone (C6): a pure look at what the decision point answered and at what stands. */
export function proofOf(item: Due & { effect: Effect }, asked: readonly Asked[], facts: ProofFacts): Proof {
  const { kind, action } = item;
  const agent = facts.agents.get(item.agentId);
  if (kind === "credential") {
    return facts.living.has(item.subjectId) ? not("The credential can still authenticate.") : PROVED;
  }
  if (action === "transfer") return PROVED;
  if (kind === "owner" && action === "revoke") {
    const former = item.effect.owner?.formerId ?? (item.rights.kind === "owner" ? item.rights.ownerId : null);
    return agent && former !== null && agent.ownerId === former ? not("The same person still owns the agent.") : PROVED;
  }
  if (stopsAgent(item) && agent?.status === "active") return not("The agent is active.");
  if (kind === "entitlement" && facts.standing.has(item.subjectId)) {
    return not("The grant is in force.", [item.subjectId]);
  }
  const held = kind === "entitlement" && asked.some(({ probed }) => probed.held.includes(item.subjectId));
  if (held) return not("The decision point still holds this grant.", [item.subjectId]);
  const through = [...new Set(asked.flatMap(({ probe }) => probe.through))];
  const open = asked.filter(({ probed }) => isThrough(probed));
  if (!open.length) return PROVED;
  const own = through.length > 0 && through.every((id) => facts.ending.has(id));
  const because = through.length
    ? `The same call is still permitted by ${through.join(", ")}.`
    : "The same call is still permitted by a policy, without any grant.";
  return { proved: false, later: own, because, through };
}
