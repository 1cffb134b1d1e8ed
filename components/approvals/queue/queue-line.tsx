"use client";

import { CircleAlert, KeyRound } from "lucide-react";
import Link from "next/link";
import { RequestStatus } from "@/components/approvals/case/status";
import { cn } from "@/components/cn";
import { Badge } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import type { QueueRow } from "@/lib/approvals/views";
import { ENVIRONMENT_LABELS, type Environment } from "@/lib/risk/terms";
import { TimeLeft, useIsOver } from "./clock";
import type { queueHref } from "./hrefs";
import { isMine } from "./queue-state";

interface QueueLineProps {
  row: QueueRow;
  href: ReturnType<typeof queueHref>;
  selected: boolean;
  isNew: boolean;
  onSelect: () => void;
}

/** One request of the list: what, by whom, how dangerous, and how long there is. */
export function QueueLine({ row, href, selected, isNew, onSelect }: QueueLineProps) {
  const over = useIsOver(row.status === "pending" ? row.expiresAt : null);
  const waits = row.status === "pending" && !over;
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      data-request={row.id}
      aria-current={selected ? "true" : undefined}
      onNavigate={onSelect}
      className={cn(
        "grid gap-1.5 border-transparent border-l-2 px-3 py-2.5 -outline-offset-2 hover:bg-accent aria-[current=true]:border-primary aria-[current=true]:bg-selected",
        isNew && !selected && "bg-info-soft motion-safe:transition-colors motion-safe:duration-100",
      )}
    >
      <span className="flex items-start justify-between gap-3">
        <LiteralText text={row.subject} className="line-clamp-2 font-medium" />
        <span className="shrink-0 text-right text-xs">
          {waits ? <TimeLeft until={row.expiresAt} /> : <Time at={row.requestedAt} className="text-muted-foreground" />}
        </span>
      </span>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs">
        <TierBadge tier={row.tier} />
        <LiteralText text={row.agent.name} className="text-muted-foreground" />
        <span className="text-muted-foreground">
          {ENVIRONMENT_LABELS[row.environment as Environment] ?? row.environment}
        </span>
      </span>
      <Marks row={row} over={over} isNew={isNew} />
    </Link>
  );
}

/** What makes this request different from the others in the list; nothing for the ordinary one. */
function Marks({ row, over, isNew }: { row: QueueRow; over: boolean; isNew: boolean }) {
  const waits = row.status === "pending" && !over;
  const votes = waits && row.quorum > 1 ? `${row.approvals} of ${row.quorum} have approved` : null;
  const quiet = waits && isMine(row) && !isNew && !votes && !row.nobody && row.rung === "group" && !row.needsPasskey;
  if (quiet) return null;
  return (
    <span className="flex flex-wrap items-center gap-1.5 text-muted-foreground text-xs">
      {isNew ? <Badge tone="info">New</Badge> : null}
      {waits ? null : <RequestStatus status={over ? "expired" : row.status} />}
      {waits && row.nobody ? (
        <Badge tone="danger">
          <CircleAlert aria-hidden />
          Nobody may decide it
        </Badge>
      ) : null}
      {waits && row.rung !== "group" ? <Badge tone="warning">{RUNG_WORDS[row.rung]}</Badge> : null}
      {row.vote ? <Badge tone="outline">You {row.vote === "approve" ? "approved" : "denied"}</Badge> : null}
      {votes ? <span>{votes}</span> : null}
      {waits && row.bar && !row.vote ? <span>Not yours to decide</span> : null}
      {waits && isMine(row) && row.needsPasskey ? (
        <span className="inline-flex items-center gap-1">
          <KeyRound aria-hidden className="size-3" />
          Passkey
        </span>
      ) : null}
    </span>
  );
}

const RUNG_WORDS = { manager: "Managers are asked", governance: "Governance is asked" } as const;
