import { OctagonX } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { cn } from "@/components/cn";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { targetText } from "@/lib/incidents/present";
import type { Ability, ActiveStop } from "@/lib/incidents/views";

/** The way to the switch of one agent; nothing is stopped by following it. Off, with the reason, while it is on. */
export function StopLink({ agentId, ability }: { agentId: string; ability: Ability }) {
  if (!ability.allowed) {
    return (
      <span className="inline-flex items-center gap-1.5 text-muted-foreground text-xs">
        <OctagonX aria-hidden className="size-3.5" />
        {ability.reason}
      </span>
    );
  }
  return (
    <Link
      href={`/kill-switch/throw?kind=agent&target=${agentId}` as Route}
      prefetch={false}
      className={cn(buttonVariants({ variant: "outline" }), "border-danger-line text-danger")}
    >
      <OctagonX aria-hidden />
      Stop now
    </Link>
  );
}

/** Says on an agent's page that a switch stops it, whatever its status says. */
export function AgentStopNotice({ stop }: { stop: ActiveStop }) {
  return (
    <Callout
      tone="danger"
      className="mb-4"
      title={
        <>
          Stopped by the kill switch on <LiteralText text={targetText(stop.targetKind, stop.name)} />
        </>
      }
      actions={
        <Link href={"/kill-switch" as Route} className={buttonVariants({ variant: "outline", size: "sm" })}>
          Show it
        </Link>
      }
    >
      Thrown {stop.thrownBy ? `by ${stop.thrownBy} ` : ""}
      <Time at={stop.thrownAt} />. Every call is denied and no token is given
      {stop.liftRequested ? "; somebody has asked to lift it." : "."}
    </Callout>
  );
}
