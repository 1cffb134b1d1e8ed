"use client";

import { ShieldCheck } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { PersonName } from "@/components/agents/person-name";
import { DataTable, type DataTableProps } from "@/components/data-table/data-table";
import type { TableColumn, TableDefinition } from "@/components/data-table/types";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { ENVIRONMENT_LABELS, STATUS_LABELS } from "@/lib/agents/terms";
import type { Reacher } from "@/lib/reach/views";
import { REACHER_FACETS } from "./resource-search";

const COLUMNS: readonly TableColumn<Reacher>[] = [
  {
    id: "name",
    label: "Agent",
    className: "w-full min-w-56 sm:max-w-0",
    cell: (row) => (
      <div className="min-w-0">
        <Link
          href={`/agents/${row.id}?tab=reach` as Route}
          prefetch={false}
          data-row-link=""
          className="block truncate font-medium text-foreground underline-offset-3 hover:underline"
        >
          <LiteralText text={row.name} />
        </Link>
        <div className="truncate text-muted-foreground text-xs">
          {ENVIRONMENT_LABELS[row.environment]} · {STATUS_LABELS[row.status]}
        </div>
      </div>
    ),
  },
  { id: "tier", label: "Tier", plain: true, cell: (row) => <TierBadge tier={row.tier} /> },
  {
    id: "access",
    label: "Access",
    plain: true,
    cell: (row) => (
      <span className="inline-flex gap-1">
        <Badge tone={row.access === "write" && row.standing === "now" ? "warning" : "neutral"}>
          {row.access === "write" ? "Writes" : "Reads"}
        </Badge>
        {row.standing === "later" ? <Badge tone="outline">would add</Badge> : null}
      </span>
    ),
  },
  {
    id: "through",
    label: "Through",
    className: "max-w-72 text-xs",
    cell: (row) => <Paths row={row} />,
  },
  {
    id: "owner",
    label: "Owner",
    cell: (row) => <PersonName person={row.owner} missing="No owner" alarming />,
  },
];

function Paths({ row }: { row: Reacher }) {
  if (row.pathCount === 0) return <span className="text-muted-foreground">Stated by people</span>;
  const rest = row.pathCount - row.paths.length;
  return (
    <span className="block truncate">
      <LiteralText text={row.paths.map(({ tool }) => tool).join(", ")} />
      {rest > 0 ? <span className="text-muted-foreground"> and {rest} more</span> : null}
    </span>
  );
}

const DEFINITION: TableDefinition<Reacher> = {
  area: "reachers",
  noun: { one: "agent", many: "agents" },
  columns: COLUMNS,
  facets: REACHER_FACETS,
  defaultSort: { id: "tier", dir: "desc" },
  searchLabel: "Search these agents",
  rowId: (row) => row.id,
  rowName: (row) => row.name,
};

export interface ReacherTableProps
  extends Pick<DataTableProps<Reacher>, "page" | "facets" | "preferences" | "actions" | "shortcuts" | "exportPath"> {
  /** What nothing reaches: "this resource". */
  what: string;
}

/** Who can reach something, the most dangerous first. */
export function ReacherTable({ what, ...table }: ReacherTableProps) {
  return (
    <DataTable
      {...table}
      views={[]}
      definition={DEFINITION}
      firstRun={
        <EmptyState
          icon={<ShieldCheck />}
          title={`No agent reaches ${what}`}
          description="No tool of a living agent that you may see is linked to it, and nobody stated it as a system."
        />
      }
    />
  );
}
