import { requireReach, visibility } from "@/lib/access";
import { agentIdSchema } from "@/lib/agents/schema";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import type { AgentFacts } from "../../decide/types";
import { type PickableTool, selectFacts, selectPickable } from "./queries";

export interface PickedAgent {
  agent: AgentFacts;
  tools: PickableTool[];
}

/**
 * One agent with its tools, as decisions know them.
 * @throws CountersignError `not_found` when it may not be seen
 */
export async function pickAgent(ctx: Context, agentId: string): Promise<PickedAgent> {
  requireReach(ctx, "agents.read");
  const id = parseInput(agentIdSchema, agentId);
  const agent = await selectFacts(visibility(ctx.actor, "agents.read"), id);
  if (!agent) throw notFound("agent");
  return { agent, tools: await selectPickable(id) };
}
