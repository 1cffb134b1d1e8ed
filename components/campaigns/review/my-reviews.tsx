import type { Route } from "next";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { Time } from "@/components/ui/time";
import type { MyReview } from "@/lib/campaigns";
import { CAMPAIGN_KIND_LABELS } from "@/lib/campaigns/terms";
import { countWords } from "./words";

/** The campaigns that ask the reader, the most urgent first. */
export function MyReviews({ reviews }: { reviews: readonly MyReview[] }) {
  return (
    <ul className="grid gap-3">
      {reviews.map((review) => (
        <li key={review.campaignId}>
          <Card className="grid gap-3 px-4 py-3.5 sm:grid-cols-[1fr_16rem_auto] sm:items-center sm:gap-x-6">
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2">
                <Link
                  href={`/campaigns/${review.campaignId}/review` as Route}
                  className="font-semibold text-base underline-offset-3 hover:underline"
                >
                  {review.campaignName}
                </Link>
                <Badge tone="outline">{CAMPAIGN_KIND_LABELS[review.kind]}</Badge>
              </p>
              <p className="mt-0.5 text-muted-foreground">
                {review.open
                  ? `${countWords(review.open, "item waits", "items wait")} for you`
                  : "Nothing waits for your answer"}{" "}
                · stage {review.stage} · until <Time at={review.dueAt} format="exact" />
              </p>
              {review.decided ? (
                <p className="mt-0.5 text-warning">
                  {countWords(review.decided, "answer is", "answers are")} not signed off yet.
                </p>
              ) : null}
            </div>
            <Progress
              value={review.total - review.open}
              max={Math.max(review.total, 1)}
              label="Answered"
              detail={`${(review.total - review.open).toLocaleString("en")} of ${review.total.toLocaleString("en")}`}
            />
            <Link
              href={`/campaigns/${review.campaignId}/review` as Route}
              className={buttonVariants({ variant: review.open || review.decided ? "default" : "outline" })}
            >
              {review.open ? "Review" : review.decided ? "Sign off" : "Look"}
            </Link>
          </Card>
        </li>
      ))}
    </ul>
  );
}
