"use client";

import { ChevronFirst, ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { TableTotal } from "./types";
import type { TableQueryState } from "./use-table-query";
import { countOf } from "./wording";

export interface PagerProps {
  state: TableQueryState;
  shown: number;
  total: TableTotal;
  noun: { one: string; many: string };
  next: string | null;
  previous: string | null;
}

/** Forward and back by the key of the last row, which costs the same at any depth; there are no page numbers to be wrong. */
export function Pager({ state, shown, total, noun, next, previous }: PagerProps) {
  if (next === null && previous === null && state.query.cursor === null) return null;
  const go = (cursor: string | null) => state.change({ cursor });
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-2 print:hidden">
      <p className="text-muted-foreground text-xs">
        {shown.toLocaleString("en")} of {countOf(total, noun)} on this page
      </p>
      <div className="flex gap-1.5">
        <Button variant="outline" size="sm" disabled={state.query.cursor === null} onClick={() => go(null)}>
          <ChevronFirst aria-hidden />
          First
        </Button>
        <Button variant="outline" size="sm" disabled={previous === null} onClick={() => go(previous)}>
          <ChevronLeft aria-hidden />
          Previous
        </Button>
        <Button variant="outline" size="sm" disabled={next === null} onClick={() => go(next)}>
          Next
          <ChevronRight aria-hidden />
        </Button>
      </div>
    </nav>
  );
}
