import type { Route } from "next";
import Link from "next/link";
import type { Ref } from "react";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { ITEM_KIND_LABELS } from "@/lib/campaigns/terms";
import { ENVIRONMENT_LABELS, type Environment } from "@/lib/risk/terms";
import type { ReviewItem } from "./types";
import { MARK_WORDS, RECOMMENDED } from "./words";

const HALTED = ["suspended", "decommissioned"];

/** What it is, how dangerous, whose it is, and what the facts say. */
export function ItemHead({ item, ref }: { item: ReviewItem; ref: Ref<HTMLHeadingElement> }) {
  const { agent, tier, environment, kind, marks } = item;
  return (
    <header className="grid gap-3 px-4 pt-4 pb-4">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5 text-muted-foreground text-xs">
        <span className="font-medium text-foreground">{ITEM_KIND_LABELS[kind]}</span>
        <span aria-hidden>·</span>
        <span>{agent.teamName ?? "No team"}</span>
        <span aria-hidden>·</span>
        <span>{ENVIRONMENT_LABELS[environment as Environment] ?? environment}</span>
        {HALTED.includes(agent.status) ? <Badge tone="warning">Agent {agent.status}</Badge> : null}
        {marks.map((mark) => (
          <Badge key={mark} tone={mark === "escalated" || mark === "paused" ? "warning" : "outline"}>
            {MARK_WORDS[mark]}
          </Badge>
        ))}
      </div>
      <div className="grid gap-1">
        <h2
          ref={ref}
          tabIndex={-1}
          data-item={item.number}
          className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-semibold text-lg outline-none"
        >
          <Link
            href={`/agents/${item.agentId}` as Route}
            prefetch={false}
            className="min-w-0 underline-offset-3 [overflow-wrap:anywhere] hover:underline"
          >
            <LiteralText text={item.agentName} />
          </Link>
          <TierBadge tier={tier} />
        </h2>
        <p className="max-w-4xl text-base leading-relaxed first-letter:uppercase">
          <LiteralText text={item.sentence} multiline />
        </p>
      </div>
      {item.driftSentence ? (
        <Callout tone={item.drift === "widened" ? "warning" : "info"} title={item.driftSentence} />
      ) : null}
      <Facts item={item} />
    </header>
  );
}

function Facts({ item: { recommendation, reasons } }: { item: ReviewItem }) {
  const { label, tone } = RECOMMENDED[recommendation];
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-1.5 rounded-md border border-border bg-muted px-3 py-2.5">
      <Badge tone={tone}>{label}</Badge>
      <ul className="min-w-0 flex-1 basis-72 text-muted-foreground">
        {reasons.map((reason) => (
          <li key={reason} className={reason.startsWith("But") ? "font-medium text-foreground" : undefined}>
            {reason}
          </li>
        ))}
      </ul>
    </div>
  );
}
