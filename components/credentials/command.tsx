"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/ui/button";

/** A command, or anything else to be taken elsewhere, with a button that copies it. */
export function Command({ text, what }: { text: string; what: string }) {
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }
  return (
    <div className="flex min-w-0 items-start gap-1 rounded-md border border-border bg-muted py-1 pr-1 pl-2.5">
      <pre className="min-w-0 flex-1 select-all whitespace-pre-wrap py-1 font-mono text-xs [overflow-wrap:anywhere]">
        {text}
      </pre>
      <IconButton size="sm" label={copied ? "Copied" : `Copy ${what}`} onClick={() => void copy()}>
        {copied ? <Check aria-hidden className="text-success" /> : <Copy aria-hidden />}
      </IconButton>
    </div>
  );
}
