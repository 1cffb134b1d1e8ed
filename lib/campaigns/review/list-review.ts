import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { namesOf } from "../subjects/queries";
import type { CampaignState } from "../terms";
import type { MyReview, ReviewLine } from "../views";
import { lineOf } from "./line-of";
import { reviewOf } from "./list-my-reviews";
import { selectLines, selectMyReviews, selectNumbers } from "./queries";
import { isInvolved, launchedCampaign, readerOf, seesAll } from "./reader";
import { type ListReviewInput, listReviewSchema } from "./schema";

export interface ReviewPage {
  lines: ReviewLine[];
  /** The number after which the next page begins; null: this is the last. */
  next: number | null;
  /** Where the reader stands in the whole campaign. */
  counts: MyReview;
  state: CampaignState;
  timeZone: string;
}

/**
 * One page of what a campaign asks the caller, in order of number, so that one agent's rights lie together (C2).
 * @throws CountersignError `not_found` for a campaign that never asked them and that they may not look at
 */
export async function listReview(ctx: Context, input: ListReviewInput): Promise<ReviewPage> {
  const { campaignId, filter, after, size } = parseInput(listReviewSchema, input);
  return inSqlTransaction(async (tx) => {
    const campaign = await launchedCampaign(tx, campaignId);
    const reader = await readerOf(tx, ctx);
    const [mine] = await selectMyReviews(tx, reader, campaignId);
    if (!mine || !(isInvolved(mine) || seesAll(ctx, campaign))) throw notFound("campaign");
    const found = await selectNumbers(tx, reader, { campaignId, filter, after, most: size + 1 });
    const numbers = found.slice(0, size);
    const rows = await selectLines(tx, { campaignId, personId: reader.personId, numbers });
    const names = await namesOf(
      tx,
      rows.map(({ snapshot }) => snapshot.rights),
    );
    return {
      lines: rows.map((row) => lineOf(row, names, ctx.now)),
      next: found.length > size ? (numbers.at(-1) ?? null) : null,
      counts: reviewOf(mine, ctx.now),
      state: campaign.state,
      timeZone: campaign.timeZone,
    };
  });
}
