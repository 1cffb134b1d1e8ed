import { type Figure, Figures } from "@/components/ui/figures";
import type { UsageView } from "@/lib/usage/views";
import { type PageSearch, totalHref, usageHref } from "./hrefs";
import { changeText, count, durationText, millisText, perHundred, shareText } from "./words";

interface FiguresProps {
  search: PageSearch;
  view: UsageView;
}

/** The numbers that matter; each leads to what it was counted from. */
export function UsageFigures({ search, view }: FiguresProps) {
  return <Figures figures={figuresOf(search, view)} />;
}

function figuresOf(search: PageSearch, view: UsageView): Figure[] {
  const { total } = view;
  const { calls, before, change, denied, decided, errors, errorRate, reported, p50, p95, timed } = total;
  const grown =
    before === 0 ? "none in the period before" : `${changeText(change, calls)} against ${count(before)} before`;
  const registered = total.registeredAgents;
  return [
    { label: "Calls", value: count(calls), note: grown, href: totalHref(search, view, { counted: "calls" }) },
    {
      label: "Denied",
      value: shareText(decided ? denied / decided : null),
      note: `${count(denied)} of ${count(decided)} decided`,
      href: totalHref(search, view, { counted: "denied" }),
    },
    {
      label: "Errors",
      value: shareText(errorRate),
      note: reported ? `${count(errors)} of ${count(reported)} reported` : "no outcome was reported",
      href: totalHref(search, view, { counted: "errors" }),
    },
    {
      label: "Half took at most",
      value: millisText(p50),
      note: timed ? `95 of 100 at most ${millisText(p95)}` : "no call said how long it took",
      href: totalHref(search, view, { counted: "timed" }),
    },
    {
      label: "Waited, of 100 decided",
      value: perHundred(total.stepUpsPer100),
      note: waitNote(total.medianWaitSeconds),
      href: totalHref(search, view, { counted: "stepped_up" }),
    },
    {
      label: "Agents that called",
      value: count(total.activeAgents),
      note: registered === null ? "under these filters" : `of ${count(registered)} in the inventory`,
      href: usageHref(search, { by: "agent" }),
    },
  ];
}

function waitNote(seconds: number | null): string {
  return seconds === null ? "no answer of people was timed" : `half were answered within ${durationText(seconds)}`;
}
