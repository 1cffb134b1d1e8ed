"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Time } from "@/components/ui/time";

export interface ShownLink {
  url: string;
  expiresAt: Date;
}

/** A one-time link, this once: whoever makes it hands it over, and nobody can look it up again. */
export function OneTimeLink({ link, name }: { link: ShownLink; name: string }) {
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(link.url);
    setCopied(true);
  }
  return (
    <Callout tone="warning" role="status" title={`Hand this link to ${name} now`}>
      <p>
        It is shown only here, works once and ends <Time at={link.expiresAt} />. Whoever holds it becomes {name}: send
        it where only they read.
      </p>
      <p className="mt-2 select-all rounded-md border border-border bg-card px-2 py-1.5 font-mono text-xs [overflow-wrap:anywhere]">
        {link.url}
      </p>
      <Button variant="outline" size="sm" className="mt-2" onClick={() => void copy()}>
        {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
        {copied ? "Copied" : "Copy the link"}
      </Button>
    </Callout>
  );
}
