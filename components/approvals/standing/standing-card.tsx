import type { Route } from "next";
import Link from "next/link";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { Card, CardContent, FactList } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { Progress } from "@/components/ui/progress";
import { TierBadge, type TierName } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import type { BoundView, StandingView } from "@/lib/approvals/standing/views";
import { STANDING_STATE_LABELS, type StandingState } from "@/lib/approvals/terms";
import { PRIVILEGE_LABELS } from "@/lib/risk/terms";
import { type StandingActions, StandingButtons } from "./standing-buttons";

const TONES: Record<StandingState, BadgeTone> = {
  proposed: "warning",
  active: "success",
  rejected: "neutral",
  revoked: "neutral",
  ended: "neutral",
};

/** One standing approval: what it allows, how much of it is used, who gave it, and how it is ended. */
export function StandingCard({ view, actions }: { view: StandingView; actions: StandingActions }) {
  const over = view.ended !== "" || view.state === "rejected" || view.state === "revoked";
  return (
    <Card aria-labelledby={`title-${view.id}`}>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-border border-b px-4 py-3">
        <h3 id={`title-${view.id}`} className="min-w-0 font-semibold">
          <Link href={`/agents/${view.agent.id}` as Route} className="text-link hover:underline">
            <LiteralText text={view.agent.name} />
          </Link>{" "}
          <span className="font-mono font-normal text-xs">
            <LiteralText text={`${view.server}/${view.tool}`} />
          </span>
        </h3>
        <TierBadge tier={view.tier as TierName} />
        <Badge tone={TONES[view.state]}>{STANDING_STATE_LABELS[view.state]}</Badge>
        {view.ended ? <span className="text-muted-foreground text-xs">{view.ended}</span> : null}
      </header>
      <CardContent className="grid gap-4 lg:grid-cols-[3fr_2fr]">
        <div className="grid content-start gap-3">
          <Bounds bounds={view.bounds} />
          <p className="text-muted-foreground">
            “<LiteralText text={view.reason} />”
          </p>
        </div>
        <div className="grid content-start gap-3">
          <Progress label="Used" value={view.used} max={view.maxUses} detail={`${view.used} of ${view.maxUses}`} />
          <FactList
            className="grid-cols-[minmax(5rem,7rem)_1fr]"
            facts={[
              { label: over ? "Was until" : "Until", value: <Time at={view.expiresAt} format="exact" /> },
              { label: "Groups", value: view.groups.map((group) => PRIVILEGE_LABELS[group]).join(", ") },
              { label: "Given by", value: <Givers view={view} /> },
              {
                label: "Grew out of",
                value: (
                  <Link href={`/approvals/${view.fromId}` as Route} className="text-link hover:underline">
                    a request that was approved
                  </Link>
                ),
              },
            ]}
          />
        </div>
        {view.idle ? (
          <Callout tone="warning" className="lg:col-span-2" title="Approves nothing at the moment">
            {view.idle}
          </Callout>
        ) : null}
        {over ? null : <StandingButtons view={view} actions={actions} />}
      </CardContent>
    </Card>
  );
}

function Bounds({ bounds }: { bounds: readonly BoundView[] }) {
  if (bounds.length === 0) return <p className="text-muted-foreground">The tool takes no arguments.</p>;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
      {bounds.map(({ argument, text }) => (
        <div key={argument} className="contents">
          <dt className="font-mono text-muted-foreground text-xs leading-5">
            <LiteralText text={argument} />
          </dt>
          <dd className="min-w-0">
            <LiteralText text={text} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Givers({ view }: { view: StandingView }) {
  const { proposedBy, proposedAt, confirmedBy, confirmedAt, signed } = view;
  return (
    <>
      <LiteralText text={proposedBy.name} /> <Time at={proposedAt} />
      {confirmedBy && confirmedAt ? (
        <>
          {" "}
          and <LiteralText text={confirmedBy.name} /> <Time at={confirmedAt} />
        </>
      ) : null}
      {signed ? ", signed with passkeys" : null}
    </>
  );
}
