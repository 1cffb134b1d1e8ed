import type { Route } from "next";
import Link from "next/link";

export interface Figure {
  label: string;
  value: string;
  /** What stands under it: how it comes about. */
  note: string;
  href: Route;
}

/** The numbers that matter, side by side; each leads to what it was counted from. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <ul aria-label="Figures" className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
      {figures.map((figure) => (
        <li key={figure.label}>
          <Link
            href={figure.href}
            prefetch={false}
            className="block h-full rounded-lg border border-border bg-card px-4 py-3 hover:border-border-strong hover:bg-accent"
          >
            <span className="block text-muted-foreground text-xs">{figure.label}</span>
            <span className="mt-0.5 block font-semibold text-xl tabular-nums">{figure.value}</span>
            <span className="mt-0.5 block text-muted-foreground text-xs">{figure.note}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
