import { can, requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { refusingOnRecord, scopeOf } from "../guard";
import { loadAgents } from "../store";
import { type EndWaiverInput, endWaiverSchema } from "./schema";
import { closeWaiver, loadWaiver } from "./store";

/**
 * Ends a waiver before its time (K3): the control counts as missing from now on. Asking more of an agent needs no distance,
 * so whoever may waive may end, whether or not they answer for it.
 * @throws CountersignError `conflict` when it is over already
 */
export async function endWaiver(ctx: Context, input: EndWaiverInput): Promise<{ agentId: string }> {
  const { waiverId } = parseInput(endWaiverSchema, input);
  return refusingOnRecord(ctx, { verb: "agents.waive" }, () =>
    inSqlTransaction(async (tx) => {
      const waiver = await loadWaiver(tx, waiverId);
      const [agent] = waiver ? await loadAgents(tx, [waiver.agentId]) : [];
      if (!waiver || !agent || !can(ctx.actor, "agents.read", scopeOf(agent))) throw notFound("waiver");
      requirePermission(ctx, "agents.waive", scopeOf(agent));
      if (!(await closeWaiver(tx, waiverId, { id: ctx.actor.id, now: ctx.now }))) {
        throw new CountersignError("conflict", "This waiver is over already: reload to see how the control stands.");
      }
      const { name, environment } = agent;
      await recordEvent(tx, ctx, {
        type: "agent.waiver_ended",
        targetId: agent.id,
        agentId: agent.id,
        details: { name, environment, control: waiver.control, waiverId },
      });
      return { agentId: agent.id };
    }),
  );
}
