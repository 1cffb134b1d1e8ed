import type { Route } from "next";
import Link from "next/link";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { ExclusionState, ExclusionView } from "@/lib/campaigns/exclusions/views";
import type { PersonRef } from "@/lib/campaigns/views";
import { type ExclusionActions, ExclusionButtons } from "./exclusion-buttons";

const LOOK: Record<ExclusionState, { tone: BadgeTone; label: string }> = {
  requested: { tone: "warning", label: "Waits for a second person" },
  active: { tone: "info", label: "Left out" },
  rejected: { tone: "neutral", label: "Not agreed to" },
  ended: { tone: "neutral", label: "Ended" },
};

/** What is left out, or asked to be: why, until when, by whom, and what can be done about it. */
export function ExclusionList({ rows, actions }: { rows: readonly ExclusionView[]; actions: ExclusionActions }) {
  return (
    <ul className="divide-y divide-border overflow-hidden rounded-lg border border-border bg-card">
      {rows.map((row) => (
        <li key={row.id} className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_auto]">
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-2">
              <Link
                href={`/agents/${row.agentId}` as Route}
                prefetch={false}
                className="font-medium underline-offset-3 hover:underline"
              >
                <LiteralText text={row.agentName} />
              </Link>
              {row.targetKind === "entitlement" ? (
                <LiteralText text={row.grant} className="font-mono text-xs" />
              ) : (
                <span className="text-muted-foreground text-sm">the whole agent</span>
              )}
              <Badge tone={LOOK[row.state].tone}>{LOOK[row.state].label}</Badge>
            </p>
            <p className="mt-1">
              <LiteralText text={row.reason} />
            </p>
            <p className="mt-1 text-muted-foreground text-xs">
              Asked for by <Name person={row.requestedBy} /> <Time at={row.requestedAt} />
              {row.decidedBy ? (
                <>
                  , decided by <Name person={row.decidedBy} /> <Time at={row.decidedAt} />
                </>
              ) : null}
              {row.stateReason ? (
                <>
                  : “<LiteralText text={row.stateReason} />”
                </>
              ) : null}
            </p>
            <p className="text-muted-foreground text-xs">
              Until <Time at={row.until} format="exact" />
            </p>
          </div>
          {row.state === "requested" || row.state === "active" ? (
            <ExclusionButtons view={row} actions={actions} />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Name({ person }: { person: PersonRef | null }) {
  return person ? <LiteralText text={person.name} /> : "nobody known";
}
