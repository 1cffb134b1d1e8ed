import type { Route } from "next";
import Link from "next/link";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { Callout } from "@/components/ui/callout";
import { Card, CardContent, CardHeader, FactList } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { AgentSourceView } from "@/lib/agents/schema";
import { SOURCE_LABELS } from "@/lib/agents/terms";

/** The record as it was in the file. It came from outside: shown to the letter, never interpreted. */
export function AgentSource({ source }: { source: AgentSourceView }) {
  return (
    <div className="grid gap-4">
      <Seal source={source} />
      <Card>
        <CardHeader title="Where it came from" />
        <CardContent>
          <FactList
            facts={[
              { label: "Kind", value: SOURCE_LABELS[source.kind] },
              { label: "Known there as", value: <LiteralText text={source.key} /> },
              { label: "Imported", value: <Time at={source.importedAt} format="exact" /> },
              {
                label: "Import",
                value: (
                  <Link href={`/imports/${source.importId}` as Route} className="text-link hover:underline">
                    See the whole import
                  </Link>
                ),
              },
              { label: "SHA-256", value: <CopyId id={source.digest} what="digest" short className="-ml-1" /> },
            ]}
          />
        </CardContent>
      </Card>
      <Card>
        <CardHeader title="Document" description="As it stood in the file. Nothing here is followed or run." />
        <CardContent className="p-0">
          <ScrollRegion label="Source document" className="max-h-[36rem] p-4">
            <pre className="font-mono text-xs">
              <LiteralText text={JSON.stringify(source.document, null, 2)} multiline />
            </pre>
          </ScrollRegion>
        </CardContent>
      </Card>
    </div>
  );
}

function Seal({ source }: { source: AgentSourceView }) {
  if (source.signature === "verified") {
    return (
      <Callout tone="success" title="Signature verified">
        Signed by <LiteralText text={source.signedBy} />, and unaltered since.
      </Callout>
    );
  }
  if (source.signature === "unverified") {
    return (
      <Callout tone="warning" title="Signature not verified">
        The document carries a signature, but none of the trusted keys made it. Do not take its origin for granted.
      </Callout>
    );
  }
  return <Callout title="Not signed">Nobody vouches for this document but whoever imported it.</Callout>;
}
