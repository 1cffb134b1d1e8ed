import { CircleCheck, Eye, TriangleAlert } from "lucide-react";
import { Cell, framedTable, PlainTable } from "@/components/data-table/plain-table";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import type { IntegrityList } from "@/lib/campaigns/overview/integrity/list-integrity";
import { count } from "../wizard/words";

const FIGURES = ["Decided", "On the screen, median", "Kept", "Together", "Most in a minute", "Kept against advice"];
const HEAD = ["Reviewer", "Result", ...FIGURES.map((label) => ({ label, figure: true }) as const)];
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
        <PlainTable label="Integrity of reviewers" className={framedTable} minWidth="min-w-180" head={HEAD}>
          {rows.map((row) => (
            <Line key={row.person.id} row={row} />
          ))}
        </PlainTable>
      ) : null}
    </div>
  );
}

function Line({ row }: { row: IntegrityList["rows"][number] }) {
  const { icon: Icon, tone, label } = LOOK[row.score];
  return (
    <tr>
      <Cell row className="min-w-36 font-medium">
        <LiteralText text={row.person.name} />
      </Cell>
      <Cell className="min-w-52">
        <Badge tone={tone}>
          <Icon aria-hidden />
          {label}
        </Badge>
        {row.reasons.map((reason) => (
          <span key={reason} className="block text-muted-foreground text-xs">
            {reason}
          </span>
        ))}
      </Cell>
      <Cell figure>{row.votes.toLocaleString("en")}</Cell>
      <Cell figure>{row.medianDwellMillis === null ? "–" : `${(row.medianDwellMillis / 1_000).toFixed(1)} s`}</Cell>
      <Cell figure>{percent(row.keepShare)}</Cell>
      <Cell figure>{percent(row.bulkShare)}</Cell>
      <Cell figure>{row.mostPerMinute.toLocaleString("en")}</Cell>
      <Cell figure>{row.keptAgainst.toLocaleString("en")}</Cell>
    </tr>
  );
}

const percent = (share: number): string => `${Math.floor(share * 100)} %`;
