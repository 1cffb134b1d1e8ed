import type { TableQuery } from "@/components/data-table/query";
import type { FacetDefinition } from "@/components/data-table/types";
import type { AgentSearch, AgentSearchInput } from "@/lib/agents/schema";
import { AGENT_KINDS, AGENT_STATUSES, ENVIRONMENTS, SOURCES, TIERS } from "@/lib/agents/terms";
import { cleanLine } from "@/lib/text";

/** The filters of the inventory, by their name in the address. */
export const AGENT_FACETS = [
  { id: "env", label: "Environment" },
  { id: "status", label: "Status" },
  { id: "tier", label: "Tier" },
  { id: "kind", label: "Kind" },
  { id: "team", label: "Team" },
  { id: "people", label: "Ownership", single: true },
  { id: "provider", label: "Provider" },
  { id: "source", label: "Source" },
  { id: "owner", label: "Owner", fromLink: true },
  { id: "sponsor", label: "Sponsor", fromLink: true },
  { id: "import", label: "Import", fromLink: true, single: true },
] as const satisfies readonly FacetDefinition[];

export const AGENT_FACET_IDS = AGENT_FACETS.map((facet) => facet.id);

const SORTS = ["name", "environment", "kind", "status", "tier", "provider", "team", "owner", "updatedAt"] as const;
const PEOPLE = ["owned", "orphan", "unsponsored", "mine"] as const;

function among<const T extends readonly string[]>(known: T, given: readonly string[] = []): T[number][] {
  return known.filter((value) => given.includes(value));
}

const idsOf = (prefix: string, given: readonly string[] = []) =>
  given.filter((value) => new RegExp(`^${prefix}_[0-9a-z]{1,40}$`).test(value)).slice(0, 100);

/** What the address asks for, as the inventory's search takes it. Values that do not exist are dropped: an old link still opens. */
export function agentSearchOf({ facets, ...query }: TableQuery): AgentSearchInput {
  const search: Partial<AgentSearch> = {
    q: cleanLine(query.q.slice(0, 200), 200),
    environment: among(ENVIRONMENTS, facets.env),
    status: among(AGENT_STATUSES, facets.status),
    tier: among([...TIERS, "none"], facets.tier),
    kind: among(AGENT_KINDS, facets.kind),
    source: among(SOURCES, facets.source),
    teamId: [...idsOf("tem", facets.team), ...among(["none"], facets.team)],
    ownerId: idsOf("per", facets.owner),
    sponsorId: idsOf("per", facets.sponsor),
    provider: (facets.provider ?? []).slice(0, 100).map((name) => cleanLine(name, 200)),
    people: among(PEOPLE, facets.people)[0] ?? null,
    importId: idsOf("imp", facets.import)[0] ?? null,
    sort: among(SORTS, query.sort ? [query.sort] : [])[0] ?? "name",
    dir: query.dir ?? "asc",
    cursor: query.cursor,
  };
  return search;
}
