import { nameKey } from "./rules";
import type { SupplierSearch, SupplierSort } from "./schema";
import { CONTRACT_STATES, CRITICALITIES, SUPPLIER_ROLES } from "./terms";
import type { SupplierFacets, SupplierFacetValue, SupplierPage, SupplierRow } from "./views";

type FacetId = keyof SupplierFacets;

const VALUES_OF: Record<FacetId, (row: SupplierRow) => readonly string[]> = {
  role: (row) => row.roles,
  criticality: (row) => [row.criticality],
  contract: (row) => [row.contract],
  country: (row) => (row.country ? [row.country] : []),
  trust: (row) => [row.trusted ? "trusted" : "untrusted"],
};
const FACETS = Object.keys(VALUES_OF) as FacetId[];

const TIER_ORDER = ["low", "moderate", "high", "critical"];

/** What a sort compares; null comes last in either direction. */
const KEY_OF: Record<SupplierSort, (row: SupplierRow) => string | number | null> = {
  name: (row) => nameKey(row.name),
  country: (row) => row.country || null,
  criticality: (row) => CRITICALITIES.indexOf(row.criticality),
  contract: (row) => row.contractEnd || null,
  agents: (row) => row.agents,
  tier: (row) => (row.highestTier ? TIER_ORDER.indexOf(row.highestTier) : null),
  completeness: (row) => row.completeness.percent,
};

/** One page of the register, pure: filtered, counted by facet (each ignoring its own filter), sorted, cut. */
export function pageOf(register: readonly SupplierRow[], search: SupplierSearch): SupplierPage {
  const said = register.filter((row) => matchesText(row, search.q));
  const matching = said.filter((row) => FACETS.every((facet) => fits(row, facet, search)));
  const sorted = matching.toSorted(comparing(search));
  const { offset, limit } = search;
  return {
    rows: sorted.slice(offset, offset + limit),
    total: matching.length,
    next: offset + limit < matching.length ? offset + limit : null,
    previous: offset > 0 ? Math.max(0, offset - limit) : null,
    facets: Object.fromEntries(FACETS.map((facet) => [facet, counted(said, facet, search)])) as SupplierFacets,
  };
}

function matchesText(row: SupplierRow, q: string): boolean {
  const text = [row.name, ...row.names, row.legalName, row.lei, row.contractRef].map(nameKey).join(" ");
  return nameKey(q)
    .split(" ")
    .every((word) => text.includes(word));
}

function fits(row: SupplierRow, facet: FacetId, search: SupplierSearch): boolean {
  const wanted: readonly string[] = search[facet];
  return wanted.length === 0 || VALUES_OF[facet](row).some((value) => wanted.includes(value));
}

const ORDER: Partial<Record<FacetId, readonly string[]>> = {
  role: SUPPLIER_ROLES,
  criticality: CRITICALITIES,
  contract: CONTRACT_STATES,
};

function counted(rows: readonly SupplierRow[], facet: FacetId, search: SupplierSearch): SupplierFacetValue[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    if (!FACETS.every((other) => other === facet || fits(row, other, search))) continue;
    for (const value of VALUES_OF[facet](row)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const found = [...counts].map(([value, count]) => ({ value, count }));
  const order = ORDER[facet];
  return found.sort((a, b) => (order ? order.indexOf(a.value) - order.indexOf(b.value) : a.value < b.value ? -1 : 1));
}

function comparing({ sort, dir }: SupplierSearch): (a: SupplierRow, b: SupplierRow) => number {
  const key = KEY_OF[sort];
  return (a, b) => {
    const [one, other] = [key(a), key(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null) || byName(a, b);
    const order = one < other ? -1 : one > other ? 1 : 0;
    return (dir === "desc" ? -order : order) || byName(a, b);
  };
}

function byName(a: SupplierRow, b: SupplierRow): number {
  const [one, other] = [nameKey(a.name), nameKey(b.name)];
  return one < other ? -1 : one > other ? 1 : a.id < b.id ? -1 : 1;
}
