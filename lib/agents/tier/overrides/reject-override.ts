import { requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { getVisible, lostRace, refusingOnRecord, requireAllowed, scopeOf } from "../../guard";
import { namesOf } from "../outcome";
import { decisionNotice } from "./decided";
import { decideRejection } from "./rules";
import { type RejectOverrideInput, rejectOverrideSchema } from "./schema";
import { loadStanding } from "./standing";
import { decidePending } from "./store";

/**
 * The second person refuses what was asked, with the reason (K2): nothing changes.
 * @throws CountersignError `forbidden` for who asked; `conflict` when it no longer waits
 */
export async function rejectOverride(ctx: Context, input: RejectOverrideInput): Promise<{ id: string }> {
  const { id, overrideId, reason } = parseInput(rejectOverrideSchema, input);
  return refusingOnRecord(ctx, { verb: "tiers.approve", agentId: id }, () =>
    inSqlTransaction(async (tx) => {
      const agent = await getVisible(tx, ctx, id);
      requirePermission(ctx, "tiers.approve", scopeOf(agent));
      const standing = await loadStanding(tx, agent);
      const pending = standing.pending?.id === overrideId ? standing.pending : null;
      requireAllowed(decideRejection({ ...standing, pending }, ctx.actor.id));
      const made = { at: ctx.now, byId: ctx.actor.id };
      if (!pending || !(await decidePending(tx, { id: overrideId, state: "rejected", endedReason: reason }, made))) {
        throw lostRace(agent.name);
      }
      const { kind, tier, requestedById } = pending;
      await recordEvent(tx, ctx, {
        type: "agent.tier_override_rejected",
        targetId: id,
        agentId: id,
        details: { ...namesOf(agent), overrideId, kind, tier, requestedById, reason },
      });
      await decisionNotice(tx, ctx, { agent, pending, agreed: false });
      return { id };
    }),
  );
}
