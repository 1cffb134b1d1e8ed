import { requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { getVisible, lostRace, refusingOnRecord, requireAllowed, scopeOf } from "../../guard";
import { namesOf } from "../outcome";
import { decideWithdrawal } from "./rules";
import { type WithdrawOverrideInput, withdrawOverrideSchema } from "./schema";
import { loadStanding } from "./standing";
import { decidePending } from "./store";

/**
 * Who asked for another tier takes it back (K2): nothing changes.
 * @throws CountersignError `forbidden` for anybody else; `conflict` when it no longer waits
 */
export async function withdrawOverride(ctx: Context, input: WithdrawOverrideInput): Promise<{ id: string }> {
  const { id, overrideId } = parseInput(withdrawOverrideSchema, input);
  return refusingOnRecord(ctx, { verb: "tiers.override", agentId: id }, () =>
    inSqlTransaction(async (tx) => {
      const agent = await getVisible(tx, ctx, id);
      requirePermission(ctx, "tiers.override", scopeOf(agent));
      const standing = await loadStanding(tx, agent);
      const pending = standing.pending?.id === overrideId ? standing.pending : null;
      requireAllowed(decideWithdrawal({ ...standing, pending }, ctx.actor.id));
      const made = { at: ctx.now, byId: ctx.actor.id };
      if (!pending || !(await decidePending(tx, { id: overrideId, state: "withdrawn" }, made)))
        throw lostRace(agent.name);
      const { kind, tier } = pending;
      await recordEvent(tx, ctx, {
        type: "agent.tier_override_withdrawn",
        targetId: id,
        agentId: id,
        details: { ...namesOf(agent), overrideId, kind, tier, why: "taken back" },
      });
      return { id };
    }),
  );
}
