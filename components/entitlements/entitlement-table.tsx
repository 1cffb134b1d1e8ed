"use client";

import { KeyRound } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Certified } from "@/components/campaigns/agent/certified";
import { DataTable, type DataTableProps } from "@/components/data-table/data-table";
import type { TableDefinition } from "@/components/data-table/types";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { ENVIRONMENT_LABELS } from "@/lib/agents/terms";
import type { CertificationView } from "@/lib/campaigns";
import { sentenceText, targetText } from "@/lib/entitlements/present";
import type { EntitlementView } from "@/lib/entitlements/schema";
import { ENTITLEMENT_FACETS } from "./entitlement-search";
import { ActionBadges, GrantLimits, MarkBadges, StateBadge } from "./words";

/** A grant, with what campaigns said of it last. */
type EntitlementRow = EntitlementView & { certification?: CertificationView | undefined };

const DEFINITION: TableDefinition<EntitlementRow> = {
  area: "entitlements",
  noun: { one: "grant", many: "grants" },
  columns: [
    {
      id: "grant",
      label: "Grant",
      cell: (row) => <GrantCell row={row} />,
      className: "w-full min-w-64 sm:max-w-0",
    },
    { id: "state", label: "State", plain: true, cell: (row) => <StateCell row={row} /> },
    {
      id: "actions",
      label: "May",
      plain: true,
      className: "min-w-28 whitespace-normal",
      cell: (row) => <ActionBadges actions={row.actions} />,
    },
    {
      id: "agent",
      label: "Agent",
      sort: "agent",
      className: "max-w-56 truncate",
      cell: (row) => <AgentCell agent={row.agent} />,
    },
    {
      id: "expires",
      label: "Ends",
      sort: "expires",
      className: "text-muted-foreground",
      cell: (row) => <Time at={row.expiresAt} missing="No end" />,
    },
    {
      id: "used",
      label: "Last used",
      sort: "used",
      className: "text-muted-foreground",
      cell: (row) => <Time at={row.lastUsedAt} />,
    },
    {
      id: "certified",
      label: "Certified",
      className: "text-muted-foreground",
      cell: (row) => <Certified certification={row.certification} short />,
    },
    {
      id: "requested",
      label: "Asked for",
      sort: "requested",
      className: "text-muted-foreground",
      cell: (row) => <Time at={row.requestedAt} />,
    },
  ],
  facets: ENTITLEMENT_FACETS,
  defaultSort: { id: "requested", dir: "desc" },
  searchLabel: "Search grants",
  rowId: (row) => row.id,
  rowName: (row) => `${row.agent.name} ${sentenceText(row)}`,
};

export type EntitlementTableProps = Pick<
  DataTableProps<EntitlementRow>,
  "page" | "facets" | "views" | "preferences" | "actions" | "shortcuts"
>;

/** The grants of all agents in sight. */
export function EntitlementTable(props: EntitlementTableProps) {
  return (
    <DataTable
      {...props}
      definition={DEFINITION}
      firstRun={
        <EmptyState
          icon={<KeyRound />}
          title="No grants yet"
          description="What agents may do stands here. Ask for a grant on an agent's page; a second person approves it."
        />
      }
    />
  );
}

function GrantCell({ row }: { row: EntitlementView }) {
  return (
    <div className="min-w-0">
      <Link
        href={`/entitlements/${row.id}` as Route}
        prefetch={false}
        data-row-link=""
        aria-keyshortcuts="j k"
        className="block truncate font-mono text-foreground text-sm underline-offset-3 hover:underline"
      >
        <LiteralText text={targetText(row)} />
      </Link>
      <div className="relative truncate text-muted-foreground text-xs">
        <GrantLimits shape={row} />
      </div>
    </div>
  );
}

function StateCell({ row }: { row: EntitlementView }) {
  return (
    <span className="inline-flex gap-1">
      <StateBadge state={row.state} />
      <MarkBadges kind={row.kind} wide={row.wide && row.state === "active"} />
    </span>
  );
}

function AgentCell({ agent }: { agent: EntitlementView["agent"] }) {
  return (
    <span className="block min-w-0">
      <Link
        href={`/agents/${agent.id}?tab=grants` as Route}
        prefetch={false}
        className="block truncate underline-offset-3 hover:underline"
      >
        <LiteralText text={agent.name} />
      </Link>
      <span className="text-muted-foreground text-xs">{ENVIRONMENT_LABELS[agent.environment]}</span>
    </span>
  );
}
