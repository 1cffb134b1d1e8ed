import { EVERYTHING_PHRASE, LIMITS, type SwitchState, type TargetKind } from "./terms";

export type Decision =
  | { allowed: true }
  | { allowed: false; code: "conflict" | "forbidden" | "invalid" | "too_large"; reason: string };

type RefusalCode = Extract<Decision, { allowed: false }>["code"];
const refuse = (code: RefusalCode, reason: string): Decision => ({ allowed: false, code, reason });

/** Whether throwing it stops agents, or only calls of what it names. */
export function stopsAgents(kind: TargetKind): boolean {
  return kind !== "tool" && kind !== "server";
}

/** What a person has to type before this is stopped. */
export function phraseFor(kind: TargetKind, name: string): string {
  return kind === "everything" ? EVERYTHING_PHRASE : name;
}

export interface Throw {
  targetKind: TargetKind;
  name: string;
  confirmation: string;
  drill: boolean;
  revokeCredentials: boolean;
  /** Agents that it covers. */
  agents: number;
}

/** Whether it is thrown as asked (X1). Permission is asked before. */
export function decideThrow(wanted: Throw): Decision {
  if (!wanted.drill && !sameText(wanted.confirmation, phraseFor(wanted.targetKind, wanted.name))) {
    return refuse("invalid", `Type “${phraseFor(wanted.targetKind, wanted.name)}” to confirm what is stopped.`);
  }
  return wanted.revokeCredentials && !wanted.drill
    ? decideRevoking(wanted.targetKind, wanted.agents)
    : { allowed: true };
}

/** Whether credentials can be ended with it: not where no agent is stopped, nor beyond what one transaction does in time. */
export function decideRevoking(kind: TargetKind, agents: number): Decision {
  if (!stopsAgents(kind)) {
    return refuse("invalid", "This stops calls of a tool, not agents: their credentials stay as they are.");
  }
  if (agents > LIMITS.agents) {
    const most = LIMITS.agents.toLocaleString("en");
    return refuse(
      "too_large",
      `Credentials are revoked for up to ${most} agents at once; beyond, the switch alone stops them.`,
    );
  }
  return { allowed: true };
}

export interface SwitchFacts {
  state: SwitchState;
  drill: boolean;
  thrownById: string | null;
  liftRequestedById: string | null;
}

/** Whether `actorId` may ask to lift it. Somebody else may ask again: whoever asked cannot be the one who lifts. */
export function decideLiftRequest(facts: SwitchFacts, actorId: string): Decision {
  if (facts.drill) return refuse("conflict", "A drill ends by itself.");
  if (facts.state !== "active") return refuse("conflict", "It was lifted already.");
  if (facts.liftRequestedById === actorId)
    return refuse("conflict", "You have asked already: a second person lifts it.");
  return { allowed: true };
}

/** Whether `actorId` may lift it (X2): asked for before, and by neither who threw it nor who asked. */
export function decideLift(facts: SwitchFacts, actorId: string): Decision {
  if (facts.drill) return refuse("conflict", "A drill ends by itself.");
  if (facts.state !== "active") return refuse("conflict", "It was lifted already.");
  if (facts.thrownById === actorId) return refuse("forbidden", "Whoever threw it cannot lift it: ask a second person.");
  if (facts.liftRequestedById === null) return refuse("conflict", "Nobody has asked to lift it yet.");
  if (facts.liftRequestedById === actorId) {
    return refuse("forbidden", "Whoever asked to lift it cannot lift it as well: ask a second person.");
  }
  return { allowed: true };
}

function sameText(typed: string, wanted: string): boolean {
  const plain = (text: string) => text.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
  return plain(typed) === plain(wanted);
}
