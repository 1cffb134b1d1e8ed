import { Scale } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { DecisionPage, DecisionRow, DecisionSearch } from "@/lib/policy/schema";
import { decisionsHref } from "./hrefs";
import { OutcomeBadge } from "./outcome-badge";

interface DecisionListProps {
  page: DecisionPage;
  search: DecisionSearch;
  base?: string;
  /** On an agent's own page its name says nothing. */
  withAgent?: boolean;
}

/** Decisions, newest first; each line leads to why. */
export function DecisionList({ page, search, base, withAgent = true }: DecisionListProps) {
  if (page.rows.length === 0) return <Nothing search={search} base={base} />;
  return (
    <>
      <ol className="divide-y divide-border overflow-hidden rounded-lg border border-border bg-card">
        {page.rows.map((row) => (
          <li key={row.id}>
            <Line row={row} withAgent={withAgent} />
          </li>
        ))}
      </ol>
      <nav aria-label="Pages of decisions" className="mt-4 flex justify-between gap-2 print:hidden">
        {page.newer ? (
          <Turn href={decisionsHref(search, { newerThan: page.newer, olderThan: null }, base)}>Newer</Turn>
        ) : (
          <span />
        )}
        {page.older ? (
          <Turn href={decisionsHref(search, { olderThan: page.older, newerThan: null }, base)}>Older</Turn>
        ) : null}
      </nav>
    </>
  );
}

function Line({ row, withAgent }: { row: DecisionRow; withAgent: boolean }) {
  return (
    <Link
      href={`/decisions/${row.id}` as Route}
      prefetch={false}
      data-row=""
      className="grid gap-x-4 gap-y-1 px-3 py-2.5 -outline-offset-2 hover:bg-accent sm:grid-cols-[10rem_minmax(0,1fr)_auto] sm:items-start"
    >
      <span className="flex flex-wrap items-center gap-1.5">
        <OutcomeBadge outcome={row.outcome} />
        {row.isTry ? <Badge tone="outline">Try</Badge> : null}
      </span>
      <span className="grid min-w-0 gap-0.5">
        <span className="min-w-0">
          {withAgent ? (
            <>
              <LiteralText text={row.agent.name} className="font-medium" />
              <span className="text-muted-foreground"> called </span>
            </>
          ) : null}
          <LiteralText text={row.tool || "an unknown tool"} className="font-medium" />
          <span className="text-muted-foreground"> of </span>
          <LiteralText text={row.server || "no server"} />
        </span>
        <LiteralText text={row.sentence} className="text-muted-foreground text-sm" />
      </span>
      <span className="whitespace-nowrap text-muted-foreground text-sm">
        <Time at={row.at} />
      </span>
    </Link>
  );
}

function Turn({ href, children }: { href: Route; children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className={buttonVariants({ variant: "outline" })}>
      {children}
    </Link>
  );
}

function Nothing({ search, base }: { search: DecisionSearch; base: string | undefined }) {
  const narrowed = decisionsHref(search, {}, base) !== decisionsHref({}, {}, base);
  return (
    <EmptyState
      icon={<Scale />}
      title={narrowed ? "No decision matches" : "Nothing was decided yet"}
      description={
        narrowed
          ? "Nothing that you may see was decided under these filters."
          : "As soon as an agent or a gateway asks before it acts, every answer stands here with its reason. The test bench asks for you."
      }
      actions={
        narrowed ? (
          <Link href={decisionsHref({}, {}, base)} className={buttonVariants({ variant: "outline" })}>
            Show everything
          </Link>
        ) : (
          <Link href={"/policies/try" as Route} className={buttonVariants({ variant: "outline" })}>
            Open the test bench
          </Link>
        )
      }
    />
  );
}
