import type { NewEvent } from "@/lib/audit";
import type { StoredAgent } from "../store";
import type { StoredTool } from "./store";

type Told = Pick<StoredAgent, "id" | "name" | "environment">;

/** What every event about a tool is about: its agent. */
export function toolEvent(agent: Told): { targetId: string; agentId: string } {
  return { targetId: agent.id, agentId: agent.id };
}

export function correctionEnded(
  agent: Told,
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
