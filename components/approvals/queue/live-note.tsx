"use client";

import { Radio, WifiOff } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Button, buttonVariants } from "@/components/ui/button";
import type { LiveStatus } from "./live-stream";

const clock = (at: number) => new Date(at).toLocaleTimeString("en-GB");

/** Whether the list follows what happens, and since when not. An outage never looks like an empty list. */
export function LiveNote({ status, onResume }: { status: LiveStatus; onResume: () => void }) {
  if (status.kind === "live") {
    return (
      <p className="flex items-center gap-1.5 px-3 py-2 text-muted-foreground text-xs" role="status">
        <Radio aria-hidden className="size-3.5 text-success" />
        Live
      </p>
    );
  }
  return (
    <div
      role="status"
      className="flex flex-wrap items-center justify-between gap-2 border-warning-line border-b bg-warning-soft px-3 py-2 text-warning text-xs"
    >
      <p className="flex min-w-0 items-start gap-1.5">
        <WifiOff aria-hidden className="mt-px size-3.5 shrink-0" />
        <span>{textOf(status)}</span>
      </p>
      {status.kind === "signed_out" ? (
        <Link href={"/sign-in?to=%2Fapprovals" as Route} className={buttonVariants({ variant: "outline", size: "sm" })}>
          Sign in
        </Link>
      ) : (
        <Button size="sm" variant="outline" onClick={onResume}>
          {status.kind === "lost" ? "Try now" : "Go on here"}
        </Button>
      )}
    </div>
  );
}

function textOf(status: Exclude<LiveStatus, { kind: "live" }>): string {
  if (status.kind === "lost") {
    return `Live connection lost: this is the queue as of ${clock(status.since)}. It comes back by itself.`;
  }
  if (status.kind === "elsewhere") return "The queue is open in newer windows of yours, so this one stands still.";
  return "Your session has ended: this is the queue as it was then.";
}
