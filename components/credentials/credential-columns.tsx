"use client";

import type { Route } from "next";
import Link from "next/link";
import type { TableColumn } from "@/components/data-table/types";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import { KIND_LABELS } from "@/lib/credentials/terms";
import type { CredentialRow } from "@/lib/credentials/views";
import { CredentialStateBadge, DueBadge, StrengthBadge } from "./badges";

const MUTED = "text-muted-foreground";

/** The columns of the register. The agent comes first and stays. */
export const CREDENTIAL_COLUMNS: readonly TableColumn<CredentialRow>[] = [
  {
    id: "agent",
    label: "Agent",
    sort: "agent",
    className: "w-full min-w-52 sm:max-w-0",
    cell: (row) => <AgentCell row={row} />,
  },
  {
    id: "instance",
    label: "Instance",
    className: "min-w-32",
    cell: (row) => <LiteralText text={row.instance.gateway ? `${row.instance.name} (gateway)` : row.instance.name} />,
  },
  { id: "strength", label: "Strength", plain: true, cell: (row) => <StrengthBadge strength={row.strength} /> },
  { id: "kind", label: "Kind", shown: false, cell: (row) => KIND_LABELS[row.kind] },
  { id: "state", label: "State", plain: true, cell: (row) => <CredentialStateBadge state={row.state} /> },
  { id: "due", label: "Rotation due", sort: "due", className: "min-w-36", cell: (row) => <DueCell row={row} /> },
  {
    id: "used",
    label: "Last used",
    sort: "used",
    cell: (row) => <Time at={row.lastUsedAt} className={row.lastUsedAt ? "" : MUTED} />,
  },
  { id: "created", label: "Created", sort: "created", cell: (row) => <Time at={row.createdAt} /> },
  { id: "expires", label: "Ends", shown: false, cell: (row) => <Time at={row.expiresAt} missing="No end set" /> },
  {
    id: "tier",
    label: "Tier",
    shown: false,
    plain: true,
    cell: (row) => <TierBadge tier={row.agent.tier} />,
  },
  {
    id: "owner",
    label: "Owner",
    shown: false,
    cell: (row) => (row.agent.owner ? <LiteralText text={row.agent.owner} /> : <span className={MUTED}>Nobody</span>),
  },
  {
    id: "from",
    label: "Last used from",
    shown: false,
    cell: (row) => row.lastUsedFrom || <span className={MUTED}>Unknown</span>,
  },
];

function AgentCell({ row }: { row: CredentialRow }) {
  return (
    <div className="min-w-0">
      <Link
        href={`/agents/${row.agent.id}?tab=identity` as Route}
        prefetch={false}
        data-row-link=""
        aria-keyshortcuts="j k"
        className="block truncate font-medium text-foreground underline-offset-3 hover:underline"
      >
        <LiteralText text={row.agent.name} />
      </Link>
      <div className="truncate text-muted-foreground text-xs">
        <LiteralText text={[row.agent.environment, row.label].filter(Boolean).join(" · ")} />
      </div>
    </div>
  );
}

function DueCell({ row }: { row: CredentialRow }) {
  if (row.state === "overlap") {
    return (
      <span className={MUTED}>
        Ends <Time at={row.overlapUntil} />
      </span>
    );
  }
  if (row.state !== "active") {
    return (
      <span className={MUTED}>
        Ended <Time at={row.endedAt} />
        {row.provenDeadAt ? ", proved dead" : ""}
      </span>
    );
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <Time at={row.rotationDueAt} />
      <DueBadge due={row.due} />
    </span>
  );
}
