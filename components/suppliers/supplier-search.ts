import type { TableQuery } from "@/components/data-table/query";
import type { FacetDefinition, FacetValue } from "@/components/data-table/types";
import type { SupplierFacets, SupplierSearchInput } from "@/lib/suppliers/schema";
import {
  CONTRACT_LABELS,
  CONTRACT_STATES,
  COUNTRIES,
  CRITICALITIES,
  CRITICALITY_SHORT,
  ROLE_LABELS,
  SUPPLIER_ROLES,
} from "@/lib/suppliers/terms";
import { cleanLine } from "@/lib/text";

/** The filters of the register, by their name in the address. */
export const SUPPLIER_FACETS = [
  { id: "role", label: "Supplies" },
  { id: "criticality", label: "Criticality" },
  { id: "contract", label: "Contract" },
  { id: "country", label: "Head office" },
  { id: "trust", label: "Trust" },
] as const satisfies readonly FacetDefinition[];
export const SUPPLIER_FACET_IDS = SUPPLIER_FACETS.map((facet) => facet.id);

const SORTS = ["name", "country", "criticality", "contract", "agents", "tier", "completeness"] as const;
const TRUST_LABELS = { trusted: "Trusted", untrusted: "Not trusted" } as const;

function among<const T extends readonly string[]>(known: T, given: readonly string[] = []): T[number][] {
  return known.filter((value) => given.includes(value));
}

/** What the address asks for. Values that do not exist are dropped: an old link still opens. */
export function supplierSearchOf({ facets, ...query }: TableQuery): SupplierSearchInput {
  return {
    q: cleanLine(query.q.slice(0, 200), 200),
    role: among(SUPPLIER_ROLES, facets.role),
    criticality: among(CRITICALITIES, facets.criticality),
    contract: among(CONTRACT_STATES, facets.contract),
    country: among(COUNTRIES, facets.country),
    trust: among(["trusted", "untrusted"], facets.trust),
    sort: among(SORTS, query.sort ? [query.sort] : [])[0] ?? "name",
    dir: query.dir ?? "asc",
    offset: /^\d{1,5}$/.test(query.cursor ?? "") ? Number(query.cursor) : 0,
  };
}

/** Counts with the words that people read. @param countryName made on the server, whose names of countries count */
export function supplierFacetsOf(
  facets: SupplierFacets,
  countryName: (code: string) => string,
): Record<string, readonly FacetValue[]> {
  const labelled = (id: keyof SupplierFacets, label: (value: string) => string) =>
    facets[id].map(({ value, count }) => ({ value, count, label: label(value) }));
  const from = (labels: Readonly<Record<string, string>>) => (value: string) => labels[value] ?? value;
  return {
    role: labelled("role", from(ROLE_LABELS)),
    criticality: labelled("criticality", from(CRITICALITY_SHORT)),
    contract: labelled("contract", from(CONTRACT_LABELS)),
    country: labelled("country", countryName),
    trust: labelled("trust", from(TRUST_LABELS)),
  };
}
