import type { Route } from "next";
import Link from "next/link";
import { Card, CardContent, CardHeader, FactList } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import type { CaseView } from "@/lib/approvals/views";

/** What exactly is signed and runs: the digest of the stored bytes, and the way to the bytes themselves (A3). */
export function Digest({ view }: { view: CaseView }) {
  const { id, digest, narrowed, decisionId, needsPasskey, status } = view;
  const facts = [
    { label: "Digest", value: <CopyId id={digest} what="digest" short /> },
    ...(narrowed
      ? [{ label: "After narrowing", value: <CopyId id={narrowed.digest} what="narrowed digest" short /> }]
      : []),
    { label: "Request", value: <CopyId id={id} what="request id" /> },
    {
      label: "Asked by",
      value: decisionId ? (
        <Link href={`/decisions/${decisionId}` as Route} prefetch={false} className="underline underline-offset-3">
          The decision that asked
        </Link>
      ) : null,
    },
    {
      label: "Raw",
      value: (
        <Link href={`/approvals/${id}/raw` as Route} prefetch={false} className="underline underline-offset-3">
          The stored bytes, as they are
        </Link>
      ),
    },
  ];
  return (
    <Card>
      <CardHeader
        title="What is bound"
        description={
          needsPasskey && status === "pending"
            ? "Your passkey signs this digest: the stored bytes that you see above, and nothing else, may run, once."
            : "The stored bytes that you see above, and nothing else, may run, once."
        }
        level={3}
      />
      <CardContent>
        <FactList facts={facts} />
      </CardContent>
    </Card>
  );
}
