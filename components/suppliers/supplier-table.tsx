"use client";

import { Building2 } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { DataTable, type DataTableProps } from "@/components/data-table/data-table";
import type { TableDefinition } from "@/components/data-table/types";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { type ListedSupplier, SUPPLIER_COLUMNS } from "./supplier-columns";
import { SUPPLIER_FACETS } from "./supplier-search";

const DEFINITION: TableDefinition<ListedSupplier> = {
  area: "suppliers",
  noun: { one: "supplier", many: "suppliers" },
  columns: SUPPLIER_COLUMNS,
  facets: SUPPLIER_FACETS,
  defaultSort: { id: "name", dir: "asc" },
  searchLabel: "Search suppliers",
  rowId: (row) => row.id,
  rowName: (row) => row.name,
};

export interface SupplierTableProps
  extends Pick<DataTableProps<ListedSupplier>, "page" | "facets" | "views" | "preferences" | "actions" | "shortcuts"> {
  mayManage: boolean;
}

/** The register of suppliers. */
export function SupplierTable({ mayManage, ...table }: SupplierTableProps) {
  return <DataTable {...table} definition={DEFINITION} firstRun={<FirstRun mayManage={mayManage} />} />;
}

function FirstRun({ mayManage }: { mayManage: boolean }) {
  return (
    <EmptyState
      icon={<Building2 />}
      title="No suppliers yet"
      description="Whoever supplies agents, models or tool servers stands here, with the contract, where your data is and how much rests on them. Regulators ask for this register; controls of high-tier agents do too."
      actions={
        mayManage ? (
          <Link href={"/suppliers/new" as Route} className={buttonVariants({ variant: "default" })}>
            Register a supplier
          </Link>
        ) : null
      }
    />
  );
}
