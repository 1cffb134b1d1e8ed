import type { NewEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { endCredentials } from "../store";
import { endTokensOfAgents, namesOfAgents } from "./store";

/**
 * Ends the tokens of these agents and, where asked, their credentials, in the caller's transaction (X1, I8). For the kill
 * switch, which asks its own permission.
 * @returns how many, and an event for each agent whose credentials ended: the caller records them in the same transaction,
 * together with its own; tokens are told of by whoever threw the switch
 */
export async function stopIdentities(
  tx: SqlTx,
  ctx: Context,
  { agentIds, credentials, reason }: { agentIds: readonly string[]; credentials: boolean; reason: string },
): Promise<{ tokens: number; credentials: number; events: NewEvent[] }> {
  const tokens = await endTokensOfAgents(tx, agentIds, ctx.now);
  const how = { state: "revoked" as const, reason, byId: ctx.actor.id, now: ctx.now };
  const ended = credentials ? await endCredentials(tx, { agentIds }, how) : [];
  const byAgent = Map.groupBy(ended, ({ agentId }) => agentId);
  const agents = ended.length ? await namesOfAgents(tx, [...byAgent.keys()]) : [];
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
  const count = [...tokens.values()].reduce((sum, one) => sum + one, 0);
  return { tokens: count, credentials: ended.length, events };
}
