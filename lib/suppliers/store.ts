import type { SqlTx } from "@/lib/db";
import type { SupplierFields } from "./schema";

/** A supplier as the verbs load it. */
export interface StoredSupplier extends SupplierFields {
  id: string;
  trusted: boolean;
  trustedReason: string;
  version: number;
  updatedAt: Date;
}

/** Columns as the fields call them; days as text, so that no time zone moves them. `names` leaves out the supplier's own name. */
export const COLUMNS = `s.id, s.name, s.aliases as names, s.roles, s.legal_name as "legalName", s.lei, s.other_code as "otherCode",
  s.other_code_type as "otherCodeType", s.person_type as "personType", s.parent_lei as "parentLei", s.country, s.notes,
  s.contract_ref as "contractRef", s.arrangement, s.overarching_ref as "overarchingRef",
  coalesce(to_char(s.contract_start, 'YYYY-MM-DD'), '') as "contractStart", coalesce(to_char(s.contract_end, 'YYYY-MM-DD'), '') as "contractEnd",
  s.notice_days as "noticeDays", s.provider_notice_days as "providerNoticeDays", s.governing_law as "governingLaw", s.currency,
  s.annual_cost::float8 as "annualCost", s.service_types as "serviceTypes", s.service_country as "serviceCountry", s.stores_data as "storesData",
  s.data_countries as "dataCountries", s.sensitivity, s.subcontractor_ids as "subcontractorIds", s.criticality, s.reliance, s.substitutability,
  s.substitutability_reason as "substitutabilityReason", coalesce(to_char(s.last_audit_on, 'YYYY-MM-DD'), '') as "lastAuditOn",
  s.exit_plan as "exitPlan", s.reintegration, s.discontinuation_impact as "discontinuationImpact", s.alternatives, s.alternative,
  s.trusted, s.trusted_reason as "trustedReason", s.version, s.updated_at as "updatedAt"`;

/** The supplier of this id, held until commit, or null. */
export async function lockSupplier(tx: SqlTx, id: string): Promise<StoredSupplier | null> {
  const { rows } = await tx.query<StoredSupplier>(
    `select ${COLUMNS} from suppliers s where s.id = $1 for update of s`,
    [id],
  );
  return rows[0] ?? null;
}

/**
 * Who else goes by one of these names. Writers of names take turns until commit, for no index can keep two lists apart.
 * @returns the name that is taken and whose it is, or null
 */
export async function findTakenName(
  tx: SqlTx,
  keys: readonly string[],
  exceptId: string | null,
): Promise<{ key: string; name: string } | null> {
  await tx.query("select pg_advisory_xact_lock(hashtext('suppliers.names'))");
  const { rows } = await tx.query<{ key: string; name: string }>(
    `select k.key, s.name from suppliers s cross join unnest($1::text[]) k(key)
     where k.key = any(s.names) and s.id is distinct from $2 limit 1`,
    [keys, exceptId],
  );
  return rows[0] ?? null;
}

/** Which of these suppliers exist. */
export async function existingSuppliers(tx: SqlTx, ids: readonly string[]): Promise<Set<string>> {
  if (!ids.length) return new Set();
  const { rows } = await tx.query<{ id: string }>("select id from suppliers where id = any($1) for key share", [ids]);
  return new Set(rows.map((row) => row.id));
}

const WRITTEN = `name, names, aliases, roles, legal_name, lei, other_code, other_code_type, person_type, parent_lei, country, notes, contract_ref,
  arrangement, overarching_ref, contract_start, contract_end, notice_days, provider_notice_days, governing_law, currency, annual_cost,
  service_types, service_country, stores_data, data_countries, sensitivity, subcontractor_ids, criticality, reliance, substitutability,
  substitutability_reason, last_audit_on, exit_plan, reintegration, discontinuation_impact, alternatives, alternative, trusted, trusted_reason,
  updated_at`;

function writtenRow(supplier: StoredSupplier, keys: readonly string[], now: Date) {
  return {
    id: supplier.id,
    name: supplier.name,
    names: keys,
    aliases: supplier.names,
    roles: supplier.roles,
    legal_name: supplier.legalName,
    lei: supplier.lei,
    other_code: supplier.otherCode,
    other_code_type: supplier.otherCodeType,
    person_type: supplier.personType,
    parent_lei: supplier.parentLei,
    country: supplier.country,
    notes: supplier.notes,
    contract_ref: supplier.contractRef,
    arrangement: supplier.arrangement,
    overarching_ref: supplier.overarchingRef,
    contract_start: supplier.contractStart || null,
    contract_end: supplier.contractEnd || null,
    notice_days: supplier.noticeDays,
    provider_notice_days: supplier.providerNoticeDays,
    governing_law: supplier.governingLaw,
    currency: supplier.currency,
    annual_cost: supplier.annualCost,
    service_types: supplier.serviceTypes,
    service_country: supplier.serviceCountry,
    stores_data: supplier.storesData,
    data_countries: supplier.dataCountries,
    sensitivity: supplier.sensitivity,
    subcontractor_ids: supplier.subcontractorIds,
    criticality: supplier.criticality,
    reliance: supplier.reliance,
    substitutability: supplier.substitutability,
    substitutability_reason: supplier.substitutabilityReason,
    last_audit_on: supplier.lastAuditOn || null,
    exit_plan: supplier.exitPlan,
    reintegration: supplier.reintegration,
    discontinuation_impact: supplier.discontinuationImpact,
    alternatives: supplier.alternatives,
    alternative: supplier.alternative,
    trusted: supplier.trusted,
    trusted_reason: supplier.trustedReason,
    version: supplier.version,
    updated_at: now,
  };
}

/** @param keys the lower-case names under which it is found */
export async function insertSupplier(
  tx: SqlTx,
  supplier: StoredSupplier,
  keys: readonly string[],
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into suppliers (id, version, created_at, ${WRITTEN})
     select id, 1, updated_at, ${WRITTEN} from json_populate_record(null::suppliers, $1)`,
    [JSON.stringify(writtenRow(supplier, keys, now))],
  );
}

/** Writes over the row that still has the version it was loaded with. @returns whether it had */
export async function updateSupplier(
  tx: SqlTx,
  supplier: StoredSupplier,
  keys: readonly string[],
  now: Date,
): Promise<boolean> {
  const columns = WRITTEN.split(",").map((column) => column.trim());
  const { rowCount } = await tx.query(
    `update suppliers s set version = s.version + 1, ${columns.map((column) => `${column} = r.${column}`).join(", ")}
     from json_populate_record(null::suppliers, $1) r where s.id = r.id and s.version = r.version`,
    [JSON.stringify(writtenRow(supplier, keys, now))],
  );
  return rowCount === 1;
}
