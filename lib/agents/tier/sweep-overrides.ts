import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { isCountersignError } from "@/lib/errors";
import { insertNotices } from "@/lib/notices";
import { loadAgents } from "../store";
import { namesOf, toAnswering } from "./outcome";
import { expiredIds, lapsePending, lockExpired } from "./overrides/store";
import { changeAgents } from "./settle";

/** Enough for a minute; the rest waits for the next sweep. */
const BATCH = 500;

/**
 * Ends the overrides whose time is over (K2): tiers settled, recorded, told to who answers. One transaction for each, so that one
 * agent that is changed at this moment keeps nobody else waiting; several workers share the work.
 * @returns how many ended; what was changed by somebody meanwhile is met again by the next sweep
 */
export async function sweepOverrides(ctx: Context): Promise<{ ended: number }> {
  const due = await inSqlTransaction((tx) => expiredIds(tx, ctx.now, BATCH));
  let ended = 0;
  for (const id of due) {
    try {
      if (await inSqlTransaction((tx) => endOne(tx, ctx, id))) ended += 1;
    } catch (error) {
      if (!isCountersignError(error) || error.code !== "conflict") throw error;
    }
  }
  return { ended };
}

async function endOne(tx: SqlTx, ctx: Context, id: string): Promise<boolean> {
  const expired = await lockExpired(tx, id, ctx.now);
  const [agent] = expired ? await loadAgents(tx, [expired.agentId]) : [];
  if (!expired || !agent) return false;
  const { kind, tier } = expired;
  if (expired.state === "pending") {
    if (!(await lapsePending(tx, id, ctx.now))) return false;
    await recordEvent(tx, ctx, {
      type: "agent.tier_override_withdrawn",
      targetId: agent.id,
      agentId: agent.id,
      details: { ...namesOf(agent), overrideId: id, kind, tier, why: "expired" },
    });
    return true;
  }
  const after = { ...agent, updatedById: null, updatedFields: ["tier"] };
  const [settled] = await changeAgents(tx, ctx, [{ before: agent, after }], "expiry");
  const content = { kind, tier, stands: settled?.agent.tier ?? null };
  await insertNotices(tx, toAnswering(agent, "tier_override_ended", content), ctx.now);
  return true;
}
