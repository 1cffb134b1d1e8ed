import type { Route } from "next";
import Link from "next/link";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { StandingView } from "@/lib/approvals";
import { STANDING_STATE_LABELS, type StandingState } from "@/lib/approvals/terms";

const TONES: Record<StandingState, BadgeTone> = {
  proposed: "info",
  active: "success",
  rejected: "neutral",
  revoked: "neutral",
  ended: "neutral",
};

/** What was approved in advance for this agent: nothing of it is asked again while it lasts. */
export function AgentStanding({ standing }: { standing: readonly StandingView[] }) {
  if (standing.length === 0) return null;
  return (
    <Card>
      <CardHeader
        title="Approved in advance"
        actions={
          <Link href={"/approvals/standing" as Route} className={buttonVariants({ variant: "outline", size: "sm" })}>
            All standing approvals
          </Link>
        }
      />
      <ul className="divide-y divide-border">
        {standing.map(({ id, state, server, tool, bounds, used, maxUses, expiresAt }) => (
          <li key={id} className="grid gap-0.5 px-4 py-2.5">
            <p className="flex flex-wrap items-center gap-2">
              <LiteralText text={`${server}/${tool}`} className="font-mono text-sm" />
              <Badge tone={TONES[state]}>{STANDING_STATE_LABELS[state]}</Badge>
              <span className="text-muted-foreground text-sm">
                {used} of {maxUses} used, ends <Time at={expiresAt} />
              </span>
            </p>
            {bounds.length ? (
              <LiteralText
                text={bounds.map(({ argument, text }) => `${argument} ${text}`).join(", ")}
                className="text-sm"
              />
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
