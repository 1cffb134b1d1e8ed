import type { Route } from "next";
import Link from "next/link";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { MeasuredRow } from "@/lib/approvals/measures/views";
import { OUTCOME_OF, STATUS_LABELS } from "@/lib/approvals/terms";
import { durationText } from "./words";

const TONES: Record<string, BadgeTone> = { approved: "success", denied: "danger", expired: "warning" };
const HEAD = "h-9 border-border border-b bg-muted px-4 font-medium";
const CELL = "border-border border-b px-4 py-2.5 align-top";

/** Requests as they were counted, newest first. */
export function MeasuredTable({ rows }: { rows: readonly MeasuredRow[] }) {
  return (
    <ScrollRegion label="Requests" className="rounded-lg border border-border bg-card">
      <table className="w-full min-w-160 border-separate border-spacing-0 text-left [&_tr:last-child>*]:border-b-0">
        <thead>
          <tr className="text-muted-foreground text-xs">
            {["Request", "Outcome", "Asked", "Until first seen", "Until decided", "Votes"].map((name) => (
              <th key={name} scope="col" className={HEAD}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="hover:bg-accent">
              <th scope="row" className={`${CELL} font-normal`}>
                <Link href={`/approvals/${row.id}` as Route} prefetch={false} className="hover:underline">
                  <LiteralText text={row.agent.name} className="font-medium" />
                </Link>
                <span className="block text-muted-foreground text-xs">
                  <LiteralText text={`${row.server}/${row.tool}`} />
                  {row.joined > 0 ? `, asked ${row.joined + 1} times` : ""}
                </span>
              </th>
              <td className={CELL}>
                <Badge tone={TONES[OUTCOME_OF[row.status]] ?? "neutral"}>{STATUS_LABELS[row.status]}</Badge>
              </td>
              <td className={CELL}>
                <Time at={row.requestedAt} />
              </td>
              <td className={`${CELL} tabular-nums`}>{durationText(row.firstViewSeconds)}</td>
              <td className={`${CELL} tabular-nums`}>{durationText(row.decisionSeconds)}</td>
              <td className={`${CELL} tabular-nums`}>{votesText(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function votesText({ votes, approvals }: MeasuredRow): string {
  return votes === 0 ? "–" : `${approvals} yes, ${votes - approvals} no`;
}
