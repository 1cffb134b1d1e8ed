import { Scissors } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { deleteViewAction, rememberTableAction, saveViewAction } from "@/app/(console)/agents/actions";
import { tablePreferences } from "@/app/(console)/agents/preferences";
import { loadTableQuery } from "@/components/data-table/query";
import { ENTITLEMENT_FACET_IDS, entitlementSearchOf } from "@/components/entitlements/entitlement-search";
import { EntitlementTable } from "@/components/entitlements/entitlement-table";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { currentPerson, requireContext } from "@/lib/auth";
import { certificationOf } from "@/lib/campaigns";
import { entitlementFacets, searchEntitlements } from "@/lib/entitlements";
import { isCountersignError } from "@/lib/errors";
import { listViews } from "@/lib/people";

export const metadata: Metadata = { title: "Grants" };

const AREA = "entitlements";

/** The grants of all agents. Without anything in the address: those in force and those that wait. */
export default async function EntitlementsPage({ searchParams }: PageProps<"/entitlements">) {
  const ctx = await requireContext();
  const given = await searchParams;
  const views = (await listViews(ctx, { area: AREA })).map(({ mine, ...view }) => ({ ...view, own: mine }));
  if (Object.keys(given).length === 0) {
    const first = views.find((view) => view.own && view.isDefault);
    redirect(`/entitlements?${first?.query || "state=requested,active"}` as Route);
  }
  const query = await loadTableQuery(given, ENTITLEMENT_FACET_IDS);
  const search = entitlementSearchOf(query);
  const [asked, facets, person] = await Promise.all([
    searchEntitlements(ctx, search).catch(damagedLink),
    entitlementFacets(ctx, { ...search, cursor: null }),
    currentPerson(),
  ]);
  const page = asked ?? (await searchEntitlements(ctx, { ...search, cursor: null }));
  const certified = await certificationOf(
    ctx,
    page.rows.map(({ id }) => id),
  );
  const rows = page.rows.map((row) => ({ ...row, certification: certified.get(row.id) }));
  return (
    <>
      <PageHeader
        title="Grants"
        description="What agents may do, who asked for it and who approved it. Whatever no grant permits is denied."
        actions={
          <Link href={"/entitlements/right-size" as Route} className={buttonVariants({ variant: "outline" })}>
            <Scissors aria-hidden />
            Right-size
          </Link>
        }
      />
      {asked ? null : (
        <Callout tone="warning" className="mb-4" title="This page link is damaged">
          It belongs to another order or is not complete, so this is the first page.
        </Callout>
      )}
      <EntitlementTable
        page={{ ...page, rows }}
        facets={{ ...facets }}
        views={views}
        {...tablePreferences(AREA, person?.preferences)}
        actions={{ remember: rememberTableAction, saveView: saveViewAction, deleteView: deleteViewAction }}
      />
    </>
  );
}

/** The rest of an address always parses, so that what is refused is the place it names. */
function damagedLink(error: unknown): null {
  if (isCountersignError(error) && error.code === "invalid") return null;
  throw error;
}
