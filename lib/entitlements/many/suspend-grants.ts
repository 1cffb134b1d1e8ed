import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { type OfCampaign, recordMoved } from "./end-grants";
import { type MovedGrant, moveGrants } from "./store";

/**
 * Suspends those of these grants that are in force, with an event each (C6): they decide nothing until somebody lets them again.
 * @returns those that were suspended by this
 */
export async function suspendGrants(
  tx: SqlTx,
  ctx: Context,
  { ids, reason, campaignId }: OfCampaign,
): Promise<MovedGrant[]> {
  const how = { state: "suspended", from: ["active"], reason, byId: null, now: ctx.now } as const;
  const suspended = await moveGrants(tx, ids, how);
  await recordMoved(tx, ctx, suspended, { type: "agent.grant_suspended", more: { reason, campaignId } });
  return suspended;
}
