import { type NewEvent, recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { type CampaignRecord, lockItems } from "../store";
import { readDrift } from "./drift";
import { markNarrowed, openTasks, staleItems, voidItems } from "./store";

const DAY_MS = 86_400_000;

/**
 * Settles what changed since it was reviewed, as the close finds it (C4): what was widened is asked again, with a task for
 * compliance; what was narrowed is noted; what is gone is void. The campaign is held.
 */
export async function settleDrift(tx: SqlTx, ctx: Context, campaign: CampaignRecord): Promise<void> {
  const { id: campaignId } = campaign;
  const { widened, narrowed, gone } = await readDrift(tx, campaignId);
  if (widened.length + narrowed.length + gone.length === 0) return;
  await lockItems(tx, campaignId, [...widened, ...narrowed, ...gone]);
  await markNarrowed(tx, campaignId, narrowed);
  await voidItems(tx, campaignId, gone);
  const staled = await staleItems(tx, campaignId, widened);
  const dueAt = new Date(campaign.readAt.getTime() + campaign.plan.rules.escalationDays * DAY_MS);
  await openTasks(
    tx,
    staled.map(({ number }) => ({
      ...{ id: newId("ctk", ctx.now), campaignId, number, ownerId: null, dueAt },
      kind: "conflict",
      content: { why: "widened" },
    })),
  );
  const events = staled.map(({ number, agentId, formerDigest, digest, former }): NewEvent => {
    const details = { number, formerDigest, digest, former: former as never };
    return { type: "campaign.item_widened", targetId: campaignId, agentId, details };
  });
  const details = { widened: staled.length, narrowed: narrowed.length, gone: gone.length };
  await recordEvents(tx, ctx, [...events, { type: "campaign.rechecked", targetId: campaignId, details }]);
}
