"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { cn } from "@/components/cn";

export interface CopyIdProps {
  id: string;
  /** What the id is of, for readers: "agent id". */
  what?: string;
  /** Shows only the first and last characters, for long digests; the whole is copied. */
  short?: boolean;
  className?: string;
}

/** An identifier that copies itself when pressed. */
export function CopyId({ id, what = "id", short = false, className }: CopyIdProps) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 1600);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(id);
      setState("copied");
    } catch {
      setState("failed");
    }
  }

  const shown = short && id.length > 18 ? `${id.slice(0, 9)}…${id.slice(-6)}` : id;
  const told = { idle: `Copy ${what}`, copied: "Copied", failed: "Copying is blocked; select the text" }[state];
  return (
    <button
      type="button"
      onClick={copy}
      title={told}
      className={cn(
        "group inline-flex min-h-6 max-w-full items-center gap-1 rounded-sm px-1 font-mono text-muted-foreground text-xs hover:bg-accent hover:text-foreground",
        className,
      )}
    >
      <span className="sr-only">Copy {what} </span>
      <span className="truncate">{shown}</span>
      {state === "copied" ? (
        <Check aria-hidden className="size-3 shrink-0 text-success" />
      ) : (
        <Copy aria-hidden className="size-3 shrink-0 opacity-60 group-hover:opacity-100" />
      )}
      <span role="status" className="sr-only">
        {state === "idle" ? "" : told}
      </span>
    </button>
  );
}
