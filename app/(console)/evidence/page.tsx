import { FileArchive } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { RefreshWhile } from "@/components/campaigns/closing/refresh-while";
import { ExportList } from "@/components/evidence/export-list";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ForbiddenState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { canSomewhere } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { listExports } from "@/lib/evidence";
import { isUnderWay } from "@/lib/evidence/rules";
import { refusal } from "../guards";

export const metadata: Metadata = { title: "Evidence" };

/** What was taken home of the audit log (L5). */
export default async function EvidencePage({ searchParams }: PageProps<"/evidence">) {
  const [ctx, { before }] = await Promise.all([requireContext(), searchParams]);
  const page = await listExports(ctx, { before: typeof before === "string" ? before : null }).catch(refusal);
  if (typeof page === "string") return <ForbiddenState message={page} />;
  const mayAsk = canSomewhere(ctx.actor, "evidence.export");
  const make = mayAsk ? (
    <Link href={"/evidence/new" as Route} className={buttonVariants()}>
      Make an export
    </Link>
  ) : null;
  return (
    <>
      <PageHeader
        title="Evidence"
        description="Events of the audit log as files that prove themselves, with who had them in hand."
        actions={make}
      />
      <RefreshWhile on={page.rows.some(({ state }) => isUnderWay(state))} />
      {page.rows.length ? (
        <ExportList exports={page.rows} />
      ) : (
        <EmptyState
          icon={<FileArchive />}
          title="Nothing was taken home yet"
          description="An export holds the events of a search with their proofs: a report for people, files for machines, and what an outsider needs to check them."
          actions={make}
        />
      )}
      <p className="mt-4 flex flex-wrap gap-x-4 gap-y-1">
        {page.older ? (
          <Link href={`/evidence?before=${page.older}` as Route} className="underline underline-offset-4">
            Older exports
          </Link>
        ) : null}
        {canSomewhere(ctx.actor, "campaigns.export") ? (
          <Link href={"/campaigns" as Route} className="underline underline-offset-4">
            Evidence packs of campaigns
          </Link>
        ) : null}
      </p>
    </>
  );
}
