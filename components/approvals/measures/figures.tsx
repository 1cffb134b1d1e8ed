import Link from "next/link";
import { cn } from "@/components/cn";
import { type Figure, Figures } from "@/components/ui/figures";
import type { MeasuresSearch } from "@/lib/approvals/measures/schema";
import type { Measures } from "@/lib/approvals/measures/views";
import { approvalRate, expiredShare, shareOf } from "@/lib/approvals/rules";
import { rowsHref } from "./hrefs";
import { countText, durationText, shareText } from "./words";

interface FiguresProps {
  search: MeasuresSearch;
  measures: Measures;
}

/** The numbers that matter; each leads to the requests it was counted from. */
export function MeasuredFigures({ search, measures }: FiguresProps) {
  return <Figures figures={mainFigures(search, measures)} />;
}

function mainFigures(search: MeasuresSearch, measures: Measures): Figure[] {
  const { total, outcomes, firstView, decision, votes, quickVotes, bulkVotes } = measures;
  return [
    {
      label: "Requests",
      value: total.toLocaleString("en"),
      note: `${countText(outcomes.waiting, "waits", "wait")} now`,
      href: rowsHref(search, {}),
    },
    {
      label: "Approved by people",
      value: shareText(approvalRate(measures)),
      note: `${outcomes.approved.toLocaleString("en")} of ${(outcomes.approved + outcomes.denied).toLocaleString("en")} decided`,
      href: rowsHref(search, { outcome: "approved" }),
    },
    {
      label: "Until first seen",
      value: durationText(firstView.median),
      note: `Median; 95 % within ${durationText(firstView.p95)}`,
      href: rowsHref(search, { only: "viewed" }),
    },
    {
      label: "Until decided",
      value: durationText(decision.median),
      note: `Median; 95 % within ${durationText(decision.p95)}`,
      href: rowsHref(search, { only: "decided" }),
    },
    {
      label: "Timed out",
      value: shareText(expiredShare(measures)),
      note: `${countText(outcomes.expired, "request")}; no denials`,
      href: rowsHref(search, { outcome: "expired" }),
    },
    {
      label: "Decided in under 5 s",
      value: shareText(shareOf(quickVotes, votes)),
      note: `${shareText(shareOf(bulkVotes, votes))} right after another`,
      href: rowsHref(search, { only: "quick" }),
    },
  ];
}

/** What is counted beside: each a line that opens its requests. */
export function Beside({ search, measures }: FiguresProps) {
  const { lateDenials, joined, breakGlass, toReview, bulkVotes, canaries } = measures;
  const lines: (Figure & { alarming?: boolean })[] = [
    {
      label: "Decided within 10 s of the last",
      value: bulkVotes.toLocaleString("en"),
      note: "Votes of one person in a row",
      href: rowsHref(search, { only: "bulk" }),
    },
    {
      label: "Asked again while open",
      value: joined.toLocaleString("en"),
      note: "Joined a request that already waited",
      href: rowsHref(search, { only: "joined" }),
    },
    {
      label: "Denied too late",
      value: lateDenials.toLocaleString("en"),
      note: "Somebody said no after the time was over",
      href: rowsHref(search, { only: "late_denial" }),
    },
    {
      label: "Glass broken",
      value: breakGlass.toLocaleString("en"),
      note: "Approved in an emergency",
      href: rowsHref(search, { only: "break_glass" }),
    },
    {
      label: "To be reviewed after",
      value: toReview.toLocaleString("en"),
      note: "Emergencies that nobody has looked at yet",
      href: rowsHref(search, { only: "to_review" }),
      alarming: toReview > 0,
    },
    {
      label: "Canaries caught",
      value: `${canaries.caught} of ${canaries.caught + canaries.missed}`,
      note: `${countText(canaries.missed, "was", "were")} approved, ${canaries.unanswered} unanswered`,
      href: rowsHref(search, { only: "canary" }),
      alarming: canaries.missed > 0,
    },
  ];
  return (
    <ul className="divide-y divide-border">
      {lines.map(({ label, value, note, href, alarming }) => (
        <li key={label}>
          <Link
            href={href}
            prefetch={false}
            className="flex items-center gap-4 px-4 py-2.5 -outline-offset-2 hover:bg-accent"
          >
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{label}</span>
              <span className="block text-muted-foreground text-xs">{note}</span>
            </span>
            <span className={cn("font-semibold tabular-nums", alarming && "text-warning")}>{value}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
