import type { Route } from "next";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import type { HandOverView } from "@/lib/agents/schema";
import { ENVIRONMENT_LABELS, SEAT_LABELS } from "@/lib/agents/terms";
import type { AnswerActions } from "./actions";
import { AnswerButtons } from "./answer-buttons";
import { PendingLine } from "./pending-line";

export interface HandOverRowsProps {
  label: string;
  offers: readonly HandOverView[];
  actions: AnswerActions;
}

/** Offers that wait, one below the other: for which agent, from whom to whom, until when, and the answer in place. */
export function HandOverRows({ label, offers, actions }: HandOverRowsProps) {
  return (
    <ul aria-label={label} className="divide-y divide-border">
      {offers.map((offer) => (
        <li key={offer.id} className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-4 py-3">
          <div className="grid min-w-0 flex-1 basis-80 gap-2">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <AgentName offer={offer} />
              <TierBadge tier={offer.agent.tier} />
              <Badge tone="outline">{ENVIRONMENT_LABELS[offer.agent.environment]}</Badge>
              <Badge>{SEAT_LABELS[offer.seat]}</Badge>
            </p>
            {offer.agent.purpose ? (
              <p className="text-muted-foreground [overflow-wrap:anywhere]">
                <LiteralText text={offer.agent.purpose} />
              </p>
            ) : null}
            <PendingLine offer={offer} />
          </div>
          <AnswerButtons offer={offer} actions={actions} />
        </li>
      ))}
    </ul>
  );
}

function AgentName({ offer: { agent, inSight } }: { offer: HandOverView }) {
  const name = <LiteralText text={agent.name} />;
  if (!inSight) return <span className="font-medium">{name}</span>;
  return (
    <Link
      href={`/agents/${agent.id}?tab=people` as Route}
      className="font-medium text-link underline-offset-3 hover:underline"
    >
      {name}
    </Link>
  );
}
