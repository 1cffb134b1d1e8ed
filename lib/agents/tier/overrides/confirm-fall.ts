import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { getForChange, refusingOnRecord, requireAllowed, scopeOf } from "../../guard";
import type { Tier } from "../../terms";
import { decideConfirmation } from "./rules";
import { type ConfirmFallInput, confirmFallSchema } from "./schema";
import { loadStanding, settleOverride } from "./standing";

/**
 * A second person confirms that a held tier falls to what is computed (K4).
 * @throws CountersignError `forbidden` for who made it fall; `conflict` when nothing is held or after a lost race
 */
export async function confirmFall(
  ctx: Context,
  input: ConfirmFallInput,
): Promise<{ version: number; tier: Tier | null }> {
  const { id, version } = parseInput(confirmFallSchema, input);
  return refusingOnRecord(ctx, { verb: "tiers.approve", agentId: id }, () =>
    inSqlTransaction(async (tx) => {
      const agent = await getForChange(tx, ctx, { id, version });
      requirePermission(ctx, "tiers.approve", scopeOf(agent));
      requireAllowed(decideConfirmation(await loadStanding(tx, agent), ctx.actor.id));
      const settled = await settleOverride(tx, ctx, agent, { allowFall: true });
      return { version: version + 1, tier: settled.agent.tier };
    }),
  );
}
