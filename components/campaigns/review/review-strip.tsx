"use client";

import { List, RectangleVertical } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { TimeLeft } from "@/components/approvals/case/time-left";
import { cn } from "@/components/cn";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Progress } from "@/components/ui/progress";
import { type Mode, type ReviewCounts, SHOW_LABELS, SHOWS, type Show } from "./types";
import { countWords } from "./words";

interface ReviewStripProps {
  counts: ReviewCounts;
  mode: Mode;
  show: Show;
  /** Whether the campaign takes answers now: otherwise no time runs and nothing is signed. */
  runs: boolean;
  hrefOf: (show: Show, mode: Mode) => string;
  onMode: (mode: Mode) => void;
  onSignOff: () => void;
  saving: number;
  failed: number;
  onFailed: () => void;
}

/** How far the reader is and how long there is, always in view; the ways to look at the list; and the end of it. */
export function ReviewStrip(props: ReviewStripProps) {
  const { counts, mode, show, runs, hrefOf, onMode, onSignOff, saving, failed, onFailed } = props;
  const answered = counts.total - counts.open;
  return (
    <section
      aria-label="Progress"
      // On a phone only the first line of it stays, below the bar of the console.
      className="top-0 z-10 grid gap-2.5 border-border border-b bg-background pt-1 pb-3 max-sm:contents sm:sticky"
    >
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2 max-sm:sticky max-sm:top-12 max-sm:z-10 max-sm:-mx-4 max-sm:gap-x-3 max-sm:border-border max-sm:border-b max-sm:bg-background max-sm:px-4 max-sm:py-2">
        <Progress
          value={answered}
          max={Math.max(counts.total, 1)}
          label={`${answered.toLocaleString("en")} of ${countWords(counts.total, "item")} answered`}
          detail={runs ? <TimeLeft until={counts.dueAt} /> : "Takes no answers"}
          className="min-w-0 flex-1 basis-64 max-sm:basis-52"
        />
        <p role="status" className="text-muted-foreground text-xs empty:hidden max-sm:sr-only">
          {failed ? null : saving ? "Saving…" : counts.decided ? "All saved" : ""}
        </p>
        {failed ? (
          <Button variant="link" size="sm" className="text-danger" onClick={onFailed}>
            {countWords(failed, "answer")} not saved: show
          </Button>
        ) : null}
        {runs ? (
          <Button onClick={onSignOff} variant={counts.open === 0 && counts.decided > 0 ? "default" : "outline"}>
            Sign off… <Kbd keys="s" className="max-sm:hidden" />
          </Button>
        ) : null}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2 max-sm:mt-2">
        <nav aria-label="Which items" className="flex flex-wrap gap-1">
          {SHOWS.map((one) => (
            <Link
              key={one}
              href={hrefOf(one, mode) as Route}
              aria-current={one === show ? "true" : undefined}
              className={cn(
                "inline-flex h-7 items-center gap-1.5 rounded-md px-2.5 text-sm hover:bg-accent",
                one === show ? "bg-selected font-medium" : "text-muted-foreground",
              )}
            >
              {SHOW_LABELS[one]}
              <span className="text-xs tabular-nums">{countOf(counts, one).toLocaleString("en")}</span>
            </Link>
          ))}
        </nav>
        <fieldset aria-label="How to look at them" className="flex rounded-md border border-border p-0.5">
          {(["item", "list"] as const).map((one) => {
            const Icon = one === "item" ? RectangleVertical : List;
            return (
              <button
                key={one}
                type="button"
                aria-pressed={mode === one}
                onClick={() => onMode(one)}
                className={cn(
                  "inline-flex h-6 items-center gap-1.5 rounded-sm px-2 text-xs",
                  mode === one ? "bg-selected font-medium" : "text-muted-foreground hover:text-foreground",
                )}
              >
                <Icon aria-hidden className="size-3.5" />
                {one === "item" ? "One at a time" : "List"}
              </button>
            );
          })}
        </fieldset>
      </div>
    </section>
  );
}

function countOf({ open, decided, signed, total }: ReviewCounts, show: Show): number {
  return { open, decided, signed, all: total }[show];
}
