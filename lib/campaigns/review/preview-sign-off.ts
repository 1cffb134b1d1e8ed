import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import type { ItemDecision } from "../terms";
import { selectMyReviews, selectToSign } from "./queries";
import { isInvolved, launchedCampaign, readerOf, seesAll } from "./reader";
import { ofCampaignSchema } from "./schema";

export interface SignOffPreview {
  /** What would be signed. */
  items: number;
  decisions: Record<ItemDecision, number>;
  /** Of what would be kept: tier high and critical. */
  keptHigh: number;
  /** Half of the answers took longer than this; answers given with others by one press do not count. */
  medianDwellMillis: number;
  /** Answers given within five seconds. */
  quick: number;
  /** Spoken on, but others are still asked: not signed yet. */
  waiting: number;
  /** What has no word of the caller yet. */
  open: number;
}

/**
 * What the caller is about to stand by: counts, and how fast they were (C5).
 * @throws CountersignError `not_found` for a campaign that was not launched, or asks nothing of the caller
 */
export async function previewSignOff(ctx: Context, input: { campaignId: string }): Promise<SignOffPreview> {
  const { campaignId } = parseInput(ofCampaignSchema, input);
  return inSqlTransaction(async (tx) => {
    const campaign = await launchedCampaign(tx, campaignId);
    const reader = await readerOf(tx, ctx);
    const [mine] = await selectMyReviews(tx, reader, campaignId);
    if (!isInvolved(mine) && !seesAll(ctx, campaign)) throw notFound("campaign");
    const { rows, quickest, ...pace } = await selectToSign(tx, { campaignId, personId: reader.personId });
    const decisions: Record<ItemDecision, number> = { keep: 0, revoke: 0, reduce: 0, transfer: 0 };
    for (const { decision, items } of rows) decisions[decision] += items;
    const keptHigh = rows.filter(({ decision, high }) => decision === "keep" && high);
    return {
      items: rows.reduce((sum, { items }) => sum + items, 0),
      decisions,
      keptHigh: keptHigh.reduce((sum, { items }) => sum + items, 0),
      ...pace,
      quick: quickest,
      open: mine?.open ?? 0,
    };
  });
}
