import type { Metadata, Route } from "next";
import Link from "next/link";
import { behindWords } from "@/components/approvals/measures/behind";
import { measuresHref, rowsHref } from "@/components/approvals/measures/hrefs";
import { MeasuredTable } from "@/components/approvals/measures/measured-table";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { ForbiddenState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { listMeasured } from "@/lib/approvals";
import { measuredListSchema } from "@/lib/approvals/search";
import { requireContext } from "@/lib/auth";
import { refusal } from "../../../guards";
import { searchOf } from "../search-params";

export const metadata: Metadata = { title: "Requests behind a measure" };

/** The requests from which one number was counted. */
export default async function MeasuredRequestsPage({ searchParams }: PageProps<"/approvals/measures/requests">) {
  const ctx = await requireContext();
  const { search, ignored } = searchOf(measuredListSchema, await searchParams);
  const page = await listMeasured(ctx, search).catch(refusal);
  if (typeof page === "string") return <ForbiddenState message={page} />;
  const { outcome: _outcome, day: _day, only: _only, reviewerId: _by, after, ...measured } = search;
  const back = measuresHref(measured);
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Approvals", href: "/approvals" as Route },
          { label: "Measures", href: back },
          { label: "Requests" },
        ]}
        title="Requests behind a measure"
        description={behindWords(search)}
      />
      {ignored.length ? (
        <Callout tone="warning" className="mb-4" title="Part of the address was not understood">
          Shown without: {ignored.join(", ")}.
        </Callout>
      ) : null}
      {page.rows.length ? (
        <MeasuredTable rows={page.rows} />
      ) : (
        <EmptyState
          title="No request"
          description="Nothing in this period was counted here."
          actions={
            <Link href={back} className={buttonVariants({ variant: "outline" })}>
              Back to the measures
            </Link>
          }
        />
      )}
      {after || page.next ? (
        <nav aria-label="Pages of requests" className="mt-4 flex justify-between gap-2 print:hidden">
          {after ? (
            <Link
              href={rowsHref(measured, { ...search, after: null })}
              className={buttonVariants({ variant: "outline" })}
            >
              Latest
            </Link>
          ) : (
            <span />
          )}
          {page.next ? (
            <Link
              href={rowsHref(measured, { ...search, after: page.next })}
              className={buttonVariants({ variant: "outline" })}
            >
              Older
            </Link>
          ) : null}
        </nav>
      ) : null}
    </>
  );
}
