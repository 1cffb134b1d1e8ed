import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { selectNumbers } from "./queries";
import { launchedCampaign, readerOf, requireInvolved } from "./reader";
import { type NextItemInput, nextItemSchema } from "./schema";

/**
 * The number of the next item that waits for the caller; null: nothing after this one does.
 * @throws CountersignError `not_found` for a campaign that was not launched, or asks nothing of the caller
 */
export async function nextItem(ctx: Context, input: NextItemInput): Promise<number | null> {
  const { campaignId, after } = parseInput(nextItemSchema, input);
  return inSqlTransaction(async (tx) => {
    const campaign = await launchedCampaign(tx, campaignId);
    const [next] = await selectNumbers(tx, await readerOf(tx, ctx), { campaignId, filter: "open", after, most: 1 });
    if (next !== undefined) return next;
    await requireInvolved(tx, ctx, campaign);
    return null;
  });
}
