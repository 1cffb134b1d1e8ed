import type { Route } from "next";
import Link from "next/link";
import { cn } from "@/components/cn";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { PRINTED_CHART } from "@/components/ui/printed-chart";
import type { BarsProps } from "./bars";
import { LateBars } from "./late-bars";

export interface Cell {
  text: string;
  href?: string;
}

export interface ChartCardProps extends Omit<BarsProps, "height"> {
  id: string;
  title: string;
  description: string;
  /** What the picture says, in one sentence. */
  said: string;
  /** The same as a table: the first column names the row. */
  table: { columns: readonly string[]; rows: readonly { name: string; cells: readonly Cell[] }[] };
  /** Instead of the picture, where there is nothing to show. */
  empty: string;
}

const HEAD = "sticky top-0 bg-muted px-3 py-1.5 font-medium";

/** A picture, what it says in a sentence, and the table behind it. */
export function ChartCard({ id, title, description, said, table, empty, ...bars }: ChartCardProps) {
  return (
    <Card aria-labelledby={id} className="break-inside-avoid">
      <CardHeader id={id} title={title} description={description} />
      {table.rows.length === 0 ? (
        <p className="px-4 py-3 text-muted-foreground">{empty}</p>
      ) : (
        <CardContent className="grid gap-3">
          <p className="text-pretty">{said}</p>
          <div aria-hidden className={cn("min-h-55", PRINTED_CHART)}>
            <LateBars {...bars} height={220} />
          </div>
          <Legend {...bars} />
          <details className="rounded-md border border-border print:hidden">
            <summary className="cursor-pointer px-3 py-2 text-muted-foreground hover:text-foreground">
              As a table
            </summary>
            <ScrollRegion label={`${title}, as a table`} className="max-h-80 border-border border-t">
              <Table title={title} table={table} />
            </ScrollRegion>
          </details>
        </CardContent>
      )}
    </Card>
  );
}

function Legend({ series, line }: Pick<BarsProps, "series" | "line">) {
  return (
    <ul aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 text-muted-foreground text-xs">
      {series.map(({ key, label, ink }) => (
        <li key={key} className="flex items-center gap-1.5">
          <span className="size-2.5 rounded-xs" style={{ background: ink, printColorAdjust: "exact" }} />
          {label}
        </li>
      ))}
      {line ? (
        <li className="flex items-center gap-1.5">
          <span className="w-4 border-t-2 border-dashed" style={{ borderColor: line.ink }} />
          {line.label}
        </li>
      ) : null}
    </ul>
  );
}

function Table({ title, table: { columns, rows } }: Pick<ChartCardProps, "title" | "table">) {
  const [first, ...others] = columns;
  return (
    <table className="w-full border-separate border-spacing-0">
      <caption className="sr-only">{title}</caption>
      <thead>
        <tr className="text-muted-foreground text-xs">
          <th scope="col" className={`${HEAD} text-left`}>
            {first}
          </th>
          {others.map((column) => (
            <th key={column} scope="col" className={`${HEAD} text-right`}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, cells }) => (
          <tr key={name}>
            <th scope="row" className="whitespace-nowrap border-border border-b px-3 py-1.5 text-left font-normal">
              {name}
            </th>
            {cells.map(({ text, href }, at) => (
              <td key={others[at]} className="whitespace-nowrap border-border border-b px-3 py-1.5 text-right">
                {href ? (
                  <Link href={href as Route} prefetch={false} className="text-link hover:underline">
                    {text}
                  </Link>
                ) : (
                  text
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
