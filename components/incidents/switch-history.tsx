import { ScrollRegion } from "@/components/data-table/scroll-region";
import { Badge } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { SwitchView } from "@/lib/incidents/views";
import { effectText, TargetLink, timeToKill } from "./switch-card";

const CELL = "border-border border-b px-4 py-2.5 align-top max-md:block max-md:border-b-0 max-md:py-1";

/** What was stopped before, and every drill: by whom, how quickly, and who let it go. A card each on a phone. */
export function SwitchHistory({ rows }: { rows: readonly SwitchView[] }) {
  return (
    <ScrollRegion label="History of the kill switch">
      <table className="w-full border-separate border-spacing-0 max-md:block [&_tr:last-child>*]:border-b-0">
        <thead className="max-md:sr-only">
          <tr className="text-left text-muted-foreground text-xs [&>th]:h-9 [&>th]:border-border [&>th]:border-b [&>th]:bg-muted [&>th]:px-4 [&>th]:font-medium">
            <th scope="col">What</th>
            <th scope="col">Thrown</th>
            <th scope="col">Time to kill</th>
            <th scope="col">Lifted</th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {rows.map((row) => (
            <tr key={row.id} className="max-md:block max-md:border-border max-md:border-b max-md:py-2">
              <th scope="row" className={`${CELL} min-w-56 text-left font-normal`}>
                <span className="flex flex-wrap items-center gap-2">
                  <span className="font-medium [overflow-wrap:anywhere]">
                    <TargetLink view={row} />
                  </span>
                  {row.drill ? <Badge tone="info">Drill</Badge> : null}
                </span>
                <span className="mt-0.5 block text-muted-foreground text-xs [overflow-wrap:anywhere]">
                  <LiteralText text={row.reason} /> · {effectText(row)}
                </span>
              </th>
              <td className={CELL}>
                <PhoneLabel text="Thrown" />
                <Time at={row.thrownAt} />
                <span className="block text-muted-foreground text-xs">{row.thrownBy?.name ?? "The product"}</span>
              </td>
              <td className={`${CELL} tabular-nums`}>
                <PhoneLabel text="Time to kill" />
                <span className="font-medium">{timeToKill(row)}</span>
                <span className="block text-muted-foreground text-xs">{pointsText(row)}</span>
              </td>
              <td className={CELL}>
                <PhoneLabel text="Lifted" />
                <Lifted row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** On a phone the head of the table is out of sight. */
function PhoneLabel({ text }: { text: string }) {
  return (
    <span aria-hidden className="mr-2 text-muted-foreground text-xs md:hidden">
      {text}
    </span>
  );
}

function pointsText({ counts }: SwitchView): string {
  if (counts.points === null) return "";
  return `${counts.points} decision ${counts.points === 1 ? "point" : "points"}`;
}

function Lifted({ row }: { row: SwitchView }) {
  if (row.drill) return <span className="text-muted-foreground">Ended by itself</span>;
  const { resumed, kept } = row.counts;
  return (
    <>
      <Time at={row.liftedAt} />
      <span className="block text-muted-foreground text-xs">
        {row.liftedBy?.name}
        {row.liftRequestedBy ? `, as ${row.liftRequestedBy.name} asked` : ""}
      </span>
      <span className="block text-muted-foreground text-xs">
        {resumed ?? 0} act again{kept ? `, ${kept} stayed suspended` : ""}
      </span>
    </>
  );
}
