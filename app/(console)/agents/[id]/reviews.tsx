import { ReviewsTab } from "@/components/campaigns/agent/reviews-tab";
import { agentReviews } from "@/lib/campaigns";
import type { Context } from "@/lib/context";

/** The tab about what campaigns said of one agent. */
export async function Reviews({ ctx, agentId }: { ctx: Context; agentId: string }) {
  return <ReviewsTab reviews={await agentReviews(ctx, agentId)} />;
}
