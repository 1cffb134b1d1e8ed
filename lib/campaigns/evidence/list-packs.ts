import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { requireCampaign } from "../guard";
import { packsOf, readPackProgress } from "./store";
import type { PackView } from "./views";

/** The packs of a campaign, the newest first. @throws CountersignError `not_found`, `forbidden` */
export function listPacks(ctx: Context, campaignId: string): Promise<PackView[]> {
  return inSqlTransaction(async (tx) => {
    await requireCampaign(tx, ctx, { id: campaignId, verb: "campaigns.export" });
    const packs = await packsOf(tx, campaignId);
    const progress = await readPackProgress(tx, campaignId);
    return packs.map(({ id, state, error, askedAt, askedById, readyAt, bytes, manifest, eventId }) => ({
      id,
      state,
      error,
      askedAt,
      askedById,
      readyAt,
      bytes,
      manifestDigest: manifest,
      eventId,
      progress: state === "building" ? progress : null,
    }));
  });
}
