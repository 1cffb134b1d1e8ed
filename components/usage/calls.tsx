import Link from "next/link";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PRINTED_CHART } from "@/components/ui/printed-chart";
import type { UsageStep, UsageView } from "@/lib/usage/views";
import { type Counted, type PageSearch, totalHref } from "./hrefs";
import { ERRORS_INK, SERIES, SERIES_INK, SERIES_LABELS } from "./inks";
import { CallsChart } from "./late-chart";
import { stepName } from "./step-name";
import { count } from "./words";

interface CallsProps {
  search: PageSearch;
  view: UsageView;
}

/** How much was called and what became of it, as a picture and as the table behind it. */
export function Calls({ search, view }: CallsProps) {
  const { series, grain, total } = view;
  return (
    <Card aria-labelledby="calls" className="break-inside-avoid">
      <CardHeader
        id="calls"
        title={grain === "hour" ? "Calls by hour" : "Calls by day"}
        description="What was decided of each, and how many failed afterwards. Times are UTC."
      />
      {total.calls + total.reported === 0 ? (
        <EmptyState level={3} title="Nothing was called" description="No call in this period, under these filters." />
      ) : (
        <CardContent className="grid gap-3">
          <div aria-hidden className={PRINTED_CHART}>
            <CallsChart steps={series} grain={grain} reported={total.reported > 0} />
          </div>
          <ul aria-label="Colours" className="flex flex-wrap gap-x-5 gap-y-1.5 text-muted-foreground text-sm">
            {SERIES.map((one) => (
              <li key={one} className="flex items-center gap-2">
                <span
                  aria-hidden
                  className="size-2.5 rounded-xs"
                  style={{ background: SERIES_INK[one], printColorAdjust: "exact" }}
                />
                {SERIES_LABELS[one]}
              </li>
            ))}
            {total.reported > 0 ? (
              <li className="flex items-center gap-2">
                <span aria-hidden className="w-4 border-t-2 border-dashed" style={{ borderColor: ERRORS_INK }} />
                Errors
              </li>
            ) : null}
          </ul>
          <StepTable search={search} view={view} />
        </CardContent>
      )}
    </Card>
  );
}

const COLUMNS: readonly { label: string; counted: Counted; of: (step: UsageStep) => number }[] = [
  { label: "Calls", counted: "calls", of: ({ calls }) => calls },
  { label: "Waited", counted: "stepped_up", of: ({ steppedUp }) => steppedUp },
  { label: "Denied", counted: "denied", of: ({ denied }) => denied },
  { label: "Errors", counted: "errors", of: ({ errors }) => errors },
];

function StepTable({ search, view }: CallsProps) {
  const { series, grain } = view;
  const steps = series.filter(({ calls, errors }) => calls + errors > 0).reverse();
  const endOf = (start: string) =>
    new Date(Date.parse(start) + (grain === "hour" ? 3_600_000 : 86_400_000)).toISOString();
  return (
    <details className="group rounded-md border border-border print:[&::details-content]:[content-visibility:visible]">
      <summary className="cursor-pointer px-3 py-2 text-muted-foreground hover:text-foreground print:hidden">
        As a table
      </summary>
      <ScrollRegion label="Calls, as a table" className="max-h-80 border-border border-t print:max-h-none">
        <table className="w-full border-separate border-spacing-0 text-sm">
          <caption className="sr-only">Calls by {grain}, the newest first; those without a call are left out.</caption>
          <thead>
            <tr className="text-muted-foreground text-xs">
              <th scope="col" className="sticky top-0 bg-muted px-3 py-1.5 text-left font-medium">
                {grain === "hour" ? "Hour" : "Day"}
              </th>
              {COLUMNS.map(({ label }) => (
                <th key={label} scope="col" className="sticky top-0 bg-muted px-3 py-1.5 text-right font-medium">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <tr key={step.start}>
                <th scope="row" className="border-border border-b px-3 py-1.5 text-left font-normal tabular-nums">
                  {stepName(step.start, grain)}
                </th>
                {COLUMNS.map(({ label, counted, of }) => (
                  <td key={label} className="border-border border-b px-3 py-1.5 text-right tabular-nums">
                    {of(step) > 0 ? (
                      <Link
                        href={totalHref(search, view, { counted, from: step.start, to: endOf(step.start) })}
                        prefetch={false}
                        className="text-link hover:underline"
                      >
                        {count(of(step))}
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
