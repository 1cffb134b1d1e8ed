import type { ReactNode } from "react";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import {
  CAUSE_LABELS,
  ENDED_LABELS,
  OVERRIDE_KIND_LABELS,
  type OverrideView,
  type RiskView,
  TIER_LABELS,
  type TierStep,
} from "@/lib/agents/terms";

/** How the tier came to be what it is: its rises and falls, and every override there was. */
export function TierHistory({ risk }: { risk: RiskView }) {
  const entries = [
    ...risk.steps.map((step) => ({
      at: step.at,
      key: `${step.at} ${step.cause} ${step.to}`,
      body: <Step step={step} />,
    })),
    ...risk.past.map((past) => ({
      at: past.endedAt ?? past.requestedAt,
      key: past.id,
      body: <Past override={past} />,
    })),
  ].sort((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <Card aria-labelledby="tier-history">
      <CardHeader id="tier-history" title="History of the tier" />
      <CardContent>
        {entries.length ? (
          <ol className="grid gap-3">
            {entries.map((entry) => (
              <Entry key={entry.key} at={entry.at}>
                {entry.body}
              </Entry>
            ))}
          </ol>
        ) : (
          <p className="text-muted-foreground">Begins with the registration: until then the tier is a preview.</p>
        )}
      </CardContent>
    </Card>
  );
}

function Entry({ at, children }: { at: string; children: ReactNode }) {
  return (
    <li className="grid gap-x-4 sm:grid-cols-[7.5rem_1fr]">
      <Time at={at} className="text-muted-foreground" />
      <div className="min-w-0">{children}</div>
    </li>
  );
}

const word = (tier: keyof typeof TIER_LABELS) => TIER_LABELS[tier].toLowerCase();

function Step({ step }: { step: TierStep }) {
  const why = CAUSE_LABELS[step.cause] ?? step.cause;
  return (
    <p>
      <span className="font-medium">
        {step.from ? `From ${word(step.from)} to ${word(step.to)}` : `Began at ${word(step.to)}`}
      </span>
      <span className="text-muted-foreground">
        , because {why}
        {step.byName ? ` (${step.byName})` : ""}
      </span>
    </p>
  );
}

function Past({ override }: { override: OverrideView }) {
  const { kind, tier, state, requestedBy, decidedBy } = override;
  const asked = kind === "held" ? "" : ` by ${requestedBy?.name ?? "the console"}`;
  const agreed = decidedBy && state === "ended" ? `, agreed by ${decidedBy.name}` : "";
  return (
    <>
      <p>
        <span className="font-medium">
          {OVERRIDE_KIND_LABELS[kind]}
          {kind === "release" ? "" : `: ${word(tier)}`}
        </span>
        <span className="text-muted-foreground">
          {asked}
          {agreed}
          {endOf(override)}
        </span>
      </p>
      {kind === "held" ? null : (
        <p className="text-muted-foreground">
          <LiteralText text={override.reason} multiline />
        </p>
      )}
    </>
  );
}

function endOf({ state, decidedBy, endedReason }: OverrideView): string {
  const by = decidedBy?.name ?? "somebody";
  if (state === "rejected") return `; refused by ${by}: ${endedReason}`;
  if (state === "withdrawn")
    return endedReason === "" ? "; taken back" : `; over, because ${ENDED_LABELS[endedReason] ?? endedReason}`;
  return `; over, because ${ENDED_LABELS[endedReason] ?? endedReason}`;
}
