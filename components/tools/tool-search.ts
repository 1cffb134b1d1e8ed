import type { TableQuery } from "@/components/data-table/query";
import type { FacetDefinition } from "@/components/data-table/types";
import type { ToolSearchInput } from "@/lib/agents/schema";
import { TOOL_STATES } from "@/lib/agents/terms";
import { CAPABILITIES, EFFECTS, TIERS } from "@/lib/risk/terms";
import { cleanLine } from "@/lib/text";

/** The filters of the tools of all agents, by their name in the address. */
export const TOOL_FACETS = [
  { id: "state", label: "State" },
  { id: "effect", label: "Effect" },
  { id: "capability", label: "Can" },
  { id: "tier", label: "Tier" },
] as const satisfies readonly FacetDefinition[];

export const TOOL_FACET_IDS = TOOL_FACETS.map((facet) => facet.id);

const SORTS = ["name", "agent", "tier", "seen"] as const;

function among<const T extends readonly string[]>(known: T, given: readonly string[] = []): T[number][] {
  return known.filter((value) => given.includes(value));
}

/** What the address asks for. Values that do not exist are dropped: an old link still opens. */
export function toolSearchOf({ facets, ...query }: TableQuery): ToolSearchInput {
  return {
    q: cleanLine(query.q.slice(0, 200), 200),
    state: among(TOOL_STATES, facets.state),
    effect: among(EFFECTS, facets.effect),
    capability: among(CAPABILITIES, facets.capability),
    tier: among(TIERS, facets.tier),
    sort: among(SORTS, query.sort ? [query.sort] : [])[0] ?? "seen",
    dir: query.dir ?? "desc",
    cursor: query.cursor,
  };
}
