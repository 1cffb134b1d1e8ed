import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { MyReviews } from "@/components/campaigns/review/my-reviews";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { listMyReviews } from "@/lib/campaigns";

export const metadata: Metadata = { title: "My reviews" };

/** The campaigns that ask the reader for something (C2, D2). */
export default async function MyReviewsPage() {
  const reviews = await listMyReviews(await requireContext());
  return (
    <>
      <PageHeader
        title="My reviews"
        description="Rights of agents that you are asked to keep, revoke, reduce or hand on. Nothing stays in force because nobody looked."
        actions={
          reviews.length ? (
            <a href="/campaigns/calendar.ics" download className={buttonVariants({ variant: "outline" })}>
              Deadlines for my calendar
            </a>
          ) : null
        }
      />
      {reviews.length ? (
        <MyReviews reviews={reviews} />
      ) : (
        <EmptyState
          icon={<CircleCheck />}
          title="No campaign asks you anything"
          description="When one does, it appears here and in your inbox, with the day until which it needs your answer."
        />
      )}
    </>
  );
}
