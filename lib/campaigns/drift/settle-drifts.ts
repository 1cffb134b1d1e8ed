import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { findFallback } from "../definitions/store";
import { beginCampaign } from "../work/begin";
import { GATHER_MINUTES, planFor } from "./rules";
import { type Drifted, hasEverLaunched, hasSubjects, settleAll, settleDrifts, takeDrifted } from "./store";

/** One turn gathers no more agents than this: what is left comes with the next. */
const MOST = 50;

/**
 * Asks about what drifted since it was certified (C7): everything that changed of one agent within ten minutes becomes one
 * micro-certification, one at a time for each agent. Before the first campaign ever began nothing was certified, so nothing is asked.
 * For the worker; safe with several.
 * @returns how many micro-certifications began
 */
export async function settleDrift(ctx: Context): Promise<number> {
  const ready = await inSqlTransaction(async (tx) => {
    if (await hasEverLaunched(tx)) return true;
    const { drifts } = await settleAll(tx);
    if (drifts > 0) await recordSettled(tx, ctx, { drifts, why: "before_first_campaign" });
    return false;
  });
  let begun = 0;
  for (let turn = 0; ready && turn < MOST; turn += 1) {
    const outcome = await settleOne(ctx);
    if (outcome === "none") break;
    if (outcome === "asked") begun += 1;
  }
  return begun;
}

function settleOne(ctx: Context): Promise<"none" | "asked" | "settled"> {
  return inSqlTransaction(async (tx) => {
    const drifted = await takeDrifted(tx, GATHER_MINUTES);
    if (!drifted) return "none";
    const { ids, agentId, teamId } = drifted;
    const plan = planFor({ id: agentId, tier: drifted.tier }, drifted.why);
    const why = !drifted.isActive
      ? "not_in_use"
      : (await hasSubjects(tx, agentId, plan.kinds))
        ? null
        : "nothing_to_ask";
    const fallbackId = await findFallback(tx, { preferred: [], teamId });
    // Without anybody to fall back on it waits: it is never let go for want of a person.
    if (why === null && fallbackId === null) return "none";
    if (why === null && fallbackId !== null) {
      const campaignId = await begin(tx, ctx, { drifted, fallbackId });
      await settleDrifts(tx, ids, campaignId);
      return "asked";
    }
    await settleDrifts(tx, ids, null);
    await recordSettled(tx, ctx, { drifts: ids.length, why: why ?? "", agentId });
    return "settled";
  });
}

async function begin(
  tx: SqlTx,
  ctx: Context,
  { drifted, fallbackId }: { drifted: Drifted; fallbackId: string },
): Promise<string> {
  const { agentId, agentName, teamId, tier, why, ids } = drifted;
  const id = newId("cmp", ctx.now);
  await beginCampaign(tx, ctx, {
    ...{ id, definitionId: null, occurrence: null, kind: "micro", teamId, timeZone: "UTC", fallbackId },
    name: `Changed: ${agentName}`.slice(0, 120),
    plan: planFor({ id: agentId, tier }, why),
    ...{ createdById: null, createdAt: ctx.now },
  });
  const details = { agentId, why, drifts: ids.length, fallbackId };
  await recordEvent(tx, ctx, { type: "campaign.drift_gathered", targetId: id, agentId, details });
  return id;
}

async function recordSettled(
  tx: SqlTx,
  ctx: Context,
  { drifts, why, agentId }: { drifts: number; why: string; agentId?: string },
): Promise<void> {
  const about = agentId ? { agentId } : {};
  await recordEvent(tx, ctx, {
    type: "campaign.drift_settled",
    targetId: agentId ?? "campaigns",
    ...about,
    details: { drifts, why },
  });
}
