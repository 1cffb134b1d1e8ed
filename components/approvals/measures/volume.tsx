import Link from "next/link";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { MeasuresSearch } from "@/lib/approvals/measures/schema";
import type { Day, Measures } from "@/lib/approvals/measures/views";
import { MEASURED_LABELS, MEASURED_OUTCOMES, type MeasuredOutcome } from "@/lib/approvals/terms";
import { rowsHref } from "./hrefs";
import { VolumeChart } from "./late-chart";
import { OUTCOME_INK } from "./outcome-ink";

interface VolumeProps {
  search: MeasuresSearch;
  measures: Measures;
}

/** How much was asked and what became of it, as a picture and as the table behind it. */
export function Volume({ search, measures }: VolumeProps) {
  const { days, outcomes, total } = measures;
  const shown = MEASURED_OUTCOMES.filter((outcome) => outcomes[outcome] > 0);
  return (
    <Card aria-labelledby="volume">
      <CardHeader
        id="volume"
        title="Requests by day"
        description="What became of each, by the day it was made (UTC)."
      />
      {total === 0 ? (
        <EmptyState
          level={3}
          title="Nothing was asked"
          description="No agent asked for approval in this period, under these filters."
        />
      ) : (
        <CardContent className="grid gap-3">
          <div aria-hidden className="print:hidden">
            <VolumeChart days={days} />
          </div>
          <ul aria-label="Outcomes" className="flex flex-wrap gap-x-5 gap-y-1.5">
            {shown.map((outcome) => (
              <li key={outcome}>
                <Link
                  href={rowsHref(search, { outcome })}
                  prefetch={false}
                  className="flex items-center gap-2 hover:underline"
                >
                  <span aria-hidden className="size-2.5 rounded-xs" style={{ background: OUTCOME_INK[outcome] }} />
                  {MEASURED_LABELS[outcome]}
                  <span className="font-medium tabular-nums">{outcomes[outcome].toLocaleString("en")}</span>
                </Link>
              </li>
            ))}
          </ul>
          <DayTable days={days} shown={shown} search={search} />
        </CardContent>
      )}
    </Card>
  );
}

const CELL = "border-border border-b px-3 py-1.5 text-right tabular-nums";

function DayTable({ days, shown, search }: { days: readonly Day[]; shown: MeasuredOutcome[]; search: MeasuresSearch }) {
  const asked = days.filter(({ outcomes }) => shown.some((outcome) => outcomes[outcome] > 0)).reverse();
  return (
    <details className="group rounded-md border border-border">
      <summary className="cursor-pointer px-3 py-2 text-muted-foreground hover:text-foreground">As a table</summary>
      <ScrollRegion label="Requests by day, as a table" className="max-h-80 border-border border-t">
        <table className="w-full border-separate border-spacing-0 text-sm">
          <caption className="sr-only">Requests by day and outcome; days without a request are left out.</caption>
          <thead>
            <tr className="text-muted-foreground text-xs">
              <th scope="col" className="sticky top-0 bg-muted px-3 py-1.5 text-left font-medium">
                Day
              </th>
              {shown.map((outcome) => (
                <th key={outcome} scope="col" className="sticky top-0 bg-muted px-3 py-1.5 text-right font-medium">
                  {MEASURED_LABELS[outcome]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {asked.map(({ day, outcomes }) => (
              <tr key={day}>
                <th scope="row" className="border-border border-b px-3 py-1.5 text-left font-normal tabular-nums">
                  <Link href={rowsHref(search, { day })} prefetch={false} className="text-link hover:underline">
                    {day}
                  </Link>
                </th>
                {shown.map((outcome) => (
                  <td key={outcome} className={CELL}>
                    {outcomes[outcome] > 0 ? (
                      <Link href={rowsHref(search, { day, outcome })} prefetch={false} className="hover:underline">
                        {outcomes[outcome].toLocaleString("en")}
                      </Link>
                    ) : (
                      <span className="text-muted-foreground">0</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  );
}
