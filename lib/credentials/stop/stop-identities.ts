import { recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { endCredentials } from "../store";
import { endTokensOfAgents, namesOfAgents } from "./store";

/**
 * Ends the tokens of these agents and, where asked, their credentials, in the caller's transaction (X1, I8). For the kill
 * switch, which asks its own permission. Ended credentials are told of agent by agent; tokens by whoever threw the switch.
 */
export async function stopIdentities(
  tx: SqlTx,
  ctx: Context,
  { agentIds, credentials, reason }: { agentIds: readonly string[]; credentials: boolean; reason: string },
): Promise<{ tokens: number; credentials: number }> {
  const tokens = await endTokensOfAgents(tx, agentIds, ctx.now);
  const how = { state: "revoked" as const, reason, byId: ctx.actor.id, now: ctx.now };
  const ended = credentials ? await endCredentials(tx, { agentIds }, how) : [];
  const byAgent = Map.groupBy(ended, ({ agentId }) => agentId);
  const agents = await namesOfAgents(tx, [...byAgent.keys()]);
  const events = agents.map(({ id, name, environment }) => ({
    type: "agent.credentials_revoked" as const,
    targetId: id,
    agentId: id,
    details: {
      name,
      environment,
      credentials: byAgent.get(id)?.length ?? 0,
      tokens: tokens.get(id) ?? 0,
      reason,
    },
  }));
  await recordEvents(tx, ctx, events);
  return { tokens: [...tokens.values()].reduce((sum, count) => sum + count, 0), credentials: ended.length };
}
