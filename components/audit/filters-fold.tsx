import { SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";

/** The filters: folded on a phone, where they would stand before every event; always open beside the list. */
export function FiltersFold({ children }: { children: ReactNode }) {
  return (
    <details className="lg:[&::details-content]:block lg:[&::details-content]:[content-visibility:visible]">
      <summary className="flex min-h-9 cursor-pointer items-center gap-2 rounded-md border border-border bg-card px-3 font-medium lg:hidden">
        <SlidersHorizontal aria-hidden className="size-4" />
        Filters
      </summary>
      <div className="max-lg:pt-4">{children}</div>
    </details>
  );
}
