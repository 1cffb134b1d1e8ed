import type { NewEvent } from "@/lib/audit";
import type { StoredAgent } from "../store";
import type { StoredTool } from "./store";

/** What every event about a tool is about: its agent. */
export function toolEvent(agent: StoredAgent): { targetId: string; agentId: string } {
  return { targetId: agent.id, agentId: agent.id };
}

export function correctionEnded(
  agent: StoredAgent,
  tool: StoredTool,
  cause: "ended" | "definition_accepted" | "definition_changed",
): NewEvent {
  return {
    type: "agent.tool_correction_ended",
    ...toolEvent(agent),
    details: {
      name: agent.name,
      environment: agent.environment,
      toolId: tool.id,
      hash: tool.hash,
      cause,
      tool: tool.name,
      server: tool.server,
    },
  };
}
