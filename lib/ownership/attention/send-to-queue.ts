import { requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { movedMeanwhile, requireWatched, scopeOf } from "./guard";
import { decideQueue } from "./rules";
import { sendToQueueSchema } from "./schema";
import { queueAgent } from "./store";

/**
 * Puts an agent whose owner or sponsor is missing into the governance queue, for compliance to name somebody (O3, O4): an
 * orphan from before successions, or a draft that came without an owner. Who has left leaves the seat.
 * @throws CountersignError `forbidden`, `conflict` on a version that is gone, `unmet` when nobody is missing
 */
export async function sendToQueue(ctx: Context, input: { id: string; version: number }): Promise<{ version: number }> {
  const { id, version } = parseInput(sendToQueueSchema, input);
  return await inSqlTransaction(async (tx) => {
    const agent = await requireWatched(tx, ctx, id);
    requirePermission(ctx, "governance.manage", scopeOf(agent));
    if (agent.version !== version) throw movedMeanwhile(agent.name);
    const decision = decideQueue(agent);
    if (!decision.allowed) throw new CountersignError("unmet", decision.reason);
    if (!(await queueAgent(tx, agent, { now: ctx.now, byId: ctx.actor.id }))) throw movedMeanwhile(agent.name);
    const seats = {
      ownerId: agent.owner?.active ? agent.owner.id : null,
      deputyId: agent.deputy?.id ?? null,
      sponsorId: agent.sponsor?.active ? agent.sponsor.id : null,
    };
    const role = seats.ownerId ? "sponsor" : "owner";
    await recordEvent(tx, ctx, {
      type: "agent.queued",
      targetId: id,
      agentId: id,
      details: {
        name: agent.name,
        environment: agent.environment,
        ...{ role, formerId: agent[role]?.id ?? null, successorId: null, way: "queue" },
        ...seats,
      },
    });
    return { version: version + 1 };
  });
}
