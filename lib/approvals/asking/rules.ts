import { REQUESTABLE_SECONDS } from "../terms";
/** The rulebook of asking: whether a denial may be asked about, and how long the request waits. Pure. */

export interface AskedFacts {
  at: Date;
  agentId: string;
  callerId: string;
  outcome: string;
  askedDigest: string | null;
  answer: { stepUp: object | null; action: string | null };
}

export interface Asking {
  caller: { agentId: string };
  call: { agentId: string };
  /** `askedDigestOf` the call that came with the request. */
  digest: string;
  /** What the caller says of how long it may ask; null: it says nothing. */
  denialExpiresAt: Date | null;
  requestedUntil: Date | null;
}

export type AskRuling = {
  problem: "not_requestable" | "expired_denial" | "invalid_denial_binding";
  why: string;
} | null;

/** Whether the request is about exactly what was denied, in time (AuthZEN Access Request profile, "Denial binding"). Null: it is. */
export function rulingOn(asked: AskedFacts | null, asking: Asking, now: Date): AskRuling {
  // A decision of somebody else's is as unknown as one that never was.
  if (!asked || !isOwn(asked, asking)) {
    return { problem: "invalid_denial_binding", why: "denial.evaluation_id names no evaluation of this caller." };
  }
  if (asked.outcome !== "step_up" || !asked.answer.stepUp || asked.askedDigest === null) {
    return { problem: "not_requestable", why: "That evaluation did not say that a person may allow it." };
  }
  if (asked.askedDigest !== asking.digest) {
    return {
      problem: "invalid_denial_binding",
      why: "Subject, resource, arguments or chain are not those that were denied: evaluate again, and send the same.",
    };
  }
  const recorded = asked.at.getTime() + REQUESTABLE_SECONDS * 1_000;
  const until = Math.min(recorded, asking.denialExpiresAt?.getTime() ?? recorded);
  if (until <= now.getTime()) {
    return { problem: "expired_denial", why: "The denial is too old to be asked about: evaluate again." };
  }
  return null;
}

function isOwn(asked: AskedFacts, { caller, call }: Asking): boolean {
  return asked.agentId === call.agentId && (asked.callerId === caller.agentId || asked.agentId === caller.agentId);
}

/** When a request stops waiting: as the policy says, and not after the caller has no use for it any more. */
export function expiryOf(
  { ttlSeconds, requestedUntil }: { ttlSeconds: number; requestedUntil: Date | null },
  now: Date,
) {
  const byPolicy = now.getTime() + ttlSeconds * 1_000;
  return new Date(Math.min(byPolicy, requestedUntil?.getTime() ?? byPolicy));
}

export type LiftDecision = { allowed: true } | { allowed: false; reason: string };

/**
 * Whether this person lets an agent ask again that asked too much. Of a dangerous agent its own people do not alone: somebody who
 * does not answer for it has to have looked (A7).
 */
export function decideLift({ tier, answersForIt }: { tier: string; answersForIt: boolean }): LiftDecision {
  if (!answersForIt || (tier !== "high" && tier !== "critical")) return { allowed: true };
  return {
    allowed: false,
    reason: `Somebody who does not answer for it has to let an agent of tier ${tier} ask again.`,
  };
}
