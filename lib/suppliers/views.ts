import type { Environment, PersonRef, Tier } from "@/lib/agents/schema";
import type { SupplierFields } from "./schema";
import type { ContractState, SupplierField } from "./terms";

/** View models: plain values. Instants are ISO 8601 in UTC, days are `2026-11-21`. */

/** One column of the register of information that a supplier leaves empty. */
export interface Lack {
  template: string;
  column: string;
  /** What the column asks for, in the words of the regulation, shortened. */
  label: string;
  /** The field of our form that fills it; null where this register does not keep it. */
  field: SupplierField | null;
}

export interface Completeness {
  filled: number;
  asked: number;
  /** Whole percent, 100 only when nothing is missing. */
  percent: number;
  missing: Lack[];
}

/** A supplier with what uses it, as far as the caller sees agents. */
export interface SupplierRow extends SupplierFields {
  id: string;
  trusted: boolean;
  trustedReason: string;
  version: number;
  updatedAt: string;
  agents: number;
  servers: number;
  highestTier: Tier | null;
  contract: ContractState;
  completeness: Pick<Completeness, "filled" | "asked" | "percent">;
}

export interface SupplierFacetValue {
  value: string;
  count: number;
}
export type SupplierFacets = Record<"role" | "criticality" | "contract" | "country" | "trust", SupplierFacetValue[]>;

export interface SupplierPage {
  rows: SupplierRow[];
  total: number;
  /** Offsets of the pages around; null where there is none. */
  next: number | null;
  previous: number | null;
  facets: SupplierFacets;
}

/** An agent that the supplier stands behind. `through`: the servers whose tools it takes; empty when it supplies the agent or its model. */
export interface SupplierUse {
  id: string;
  name: string;
  environment: Environment;
  tier: Tier | null;
  team: string | null;
  owner: PersonRef | null;
  provides: boolean;
  through: string[];
}

export interface SupplierDetail extends Omit<SupplierRow, "completeness"> {
  completeness: Completeness;
  subcontractors: { id: string; name: string }[];
  uses: SupplierUse[];
  /** The uses beyond those listed. */
  furtherUses: number;
  abilities: Record<"edit" | "trust" | "distrust", { allowed: true } | { allowed: false; reason: string }>;
}

/** A name that agents or servers mention and the register does not know. */
export interface UnregisteredName {
  name: string;
  agents: number;
  servers: number;
}
