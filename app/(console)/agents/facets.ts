import type { TableQuery } from "@/components/data-table/query";
import type { FacetValue } from "@/components/data-table/types";
import type { AgentFacets, AgentRow } from "@/lib/agents/schema";

/** The counts under the names that the address uses, and words for the filters that links from elsewhere set. */
export function facetsFor(
  { environment, ...facets }: AgentFacets,
  query: TableQuery,
  rows: readonly AgentRow[],
): Record<string, readonly FacetValue[]> {
  const named = (role: "owner" | "sponsor"): FacetValue[] =>
    (query.facets[role] ?? []).map((value) => {
      const person = rows.map((row) => row[role]).find((one) => one?.id === value);
      return { value, label: person?.name ?? "One person", count: rows.length };
    });
  const imported = (query.facets.import ?? []).map((value) => ({ value, label: "One file", count: rows.length }));
  return { ...facets, env: environment, owner: named("owner"), sponsor: named("sponsor"), import: imported };
}
