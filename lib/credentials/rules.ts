import type { AgentStatus, Tier } from "@/lib/agents/terms";
import {
  type CredentialKind,
  type CredentialState,
  type DueState,
  type EndCause,
  GRACE_DAYS_BY_TIER,
  INSTANCE_STATE_LABELS,
  type InstanceState,
  MOST_CREDENTIALS,
  MOST_INSTANCES,
  ROTATION_DAYS_BY_TIER,
  SOON_DAYS,
  type Strength,
} from "./terms";
import { type CredentialTimes, isCredentialLive } from "./tokens/rules";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export type Decision = { allowed: true } | { allowed: false; code: "conflict" | "unmet" | "invalid"; reason: string };
const yes: Decision = { allowed: true };
const no = (code: "conflict" | "unmet" | "invalid", reason: string): Decision => ({ allowed: false, code, reason });

export interface AgentStanding {
  status: AgentStatus;
  tier: Tier | null;
}

/** Identities are for agents that somebody registered: a draft has no owner to answer for what it does. */
export function decideInstance(agent: AgentStanding, living: number): Decision {
  if (agent.status === "draft") return no("unmet", "Register the agent first: only then is somebody answering for it.");
  if (agent.status === "suspended") return no("unmet", "The agent is suspended: resume it first.");
  if (agent.status === "decommissioned")
    return no("unmet", "The agent was decommissioned: it gets no identities any more.");
  if (living >= MOST_INSTANCES)
    return no("conflict", `An agent has ${MOST_INSTANCES} instances at most: retire one first.`);
  return yes;
}

export type InstanceMove = "stop" | "resume" | "retire";
const FROM: Record<InstanceMove, readonly InstanceState[]> = {
  stop: ["active"],
  resume: ["stopped"],
  retire: ["active", "stopped"],
};
export const INSTANCE_TO: Record<InstanceMove, InstanceState> = {
  stop: "stopped",
  resume: "active",
  retire: "retired",
};

export function decideInstanceMove(state: InstanceState, move: InstanceMove): Decision {
  if (FROM[move].includes(state)) return yes;
  const is = INSTANCE_STATE_LABELS[state].toLowerCase();
  return no(
    "conflict",
    state === "retired" ? "The instance is retired: set up a new one." : `The instance is ${is} already.`,
  );
}

export function decideGateway(instance: { state: InstanceState; gateway: boolean }, wanted: boolean): Decision {
  if (instance.gateway === wanted) return no("conflict", wanted ? "It is a gateway already." : "It is no gateway.");
  if (wanted && instance.state !== "active") return no("conflict", "Only an active instance can become a gateway.");
  return yes;
}

export interface IssueFacts extends AgentStanding {
  instanceState: InstanceState;
  /** Living credentials of the instance. */
  living: number;
}

/** Whether an instance may get a credential of this kind (I2, I4). Secrets are weak: not where the tier is high, or unknown. */
export function decideIssue({ status, tier, instanceState, living }: IssueFacts, kind: CredentialKind): Decision {
  const agent = decideInstance({ status, tier }, 0);
  if (!agent.allowed) return agent;
  if (instanceState === "retired") return no("conflict", "The instance is retired: set up a new one.");
  if (instanceState === "stopped") return no("conflict", "The instance is stopped: resume it first.");
  if (living >= MOST_CREDENTIALS) {
    return no("conflict", `An instance has ${MOST_CREDENTIALS} living credentials at most: revoke one first.`);
  }
  return kind === "secret" ? decideSecret(tier) : yes;
}

export function decideSecret(tier: Tier | null): Decision {
  if (tier === "low" || tier === "moderate") return yes;
  return no("unmet", "A secret is too weak for tier high and above: use an own key or a workload issuer.");
}

export function decideRotate(state: CredentialState): Decision {
  if (state === "active") return yes;
  if (state === "overlap") return no("conflict", "It is being replaced already.");
  return no("conflict", "It has ended: issue a new credential instead.");
}

export function isLiving(state: CredentialState): boolean {
  return state === "active" || state === "overlap";
}

export function decideRevoke(state: CredentialState): Decision {
  return isLiving(state) ? yes : no("conflict", "It has ended already.");
}

export function decideProof(credential: CredentialTimes & { provenDeadAt: Date | null }, now: Date): Decision {
  if (isCredentialLive(credential, now))
    return no("conflict", "It is still accepted: revoke it, or wait until its time is over.");
  if (credential.provenDeadAt) return no("conflict", "That it is dead has been proved already.");
  return yes;
}

const STRENGTH_OF: Record<CredentialKind, Strength> = { key: "own_key", federated: "federated", secret: "secret" };

/** What a credential of this kind is worth. "Attested" takes evidence of the hardware, which no kind brings by itself. */
export function strengthOf(kind: CredentialKind): Strength {
  return STRENGTH_OF[kind];
}

/** Days until a rotation is due (I4: 90 at most). An agent without a tier is treated as the most dangerous. */
export function rotationDays(tier: Tier | null): number {
  return ROTATION_DAYS_BY_TIER[tier ?? "critical"];
}

/** When the rotation is due: what was promised at issue, or less when the tier has risen since. */
export function rotationDue(credential: { createdAt: Date; rotationDueAt: Date | null }, tier: Tier | null): Date {
  const byTier = credential.createdAt.getTime() + rotationDays(tier) * DAY_MS;
  return new Date(Math.min(byTier, credential.rotationDueAt?.getTime() ?? byTier));
}

export function dueState(state: CredentialState, dueAt: Date, now: Date): DueState {
  if (state !== "active") return "none";
  if (dueAt <= now) return "overdue";
  return dueAt.getTime() - now.getTime() <= SOON_DAYS * DAY_MS ? "soon" : "later";
}

/** When an overdue credential is ended for want of rotation. */
export function graceEnd(dueAt: Date, tier: Tier | null): Date {
  return new Date(dueAt.getTime() + GRACE_DAYS_BY_TIER[tier ?? "critical"] * DAY_MS);
}

export function overlapEnd(now: Date, hours: number): Date {
  return new Date(now.getTime() + hours * HOUR_MS);
}

export interface Swept extends CredentialTimes {
  state: CredentialState;
  agentStatus: AgentStatus;
  tier: Tier | null;
  createdAt: Date;
  rotationDueAt: Date;
}

/** What time alone does to a living credential: nothing, or why it ends. */
export function endCause(credential: Swept, now: Date): EndCause | null {
  if (!isLiving(credential.state)) return null;
  if (credential.agentStatus === "decommissioned") return "decommissioned";
  if (credential.expiresAt !== null && credential.expiresAt <= now) return "term_over";
  if (credential.state === "overlap") return isCredentialLive(credential, now) ? null : "overlap_over";
  const due = rotationDue(credential, credential.tier);
  return graceEnd(due, credential.tier) <= now ? "never_rotated" : null;
}

const SEPARATORS = "/:";
const LEAST_LITERAL = 6;
/** More would make matching slow on hostile subjects, and nobody needs them. */
const MOST_STARS = 5;

/** What is wrong with a subject pattern, as a sentence; null when it may stand. One * is any run but of "/" and ":". */
export function subjectFault(pattern: string): string | null {
  if (pattern === "") return "Say which subject the issuer's token must carry.";
  if (/\s/.test(pattern)) return "A subject has no spaces.";
  if (pattern.includes("**")) return "Put one * where anything may stand.";
  if (pattern.split("*").length - 1 > MOST_STARS) return `Use * at most ${MOST_STARS} times.`;
  if (pattern.replaceAll("*", "").length < LEAST_LITERAL) {
    return "This would let almost anybody in: name more of the subject, and use * sparingly.";
  }
  return null;
}

/** Whether one subject could match both patterns: two instances must not be able to come with the same token (I1). */
export function patternsOverlap(a: string, b: string): boolean {
  const seen = new Set<number>();
  const walk = (i: number, j: number): boolean => {
    const key = i * (b.length + 1) + j;
    if (seen.has(key)) return false;
    seen.add(key);
    if (i === a.length && j === b.length) return true;
    const [x, y] = [a[i], b[j]];
    if (x === "*" && walk(i + 1, j)) return true;
    if (y === "*" && walk(i, j + 1)) return true;
    if (x === undefined || y === undefined) return false;
    if (x === "*") return y !== "*" && !SEPARATORS.includes(y) && walk(i, j + 1);
    if (y === "*") return !SEPARATORS.includes(x) && walk(i + 1, j);
    return x === y && walk(i + 1, j + 1);
  };
  return walk(0, 0);
}

/**
 * What is wrong with the address of an issuer, as a sentence; null when it may be asked. Only https, but for hosts that the
 * operator names (`internalHosts`: host or host:port). Where it leads is checked again with every request.
 */
export function addressFault(address: string, internalHosts: ReadonlySet<string>): string | null {
  const url = new URL(address);
  if (internalHosts.has(url.host) || internalHosts.has(url.hostname)) return null;
  if (url.protocol !== "https:") {
    return "Give an https address. Plain http is taken only for hosts named in COUNTERSIGN_INTERNAL_HOSTS.";
  }
  return url.port === "" ? null : "Only the usual port is asked, but for hosts named in COUNTERSIGN_INTERNAL_HOSTS.";
}
