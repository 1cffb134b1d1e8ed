import type { ReportedOutcome } from "./terms";

/** Who reports, and of whom they may. */
export interface Source {
  kind: "gateway" | "agent" | "collector" | "other";
  /** An agent that reports for itself. */
  onlyAgentId: string | null;
  /** Agents of this team; null: of every team. */
  teamId: string | null;
}

/** An agent as far as reporting goes. */
export interface ReportedAgent {
  id: string;
  teamId: string | null;
}

export function mayReportFor(source: Source, agent: ReportedAgent): boolean {
  if (source.onlyAgentId !== null) return source.onlyAgentId === agent.id;
  return source.teamId === null || source.teamId === agent.teamId;
}

/** What the log says of an outcome: what was denied or called off did not come about, and nothing failed. */
export function outcomeOf(outcome: ReportedOutcome | undefined): "done" | "refused" | "failed" {
  if (outcome === "denied" || outcome === "cancelled") return "refused";
  return outcome === "error" ? "failed" : "done";
}

interface Joined {
  /** Of the decision that was named, which is about this agent. */
  ofDecision: string | null;
  /** What the reporter calls the piece of work, and whether this agent was decided about under that very id. */
  given: string | undefined;
  isOfAgent: boolean;
}

/**
 * The workflow that a reported event belongs to: that of a decision about the same agent; else one of the reporter's own, named by
 * whoever reports, so that nobody can put events into the story of somebody else. Null: a story of its own.
 */
export function correlationOf(sourceId: string, { ofDecision, given, isOfAgent }: Joined): string | null {
  if (ofDecision !== null) return ofDecision;
  if (given === undefined) return null;
  return isOfAgent ? given : `${sourceId}:${given}`;
}

/** How an event is not to be dated: later than our clock, beyond what clocks differ. */
export function isAhead(occurredAt: string, now: Date, aheadMs: number): boolean {
  return Date.parse(occurredAt) > now.getTime() + aheadMs;
}
