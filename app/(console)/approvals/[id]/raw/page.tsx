import type { Metadata, Route } from "next";
import { LongText } from "@/components/approvals/case/long-text";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { PageHeader } from "@/components/ui/page-header";
import { readEvidence } from "@/lib/approvals";
import { requireContext } from "@/lib/auth";
import { orNotFound } from "../../../guards";

export const metadata: Metadata = { title: "Stored bytes" };

/** The bytes that an approval binds, as they are stored: nothing stands between them and the reader but the naming of what cannot be seen. */
export default async function RawPage({ params }: PageProps<"/approvals/[id]/raw">) {
  const [{ id }, ctx] = await Promise.all([params, requireContext()]);
  const { asked, approved } = await orNotFound(readEvidence(ctx, id));
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Approvals", href: "/approvals" as Route },
          { label: id, href: `/approvals/${id}` as Route },
          { label: "Stored bytes" },
        ]}
        title="Stored bytes"
        description="Canonical JSON (RFC 8785) of everything that the approval binds. Its SHA-256 is the digest that people sign."
      />
      <div className="grid gap-4">
        {approved ? <Bytes title="Approved, after narrowing" bound={approved} /> : null}
        <Bytes title={approved ? "Asked" : "What is bound"} bound={asked} />
      </div>
    </>
  );
}

function Bytes({ title, bound: { text, digest } }: { title: string; bound: { text: string; digest: string } }) {
  return (
    <Card>
      <CardHeader title={title} description={<CopyId id={digest} what="digest" />} />
      <CardContent className="font-mono text-sm">
        <LongText text={text} />
      </CardContent>
    </Card>
  );
}
