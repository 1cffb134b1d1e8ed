"use client";

import { Pause, Radio, WifiOff } from "lucide-react";
import { Switch } from "@/components/ui/switch";
import type { TailStatus } from "./tail-stream";

interface LiveSwitchProps {
  on: boolean;
  onChange: (on: boolean) => void;
  status: TailStatus;
  /** Why the list cannot follow here; null: it can. */
  bar: string | null;
}

/** Whether the list follows the log, and how that stands. An outage never looks like a quiet log. */
export function LiveSwitch({ on, onChange, status, bar }: LiveSwitchProps) {
  const following = on && bar === null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm print:hidden">
      <span className="inline-flex min-h-7 items-center gap-2">
        <Switch
          aria-label="Follow the log live"
          checked={following}
          disabled={bar !== null}
          onCheckedChange={(checked) => onChange(checked)}
        />
        <span aria-hidden>Live</span>
      </span>
      {following ? <Standing status={status} /> : null}
      {bar ? <span className="text-muted-foreground text-xs">{bar}</span> : null}
    </div>
  );
}

const STANDINGS = {
  live: { icon: Radio, ink: "text-success", text: "New events come in here as they are signed" },
  paused: { icon: Pause, ink: "text-muted-foreground", text: "Paused while this tab was away" },
  lost: { icon: WifiOff, ink: "text-warning", text: "Connection lost: it comes back by itself and misses nothing" },
} as const;

function Standing({ status }: { status: TailStatus }) {
  const { icon: Icon, ink, text } = STANDINGS[status];
  return (
    <span className={`inline-flex items-center gap-1.5 text-xs ${ink}`}>
      <Icon aria-hidden className="size-3.5" />
      {text}
    </span>
  );
}
