import { Check, ChevronRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/cn";
import { LiteralText } from "@/components/ui/literal-text";
import type { EventFacet } from "@/lib/audit/search";

/** Values that stand open; the others are one step away. */
const SHOWN = 6;

interface FacetProps {
  title: string;
  values: readonly EventFacet[];
  chosen: readonly string[];
  hrefOf: (value: string) => Route;
  /** What a chosen value is called that no event under the other filters has. */
  nameOf?: (value: string) => string;
}

/** The values of one facet with their counts, most first. Each is a link, so that a filter is an address. */
export function Facet({ title, values, chosen, hrefOf, nameOf = (value) => value }: FacetProps) {
  // A chosen value without matches stays, so that it can be taken out again.
  const missing = chosen.filter((value) => !values.some((facet) => facet.value === value));
  const all = [...missing.map((value) => ({ value, label: nameOf(value), count: 0 })), ...values];
  if (all.length === 0) return null;
  const isOpen = (facet: EventFacet, place: number) => place < SHOWN || chosen.includes(facet.value);
  const open = all.filter(isOpen);
  const folded = all.filter((facet, place) => !isOpen(facet, place));
  const line = (facet: EventFacet) => (
    <FacetLine key={facet.value} facet={facet} on={chosen.includes(facet.value)} href={hrefOf(facet.value)} />
  );
  return (
    <section aria-label={title}>
      <h2 className="mb-1 px-1.5 font-medium text-muted-foreground text-xs">{title}</h2>
      <ul>{open.map(line)}</ul>
      {folded.length ? (
        <Folded count={folded.length} of={title.toLowerCase()}>
          {folded.map(line)}
        </Folded>
      ) : null}
    </section>
  );
}

/** The rest of a list, one step away. */
export function Folded({ count, of, children }: { count: number; of: string; children: ReactNode }) {
  return (
    <details className="group/more">
      <summary className="flex min-h-7 cursor-pointer items-center gap-1 rounded-sm px-1.5 text-muted-foreground text-xs hover:bg-accent">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open/more:rotate-90" />
        {count} more
        <span className="sr-only"> of {of}</span>
      </summary>
      <ul>{children}</ul>
    </details>
  );
}

/** One value: a box that says whether it is chosen, its name, how many events have it. */
export function FacetLine({ facet, on, href }: { facet: EventFacet; on: boolean; href: Route }) {
  return (
    <li>
      <Link
        href={href}
        prefetch={false}
        scroll={false}
        aria-current={on ? "true" : undefined}
        className={cn(
          "flex min-h-7 items-center gap-2 rounded-sm px-1.5 py-0.5 hover:bg-accent",
          on && "bg-selected font-medium",
        )}
      >
        <span
          aria-hidden
          className={cn(
            "flex size-3.5 shrink-0 items-center justify-center rounded-xs border",
            on ? "border-primary bg-primary text-primary-foreground" : "border-input",
          )}
        >
          {on ? <Check className="size-3" /> : null}
        </span>
        <LiteralText text={facet.label} className="min-w-0 flex-1 truncate" />
        <span className="text-muted-foreground text-xs tabular-nums">{facet.count.toLocaleString("en")}</span>
      </Link>
    </li>
  );
}
