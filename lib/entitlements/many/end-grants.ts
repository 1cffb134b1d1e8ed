import { recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { grantEvent } from "../guard";
import { loadStored } from "../store";
import { type MovedGrant, moveGrants } from "./store";

/** What a campaign does to many grants at once, in its own transaction: it asked its own permission. */
export interface OfCampaign {
  ids: readonly string[];
  /** Stands on each grant and in its event. */
  reason: string;
  campaignId: string;
}

/**
 * Takes away what still stands of these grants, with an event each (C6). From the commit on nothing rests on them.
 * @returns those that ended by this; one that is missing had ended before
 */
export async function endGrants(
  tx: SqlTx,
  ctx: Context,
  { ids, reason, campaignId }: OfCampaign,
): Promise<MovedGrant[]> {
  const how = { state: "revoked", from: ["active", "suspended"], reason, byId: null, now: ctx.now } as const;
  const ended = await moveGrants(tx, ids, how);
  await recordMoved(tx, ctx, ended, { type: "agent.grant_revoked", more: { reason, campaignId } });
  return ended;
}

/** Lets grants run out that no campaign certified in time (C9), with an event each. @returns those that ended by this */
export async function expireWithoutReview(
  tx: SqlTx,
  ctx: Context,
  { ids, reason }: Omit<OfCampaign, "campaignId">,
): Promise<MovedGrant[]> {
  const how = { state: "expired", from: ["active", "suspended"], reason, byId: null, now: ctx.now } as const;
  const ended = await moveGrants(tx, ids, how);
  await recordMoved(tx, ctx, ended, { type: "agent.grant_expired", more: { why: "not_certified" } });
  return ended;
}

/** One event for each grant that was moved. */
export async function recordMoved(
  tx: SqlTx,
  ctx: Context,
  moved: readonly { id: string }[],
  told: { type: Parameters<typeof grantEvent>[0]; more: Record<string, string | null> },
): Promise<void> {
  if (!moved.length) return;
  const grants = await loadStored(
    tx,
    moved.map(({ id }) => id),
  );
  const events = grants.map((grant) => {
    const { agent, resourceName } = grant;
    return grantEvent(told.type, { agent, grant, resourceName }, told.more);
  });
  await recordEvents(tx, ctx, events);
}
