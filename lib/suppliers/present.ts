import { contractState } from "./rules";
import type { SupplierFields } from "./schema";
import {
  ALTERNATIVES_LABELS,
  ARRANGEMENT_LABELS,
  CODE_TYPE_LABELS,
  CONTRACT_LABELS,
  CRITICALITY_LABELS,
  FIELD_LABELS,
  LEVEL_LABELS,
  PERSON_TYPE_LABELS,
  REINTEGRATION_LABELS,
  RELIANCE_LABELS,
  ROLE_LABELS,
  SERVICE_TYPE_LABELS,
  SUBSTITUTABILITY_LABELS,
  SUBSTITUTABILITY_REASON_LABELS,
  type SupplierField,
  YES_NO_LABELS,
} from "./terms";

const COUNTRY_NAMES = new Intl.DisplayNames(["en"], { type: "region" });

/** "DE" as "Germany". */
export function countryName(code: string): string {
  return code ? (COUNTRY_NAMES.of(code) ?? code) : "";
}

const LISTS: Partial<Record<SupplierField, Readonly<Record<string, string>>>> = {
  roles: ROLE_LABELS,
  otherCodeType: CODE_TYPE_LABELS,
  personType: PERSON_TYPE_LABELS,
  arrangement: ARRANGEMENT_LABELS,
  serviceTypes: SERVICE_TYPE_LABELS,
  storesData: YES_NO_LABELS,
  sensitivity: LEVEL_LABELS,
  criticality: CRITICALITY_LABELS,
  reliance: RELIANCE_LABELS,
  substitutability: SUBSTITUTABILITY_LABELS,
  substitutabilityReason: SUBSTITUTABILITY_REASON_LABELS,
  exitPlan: YES_NO_LABELS,
  reintegration: REINTEGRATION_LABELS,
  discontinuationImpact: LEVEL_LABELS,
  alternatives: ALTERNATIVES_LABELS,
};
const COUNTRY_FIELDS: ReadonlySet<string> = new Set(["country", "governingLaw", "serviceCountry", "dataCountries"]);

/** What a field holds, in words; empty where nothing is stated. */
export function fieldText(supplier: SupplierFields, field: SupplierField): string {
  const value = supplier[field];
  if (value === "" || value === null) return "";
  const word = (one: string) => (COUNTRY_FIELDS.has(field) ? countryName(one) : (LISTS[field]?.[one] ?? one));
  return Array.isArray(value) ? value.map(word).join(", ") : word(String(value));
}

type Listed = SupplierFields & { id: string; trusted: boolean; trustedReason: string };

/** The register as a table of words with a heading, for people and spreadsheets. */
export function readableRows(suppliers: readonly Listed[], now: Date): string[][] {
  const fields = Object.keys(FIELD_LABELS) as SupplierField[];
  const names = new Map(suppliers.map(({ id, name }) => [id, name]));
  const text = (supplier: Listed, field: SupplierField) =>
    field === "subcontractorIds"
      ? supplier.subcontractorIds.map((id) => names.get(id) ?? id).join(", ")
      : fieldText(supplier, field);
  return [
    ["Id", ...fields.map((field) => FIELD_LABELS[field]), "Contract state", "Trusted", "Why"],
    ...suppliers.map((supplier) => [
      supplier.id,
      ...fields.map((field) => text(supplier, field)),
      CONTRACT_LABELS[contractState(supplier, now)],
      supplier.trusted ? "Yes" : "No",
      supplier.trustedReason,
    ]),
  ];
}
