import { NoteAnomaly } from "@/components/campaigns/agent/note-anomaly";
import { ReviewsTab } from "@/components/campaigns/agent/reviews-tab";
import { agentReviews } from "@/lib/campaigns";
import type { Context } from "@/lib/context";
import { noteAnomalyAction } from "./reviews/actions";

/** The tab about what campaigns said of one agent, and where somebody asks about it between campaigns. */
export async function Reviews({ ctx, agentId }: { ctx: Context; agentId: string }) {
  const reviews = await agentReviews(ctx, agentId);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {reviews.mayNote ? <NoteAnomaly agentId={agentId} ability={reviews.mayNote} note={noteAnomalyAction} /> : null}
      <ReviewsTab reviews={reviews} />
    </div>
  );
}
