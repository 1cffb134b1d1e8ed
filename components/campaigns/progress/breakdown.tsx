import type { Route } from "next";
import Link from "next/link";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { DECISION_LABELS } from "@/lib/campaigns/terms";
import type { ProgressCell } from "@/lib/campaigns/views";
import { GROUP_INK, GROUP_LABELS, type Group, groupsIn, groupsOf, OUTCOMES } from "./groups";
import { CellsChart } from "./late-charts";

export interface BreakdownProps {
  id: string;
  title: string;
  description: string;
  /** What a row is: "Stage". */
  of: string;
  cells: readonly ProgressCell[];
  /** How many of them the picture shows; the table has all. */
  drawn?: number;
  hrefOf: (key: string) => Route;
}

/** The items of a campaign by something, as a picture and as the table behind it. */
export function Breakdown({ id, title, description, of, cells, drawn = 12, hrefOf }: BreakdownProps) {
  const shown = groupsIn(cells);
  return (
    <Card aria-labelledby={id} className="min-w-0">
      <CardHeader id={id} title={title} description={description} />
      {shown.length === 0 ? (
        <EmptyState level={3} title="Nothing to show yet" description="Numbers come with the launch." />
      ) : (
        <CardContent className="grid gap-3">
          <div aria-hidden className="print:hidden">
            <CellsChart cells={cells.slice(0, drawn)} />
          </div>
          <ul aria-label={`What the colours of “${title}” say`} className="flex flex-wrap gap-x-4 gap-y-1.5 text-xs">
            {shown.map((group) => (
              <li key={group} className="flex items-center gap-1.5">
                <span aria-hidden className="size-2.5 rounded-xs" style={{ background: GROUP_INK[group] }} />
                {GROUP_LABELS[group]}
              </li>
            ))}
          </ul>
          <CellTable title={title} of={of} cells={cells} shown={shown} hrefOf={hrefOf} />
        </CardContent>
      )}
    </Card>
  );
}

const CELL = "whitespace-nowrap border-border border-b px-3 py-1.5 text-right tabular-nums";
const HEAD = "sticky top-0 whitespace-nowrap bg-muted px-3 py-1.5 font-medium";

function CellTable({
  title,
  of,
  cells,
  shown,
  hrefOf,
}: Pick<BreakdownProps, "title" | "of" | "cells" | "hrefOf"> & { shown: readonly Group[] }) {
  const outcomes = OUTCOMES.filter((outcome) => cells.some(({ decisions }) => (decisions[outcome] ?? 0) > 0));
  const names = ["Items", ...shown.map((group) => GROUP_LABELS[group]), ...outcomes.map((one) => DECISION_LABELS[one])];
  return (
    <details className="group rounded-md border border-border">
      <summary className="cursor-pointer px-3 py-2 text-muted-foreground hover:text-foreground">As a table</summary>
      <ScrollRegion label={`${title}, as a table`} className="max-h-80 border-border border-t">
        <table className="w-full border-separate border-spacing-0 text-sm">
          <caption className="sr-only">{title}: items by state and by decision.</caption>
          <thead>
            <tr className="text-muted-foreground text-xs">
              <th scope="col" className={`${HEAD} text-left`}>
                {of}
              </th>
              {names.map((name) => (
                <th key={name} scope="col" className={`${HEAD} text-right`}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cells.map((cell) => {
              const sums = groupsOf(cell);
              return (
                <tr key={cell.key}>
                  <th scope="row" className="border-border border-b px-3 py-1.5 text-left font-normal">
                    <Link href={hrefOf(cell.key)} prefetch={false} className="text-link hover:underline">
                      <LiteralText text={cell.label} />
                    </Link>
                  </th>
                  <td className={CELL}>{cell.total.toLocaleString("en")}</td>
                  {shown.map((group) => (
                    <td key={group} className={CELL}>
                      {sums[group].toLocaleString("en")}
                    </td>
                  ))}
                  {outcomes.map((outcome) => (
                    <td key={outcome} className={CELL}>
                      {(cell.decisions[outcome] ?? 0).toLocaleString("en")}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  );
}
