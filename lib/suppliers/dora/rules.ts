import { isWeighty } from "../rules";
import type { SupplierFields } from "../schema";
import type { SupplierField } from "../terms";
import type { Completeness, Lack } from "../views";

/** One column that the register of information asks for, the field that fills it, and for whom it is asked. */
interface Asked {
  template: string;
  column: string;
  label: string;
  field: SupplierField;
  /** Left out: of every supplier. */
  when?: (supplier: SupplierFields) => boolean;
  /** Left out: the field is not empty. */
  met?: (supplier: SupplierFields) => boolean;
}

const weighty = (supplier: SupplierFields) => isWeighty(supplier.criticality);
const hardToReplace = (supplier: SupplierFields) =>
  weighty(supplier) && (supplier.substitutability === "not" || supplier.substitutability === "highly_complex");

/**
 * What is asked of each supplier, once for each field however many templates repeat it. From `B_02.02.0100` on, only of
 * suppliers that support a critical or important function, as in the regulation's own instructions.
 */
const ASKED: readonly Asked[] = [
  {
    template: "B_05.01",
    column: "c0010",
    label: "Identification code of the provider",
    field: "lei",
    met: (supplier) => supplier.lei !== "" || (supplier.otherCode !== "" && supplier.otherCodeType !== ""),
  },
  { template: "B_05.01", column: "c0050", label: "Legal name of the provider", field: "legalName" },
  { template: "B_05.01", column: "c0070", label: "Type of person of the provider", field: "personType" },
  { template: "B_05.01", column: "c0080", label: "Country of the provider's headquarters", field: "country" },
  {
    template: "B_05.01",
    column: "c0110",
    label: "Identification code of the ultimate parent",
    field: "parentLei",
    when: (supplier) => supplier.personType !== "individual",
  },
  { template: "B_02.01", column: "c0010", label: "Contractual arrangement reference number", field: "contractRef" },
  { template: "B_02.01", column: "c0020", label: "Type of contractual arrangement", field: "arrangement" },
  {
    template: "B_02.01",
    column: "c0030",
    label: "Overarching arrangement's reference number",
    field: "overarchingRef",
    when: (supplier) => supplier.arrangement === "subsequent",
  },
  { template: "B_02.01", column: "c0040", label: "Currency", field: "currency" },
  { template: "B_02.01", column: "c0050", label: "Annual expense or estimated cost", field: "annualCost" },
  { template: "B_02.02", column: "c0060", label: "Type of ICT services", field: "serviceTypes" },
  { template: "B_02.02", column: "c0070", label: "Start date of the arrangement", field: "contractStart" },
  { template: "B_02.02", column: "c0100", label: "Notice period for us", field: "noticeDays", when: weighty },
  {
    template: "B_02.02",
    column: "c0110",
    label: "Notice period for the provider",
    field: "providerNoticeDays",
    when: weighty,
  },
  { template: "B_02.02", column: "c0120", label: "Country of the governing law", field: "governingLaw", when: weighty },
  {
    template: "B_02.02",
    column: "c0130",
    label: "Country from which the service is given",
    field: "serviceCountry",
    when: weighty,
  },
  { template: "B_02.02", column: "c0140", label: "Storage of data", field: "storesData", when: weighty },
  {
    template: "B_02.02",
    column: "c0150",
    label: "Location of the data",
    field: "dataCountries",
    when: (supplier) => weighty(supplier) && supplier.storesData !== "no",
  },
  {
    template: "B_02.02",
    column: "c0170",
    label: "Sensitiveness of the data stored",
    field: "sensitivity",
    when: (supplier) => weighty(supplier) && supplier.storesData !== "no",
  },
  { template: "B_02.02", column: "c0180", label: "Level of reliance", field: "reliance", when: weighty },
  { template: "B_07.01", column: "c0050", label: "Substitutability", field: "substitutability", when: weighty },
  {
    template: "B_07.01",
    column: "c0060",
    label: "Reason where it is hard to substitute",
    field: "substitutabilityReason",
    when: hardToReplace,
  },
  { template: "B_07.01", column: "c0070", label: "Date of the last audit", field: "lastAuditOn", when: weighty },
  { template: "B_07.01", column: "c0080", label: "Existence of an exit plan", field: "exitPlan", when: weighty },
  {
    template: "B_07.01",
    column: "c0090",
    label: "Possibility of reintegration",
    field: "reintegration",
    when: weighty,
  },
  {
    template: "B_07.01",
    column: "c0100",
    label: "Impact of discontinuing the service",
    field: "discontinuationImpact",
    when: weighty,
  },
  {
    template: "B_07.01",
    column: "c0110",
    label: "Alternative providers identified",
    field: "alternatives",
    when: weighty,
  },
  {
    template: "B_07.01",
    column: "c0120",
    label: "Identification of the alternative",
    field: "alternative",
    when: (supplier) => weighty(supplier) && supplier.alternatives === "yes",
  },
];

/** How much of what the register of information asks for this supplier's entry answers (V6). */
export function completenessOf(supplier: SupplierFields): Completeness {
  const asked = ASKED.filter(({ when }) => when?.(supplier) ?? true);
  const missing: Lack[] = asked
    .filter(({ field, met }) => !(met?.(supplier) ?? isStated(supplier[field])))
    .map(({ template, column, label, field }) => ({ template, column, label, field }));
  const filled = asked.length - missing.length;
  return { filled, asked: asked.length, percent: Math.floor((filled * 100) / asked.length), missing };
}

function isStated(value: SupplierFields[SupplierField]): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== "" && value !== null;
}

/** A link of a supply chain: `rank` 1 is who signed with us; everybody further serves `recipientId`. */
export interface ChainLink {
  supplierId: string;
  rank: number;
  recipientId: string | null;
}

/** Who stands behind a supplier, nearest first. A supplier that occurs twice counts where it is nearest; circles end. */
export function chainOf(id: string, subcontractorsOf: (id: string) => readonly string[]): ChainLink[] {
  const chain: ChainLink[] = [{ supplierId: id, rank: 1, recipientId: null }];
  const seen = new Set([id]);
  for (const link of chain) {
    for (const next of subcontractorsOf(link.supplierId)) {
      if (seen.has(next)) continue;
      seen.add(next);
      chain.push({ supplierId: next, rank: link.rank + 1, recipientId: link.supplierId });
    }
  }
  return chain;
}
