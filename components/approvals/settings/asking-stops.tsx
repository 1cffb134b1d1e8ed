"use client";

import { useState } from "react";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Input } from "@/components/ui/input";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { ActionState } from "@/lib/http/action-state";

interface Stop {
  id: string;
  agent: { id: string; name: string };
  pending: number;
  since: string;
  mayNot: string | null;
}

interface AskingStopsProps {
  stops: readonly Stop[];
  lift: (input: { id: string; reason: string }) => Promise<ActionState<void>>;
}

/** Agents that may not ask any more, each with the way to let it. */
export function AskingStops({ stops, lift }: AskingStopsProps) {
  if (!stops.length) return <p className="px-4 py-3 text-muted-foreground">Every agent may ask.</p>;
  return (
    <ul className="divide-y divide-border">
      {stops.map((stop) => (
        <li key={stop.id} className="px-4 py-3">
          <StopRow stop={stop} lift={lift} />
        </li>
      ))}
    </ul>
  );
}

function StopRow({ stop, lift }: { stop: Stop; lift: AskingStopsProps["lift"] }) {
  const { run, busy, failure } = useAction();
  const [reason, setReason] = useState("");
  const { id, agent, pending, since, mayNot } = stop;
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        run(() => lift({ id, reason }), `${agent.name} may ask again`);
      }}
    >
      <p>
        <LiteralText text={agent.name} className="font-medium" /> asked for {pending} at once.{" "}
        <span className="text-muted-foreground">
          Stopped <Time at={since} />
        </span>
      </p>
      {failure ? (
        <Callout tone="danger" role="alert">
          {failure.message}
        </Callout>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Input
          aria-label={`Why ${agent.name} may ask again`}
          placeholder="Why it may ask again"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          disabled={mayNot !== null}
          className="min-w-48 flex-1"
        />
        <Button type="submit" variant="outline" busy={busy} disabled={mayNot !== null || reason.trim() === ""}>
          Let it ask again
        </Button>
      </div>
      {mayNot ? <p className="text-muted-foreground text-xs">{mayNot}</p> : null}
    </form>
  );
}
