import { ArrowDown, ArrowUp, Minus } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { cn } from "@/components/cn";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import { changeText, quarterText, valueText } from "@/lib/posture/present";
import { directionOf } from "@/lib/posture/rules";
import type { MeasuredView, QuarterView } from "@/lib/posture/views";
import type { Later } from "./compared";

type Row = Pick<MeasuredView, "id" | "label" | "unit" | "better">;
interface QuarterTableProps {
  measures: readonly Row[];
  from: QuarterView;
  to: Later;
}

const HEAD = "h-9 whitespace-nowrap border-border border-b bg-muted px-4 font-medium";
const CELL = "border-border border-b px-4 py-2 text-right whitespace-nowrap";

/** Two columns, measure by measure, and how one knows that they say what was written. */
export function QuarterTable({ measures, from, to }: QuarterTableProps) {
  const later = to.kind === "now" ? to.values : to.quarter.values;
  const shown = measures.filter(({ id }) => later[id] !== undefined || from.values[id] !== undefined);
  const heads = [quarterText(from.quarter), to.kind === "now" ? "Now" : quarterText(to.quarter.quarter), "Change"];
  return (
    <Card aria-label="Quarters compared" className="overflow-hidden">
      <ScrollRegion label="Quarters compared">
        <table className="w-full min-w-140 border-separate border-spacing-0">
          <thead>
            <tr className="text-muted-foreground text-xs">
              <th scope="col" className={`${HEAD} text-left`}>
                Measure
              </th>
              {heads.map((head) => (
                <th key={head} scope="col" className={`${HEAD} text-right`}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((measure) => (
              <tr key={measure.id}>
                <th scope="row" className="border-border border-b px-4 py-2 text-left font-medium">
                  {measure.label}
                </th>
                <td className={CELL}>{valueText(measure.unit, from.values[measure.id] ?? null)}</td>
                <td className={`${CELL} font-semibold`}>{valueText(measure.unit, later[measure.id] ?? null)}</td>
                <td className={CELL}>
                  <Between measure={measure} from={from.values[measure.id]} to={later[measure.id]} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <ul className="grid gap-2 px-4 py-3 text-muted-foreground text-xs">
        <li>
          {to.kind === "now" ? (
            <>
              <span className="font-medium text-foreground">Now</span>, counted <Time at={to.asOf} format="exact" />; it
              is written down when the quarter ends.
            </>
          ) : (
            <Written quarter={to.quarter} />
          )}
        </li>
        <li>
          <Written quarter={from} />
        </li>
      </ul>
    </Card>
  );
}

/** Where it is proved that a quarter says today what it said when it ended. */
function Written({ quarter }: { quarter: QuarterView }) {
  return (
    <span className="[overflow-wrap:anywhere]">
      <span className="font-medium text-foreground">{quarterText(quarter.quarter)}</span>, {sourceText(quarter)}.{" "}
      <Link href={`/audit?event=${quarter.eventId}` as Route} prefetch={false} className="text-link hover:underline">
        Its event in the log
      </Link>{" "}
      holds the SHA-256 <code className="font-mono">{quarter.digest}</code>
    </span>
  );
}

function sourceText({ source, asOf }: QuarterView): string {
  return source === "measured"
    ? `measured as it ended, ${asOf.slice(0, 16).replace("T", " ")} UTC`
    : `as of its last measured day, ${asOf}`;
}

const INK = {
  better: "text-success",
  worse: "text-danger",
  same: "text-muted-foreground",
  neutral: "text-muted-foreground",
};

function Between({
  measure: { unit, better },
  from,
  to,
}: {
  measure: Row;
  from: number | undefined;
  to: number | undefined;
}) {
  if (from === undefined || to === undefined) return <span className="text-muted-foreground">–</span>;
  const direction = directionOf(better, { from, to });
  const Arrow = direction === "same" ? Minus : to > from ? ArrowUp : ArrowDown;
  const word = direction === "better" || direction === "worse" ? `, ${direction}` : "";
  return (
    <span className={cn("inline-flex items-center gap-1", INK[direction])}>
      <Arrow aria-hidden className="size-3.5" />
      {direction === "same" ? "same" : `${changeText(unit, to - from)}${word}`}
    </span>
  );
}
