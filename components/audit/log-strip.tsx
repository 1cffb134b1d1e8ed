import { ShieldCheck } from "lucide-react";
import { Callout } from "@/components/ui/callout";
import { CopyId } from "@/components/ui/copy-id";
import { Time } from "@/components/ui/time";

export interface LogStripProps {
  state: "ok" | "behind" | "sealed" | "faulty" | "unprepared";
  reason: string;
  size: number;
  lastCheckpointAt: Date | null;
  /** Where outsiders read the log. */
  publicUrl: string;
}

/** How the log itself is: quiet while all is well, loud when it is not. */
export function LogStrip({ state, reason, size, lastCheckpointAt, publicUrl }: LogStripProps) {
  if (state !== "ok") {
    return (
      <Callout
        tone={state === "sealed" || state === "faulty" ? "danger" : "warning"}
        className="mb-4"
        title={TITLES[state]}
      >
        {reason} Reading works
        {state === "behind" || state === "unprepared"
          ? "."
          : "; nothing new is signed until an operator has looked: docs/audit-log.md."}
      </Callout>
    );
  }
  return (
    <p className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted-foreground text-xs">
      <span className="inline-flex items-center gap-1.5 text-success">
        <ShieldCheck aria-hidden className="size-4" /> Signed
      </span>
      <span>
        {size.toLocaleString("en")} events in the tree, last checkpoint <Time at={lastCheckpointAt} missing="not yet" />
      </span>
      <CopyId id={publicUrl} what="address of the public log" />
    </p>
  );
}

const TITLES = {
  behind: "The log is behind",
  unprepared: "The log lacks a month",
  sealed: "The log is sealed",
  faulty: "The self-audit found a fault",
} as const;
