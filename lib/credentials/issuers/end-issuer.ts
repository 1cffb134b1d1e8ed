import { recordEvent, recordEvents, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { changedMeanwhile } from "../guard";
import { type EndIssuerInput, endIssuerSchema } from "../schema";
import { agentsOf, endCredentials, endTokens } from "../store";
import { requireManage } from "./guard";
import { closeIssuer, lockIssuer } from "./store";

const BECAUSE = "Its workload issuer is not trusted any more.";

/**
 * Ends the trust in a workload issuer, and with it every credential that rests on it and their tokens, in one transaction (I8).
 * @throws CountersignError `not_found`, `conflict` when it has ended already or was changed meanwhile
 */
export async function endIssuer(ctx: Context, input: EndIssuerInput): Promise<{ credentials: number; tokens: number }> {
  return refusingOnRecord(ctx, { verb: "issuers.manage", resource: input.id }, async () => {
    requireManage(ctx);
    const { id, version, reason } = parseInput(endIssuerSchema, input);
    return inSqlTransaction(async (tx) => {
      const issuer = await lockIssuer(tx, id);
      if (!issuer) throw notFound("issuer");
      if (issuer.version !== version) throw changedMeanwhile(issuer.name);
      if (!(await closeIssuer(tx, { id, version }))) throw new CountersignError("conflict", "It has ended already.");
      const how = { state: "revoked", reason: BECAUSE, byId: ctx.actor.id, now: ctx.now } as const;
      const ended = await endCredentials(tx, { issuerId: id }, how);
      const ids = ended.map((credential) => credential.id);
      const tokensBy = await endTokens(tx, ids, ctx.now);
      const tokens = [...tokensBy.values()].reduce((sum, count) => sum + count, 0);
      const { name, audience } = issuer;
      await recordEvent(tx, ctx, {
        type: "issuer.ended",
        targetId: id,
        details: { name, issuer: issuer.issuer, audience, credentials: ended.length, tokens, reason },
      });
      const byAgent = Map.groupBy(ended, ({ agentId }) => agentId);
      const agents = await agentsOf(tx, [...byAgent.keys()]);
      const events = agents.map((agent) => ({
        type: "agent.credentials_revoked" as const,
        targetId: agent.id,
        agentId: agent.id,
        details: {
          name: agent.name,
          environment: agent.environment,
          credentials: byAgent.get(agent.id)?.length ?? 0,
          tokens: tokensBy.get(agent.id) ?? 0,
          reason: BECAUSE,
        },
      }));
      await recordEvents(tx, ctx, events);
      return { credentials: ended.length, tokens };
    });
  });
}
