"use client";

import { Command } from "@/components/credentials/command";
import { SecretDialog } from "@/components/credentials/secret-dialog";
import { Callout } from "@/components/ui/callout";
import type { MadeKey } from "./types";

interface KeyOnceProps {
  made: MadeKey;
  /** The machines' door. */
  apiUrl: string;
  onClose: () => void;
}

/** A new key, this once. */
export function KeyOnce({ made, apiUrl, onClose }: KeyOnceProps) {
  const reports = made.purpose === "report";
  return (
    <SecretDialog
      title="The key, this once"
      description="Nobody can look it up again, this console neither: it keeps only a digest."
      secret={made.secret}
      stored="I have stored it where the program finds it"
      onClose={onClose}
    >
      <Callout
        tone="warning"
        title={reports ? "Whoever holds it reports in its name" : "Whoever holds it reads in its name"}
      >
        Put it into the program's secret store, not into code, a chat or a ticket. Revoke it here when it is no longer
        used.
      </Callout>
      {reports ? (
        <div className="grid gap-1">
          <p className="text-muted-foreground text-xs">A first event with it:</p>
          <Command text={commandFor(apiUrl)} what="the command" />
        </div>
      ) : null}
    </SecretDialog>
  );
}

function commandFor(apiUrl: string): string {
  const event = `[{"id":"first-1","occurredAt":"'$(date -u +%FT%TZ)'","type":"call","agent":"AGENT NAME","tool":"TOOL","outcome":"ok"}]`;
  return `curl -s ${apiUrl}/v1/events \\\n  -H "authorization: Bearer $COUNTERSIGN_KEY" -H "content-type: application/json" \\\n  -d '${event}'`;
}
