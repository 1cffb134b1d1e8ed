import type { Route } from "next";
import Link from "next/link";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import type { ItemPage, ItemRow } from "@/lib/campaigns/overview/views";
import {
  DECISION_LABELS,
  ITEM_KIND_LABELS,
  ITEM_STATE_LABELS,
  type ItemOutcome,
  type ItemState,
  type Mark,
} from "@/lib/campaigns/terms";

const HEAD = "h-9 whitespace-nowrap border-border border-b bg-muted px-4 text-left font-medium";
const CELL = "border-border border-b px-4 py-2.5 align-top";
const STATE_TONES: Partial<Record<ItemState, BadgeTone>> = {
  pending: "outline",
  stale: "warning",
  no_reviewer: "danger",
  conflict: "warning",
  decided: "info",
  signed_off: "success",
  verified: "success",
  done: "success",
  error: "danger",
};
const OUTCOME_TONES: Record<ItemOutcome, BadgeTone> = {
  keep: "success",
  reduce: "info",
  transfer: "neutral",
  revoke: "danger",
  suspend: "warning",
};
const MARK_WORDS: Record<Mark, string> = {
  escalated: "escalated",
  reassigned: "handed on",
  paused: "paused",
  narrowed: "narrowed since",
  second_look: "second look",
};

/** Items in the order in which reviewers get them. */
export function ItemsTable({ page }: { page: ItemPage }) {
  return (
    <ScrollRegion label="Items" className="rounded-lg border border-border bg-card">
      <table className="w-full min-w-180 border-separate border-spacing-0 [&_tr:last-child>*]:border-b-0">
        <thead>
          <tr className="text-muted-foreground text-xs">
            {["Item", "Agent and right", "Tier", "Stage", "Asked", "State", "Decision"].map((name) => (
              <th key={name} scope="col" className={HEAD}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row) => (
            <ItemLine key={row.number} row={row} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function ItemLine({ row }: { row: ItemRow }) {
  return (
    <tr className="hover:bg-accent">
      <td className={`${CELL} text-muted-foreground tabular-nums`}>{row.number.toLocaleString("en")}</td>
      <th scope="row" className={`${CELL} w-full min-w-64 text-left font-normal sm:max-w-0`}>
        <Link
          href={`/agents/${row.agentId}?tab=reviews` as Route}
          prefetch={false}
          className="block truncate font-medium underline-offset-3 hover:underline"
        >
          <LiteralText text={row.agentName} />
        </Link>
        <span className="block truncate text-muted-foreground text-xs">
          {ITEM_KIND_LABELS[row.kind]}: <LiteralText text={row.right} />
        </span>
      </th>
      <td className={CELL}>
        <TierBadge tier={row.tier} />
      </td>
      <td className={`${CELL} tabular-nums`}>{row.stage}</td>
      <td className={`${CELL} whitespace-nowrap`}>
        {row.seat.person ? (
          <Link href={`/people/${row.seat.person.id}` as Route} prefetch={false} className="hover:underline">
            <LiteralText text={row.seat.label} />
          </Link>
        ) : (
          <span className={row.seat.seat === "" ? "text-danger" : undefined}>{row.seat.label}</span>
        )}
      </td>
      <td className={CELL}>
        <Badge tone={STATE_TONES[row.state] ?? "neutral"}>{ITEM_STATE_LABELS[row.state]}</Badge>
        {row.marks.length ? (
          <span className="block text-muted-foreground text-xs">
            {row.marks.map((mark) => MARK_WORDS[mark]).join(", ")}
          </span>
        ) : null}
      </td>
      <td className={CELL}>
        {row.decision ? (
          <Badge tone={OUTCOME_TONES[row.decision]}>{DECISION_LABELS[row.decision]}</Badge>
        ) : (
          <span className="text-muted-foreground">
            <span aria-hidden>–</span>
            <span className="sr-only">none yet</span>
          </span>
        )}
      </td>
    </tr>
  );
}
