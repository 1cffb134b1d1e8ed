import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/cn";

/** A panel with a hairline; no shadow, because it lies on the page and does not float. */
export function Card({ className, ...props }: ComponentProps<"section">) {
  return <section {...props} className={cn("rounded-lg border border-border bg-card", className)} />;
}

export interface CardHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  /** Buttons at the right. */
  actions?: ReactNode;
  /** The level of the heading below the page's h1. */
  level?: 2 | 3;
  id?: string;
}

export function CardHeader({ title, description, actions, level = 2, id }: CardHeaderProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-border border-b px-4 py-3">
      <div className="min-w-0">
        <Heading id={id} className="font-semibold text-base">
          {title}
        </Heading>
        {description ? <p className="mt-0.5 text-muted-foreground">{description}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}

export function CardContent({ className, ...props }: ComponentProps<"div">) {
  return <div {...props} className={cn("p-4", className)} />;
}

export interface Fact {
  label: ReactNode;
  value: ReactNode;
}

/** Names and values in two columns; what is missing shows as a dash that readers hear as "not stated". */
export function FactList({ facts, className }: { facts: readonly Fact[]; className?: string }) {
  return (
    <dl
      className={cn(
        "grid grid-cols-[minmax(7rem,10rem)_minmax(0,1fr)] gap-x-4 gap-y-2.5 max-sm:grid-cols-1 max-sm:gap-y-1",
        className,
      )}
    >
      {facts.map((fact, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list, drawn once
        <div key={position} className="contents">
          <dt className="text-muted-foreground">{fact.label}</dt>
          <dd className="min-w-0 max-sm:mb-2">{isMissing(fact.value) ? <Missing /> : fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

function isMissing(value: ReactNode): boolean {
  return value === null || value === undefined || value === "";
}

function Missing() {
  return (
    <span className="text-muted-foreground">
      <span aria-hidden>—</span>
      <span className="sr-only">not stated</span>
    </span>
  );
}
