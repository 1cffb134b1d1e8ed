import type { SearchKey } from "@/components/audit/suggest";
import { type EventFacet, type EventFacets, SEARCH_KEYS } from "@/lib/audit";
import { typeLabel } from "@/lib/audit/present";

/** The keys of the search language with the values that are known here: all there are where they are few, else what occurs most. */
export function searchKeysOf(facets: EventFacets): SearchKey[] {
  const known: Record<string, readonly EventFacet[]> = {
    agent: facets.agents,
    person: facets.actors.filter(({ value }) => value.startsWith("per_")),
    by: facets.actors,
    tool: facets.tools,
    policy: facets.policies,
  };
  return SEARCH_KEYS.map(({ key, example, told, values = [] }) => ({
    key,
    example,
    told,
    values: known[key] ?? values.map((value) => ({ value, label: key === "kind" ? typeLabel(value) : value })),
  }));
}
