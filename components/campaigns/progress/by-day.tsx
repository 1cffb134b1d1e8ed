import { ScrollRegion } from "@/components/data-table/scroll-region";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { DECISION_LABELS, DECISIONS } from "@/lib/campaigns/terms";
import type { CampaignProgressView } from "@/lib/campaigns/views";
import { OUTCOME_INK } from "./groups";
import { DaysChart } from "./late-charts";

const CELL = "border-border border-b px-3 py-1.5 text-right tabular-nums";

/** What was said on which day, changed answers counted again, as a picture and as the table behind it. */
export function ByDay({ days }: { days: CampaignProgressView["days"] }) {
  const shown = DECISIONS.filter((decision) => days.some((day) => day[decision] > 0));
  return (
    <Card aria-labelledby="by-day" className="min-w-0">
      <CardHeader
        id="by-day"
        title="Answers by day"
        description="Each answer on the day it was given (UTC); a changed one counts again."
      />
      {days.length === 0 ? (
        <EmptyState level={3} title="No answers yet" description="The first one appears here as soon as it is given." />
      ) : (
        <CardContent className="grid gap-3">
          <div aria-hidden className="print:hidden">
            <DaysChart days={days} />
          </div>
          <ul aria-label="What the colours of the answers say" className="flex flex-wrap gap-x-4 gap-y-1.5 text-xs">
            {shown.map((decision) => (
              <li key={decision} className="flex items-center gap-1.5">
                <span aria-hidden className="size-2.5 rounded-xs" style={{ background: OUTCOME_INK[decision] }} />
                {DECISION_LABELS[decision]}
              </li>
            ))}
          </ul>
          <details className="rounded-md border border-border">
            <summary className="cursor-pointer px-3 py-2 text-muted-foreground hover:text-foreground">
              As a table
            </summary>
            <ScrollRegion label="Answers by day, as a table" className="max-h-80 border-border border-t">
              <table className="w-full border-separate border-spacing-0 text-sm">
                <caption className="sr-only">Answers by day and decision.</caption>
                <thead>
                  <tr className="text-muted-foreground text-xs">
                    <th scope="col" className="sticky top-0 bg-muted px-3 py-1.5 text-left font-medium">
                      Day
                    </th>
                    {shown.map((decision) => (
                      <th
                        key={decision}
                        scope="col"
                        className="sticky top-0 bg-muted px-3 py-1.5 text-right font-medium"
                      >
                        {DECISION_LABELS[decision]}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {[...days].reverse().map((day) => (
                    <tr key={day.day}>
                      <th scope="row" className="border-border border-b px-3 py-1.5 text-left font-normal tabular-nums">
                        {day.day}
                      </th>
                      {shown.map((decision) => (
                        <td key={decision} className={CELL}>
                          {day[decision].toLocaleString("en")}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </ScrollRegion>
          </details>
        </CardContent>
      )}
    </Card>
  );
}
