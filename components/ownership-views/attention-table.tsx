import type { Route } from "next";
import Link from "next/link";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import { ENVIRONMENT_LABELS, STATUS_LABELS } from "@/lib/agents/terms";
import type { AttentionRow } from "@/lib/ownership/attention/schema";
import type { AttentionView } from "@/lib/ownership/attention/terms";
import type { AttentionActions } from "./actions";
import { RowActions } from "./row-actions";
import { VIEW_WORDS } from "./words";

const CELL = "border-border border-b px-3 py-2.5 align-top max-md:block max-md:border-b-0 max-md:px-3 max-md:py-1";

export interface AttentionTableProps {
  view: AttentionView;
  rows: readonly AttentionRow[];
  viewerId: string;
  actions: AttentionActions;
}

/** Agents that somebody should look at: why each is here, since when, and what can be done. A card each on a phone. */
export function AttentionTable({ view, rows, viewerId, actions }: AttentionTableProps) {
  const words = VIEW_WORDS[view];
  if (rows.length === 0) {
    return (
      <div className="rounded-lg border border-border bg-card">
        <EmptyState title={words.empty} description={words.emptyAbout} />
      </div>
    );
  }
  return (
    <ScrollRegion label={words.label} className="rounded-lg border border-border bg-card">
      <table className="w-full border-separate border-spacing-0 max-md:block [&_tr:last-child>*]:border-b-0">
        <thead className="max-md:sr-only">
          <tr className="text-left text-muted-foreground text-xs [&>th]:h-9 [&>th]:border-border [&>th]:border-b [&>th]:bg-muted [&>th]:px-3 [&>th]:font-medium">
            <th scope="col">Agent</th>
            <th scope="col">Tier</th>
            <th scope="col">Why it is here</th>
            <th scope="col">{words.since}</th>
            <th scope="col">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {rows.map((row) => (
            <tr
              key={row.id}
              className="hover:bg-accent/60 max-md:block max-md:border-border max-md:border-b max-md:py-2"
            >
              <th scope="row" className={`${CELL} min-w-44 text-left font-normal`}>
                <Link
                  href={`/agents/${row.id}` as Route}
                  className="font-medium underline-offset-3 [overflow-wrap:anywhere] hover:underline"
                >
                  <LiteralText text={row.name} />
                </Link>
                <span className="block text-muted-foreground text-xs">
                  {ENVIRONMENT_LABELS[row.environment]} · {STATUS_LABELS[row.status]}
                  {row.team ? ` · ${row.team.name}` : ""}
                </span>
              </th>
              <td className={CELL}>
                <TierBadge tier={row.tier} />
              </td>
              <td className={`${CELL} min-w-56`}>
                {row.why}
                {row.pending && view !== "handovers" ? (
                  <span className="block text-muted-foreground text-xs">
                    {row.pending.to} was asked to be its {row.pending.seat} <Time at={row.pending.offeredAt} />.
                  </span>
                ) : null}
                {view === "handovers" && row.pending ? (
                  <span className="block text-muted-foreground text-xs">
                    Ends <Time at={row.pending.expiresAt} />
                  </span>
                ) : null}
              </td>
              <td className={`${CELL} whitespace-nowrap text-muted-foreground`}>
                <span className="md:hidden">{words.since} </span>
                <Time at={row.since} />
              </td>
              <td className={CELL}>
                <RowActions view={view} row={row} viewerId={viewerId} actions={actions} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
