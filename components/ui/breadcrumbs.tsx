import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ComponentProps } from "react";

export interface Crumb {
  label: string;
  /** Absent for the page itself. */
  href?: ComponentProps<typeof Link>["href"];
}

/** The way back up. The last crumb is this page and no link. */
export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="print:hidden">
      <ol className="flex min-w-0 flex-wrap items-center gap-1 text-muted-foreground text-xs">
        {crumbs.map((crumb, position) => (
          <li key={crumb.label} className="flex min-w-0 items-center gap-1">
            {position > 0 ? <ChevronRight aria-hidden className="size-3 shrink-0" /> : null}
            {crumb.href ? (
              <Link
                href={crumb.href}
                className="inline-flex min-h-6 items-center rounded-sm hover:text-foreground hover:underline"
              >
                {crumb.label}
              </Link>
            ) : (
              <span aria-current="page" className="max-w-72 truncate">
                {crumb.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
