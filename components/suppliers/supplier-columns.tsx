"use client";

import type { Route } from "next";
import Link from "next/link";
import type { TableColumn } from "@/components/data-table/types";
import { Badge } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import type { SupplierRow } from "@/lib/suppliers/schema";
import { CRITICALITY_SHORT, ROLE_LABELS } from "@/lib/suppliers/terms";
import { CompletenessBar } from "./completeness-bar";
import { ContractBadge } from "./contract-badge";
import { TrustBadge } from "./trust-badge";

/** A row with its country in words, which the server gives: browsers name countries differently. */
export interface ListedSupplier extends SupplierRow {
  countryName: string;
}

const MUTED = "text-muted-foreground";

/** The columns of the register. The name comes first and stays. */
export const SUPPLIER_COLUMNS: readonly TableColumn<ListedSupplier>[] = [
  {
    id: "name",
    label: "Name",
    sort: "name",
    className: "w-full min-w-52 sm:max-w-0",
    cell: (row) => <NameCell row={row} />,
  },
  {
    id: "role",
    label: "Supplies",
    className: "min-w-40",
    cell: (row) => row.roles.map((role) => ROLE_LABELS[role]).join(", ") || <span className={MUTED}>Not stated</span>,
  },
  {
    id: "criticality",
    label: "Criticality",
    sort: "criticality",
    cell: (row) =>
      row.criticality === "none" ? (
        <span className={MUTED}>Neither</span>
      ) : (
        <Badge tone={row.criticality === "critical" ? "danger" : "warning"}>{CRITICALITY_SHORT[row.criticality]}</Badge>
      ),
  },
  {
    id: "contract",
    label: "Contract",
    sort: "contract",
    cell: (row) => <ContractBadge state={row.contract} end={row.contractEnd} />,
  },
  {
    id: "agents",
    label: "Agents",
    sort: "agents",
    align: "end",
    cell: (row) => <span className="tabular-nums">{row.agents}</span>,
  },
  {
    id: "tier",
    label: "Highest tier",
    sort: "tier",
    cell: (row) => (row.agents > 0 ? <TierBadge tier={row.highestTier} /> : <span className={MUTED}>Not used</span>),
  },
  { id: "trust", label: "Trust", cell: (row) => <TrustBadge trusted={row.trusted} /> },
  {
    id: "completeness",
    label: "Completeness",
    sort: "completeness",
    cell: (row) => <CompletenessBar {...row.completeness} />,
  },
  {
    id: "country",
    label: "Head office",
    sort: "country",
    shown: false,
    cell: (row) => row.countryName || <span className={MUTED}>Not stated</span>,
  },
];

function NameCell({ row }: { row: ListedSupplier }) {
  const line = row.legalName || [row.contractRef, row.countryName].filter(Boolean).join(" · ");
  return (
    <div className="min-w-0">
      <Link
        href={`/suppliers/${row.id}` as Route}
        prefetch={false}
        data-row-link=""
        aria-keyshortcuts="j k"
        className="block truncate font-medium text-foreground underline-offset-3 hover:underline"
      >
        <LiteralText text={row.name} />
      </Link>
      {line ? (
        <div className="truncate text-muted-foreground text-xs">
          <LiteralText text={line} />
        </div>
      ) : null}
    </div>
  );
}
