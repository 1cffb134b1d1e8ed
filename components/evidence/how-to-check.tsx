import { Command } from "@/components/credentials/command";
import { Card, CardContent, CardHeader } from "@/components/ui/card";

/** How somebody who does not trust this console checks an export without it. */
export function HowToCheck({ vkey }: { vkey?: string }) {
  return (
    <Card>
      <CardHeader title="How to check it" description="Without this console, its database or a network." />
      <CardContent className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <p>Whoever checks it runs, in a copy of Countersign:</p>
        <Command text="npm run -s countersign -- verify EXPORT.zip --key VKEY" what="the command" />
        <p className="text-muted-foreground text-xs">
          It is accepted only if every file has the digest that the manifest states, the log anchored the manifest, and
          every event leads to the root that the log signed. One changed bit is refused. VKEY is the log's public key:
          take it by a way that you trust, not from the export.
        </p>
        {vkey ? (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
            <p className="text-xs">The key as this console states it:</p>
            <Command text={vkey} what="the public key" />
          </div>
        ) : null}
      </CardContent>
    </Card>
  );
}
