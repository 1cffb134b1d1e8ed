"use client";

import { Callout } from "@/components/ui/callout";
import { Command } from "./command";
import { SecretDialog } from "./secret-dialog";
import type { IssuedView } from "./types";

/** A new secret of an instance, this once. */
export function ShownOnce({ issued, apiUrl, onClose }: { issued: IssuedView; apiUrl: string; onClose: () => void }) {
  return (
    <SecretDialog
      title="The secret, this once"
      description="Nobody can look it up again, this console neither: it keeps only a digest."
      secret={issued.secret ?? ""}
      stored="I have stored it where the agent finds it"
      onClose={onClose}
    >
      <Callout tone="warning" title="Whoever holds it is the agent">
        Put it into the agent's secret store, not into code, a chat or a ticket. A key of its own would be stronger.
      </Callout>
      <div className="grid gap-1">
        <p className="text-muted-foreground text-xs">A first token with it:</p>
        <Command text={secretCommand(apiUrl, issued.clientId, "THE_SECRET")} what="the command" />
      </div>
    </SecretDialog>
  );
}

function secretCommand(apiUrl: string, clientId: string, secret: string): string {
  return `curl -s ${apiUrl}/oauth/token \\\n  -u "${clientId}:${secret}" -d grant_type=client_credentials`;
}
