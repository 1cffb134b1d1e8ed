"use client";

import { Database } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { DataTable, type DataTableProps } from "@/components/data-table/data-table";
import type { TableColumn, TableDefinition } from "@/components/data-table/types";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import { DATA_CLASS_LABELS, RESOURCE_KIND_LABELS } from "@/lib/agents/terms";
import { amountOf } from "@/lib/reach/present";
import type { ResourceRow } from "@/lib/reach/views";
import { RESOURCE_FACETS } from "./resource-search";

const amount = (value: number) => (value ? amountOf(value) : <span className="text-muted-foreground">—</span>);

const COLUMNS: readonly TableColumn<ResourceRow>[] = [
  {
    id: "name",
    label: "Name",
    sort: "name",
    className: "w-full min-w-56 sm:max-w-0",
    cell: (row) => (
      <div className="min-w-0">
        <Link
          href={`/resources/${row.id}` as Route}
          prefetch={false}
          data-row-link=""
          className="block truncate font-medium text-foreground underline-offset-3 hover:underline"
        >
          <LiteralText text={row.name} />
        </Link>
        <div className="truncate text-muted-foreground text-xs">
          <LiteralText text={row.description} />
        </div>
      </div>
    ),
  },
  { id: "kind", label: "Kind", sort: "kind", cell: (row) => RESOURCE_KIND_LABELS[row.kind] },
  {
    id: "data",
    label: "Data",
    cell: (row) =>
      row.dataClasses.map((one) => DATA_CLASS_LABELS[one]).join(", ") || (
        <span className="text-muted-foreground">Not stated</span>
      ),
  },
  {
    id: "tier",
    label: "Highest tier",
    plain: true,
    cell: (row) => (row.agents ? <TierBadge tier={row.highestTier} /> : null),
  },
  { id: "agents", label: "Agents", align: "end", cell: (row) => row.agents.toLocaleString("en") },
  { id: "writers", label: "Write", align: "end", cell: (row) => row.writers.toLocaleString("en") },
  { id: "records", label: "Records", sort: "records", align: "end", cell: (row) => amount(row.records) },
  { id: "people", label: "People", sort: "people", align: "end", cell: (row) => amount(row.people) },
  { id: "money", label: "Money", sort: "money", align: "end", shown: false, cell: (row) => amount(row.money) },
  {
    id: "changed",
    label: "Changed",
    sort: "updatedAt",
    shown: false,
    className: "text-muted-foreground",
    cell: (row) => <Time at={row.updatedAt} />,
  },
];

const DEFINITION: TableDefinition<ResourceRow> = {
  area: "resources",
  noun: { one: "resource", many: "resources" },
  columns: COLUMNS,
  facets: RESOURCE_FACETS,
  defaultSort: { id: "name", dir: "asc" },
  searchLabel: "Search resources",
  rowId: (row) => row.id,
  rowName: (row) => row.name,
};

export interface ResourceTableProps
  extends Pick<DataTableProps<ResourceRow>, "page" | "facets" | "views" | "preferences" | "actions" | "shortcuts"> {
  mayCreate: boolean;
}

/** The register of resources, with how many agents reach each. */
export function ResourceTable({ mayCreate, ...table }: ResourceTableProps) {
  return <DataTable {...table} definition={DEFINITION} firstRun={<FirstRun mayCreate={mayCreate} />} />;
}

function FirstRun({ mayCreate }: { mayCreate: boolean }) {
  return (
    <EmptyState
      icon={<Database />}
      title="No resources yet"
      description="What tools reach stands here: databases, services, stores of files, accounts, with the data that lies there. Linked to tools, they say what falls when an agent is compromised."
      actions={
        mayCreate ? (
          <Link href={"/resources/new" as Route} className={buttonVariants({ variant: "default" })}>
            Register a resource
          </Link>
        ) : null
      }
    />
  );
}
