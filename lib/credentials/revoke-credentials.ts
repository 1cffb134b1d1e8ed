import { type NewEvent, recordEvent, recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { refusingOnRecord, requireOn } from "./guard";
import { type RevokeCredentialsInput, revokeCredentialsSchema } from "./schema";
import { type AgentOf, agentsOf, endCredentials, endTokens, lockAgent } from "./store";

export interface Revoked {
  credentials: number;
  tokens: number;
}

/**
 * Ends every living credential of an agent, or of one of its instances, with their tokens (I8).
 * @throws CountersignError `conflict` when none lives
 */
export async function revokeCredentials(ctx: Context, input: RevokeCredentialsInput): Promise<Revoked> {
  const { agentId, instanceId, reason } = parseInput(revokeCredentialsSchema, input);
  return refusingOnRecord(ctx, { verb: "credentials.revoke", resource: agentId, agentId }, () =>
    inSqlTransaction(async (tx) => {
      const agent = await lockAgent(tx, agentId);
      requireOn(ctx, "credentials.revoke", agent, "agent");
      const which = instanceId ? { instanceId, agentId } : { agentIds: [agentId] };
      const how = { state: "revoked", reason, byId: ctx.actor.id, now: ctx.now } as const;
      const ended = await endCredentials(tx, which, how);
      if (!ended.length) throw new CountersignError("conflict", "There is no living credential to revoke.");
      const ids = ended.map(({ id }) => id);
      const tokens = (await endTokens(tx, ids, ctx.now)).get(agentId) ?? 0;
      await recordEvent(tx, ctx, revokedEvent(agent, { instanceId, credentials: ids.length, tokens, reason }));
      return { credentials: ids.length, tokens };
    }),
  );
}

/**
 * The same for many agents in the caller's transaction, for whoever stops them all at once: one event for each agent. Asks for
 * no permission; the caller's verb has.
 */
export async function revokeCredentialsOf(
  tx: SqlTx,
  ctx: Context,
  agentIds: readonly string[],
  reason: string,
): Promise<Revoked> {
  const how = { state: "revoked", reason, byId: ctx.actor.id, now: ctx.now } as const;
  const ended = await endCredentials(tx, { agentIds }, how);
  const tokens = await endTokens(
    tx,
    ended.map(({ id }) => id),
    ctx.now,
  );
  const counted = new Map<string, number>();
  for (const { agentId } of ended) counted.set(agentId, (counted.get(agentId) ?? 0) + 1);
  const agents = await agentsOf(tx, [...counted.keys()]);
  const events = agents.map((agent) =>
    revokedEvent(agent, {
      instanceId: null,
      credentials: counted.get(agent.id) ?? 0,
      tokens: tokens.get(agent.id) ?? 0,
      reason,
    }),
  );
  await recordEvents(tx, ctx, events);
  return { credentials: ended.length, tokens: [...tokens.values()].reduce((sum, count) => sum + count, 0) };
}

function revokedEvent(
  { id, name, environment }: AgentOf,
  told: { instanceId: string | null; credentials: number; tokens: number; reason: string },
): NewEvent {
  return { type: "agent.credentials_revoked", targetId: id, agentId: id, details: { name, environment, ...told } };
}
