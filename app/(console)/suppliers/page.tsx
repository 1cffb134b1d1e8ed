import { Plus } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { deleteViewAction, rememberTableAction, saveViewAction } from "@/app/(console)/agents/actions";
import { tablePreferences } from "@/app/(console)/agents/preferences";
import { loadTableQuery } from "@/components/data-table/query";
import { ExportMenu } from "@/components/suppliers/export-menu";
import { SUPPLIER_FACET_IDS, supplierFacetsOf, supplierSearchOf } from "@/components/suppliers/supplier-search";
import { SupplierTable } from "@/components/suppliers/supplier-table";
import { Unregistered } from "@/components/suppliers/unregistered";
import { buttonVariants } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access";
import { currentPerson, requireContext } from "@/lib/auth";
import { listViews } from "@/lib/people";
import { listSuppliers, unregisteredSuppliers } from "@/lib/suppliers";
import { countryName } from "@/lib/suppliers/present";
import type { SupplierPage } from "@/lib/suppliers/schema";
import { createSupplierAction } from "./actions";

export const metadata: Metadata = { title: "Suppliers" };

const AREA = "suppliers";

export default async function SuppliersPage({ searchParams }: PageProps<"/suppliers">) {
  const ctx = await requireContext();
  const given = await searchParams;
  const views = (await listViews(ctx, { area: AREA })).map(({ mine, ...view }) => ({ ...view, own: mine }));
  const first = views.find((view) => view.own && view.isDefault);
  if (first?.query && Object.keys(given).length === 0) redirect(`/suppliers?${first.query}` as Route);

  const query = await loadTableQuery(given, SUPPLIER_FACET_IDS);
  const [page, unregistered, person] = await Promise.all([
    listSuppliers(ctx, supplierSearchOf(query)),
    unregisteredSuppliers(ctx),
    currentPerson(),
  ]);
  const mayManage = can(ctx.actor, "suppliers.manage");
  return (
    <>
      <PageHeader
        title="Suppliers"
        description="Who stands behind agents, models and tool servers: contracts, data, and how much rests on each."
        actions={
          <>
            {can(ctx.actor, "suppliers.export") ? <ExportMenu /> : null}
            {mayManage ? (
              <Link href={"/suppliers/new" as Route} className={buttonVariants({ variant: "default" })}>
                <Plus aria-hidden />
                Register a supplier
              </Link>
            ) : null}
          </>
        }
      />
      <Unregistered names={unregistered} register={mayManage ? createSupplierAction : null} />
      <SupplierTable
        page={tablePageOf(page)}
        facets={supplierFacetsOf(page.facets, countryName)}
        views={views}
        {...tablePreferences(AREA, person?.preferences)}
        actions={{ remember: rememberTableAction, saveView: saveViewAction, deleteView: deleteViewAction }}
        mayManage={mayManage}
      />
    </>
  );
}

function tablePageOf({ rows, total, next, previous }: SupplierPage) {
  const place = (offset: number | null) => (offset === null ? null : String(offset));
  return {
    rows: rows.map((row) => ({ ...row, countryName: countryName(row.country) })),
    total: { count: total, exact: true },
    next: place(next),
    previous: place(previous),
  };
}
