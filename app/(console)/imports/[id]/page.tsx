import type { Metadata, Route } from "next";
import Link from "next/link";
import { ImportRows } from "@/components/imports/import-rows";
import { countsText } from "@/components/imports/result-words";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardContent, FactList } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { getImport } from "@/lib/agents";
import type { ImportDetail } from "@/lib/agents/schema";
import { ENVIRONMENT_LABELS } from "@/lib/agents/terms";
import { requireContext } from "@/lib/auth";
import { orNotFound } from "../../guards";

export const metadata: Metadata = { title: "Import" };

export default async function ImportPage({ params, searchParams }: PageProps<"/imports/[id]">) {
  const [{ id }, { after }, ctx] = await Promise.all([params, searchParams, requireContext()]);
  const found = await orNotFound(getImport(ctx, id, Number(after ?? 0)));
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Imports", href: "/imports" }, { label: found.fileName }]}
        title={<LiteralText text={found.fileName} />}
        description={`${countsText(found.counts)} in ${ENVIRONMENT_LABELS[found.environment].toLowerCase()}.`}
        actions={
          <Link href={`/agents?import=${id}` as Route} className={buttonVariants({ variant: "outline" })}>
            See its agents
          </Link>
        }
      />
      <div className="grid min-w-0 grid-cols-1 gap-4">
        <Facts found={found} />
        <ImportRows rows={found.rows} label="Records of the file" />
        <Pages id={id} next={found.next} started={Number(after ?? 0) > 0} />
      </div>
    </>
  );
}

function Facts({ found }: { found: ImportDetail }) {
  return (
    <Card>
      <CardContent>
        <FactList
          facts={[
            { label: "Imported by", value: found.createdBy?.name ?? "The product itself" },
            { label: "When", value: <Time at={found.createdAt} format="exact" /> },
            {
              label: "SHA-256 of the file",
              value: <CopyId id={found.fileDigest} what="digest" short className="-ml-1" />,
            },
          ]}
        />
      </CardContent>
    </Card>
  );
}

function Pages({ id, next, started }: { id: string; next: number | null; started: boolean }) {
  const look = buttonVariants({ variant: "outline", size: "sm" });
  return (
    <nav aria-label="Pages" className="flex gap-1.5">
      {started ? (
        <Link href={`/imports/${id}` as Route} className={look}>
          First
        </Link>
      ) : null}
      {next === null ? null : (
        <Link href={`/imports/${id}?after=${next}` as Route} className={look}>
          Next
        </Link>
      )}
    </nav>
  );
}
