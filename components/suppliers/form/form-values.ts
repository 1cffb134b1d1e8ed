import type { ComboboxOption } from "@/components/ui/combobox";
import type { SupplierDetail, SupplierFields } from "@/lib/suppliers/schema";
import { FIELD_LABELS, type SupplierField } from "@/lib/suppliers/terms";

const FIELDS = Object.keys(FIELD_LABELS) as SupplierField[];

/** What every part of the form gets. */
export interface SupplierSectionProps {
  values: SupplierFields;
  set: <Key extends SupplierField>(key: Key, value: SupplierFields[Key]) => void;
  errorOf: (path: string) => string | undefined;
  /** Named on the server: browsers name countries differently. */
  countries: readonly ComboboxOption[];
  /** The other suppliers of the register. */
  others: readonly ComboboxOption[];
}

export const BLANK: SupplierFields = {
  name: "",
  names: [],
  roles: [],
  legalName: "",
  lei: "",
  otherCode: "",
  otherCodeType: "",
  personType: "",
  parentLei: "",
  country: "",
  notes: "",
  contractRef: "",
  arrangement: "",
  overarchingRef: "",
  contractStart: "",
  contractEnd: "",
  noticeDays: null,
  providerNoticeDays: null,
  governingLaw: "",
  currency: "",
  annualCost: null,
  serviceTypes: [],
  serviceCountry: "",
  storesData: "",
  dataCountries: [],
  sensitivity: "",
  subcontractorIds: [],
  criticality: "none",
  reliance: "",
  substitutability: "",
  substitutabilityReason: "",
  lastAuditOn: "",
  exitPlan: "",
  reintegration: "",
  discontinuationImpact: "",
  alternatives: "",
  alternative: "",
};

export function valuesOf(supplier: SupplierDetail): SupplierFields {
  return Object.fromEntries(FIELDS.map((field) => [field, supplier[field]])) as unknown as SupplierFields;
}

/** Only what differs, so that a change by somebody else to another field is not undone by ours. */
export function changesOf(before: SupplierFields, after: SupplierFields): Partial<SupplierFields> {
  const changed = FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  return Object.fromEntries(changed.map((field) => [field, after[field]]));
}
