import type { Strength } from "../terms";

/** What is known of an instance at the moment it asks for a token or shows one. */
export interface Standing {
  instanceState: string;
  agentStatus: string;
  /** A kill switch covers the agent, or did after the token was issued. */
  killed: boolean;
}

export interface CredentialTimes {
  state: string;
  expiresAt: Date | null;
  overlapUntil: Date | null;
}

/** Why something is refused: a closed word for the record and a sentence for whoever runs the agent. */
export interface Refused {
  reason: string;
  message: string;
}

/** Whether this agent may hold a token now (I8): null when it may. */
export function refusalOfStanding({ instanceState, agentStatus, killed }: Standing): Refused | null {
  if (killed) return { reason: "killed", message: "A kill switch stops this agent." };
  if (agentStatus !== "active") {
    return { reason: "agent_not_active", message: `This agent is ${agentStatus}: only active agents get tokens.` };
  }
  if (instanceState !== "active") {
    return {
      reason: "instance_not_active",
      message: `This instance is ${instanceState}: only active ones get tokens.`,
    };
  }
  return null;
}

/** Whether a credential still proves anything: it is active, or replaced and within its overlap, and not past its end. */
export function isCredentialLive({ state, expiresAt, overlapUntil }: CredentialTimes, now: Date): boolean {
  if (expiresAt !== null && expiresAt <= now) return false;
  if (state === "active") return true;
  return state === "overlap" && overlapUntil !== null && overlapUntil > now;
}

/** How long an access token lives, in seconds (I3): ten minutes, less the more harm the agent can do. */
export function lifetimeSeconds(tier: string | null): number {
  if (tier === "low" || tier === "moderate") return 600;
  return tier === "high" ? 300 : 120;
}

/** Whether tokens of this tier must be bound to a key that every request proves (RFC 9449). An unknown tier is treated as the worst. */
export function mustBeBound(tier: string | null): boolean {
  return tier !== "low" && tier !== "moderate";
}

/** What a token may be for: asking for decisions, and being handed on to another agent (RFC 8693). */
export const SCOPES = ["decide", "delegate"] as const;

/**
 * The scope of a new token: what was asked for, `decide` when nothing was, never more than `most` (I5).
 * @returns null when something else was asked for
 */
export function grantedScope(asked: string, most: readonly string[]): string[] | null {
  const wanted = asked === "" ? most.filter((one) => one === "decide") : [...new Set(asked.split(" "))];
  return wanted.length > 0 && wanted.every((one) => most.includes(one)) ? wanted : null;
}

/** Agents in one chain of delegation, the last one included. */
export const MOST_HANDS = 5;

/**
 * Who handed the work on, nearest first, when `holder` of the subject token hands it to the next agent.
 * @returns null when the chain would grow beyond its bound, or come back to somebody who handed it on already
 */
export function lengthened(chain: readonly string[], holder: string, next: string): string[] | null {
  const handedOn = [holder, ...chain];
  return handedOn.length >= MOST_HANDS || handedOn.includes(next) ? null : handedOn;
}

/** RFC 8693 `act`: the agent that acts now, and nested in it those who handed on to it. */
export interface Act {
  sub: string;
  act?: Act;
}

/**
 * Subject and `act` of a token. Without delegation the agent is its own subject. With it the subject is where the work began (a
 * person or an agent) and `act` names the hands it went through, the acting agent outermost.
 */
export function actorsOf(
  agentId: string,
  handedOn: readonly string[],
  personId: string | null,
): { sub: string; act?: Act } {
  const hands = [agentId, ...handedOn];
  const began = personId ?? hands.pop() ?? agentId;
  const act = hands.reduceRight<Act | undefined>((inner, sub) => (inner ? { sub, act: inner } : { sub }), undefined);
  return act ? { sub: began, act } : { sub: began };
}

/** Whether a subject is one that the pattern allows: `*` stands for any run of characters but "/" and ":", and for nothing else. */
export function subjectMatches(pattern: string, subject: string): boolean {
  if (pattern === "" || subject === "") return false;
  const literal = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join("[^/:]*")}$`, "u").test(subject);
}

/** What a token proves about the machine that shows it. */
export interface MachineCaller {
  agentId: string;
  instanceId: string;
  credentialId: string;
  tokenId: string;
  strength: Strength;
  scope: readonly string[];
  /** A gateway: may ask for decisions about other agents than its own. */
  enforcesForOthers: boolean;
  /** Agents that handed the work on, nearest first (RFC 8693 `act` within the outermost, and an agent as subject). */
  chain: readonly string[];
  /** The person at the beginning of the chain. */
  personId: string | null;
  /** RFC 7638 thumbprint of the key that every request must prove; null for a bearer token. */
  boundTo: string | null;
  issuedAt: Date;
  expiresAt: Date;
}
