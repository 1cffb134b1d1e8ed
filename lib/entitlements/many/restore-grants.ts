import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { recordMoved } from "./end-grants";
import { type MovedGrant, resumeGrants } from "./store";

/**
 * Gives back what a campaign took (C6): grants that are as it left them, whose time has not run out and whose agent is still
 * there. What somebody touched since stays as they left it.
 * @returns the ids of those that stand again
 */
export async function restoreGrants(
  tx: SqlTx,
  ctx: Context,
  { grants, reason, campaignId }: { grants: readonly MovedGrant[]; reason: string; campaignId: string },
): Promise<string[]> {
  const ids = await resumeGrants(tx, grants, { from: ["revoked", "suspended"], reason, now: ctx.now });
  const moved = ids.map((id) => ({ id }));
  await recordMoved(tx, ctx, moved, { type: "agent.grant_resumed", more: { reason, campaignId } });
  return ids;
}
