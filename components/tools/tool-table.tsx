"use client";

import { Wrench } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { DataTable, type DataTableProps } from "@/components/data-table/data-table";
import type { TableDefinition } from "@/components/data-table/types";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import type { ToolHit } from "@/lib/agents/schema";
import { ENVIRONMENT_LABELS, type Environment } from "@/lib/agents/terms";
import { PowerBadges } from "./power";
import { TOOL_FACETS } from "./tool-search";
import { ToolStateBadge } from "./tool-state";

const DEFINITION: TableDefinition<ToolHit> = {
  area: "tools",
  noun: { one: "tool", many: "tools" },
  columns: [
    {
      id: "name",
      label: "Name",
      sort: "name",
      cell: (row) => <NameCell row={row} />,
      className: "w-full min-w-56 sm:max-w-0",
    },
    { id: "state", label: "State", plain: true, cell: (row) => <StateCell row={row} /> },
    {
      id: "power",
      label: "What it can do",
      plain: true,
      className: "min-w-48 whitespace-normal",
      cell: (row) => <PowerBadges effect={row.effect} capabilities={row.capabilities} />,
    },
    { id: "tier", label: "Tier", sort: "tier", plain: true, cell: (row) => <TierBadge tier={row.tier} /> },
    {
      id: "agent",
      label: "Agent",
      sort: "agent",
      className: "max-w-56 truncate",
      cell: (row) => <AgentCell agent={row.agent} />,
    },
    {
      id: "seen",
      label: "First seen",
      sort: "seen",
      className: "text-muted-foreground",
      cell: (row) => <Time at={row.firstSeenAt} />,
    },
  ],
  facets: TOOL_FACETS,
  defaultSort: { id: "seen", dir: "desc" },
  searchLabel: "Search tools",
  rowId: (row) => row.id,
  rowName: (row) => row.name,
};

export type ToolTableProps = Pick<
  DataTableProps<ToolHit>,
  "page" | "facets" | "views" | "preferences" | "actions" | "shortcuts"
>;

/** The tools of all agents. */
export function ToolTable(props: ToolTableProps) {
  return (
    <DataTable
      {...props}
      definition={DEFINITION}
      peeks
      firstRun={
        <EmptyState
          icon={<Wrench />}
          title="No tools yet"
          description="What agents can call stands here. Tools come with imported tool lists, or are added on an agent's page."
        />
      }
    />
  );
}

function NameCell({ row }: { row: ToolHit }) {
  return (
    <div className="min-w-0">
      <Link
        href={`/agents/${row.agent.id}?tab=tools&tool=${row.id}` as Route}
        prefetch={false}
        data-row-link=""
        aria-keyshortcuts="j k Space"
        className="block truncate font-mono text-foreground text-sm underline-offset-3 hover:underline"
      >
        <LiteralText text={row.name} />
      </Link>
      <div className="relative truncate text-muted-foreground text-xs">
        <LiteralText text={[row.server, row.description || row.title].filter(Boolean).join(" · ")} />
      </div>
    </div>
  );
}

function StateCell({ row }: { row: ToolHit }) {
  return (
    <span className="inline-flex gap-1">
      <ToolStateBadge state={row.state} />
      {row.state === "quarantined" ? <Badge tone="outline">{row.changed ? "Changed" : "New"}</Badge> : null}
      {row.corrected ? <Badge tone="info">Corrected</Badge> : null}
    </span>
  );
}

function AgentCell({ agent }: { agent: ToolHit["agent"] }) {
  return (
    <span className="block min-w-0">
      <Link
        href={`/agents/${agent.id}?tab=tools` as Route}
        prefetch={false}
        className="block truncate underline-offset-3 hover:underline"
      >
        <LiteralText text={agent.name} />
      </Link>
      <span className="text-muted-foreground text-xs">{ENVIRONMENT_LABELS[agent.environment as Environment]}</span>
    </span>
  );
}
