import { requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { decideConfirmation } from "./controls/rules";
import { type ConfirmRecordInput, confirmRecordSchema } from "./controls/schema";
import { getForChange, lostRace, refusingOnRecord, requireAllowed, scopeOf } from "./guard";
import { updateAgents } from "./store";

/**
 * Somebody who answers for the agent, or compliance, says that its record is right (K3, O4): the interval of its tier begins
 * anew. Registration counts as the first time.
 * @throws CountersignError `conflict` on a stale version, for a draft and for a decommissioned agent
 */
export async function confirmRecord(ctx: Context, input: ConfirmRecordInput): Promise<{ version: number }> {
  const { id, version, note } = parseInput(confirmRecordSchema, input);
  return refusingOnRecord(ctx, { verb: "agents.confirm", agentId: id }, () =>
    inSqlTransaction(async (tx) => {
      const agent = await getForChange(tx, ctx, { id, version });
      requirePermission(ctx, "agents.confirm", scopeOf(agent));
      requireAllowed(decideConfirmation(agent.status));
      const by = ctx.actor.id;
      const confirmed = { ...agent, reviewedAt: ctx.now, reviewedById: by, updatedById: by, updatedFields: ["review"] };
      if (!(await updateAgents(tx, [confirmed], ctx.now)).has(id)) throw lostRace(agent.name);
      const { name, environment, tier, reviewedAt } = agent;
      await recordEvent(tx, ctx, {
        type: "agent.record_confirmed",
        targetId: id,
        agentId: id,
        details: { name, environment, tier, formerReviewAt: reviewedAt?.toISOString() ?? null, note },
      });
      return { version: version + 1 };
    }),
  );
}
