"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Command } from "./command";
import type { IssuedView } from "./types";

/** A new secret, this once. It does not close by Escape or a stray click, only when somebody says that it is stored. */
export function ShownOnce({ issued, apiUrl, onClose }: { issued: IssuedView; apiUrl: string; onClose: () => void }) {
  const [stored, setStored] = useState(false);
  const [tried, setTried] = useState(false);
  const secret = issued.secret ?? "";
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (open) return;
        if (stored) onClose();
        else setTried(true);
      }}
    >
      <DialogContent
        title="The secret, this once"
        description="Nobody can look it up again, this console neither: it keeps only a digest."
        footer={
          <Button disabled={!stored} focusableWhenDisabled onClick={onClose}>
            Done
          </Button>
        }
      >
        <div className="grid gap-3">
          <Command text={secret} what="the secret" />
          <Callout tone="warning" title="Whoever holds it is the agent">
            Put it into the agent's secret store, not into code, a chat or a ticket. A key of its own would be stronger.
          </Callout>
          <div className="grid gap-1">
            <p className="text-muted-foreground text-xs">A first token with it:</p>
            <Command text={secretCommand(apiUrl, issued.clientId, "THE_SECRET")} what="the command" />
          </div>
          <Checkbox checked={stored} onCheckedChange={setStored}>
            I have stored it where the agent finds it
          </Checkbox>
          {tried && !stored ? (
            <p role="alert" className="text-danger text-xs">
              Copy it first, then tick the box: closing this loses the secret.
            </p>
          ) : null}
        </div>
      </DialogContent>
    </Dialog>
  );
}

export function secretCommand(apiUrl: string, clientId: string, secret: string): string {
  return `curl -s ${apiUrl}/oauth/token \\\n  -u "${clientId}:${secret}" -d grant_type=client_credentials`;
}
