import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";

/** How somebody who does not trust this console checks an export without it. */
export function HowToCheck({ vkey }: { vkey?: string }) {
  return (
    <Card>
      <CardHeader title="How to check it" description="Without this console, its database or a network." />
      <CardContent className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <p>Whoever checks it runs, in a copy of Countersign:</p>
        <p className="rounded-md border border-border bg-muted px-2 py-1">
          <CopyId
            id="npm run -s countersign -- verify EXPORT.zip --key VKEY"
            what="command"
            className="text-foreground"
          />
        </p>
        <p className="text-muted-foreground text-xs">
          It is accepted only if every file has the digest that the manifest states, the log anchored the manifest, and
          every event leads to the root that the log signed. One changed bit is refused. VKEY is the log's public key:
          take it by a way that you trust, not from the export.
        </p>
        {vkey ? (
          <p className="text-xs [overflow-wrap:anywhere]">
            The key as this console states it: <CopyId id={vkey} what="public key" />
          </p>
        ) : null}
      </CardContent>
    </Card>
  );
}
