import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { scopeOf } from "../guard";
import { loadAgents, type StoredAgent } from "../store";
import { agentsOfTools, holdAgents, loadTools, type StoredTool } from "./store";

/**
 * The agent, held until the transaction ends: decisions about its tools follow each other.
 * @throws CountersignError `not_found` when it does not exist or the caller may not see it
 */
export async function getHeld(tx: SqlTx, ctx: Context, agentId: string): Promise<StoredAgent> {
  await holdAgents(tx, [agentId]);
  const [agent] = await loadAgents(tx, [agentId]);
  if (!agent || !can(ctx.actor, "tools.read", scopeOf(agent))) throw notFound("agent");
  return agent;
}

/**
 * One tool with its agent, held.
 * @throws CountersignError `not_found` when it does not exist or the caller may not see it
 */
export async function getHeldTool(
  tx: SqlTx,
  ctx: Context,
  toolId: string,
): Promise<{ tool: StoredTool; agent: StoredAgent }> {
  const agentId = (await agentsOfTools(tx, [toolId])).get(toolId);
  if (!agentId) throw notFound("tool");
  await holdAgents(tx, [agentId]);
  const [agent] = await loadAgents(tx, [agentId]);
  const [tool] = await loadTools(tx, [toolId]);
  if (!tool || !agent || !can(ctx.actor, "tools.read", scopeOf(agent))) throw notFound("tool");
  return { tool, agent };
}
