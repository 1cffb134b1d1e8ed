"use client";

import { KeyRound } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { DataTable, type DataTableProps } from "@/components/data-table/data-table";
import type { TableDefinition } from "@/components/data-table/types";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { CredentialRow } from "@/lib/credentials/views";
import { CREDENTIAL_COLUMNS } from "./credential-columns";
import { CREDENTIAL_FACETS } from "./credential-search";

const DEFINITION: TableDefinition<CredentialRow> = {
  area: "credentials",
  noun: { one: "credential", many: "credentials" },
  columns: CREDENTIAL_COLUMNS,
  facets: CREDENTIAL_FACETS,
  defaultSort: { id: "due", dir: "asc" },
  searchLabel: "Search credentials",
  rowId: (row) => row.id,
  rowName: (row) => `${row.agent.name}, ${row.instance.name}`,
};

export type CredentialTableProps = Pick<
  DataTableProps<CredentialRow>,
  "page" | "facets" | "views" | "preferences" | "actions" | "shortcuts"
>;

/** The register of everything that agents prove themselves with. */
export function CredentialTable(props: CredentialTableProps) {
  return <DataTable {...props} definition={DEFINITION} exportPath="/api/credentials/export" firstRun={<FirstRun />} />;
}

function FirstRun() {
  return (
    <EmptyState
      icon={<KeyRound />}
      title="No credentials yet"
      description="What agents prove themselves with stands here: keys, workload issuers, secrets, with their strength, last use and rotation. Each is issued on its agent's page, under Identity."
      actions={
        <Link href={"/agents?status=active,registered" as Route} className={buttonVariants({ variant: "default" })}>
          Choose an agent
        </Link>
      }
    />
  );
}
