import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";

const COMMAND = "npm run -s countersign -- verify PACK.zip";

/** How somebody who does not trust this console checks a pack without it. */
export function HowToVerify() {
  return (
    <Card>
      <CardHeader title="How to check a pack" description="Without this console, its database or a network." />
      <CardContent className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <ol className="grid list-decimal grid-cols-[minmax(0,1fr)] gap-2 pl-5">
          <li>Download the pack and hand it on as it is.</li>
          <li>
            Whoever checks it runs, in a copy of Countersign:
            <span className="mt-1 block rounded-md border border-border bg-muted px-2 py-1">
              <CopyId id={COMMAND} what="command" className="text-foreground" />
            </span>
          </li>
          <li>
            It is accepted only if every file has the digest that the manifest states, the manifest has the digest that
            the audit log anchored, and the log's signature holds. One changed byte is refused, with the file named.
          </li>
        </ol>
        <p className="text-muted-foreground text-xs">
          With <code className="font-mono">--key</code> and the log's public key from another source the pack cannot
          vouch for itself either.
        </p>
      </CardContent>
    </Card>
  );
}
