import type { Route } from "next";
import Link from "next/link";
import { restsOn, valueText } from "@/lib/posture/present";
import { TREND_DAYS } from "@/lib/posture/terms";
import type { MeasuredView } from "@/lib/posture/views";
import { Change } from "./change";
import { Spark } from "./spark";

/** The six numbers that matter, each the way to its rows. */
export function Headline({ measures }: { measures: readonly MeasuredView[] }) {
  return (
    <ul
      aria-label="The numbers that matter"
      className="grid grid-cols-2 gap-3 md:grid-cols-3 2xl:grid-cols-6 print:grid-cols-3"
    >
      {measures.map((measure) => (
        <li key={measure.id} className="break-inside-avoid">
          <Link
            href={measure.href as Route}
            prefetch={false}
            title={measure.means}
            className="flex h-full flex-col rounded-lg border border-border bg-card px-4 py-3 hover:border-border-strong hover:bg-accent"
          >
            <span className="text-muted-foreground text-xs">{measure.label}</span>
            <span className="mt-1 font-semibold text-2xl tracking-tight">{valueText(measure.unit, measure.value)}</span>
            {measure.unit === "count" && measure.of === null ? null : (
              <span className="text-muted-foreground text-xs">{restsOn(measure)}</span>
            )}
            {measure.trend.length > 1 ? (
              <span className="mt-auto block pt-3">
                <Spark trend={measure.trend} days={TREND_DAYS} />
              </span>
            ) : null}
            <span className="mt-1 text-xs">
              <Change measure={measure} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
