"use client";

import { Bot } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { DataTable, type DataTableProps } from "@/components/data-table/data-table";
import type { TableDefinition } from "@/components/data-table/types";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { lateParts, useLate } from "@/components/ui/late-parts";
import type { AgentRow } from "@/lib/agents/schema";
import { LIMITS } from "@/lib/agents/terms";
import { AGENT_COLUMNS } from "./agent-columns";
import { AGENT_FACETS } from "./agent-search";
import type { BulkAbilities, BulkActionsProps, BulkServerActions } from "./bulk-actions";

const DEFINITION: TableDefinition<AgentRow> = {
  area: "agents",
  noun: { one: "agent", many: "agents" },
  columns: AGENT_COLUMNS,
  facets: AGENT_FACETS,
  defaultSort: { id: "name", dir: "asc" },
  searchLabel: "Search agents",
  rowId: (row) => row.id,
  rowName: (row) => row.name,
};

export interface AgentTableProps
  extends Pick<DataTableProps<AgentRow>, "page" | "facets" | "views" | "preferences" | "actions" | "shortcuts"> {
  bulk: BulkServerActions;
  /** What this person's roles reach at all; each row is decided again by the server. */
  can: BulkAbilities & { create: boolean; import: boolean };
  teams: readonly { id: string; name: string }[];
}

/** The inventory. */
export function AgentTable({ bulk, can, teams, ...table }: AgentTableProps) {
  const acts = can.assign || can.move;
  return (
    <DataTable
      {...table}
      definition={DEFINITION}
      peeks
      exportPath="/api/agents/export"
      firstRun={<FirstRun can={can} />}
      bulk={
        acts
          ? {
              cap: LIMITS.bulk,
              actions: (target, clear) => <Bulk target={target} clear={clear} server={bulk} can={can} teams={teams} />,
            }
          : undefined
      }
    />
  );
}

const parts = lateParts(() => import("./bulk-actions"));

/** Fetched with the first row that is ticked. */
function Bulk(props: BulkActionsProps) {
  const late = useLate(parts, true);
  return late ? <late.BulkActions {...props} /> : null;
}

function FirstRun({ can }: { can: { create: boolean; import: boolean } }) {
  return (
    <EmptyState
      icon={<Bot />}
      title="No agents yet"
      description="Agents, MCP servers, assistants and workflows stand here, one record per environment, each with somebody who answers for it. Import the files you have, or register the first one by hand."
      actions={
        <>
          {can.import ? (
            <Link href={"/imports/new" as Route} className={buttonVariants({ variant: "default" })}>
              Import agents
            </Link>
          ) : null}
          {can.create ? (
            <Link href="/agents/new" className={buttonVariants({ variant: "outline" })}>
              Register an agent
            </Link>
          ) : null}
        </>
      }
    />
  );
}
