import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { requireOn } from "./guard";
import { type RevokeCredentialsInput, revokeCredentialsSchema } from "./schema";
import { endCredentials, endTokens, lockAgent } from "./store";

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
      const { name, environment } = agent;
      await recordEvent(tx, ctx, {
        type: "agent.credentials_revoked",
        targetId: agentId,
        agentId,
        details: { name, environment, instanceId, credentials: ids.length, tokens, reason },
      });
      return { credentials: ids.length, tokens };
    }),
  );
}
