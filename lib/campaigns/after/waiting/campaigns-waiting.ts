import { visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { listMyReviews } from "../../review/list-my-reviews";
import type { MyReview } from "../../views";
import { selectWaiting } from "./queries";
import type { CampaignWaiting } from "./views";

/**
 * What of campaigns waits for the caller (D2): items to review and to sign off, as their list counts them; closes to ask for and to
 * confirm; what is left of a remediation; tasks; exclusions to decide. Nothing for who is no person.
 */
export async function campaignsWaiting(ctx: Context): Promise<CampaignWaiting[]> {
  const { actor } = ctx;
  if (actor.kind !== "user") return [];
  const [reviews, others] = await Promise.all([
    listMyReviews(ctx),
    selectWaiting(
      {
        personId: actor.id,
        close: visibility(actor, "campaigns.close"),
        confirm: visibility(actor, "campaigns.confirmClose"),
        settle: visibility(actor, "campaigns.settle"),
        sign: visibility(actor, "campaigns.sign"),
        exclude: visibility(actor, "exclusions.decide"),
      },
      ctx.now,
    ),
  ]);
  return [...reviews.flatMap(ofReview), ...others];
}

/** Single items and acts that wait: what stands beside Campaigns in the navigation. */
export function countWaiting(waiting: readonly CampaignWaiting[]): number {
  return waiting.reduce((sum, one) => sum + ("count" in one && COUNTED.has(one.kind) ? one.count : 1), 0);
}

const COUNTED = new Set<CampaignWaiting["kind"]>([
  "campaign_review",
  "campaign_tasks",
  "campaign_own_tasks",
  "campaign_exclusions",
]);

function ofReview({ campaignId: id, campaignName: name, open, decided, dueAt: at }: MyReview): CampaignWaiting[] {
  if (open > 0) return [{ kind: "campaign_review", id, name, count: open, at }];
  return decided > 0 ? [{ kind: "campaign_signoff", id, name, count: decided, at }] : [];
}
