import type { BoundAction } from "../binding";
import type { StandingState, Status } from "../terms";

/** Everything that a standing approval allows, as its two people agree to it; its canonical JSON is what they sign (A8). */
export interface StandingTerms {
  v: 1;
  /** The request that it grows out of. */
  from: string;
  agent: { id: string; fingerprint: string; environment: string; tier: string };
  chain: readonly string[];
  server: string;
  tool: string;
  toolHash: string;
  /** Sorted. */
  targets: readonly string[];
  /** Sorted. */
  policies: readonly string[];
  /** Sorted. */
  groups: readonly string[];
  conditions: readonly object[];
  maxUses: number;
  days: number;
}

const GROWN: readonly Status[] = ["approved", "consumed", "executed"];

/** Why no standing approval grows out of this request, as a sentence; null when one may. */
export function barOfGrowing(from: {
  status: Status;
  tier: string;
  breakGlass: boolean;
  standingId: string | null;
  unchanged: boolean;
}): string | null {
  if (from.tier === "critical") return "For an agent of tier critical every single action is approved by people.";
  if (!GROWN.includes(from.status)) return "A standing approval grows out of a request that was approved.";
  if (from.breakGlass) return "Breaking the glass is for one action: it is no ground for more.";
  if (from.standingId) return "This was approved in advance itself: propose it from a request that people looked at.";
  return from.unchanged
    ? null
    : "Agent, tool or policy changed since: wait for the next request and propose it from there.";
}

/** Why this person cannot agree to a proposal as its second, as a sentence; null when they can. */
export function barOfConfirming(
  { state, proposedById, over }: { state: StandingState; proposedById: string; over: boolean },
  personId: string,
): string | null {
  if (state !== "proposed") return "This proposal is decided already.";
  if (over) return "The time that it was proposed for is over.";
  return proposedById === personId ? "You proposed it, so somebody else agrees to it." : null;
}

/**
 * Whether a new action is like the one that the standing approval grew out of in everything but its arguments: agent version,
 * tool, policies, chain and environment as they were, nothing else touched. `groups`: those that are asked now.
 */
export function isAlike(
  action: BoundAction,
  from: BoundAction,
  groups: { asked: readonly string[]; given: readonly string[] },
): boolean {
  const { agent, chain, server, tool, toolHash, policies, targets } = action;
  return (
    agent.id === from.agent.id &&
    agent.fingerprint === from.agent.fingerprint &&
    agent.environment === from.agent.environment &&
    agent.tier === from.agent.tier &&
    agent.tier !== "critical" &&
    [server, tool, toolHash, action.action].join("\0") ===
      [from.server, from.tool, from.toolHash, from.action].join("\0") &&
    areSame(chain, from.chain) &&
    areSame(policies, from.policies) &&
    targets.every((target) => from.targets.includes(target)) &&
    groups.asked.every((group) => groups.given.includes(group))
  );
}

function areSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}
