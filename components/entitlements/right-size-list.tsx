import { Check } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { targetText } from "@/lib/entitlements/present";
import type { Proposal, RightSizeReport, RightSizeRow } from "@/lib/entitlements/schema";
import { BrokenCalls } from "./broken-calls";
import { TakeOffer, type TakeOfferProps } from "./take-offer";
import { GrantSentence, MarkBadges } from "./words";

const KIND_WORDS: Record<Proposal["kind"], string> = {
  wide: "Nothing recorded",
  unused: "Unused",
  actions: "Actions never used",
  tools: "Tools never called",
  conditions: "Looser than its use",
};

/** Grants that permit more than was used, each with the exact narrower one. */
export function RightSizeList({ report, actions }: { report: RightSizeReport; actions: TakeOfferProps["actions"] }) {
  if (!report.rows.length) {
    return (
      <EmptyState
        icon={<Check />}
        title="Every grant fits its use"
        description={
          report.looked
            ? `${report.looked === 1 ? "1 grant was" : `${report.looked} grants were`} looked at. Nothing goes beyond what was used in ${report.days} days.`
            : `Nothing here is wide, and nothing has been without a use for ${report.days} days.`
        }
      />
    );
  }
  return (
    <ul aria-label="Grants that could be narrower" className="grid gap-3">
      {report.rows.map((row) => (
        <li key={row.grant.id}>
          <Row row={row} actions={actions} />
        </li>
      ))}
    </ul>
  );
}

function Row({ row: { grant, used, proposal }, actions }: { row: RightSizeRow; actions: TakeOfferProps["actions"] }) {
  return (
    <Card className="grid gap-x-6 gap-y-3 p-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)_auto]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            href={`/entitlements/${grant.id}` as Route}
            prefetch={false}
            className="inline-block min-h-6 font-mono text-sm leading-6 underline-offset-3 hover:underline"
          >
            <LiteralText text={targetText(grant)} />
          </Link>
          <Badge tone="outline">{KIND_WORDS[proposal.kind]}</Badge>
          <MarkBadges kind={grant.kind} wide={grant.wide} />
        </p>
        <p className="mt-1 text-muted-foreground text-xs">
          <Link
            href={`/agents/${grant.agent.id}?tab=grants` as Route}
            prefetch={false}
            className="inline-block min-h-6 font-medium text-foreground leading-6 underline-offset-3 hover:underline"
          >
            <LiteralText text={grant.agent.name} />
          </Link>{" "}
          <GrantSentence shape={grant} />
        </p>
        <p className="mt-1 text-muted-foreground text-xs">
          {used ? `${used.toLocaleString("en")} recorded calls` : "No recorded call"} · last used{" "}
          <Time at={grant.lastUsedAt} missing="never" />
        </p>
      </div>
      <div className="grid min-w-0 content-start gap-1.5">
        <p className="text-sm">{proposal.because}</p>
        {proposal.into.length ? (
          <ul aria-label="Would be enough" className="grid gap-1 border-border border-l-2 pl-3 text-xs">
            {proposal.into.map((shape) => (
              <li key={`${shape.tool}`}>
                <GrantSentence shape={shape} />
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-muted-foreground text-xs">
            {proposal.kind === "wide"
              ? "Choose by hand the tools that it needs."
              : "It can go; what is needed again can be asked for again."}
          </p>
        )}
        {proposal.into.length ? <BrokenCalls broken={proposal.wouldBreak} /> : null}
      </div>
      <div className="flex flex-wrap items-start gap-2 lg:flex-col lg:items-stretch">
        <TakeOffer grant={grant} proposal={proposal} actions={actions} />
      </div>
    </Card>
  );
}
