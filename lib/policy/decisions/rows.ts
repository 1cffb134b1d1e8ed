import { briefOf } from "../present";
import type { StoredDecision } from "./queries";
import type { DecisionRow } from "./views";

/** A stored decision as lists show it. */
export function rowOf(stored: Omit<StoredDecision, "request">): DecisionRow {
  const { answer } = stored;
  return {
    id: stored.id,
    at: stored.at.toISOString(),
    agent: { kind: "agent", id: stored.agentId, name: stored.agentName ?? stored.agentId },
    server: stored.server,
    tool: stored.tool,
    action: answer.action ?? "",
    outcome: answer.outcome,
    reason: answer.reason,
    sentence: briefOf(answer),
    callerKind: stored.callerKind,
    isTry: stored.callerKind === "person",
    correlationId: stored.correlationId,
    durationMicros: stored.durationMicros,
  };
}
