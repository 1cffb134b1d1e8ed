import type { TableQuery } from "@/components/data-table/query";
import type { FacetDefinition } from "@/components/data-table/types";
import type { EntitlementSearchInput } from "@/lib/entitlements/schema";
import {
  ACTIONS,
  ATTENTIONS,
  ENTITLEMENT_KINDS,
  ENTITLEMENT_SORTS,
  ENTITLEMENT_STATES,
} from "@/lib/entitlements/terms";
import { cleanLine } from "@/lib/text";

/** The filters of the register of grants, by their name in the address. */
export const ENTITLEMENT_FACETS = [
  { id: "state", label: "State" },
  { id: "action", label: "May" },
  { id: "kind", label: "Kind" },
  { id: "attention", label: "Worth a look" },
] as const satisfies readonly FacetDefinition[];

export const ENTITLEMENT_FACET_IDS = ENTITLEMENT_FACETS.map((facet) => facet.id);

function among<const T extends readonly string[]>(known: T, given: readonly string[] = []): T[number][] {
  return known.filter((value) => given.includes(value));
}

/** What the address asks for. Values that do not exist are dropped: an old link still opens. */
export function entitlementSearchOf({ facets, ...query }: TableQuery): EntitlementSearchInput {
  return {
    q: cleanLine(query.q.slice(0, 200), 200),
    state: among(ENTITLEMENT_STATES, facets.state),
    action: among(ACTIONS, facets.action),
    kind: among(ENTITLEMENT_KINDS, facets.kind),
    attention: among(ATTENTIONS, facets.attention),
    sort: among(ENTITLEMENT_SORTS, query.sort ? [query.sort] : [])[0] ?? "requested",
    dir: query.dir ?? "desc",
    cursor: query.cursor,
  };
}
