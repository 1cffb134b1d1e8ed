"use client";

import { BadgeCheck, FileInput, PencilLine, ShieldQuestion } from "lucide-react";
import Link from "next/link";
import type { TableColumn } from "@/components/data-table/types";
import { LiteralText } from "@/components/ui/literal-text";
import { StatusBadge } from "@/components/ui/status-badge";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import type { AgentRow } from "@/lib/agents/schema";
import { ENVIRONMENT_LABELS, KIND_LABELS, SOURCE_LABELS } from "@/lib/agents/terms";
import { PersonName } from "./person-name";

/** The columns of the inventory. The name comes first and stays. */
export const AGENT_COLUMNS: readonly TableColumn<AgentRow>[] = [
  {
    id: "name",
    label: "Name",
    sort: "name",
    cell: (row) => <NameCell row={row} />,
    className: "w-full min-w-56 sm:max-w-0",
  },
  { id: "status", label: "Status", sort: "status", plain: true, cell: (row) => <StatusBadge status={row.status} /> },
  { id: "tier", label: "Tier", sort: "tier", plain: true, cell: (row) => <TierBadge tier={row.tier} /> },
  {
    id: "environment",
    label: "Environment",
    sort: "environment",
    plain: true,
    cell: (row) => ENVIRONMENT_LABELS[row.environment],
  },
  { id: "kind", label: "Kind", sort: "kind", shown: false, cell: (row) => KIND_LABELS[row.kind] },
  {
    id: "owner",
    label: "Owner",
    sort: "owner",
    cell: (row) => <PersonName person={row.owner} missing="No owner" alarming={row.status !== "decommissioned"} />,
  },
  {
    id: "deputy",
    label: "Deputy",
    shown: false,
    cell: (row) => <PersonName person={row.deputy} missing="No deputy" />,
  },
  {
    id: "sponsor",
    label: "Sponsor",
    shown: false,
    cell: (row) => <PersonName person={row.sponsor} missing="No sponsor" />,
  },
  {
    id: "team",
    label: "Team",
    sort: "team",
    cell: (row) => row.team?.name ?? <span className="text-muted-foreground">No team</span>,
  },
  {
    id: "provider",
    label: "Provider",
    sort: "provider",
    shown: false,
    className: "max-w-48 truncate",
    cell: (row) => <LiteralText text={row.provider} />,
  },
  { id: "source", label: "Source", shown: false, cell: (row) => <SourceCell row={row} /> },
  {
    id: "changed",
    label: "Changed",
    sort: "updatedAt",
    className: "text-muted-foreground",
    cell: (row) => <Time at={row.updatedAt} />,
  },
];

function NameCell({ row }: { row: AgentRow }) {
  const line = row.purpose || [row.provider, row.model].filter(Boolean).join(" · ") || KIND_LABELS[row.kind];
  return (
    <div className="min-w-0">
      <Link
        href={`/agents/${row.id}`}
        prefetch={false}
        data-row-link=""
        aria-keyshortcuts="j k x Space"
        className="block truncate font-medium text-foreground underline-offset-3 hover:underline"
      >
        <LiteralText text={row.name} />
      </Link>
      <div className="truncate text-muted-foreground text-xs">
        <LiteralText text={line} />
      </div>
    </div>
  );
}

/** Where the record came from, and whether its supplier signed it. */
function SourceCell({ row }: { row: AgentRow }) {
  const { icon: Icon, tone, said } = sealOf(row);
  return (
    <span className="inline-flex items-center gap-1.5">
      <Icon aria-hidden className={`size-3.5 shrink-0 ${tone}`} />
      {SOURCE_LABELS[row.source]}
      {said ? <span className="text-muted-foreground text-xs">{said}</span> : null}
    </span>
  );
}

function sealOf({ source, signature }: Pick<AgentRow, "source" | "signature">) {
  if (signature === "verified") return { icon: BadgeCheck, tone: "text-success", said: "signature verified" };
  if (signature === "unverified") return { icon: ShieldQuestion, tone: "text-warning", said: "signature unverified" };
  return { icon: source === "manual" ? PencilLine : FileInput, tone: "text-muted-foreground", said: "" };
}
