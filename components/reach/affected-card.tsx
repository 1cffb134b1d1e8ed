import type { Route } from "next";
import Link from "next/link";
import { PersonName } from "@/components/agents/person-name";
import { Card, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { StatusBadge } from "@/components/ui/status-badge";
import { TierBadge } from "@/components/ui/tier-badge";
import { ENVIRONMENT_LABELS, TIERS } from "@/lib/agents/terms";
import type { WhatIf } from "@/lib/reach/views";

/** The agents that fall with it, the most dangerous first. */
export function AffectedCard({ result }: { result: Pick<WhatIf, "agents" | "agentCount" | "tiers" | "subject"> }) {
  const { agents, agentCount, tiers, subject } = result;
  return (
    <Card aria-labelledby="affected">
      <CardHeader
        id="affected"
        title={`${agentCount.toLocaleString("en")} ${agentCount === 1 ? "agent" : "agents"}`}
        description={subject.kind === "agent" ? "Itself, and those that share its credentials." : "That use it."}
        actions={
          <ul aria-label="By tier" className="flex flex-wrap gap-2">
            {[...TIERS].reverse().map((tier) =>
              tiers[tier] ? (
                <li key={tier} className="inline-flex items-center gap-1">
                  <TierBadge tier={tier} /> {tiers[tier]}
                </li>
              ) : null,
            )}
          </ul>
        }
      />
      <ul className="divide-y divide-border">
        {agents.map((agent) => (
          <li key={agent.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <span className="min-w-0 flex-1 basis-40">
              <Link
                href={`/agents/${agent.id}` as Route}
                prefetch={false}
                className="font-medium underline-offset-3 hover:underline"
              >
                <LiteralText text={agent.name} />
              </Link>
              <span className="block text-muted-foreground text-xs">
                {ENVIRONMENT_LABELS[agent.environment]} ·{" "}
                <PersonName person={agent.owner} missing="No owner" alarming />
              </span>
            </span>
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <StatusBadge status={agent.status} />
              <TierBadge tier={agent.tier} />
            </span>
          </li>
        ))}
      </ul>
      {agentCount > agents.length ? (
        <p className="border-border border-t px-4 py-2 text-muted-foreground text-xs">
          The {agents.length} most dangerous of {agentCount.toLocaleString("en")}.
        </p>
      ) : null}
    </Card>
  );
}
