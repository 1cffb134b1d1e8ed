import type { TableQuery } from "@/components/data-table/query";
import type { FacetDefinition } from "@/components/data-table/types";
import type { CredentialSearchInput } from "@/lib/credentials/schema";
import { CREDENTIAL_KINDS, CREDENTIAL_SORTS, CREDENTIAL_STATES, DUE_STATES, STRENGTHS } from "@/lib/credentials/terms";
import { cleanLine } from "@/lib/text";

/** The filters of the register, by their name in the address. */
export const CREDENTIAL_FACETS = [
  { id: "due", label: "Rotation" },
  { id: "strength", label: "Strength" },
  { id: "kind", label: "Kind" },
  { id: "state", label: "State" },
  { id: "mine", label: "Mine", fromLink: true, single: true },
] as const satisfies readonly FacetDefinition[];
export const CREDENTIAL_FACET_IDS = CREDENTIAL_FACETS.map((facet) => facet.id);

function among<const T extends readonly string[]>(known: T, given: readonly string[] = []): T[number][] {
  return known.filter((value) => given.includes(value));
}

/** What the address asks for. Values that do not exist are dropped: an old link still opens. */
export function credentialSearchOf({ facets, ...query }: TableQuery): CredentialSearchInput {
  return {
    q: cleanLine(query.q.slice(0, 200), 200),
    kind: among(CREDENTIAL_KINDS, facets.kind),
    strength: among(STRENGTHS, facets.strength),
    state: among(CREDENTIAL_STATES, facets.state),
    due: among(DUE_STATES, facets.due),
    mine: facets.mine?.includes("yes") ?? false,
    sort: among(CREDENTIAL_SORTS, query.sort ? [query.sort] : [])[0] ?? "due",
    dir: query.dir ?? "asc",
    cursor: query.cursor,
  };
}
