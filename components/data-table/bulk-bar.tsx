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
      {more ? (
        <Button variant="link" size="sm" onClick={selection.chooseMatching} disabled={total.count > cap}>
          Select all {countOf(total, noun)} that match
        </Button>
      ) : null}
      <div className="flex flex-wrap items-center gap-1.5">{actions(target)}</div>
      <IconButton label="Clear the selection" shortcut="Esc" size="sm" onClick={selection.clear}>
        <X aria-hidden />
      </IconButton>
    </section>
  );
}
