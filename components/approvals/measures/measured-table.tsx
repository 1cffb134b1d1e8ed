import type { Route } from "next";
import Link from "next/link";
import { Cell, framedTable, PlainTable } from "@/components/data-table/plain-table";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { MeasuredRow } from "@/lib/approvals/measures/views";
import { OUTCOME_OF, STATUS_LABELS } from "@/lib/approvals/terms";
import { durationText } from "./words";

const TONES: Record<string, BadgeTone> = { approved: "success", denied: "danger", expired: "warning" };

/** Requests as they were counted, newest first. */
export function MeasuredTable({ rows }: { rows: readonly MeasuredRow[] }) {
  return (
    <PlainTable
      label="Requests"
      className={framedTable}
      minWidth="min-w-160"
      head={["Request", "Outcome", "Asked", "Until first seen", "Until decided", "Votes"]}
    >
      {rows.map((row) => (
        <tr key={row.id} className="hover:bg-accent">
          <Cell row>
            <Link href={`/approvals/${row.id}` as Route} prefetch={false} className="hover:underline">
              <LiteralText text={row.agent.name} className="font-medium" />
            </Link>
            <span className="block text-muted-foreground text-xs">
              <LiteralText text={`${row.server}/${row.tool}`} />
              {row.joined > 0 ? `, asked ${row.joined + 1} times` : ""}
            </span>
          </Cell>
          <Cell>
            <Badge tone={TONES[OUTCOME_OF[row.status]] ?? "neutral"}>{STATUS_LABELS[row.status]}</Badge>
          </Cell>
          <Cell>
            <Time at={row.requestedAt} />
          </Cell>
          <Cell className="tabular-nums">{durationText(row.firstViewSeconds)}</Cell>
          <Cell className="tabular-nums">{durationText(row.decisionSeconds)}</Cell>
          <Cell className="tabular-nums">{votesText(row)}</Cell>
        </tr>
      ))}
    </PlainTable>
  );
}

function votesText({ votes, approvals }: MeasuredRow): string {
  return votes === 0 ? "–" : `${approvals} yes, ${votes - approvals} no`;
}
