"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button, IconButton } from "@/components/ui/button";
import type { BulkTarget, TableTotal } from "./types";
import type { Selection } from "./use-selection";
import { countOf, numberOf } from "./wording";

export interface BulkBarProps {
  selection: Selection;
  total: TableTotal;
  noun: { one: string; many: string };
  /** At most so many rows may be acted on at once. */
  cap: number;
  target: BulkTarget;
  actions: (target: BulkTarget) => ReactNode;
}

/** What can be done with the ticked rows; stays in view while one scrolls. */
export function BulkBar({ selection, total, noun, cap, target, actions }: BulkBarProps) {
  if (target.count === 0) return null;
  const more = !selection.matching && selection.pageState === "all" && total.count > selection.chosen.size;
  const fits = total.exact && total.count <= cap;
  const chosen = selection.matching ? total : { count: target.count, exact: true };
  return (
    <section
      aria-label="Selected rows"
      className="sticky bottom-3 z-20 mx-auto flex w-fit max-w-full flex-wrap items-center gap-x-3 gap-y-1.5 rounded-lg border border-border-strong bg-popover py-1.5 pr-1.5 pl-3.5 shadow-lg print:hidden"
    >
      <p role="status" className="font-medium">
        {numberOf(chosen)} selected
        {selection.matching ? <span className="font-normal text-muted-foreground"> · all that match</span> : null}
      </p>
      {more && fits ? (
        <Button variant="link" size="sm" onClick={selection.chooseMatching}>
          Select all {countOf(total, noun)} that match
        </Button>
      ) : null}
      {more && !fits ? (
        <p className="text-muted-foreground text-xs">
          {countOf(total, noun)} match; narrow the filter to {cap.toLocaleString("en")} to select all.
        </p>
      ) : null}
      <div data-bulk-actions className="flex flex-wrap items-center gap-1.5 max-sm:order-last max-sm:w-full">
        {actions(target)}
      </div>
      <IconButton
        label="Clear the selection"
        shortcut="Esc"
        size="sm"
        className="max-sm:ml-auto"
        onClick={selection.clear}
      >
        <X aria-hidden />
      </IconButton>
    </section>
  );
}
