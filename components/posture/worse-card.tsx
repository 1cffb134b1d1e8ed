import { CircleCheck, TrendingDown } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import type { WorseView } from "@/lib/posture/views";

/** The page shows the heaviest; every other change stands beside its number. */
const MOST = 6;

/** What got worse in a week, the heaviest first. */
export function WorseCard({ worse, comparedWith }: { worse: readonly WorseView[]; comparedWith: string | null }) {
  return (
    <Card aria-labelledby="worse" className="break-inside-avoid overflow-hidden">
      <CardHeader
        id="worse"
        title="What got worse"
        description={
          comparedWith ? `Since ${comparedWith}; what weighs most comes first.` : "Compared with a week ago."
        }
      />
      {comparedWith === null ? (
        <p className="px-4 py-3 text-muted-foreground">
          Nothing was measured a week ago: the first comparison comes when the console has run for a week.
        </p>
      ) : worse.length === 0 ? (
        <p className="flex items-center gap-2 px-4 py-3">
          <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />
          Nothing got worse since last week.
        </p>
      ) : (
        <ol className="divide-y divide-border">
          {worse.slice(0, MOST).map(({ id, sentence, href }) => (
            <li key={id}>
              <Link
                href={href as Route}
                prefetch={false}
                className="flex items-center gap-2.5 px-4 py-2.5 -outline-offset-2 hover:bg-accent"
              >
                <TrendingDown aria-hidden className="size-4 shrink-0 text-danger" />
                {sentence}
              </Link>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
