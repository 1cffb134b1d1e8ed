import { CircleCheck, Eye, TriangleAlert } from "lucide-react";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import type { IntegrityList } from "@/lib/campaigns/overview/integrity/list-integrity";
import { count } from "../wizard/words";

const HEAD = "h-9 whitespace-nowrap border-border border-b bg-muted px-4 font-medium";
const CELL = "border-border border-b px-4 py-2.5 text-right tabular-nums align-top";
const LOOK = {
  good: { icon: CircleCheck, tone: "success", label: "Nothing stands out" },
  watch: { icon: Eye, tone: "warning", label: "Worth a look" },
  poor: { icon: TriangleAlert, tone: "danger", label: "Looked at again" },
} as const;

/** How reviewers came to their decisions: it asks for a talk, and takes nothing back by itself. */
export function IntegrityTable({ list }: { list: IntegrityList }) {
  const { rows, reviewers, toLookAt, perPerson } = list;
  if (reviewers === 0) {
    return (
      <EmptyState
        title="Nobody has decided yet"
        description="How long items were looked at, how much was kept and how much was decided together stands here for each reviewer."
      />
    );
  }
  return (
    <div className="grid gap-3">
      <p className="text-muted-foreground">
        {count(reviewers, "reviewer")} decided; {toLookAt === 0 ? "nobody stands out" : `${toLookAt} stand out`}. A
        tenth of what a poor score kept is asked again of somebody else.
        {perPerson ? "" : " The numbers of others are shown to compliance and the CISO alone."}
      </p>
      {rows.length ? (
        <ScrollRegion label="Integrity of reviewers" className="rounded-lg border border-border bg-card">
          <table className="w-full min-w-180 border-separate border-spacing-0 [&_tr:last-child>*]:border-b-0">
            <thead>
              <tr className="text-muted-foreground text-xs">
                <th scope="col" className={`${HEAD} text-left`}>
                  Reviewer
                </th>
                <th scope="col" className={`${HEAD} text-left`}>
                  Result
                </th>
                {[
                  "Decided",
                  "On the screen, median",
                  "Kept",
                  "Together",
                  "Most in a minute",
                  "Kept against advice",
                ].map((name) => (
                  <th key={name} scope="col" className={`${HEAD} text-right`}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Line key={row.person.id} row={row} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      ) : null}
    </div>
  );
}

function Line({ row }: { row: IntegrityList["rows"][number] }) {
  const { icon: Icon, tone, label } = LOOK[row.score];
  return (
    <tr>
      <th scope="row" className="min-w-36 border-border border-b px-4 py-2.5 text-left align-top font-medium">
        <LiteralText text={row.person.name} />
      </th>
      <td className="min-w-52 border-border border-b px-4 py-2.5 align-top">
        <Badge tone={tone}>
          <Icon aria-hidden />
          {label}
        </Badge>
        {row.reasons.map((reason) => (
          <span key={reason} className="block text-muted-foreground text-xs">
            {reason}
          </span>
        ))}
      </td>
      <td className={CELL}>{row.votes.toLocaleString("en")}</td>
      <td className={CELL}>
        {row.medianDwellMillis === null ? "–" : `${(row.medianDwellMillis / 1_000).toFixed(1)} s`}
      </td>
      <td className={CELL}>{percent(row.keepShare)}</td>
      <td className={CELL}>{percent(row.bulkShare)}</td>
      <td className={CELL}>{row.mostPerMinute.toLocaleString("en")}</td>
      <td className={CELL}>{row.keptAgainst.toLocaleString("en")}</td>
    </tr>
  );
}

const percent = (share: number): string => `${Math.floor(share * 100)} %`;
