import type { Route } from "next";
import Link from "next/link";
import { Cell, framedTable, PlainTable } from "@/components/data-table/plain-table";
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
    <PlainTable
      label="Items"
      className={framedTable}
      minWidth="min-w-180"
      head={["Item", "Agent and right", "Tier", "Stage", "Asked", "State", "Decision"]}
    >
      {page.rows.map((row) => (
        <ItemLine key={row.number} row={row} />
      ))}
    </PlainTable>
  );
}

function ItemLine({ row }: { row: ItemRow }) {
  return (
    <tr className="hover:bg-accent">
      <Cell className="text-muted-foreground tabular-nums">{row.number.toLocaleString("en")}</Cell>
      <Cell row className="w-full min-w-64 sm:max-w-0">
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
      </Cell>
      <Cell>
        <TierBadge tier={row.tier} />
      </Cell>
      <Cell className="tabular-nums">{row.stage}</Cell>
      <Cell className="whitespace-nowrap">
        {row.seat.person ? (
          <Link href={`/people/${row.seat.person.id}` as Route} prefetch={false} className="hover:underline">
            <LiteralText text={row.seat.label} />
          </Link>
        ) : (
          <span className={row.seat.seat === "" ? "text-danger" : undefined}>{row.seat.label}</span>
        )}
      </Cell>
      <Cell>
        <Badge tone={STATE_TONES[row.state] ?? "neutral"}>{ITEM_STATE_LABELS[row.state]}</Badge>
        {row.marks.length ? (
          <span className="block text-muted-foreground text-xs">
            {row.marks.map((mark) => MARK_WORDS[mark]).join(", ")}
          </span>
        ) : null}
      </Cell>
      <Cell>
        {row.decision ? (
          <Badge tone={OUTCOME_TONES[row.decision]}>{DECISION_LABELS[row.decision]}</Badge>
        ) : (
          <span className="text-muted-foreground">
            <span aria-hidden>–</span>
            <span className="sr-only">none yet</span>
          </span>
        )}
      </Cell>
    </tr>
  );
}
