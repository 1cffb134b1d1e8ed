import type { Route } from "next";
import Link from "next/link";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { Card, CardHeader } from "@/components/ui/card";
import { restsOn, valueText } from "@/lib/posture/present";
import { TREND_DAYS } from "@/lib/posture/terms";
import type { MeasuredView } from "@/lib/posture/views";
import { Change } from "./change";
import { Spark } from "./spark";

const HEAD = "h-9 whitespace-nowrap border-border border-b bg-muted px-4 font-medium";
const CELL = "border-border border-b px-4 py-2";

/** Everything else that is counted, each line the way to its rows. */
export function Others({ measures }: { measures: readonly MeasuredView[] }) {
  return (
    <Card aria-labelledby="others" className="overflow-hidden">
      <CardHeader id="others" title="Also counted" description="Each number opens the rows that it was counted from." />
      <ScrollRegion label="Also counted, measure by measure">
        <table className="w-full min-w-150 border-separate border-spacing-0 [&_tr:last-child>*]:border-b-0">
          <thead>
            <tr className="text-muted-foreground text-xs">
              <th scope="col" className={`${HEAD} text-left`}>
                Measure
              </th>
              <th scope="col" className={`${HEAD} text-right`}>
                Now
              </th>
              <th scope="col" className={`${HEAD} text-left`}>
                Since a week ago
              </th>
              <th scope="col" className={`${HEAD} w-40 text-left`}>
                {TREND_DAYS} days
              </th>
            </tr>
          </thead>
          <tbody>
            {measures.map((measure) => (
              <tr key={measure.id} className="break-inside-avoid">
                <th scope="row" className={`${CELL} text-left font-normal`}>
                  <span className="block font-medium">{measure.label}</span>
                  <span className="block max-w-prose text-muted-foreground text-xs">{measure.means}</span>
                </th>
                <td className={`${CELL} whitespace-nowrap text-right`}>
                  <Link
                    href={measure.href as Route}
                    prefetch={false}
                    className="font-semibold text-link hover:underline"
                  >
                    {valueText(measure.unit, measure.value)}
                    <span className="sr-only">, {measure.label}</span>
                  </Link>
                  {measure.unit === "count" && measure.of === null ? null : (
                    <span className="block text-muted-foreground text-xs">{restsOn(measure)}</span>
                  )}
                </td>
                <td className={`${CELL} text-xs`}>
                  <Change measure={measure} brief />
                </td>
                <td className={CELL}>
                  <Spark trend={measure.trend} days={TREND_DAYS} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Card>
  );
}
