import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Cell, PlainTable } from "@/components/data-table/plain-table";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import type { BreakingGrant, ClosePreview, StrandedAgent } from "@/lib/campaigns/closing/views";
import { DECISION_LABELS } from "@/lib/campaigns/terms";
import { ACTION_TONES, breakingTarget, counted, STRANDED_LABELS } from "./words";

/** What works today and would not tomorrow: what whoever closes has to have seen first (C6). */
export function WhatStops({ preview }: { preview: ClosePreview }) {
  const { breaking, breakingTotal, stranded, strandedTotal } = preview;
  return (
    <>
      <Card>
        <CardHeader
          title="What would stop working"
          description={
            breakingTotal
              ? `${counted(breakingTotal, "grant")} that agents used in the last 30 days, the most used first.`
              : undefined
          }
        />
        {breaking.length ? <Breaking label="Grants that would stop working" grants={breaking.slice(0, FIRST)} /> : null}
        {breaking.length > FIRST ? (
          <Rest count={breaking.length - FIRST}>
            <Breaking label="More grants that would stop working" grants={breaking.slice(FIRST)} />
          </Rest>
        ) : null}
        {breakingTotal ? null : (
          <CardContent className="text-muted-foreground">
            Nothing that was used in the last 30 days is taken away.
          </CardContent>
        )}
        <More shown={breaking.length} total={breakingTotal} />
      </Card>
      {strandedTotal ? (
        <Card>
          <CardHeader title="Agents that could do nothing any more" description={counted(strandedTotal, "agent")} />
          <Stranded label="Agents that could do nothing any more" agents={stranded.slice(0, FIRST)} />
          {stranded.length > FIRST ? (
            <Rest count={stranded.length - FIRST}>
              <Stranded label="More agents that could do nothing any more" agents={stranded.slice(FIRST)} />
            </Rest>
          ) : null}
          <More shown={stranded.length} total={strandedTotal} />
        </Card>
      ) : null}
    </>
  );
}

/** Rows that are seen without asking for more. */
const FIRST = 8;

function Rest({ count, children }: { count: number; children: ReactNode }) {
  return (
    <details className="border-border border-t">
      <summary className="cursor-pointer px-4 py-2 text-link hover:bg-accent">
        Show {count.toLocaleString("en")} more
      </summary>
      {children}
    </details>
  );
}

function Breaking({ label, grants }: { label: string; grants: readonly BreakingGrant[] }) {
  return (
    <PlainTable
      label={label}
      head={["Agent and grant", "Tier", "Would be", { label: "Calls", figure: true }, "Last used"]}
    >
      {grants.map((grant) => (
        <tr key={grant.number} className="hover:bg-accent">
          <Cell row className="min-w-56">
            <AgentLink id={grant.agentId} name={grant.agentName} />
            <Link
              href={`/entitlements/${grant.entitlementId}` as Route}
              prefetch={false}
              className="block min-h-6 font-mono text-muted-foreground text-xs leading-6 hover:underline"
            >
              <LiteralText text={breakingTarget(grant)} />
            </Link>
          </Cell>
          <Cell>
            <TierBadge tier={grant.tier} />
          </Cell>
          <Cell>
            <Badge tone={ACTION_TONES[grant.action]}>{DECISION_LABELS[grant.action]}</Badge>
          </Cell>
          <Cell figure>{grant.useCount.toLocaleString("en")}</Cell>
          <Cell>
            <Time at={grant.lastUsedAt} />
          </Cell>
        </tr>
      ))}
    </PlainTable>
  );
}

function Stranded({ label, agents }: { label: string; agents: readonly StrandedAgent[] }) {
  return (
    <PlainTable label={label} head={["Agent", "Tier", "Why"]}>
      {agents.map((agent) => (
        <tr key={agent.agentId} className="hover:bg-accent">
          <Cell row className="min-w-40">
            <AgentLink id={agent.agentId} name={agent.agentName} />
          </Cell>
          <Cell>
            <TierBadge tier={agent.tier} />
          </Cell>
          <Cell className="min-w-48">{STRANDED_LABELS[agent.why]}</Cell>
        </tr>
      ))}
    </PlainTable>
  );
}

export function AgentLink({ id, name }: { id: string; name: string }) {
  return (
    <Link
      href={`/agents/${id}` as Route}
      prefetch={false}
      className="inline-block min-h-6 font-medium leading-6 underline-offset-3 hover:underline"
    >
      <LiteralText text={name} />
    </Link>
  );
}

function More({ shown, total }: { shown: number; total: number }) {
  if (total <= shown) return null;
  return (
    <p className="border-border border-t px-4 py-2 text-muted-foreground text-xs">
      The first {shown} of {total.toLocaleString("en")}.
    </p>
  );
}
