import type { TableQuery } from "@/components/data-table/query";
import type { FacetDefinition, FacetValue } from "@/components/data-table/types";
import {
  ACCESS_LABELS,
  ACCESSES,
  DATA_CLASS_LABELS,
  DATA_CLASSES,
  ENVIRONMENT_LABELS,
  ENVIRONMENTS,
  RESOURCE_KIND_LABELS,
  RESOURCE_KINDS,
  TIER_LABELS,
  TIERS,
} from "@/lib/agents/terms";
import type { ReachersInput, ResourceSearchInput } from "@/lib/reach/schema";
import { STANDING_LABELS, STANDINGS } from "@/lib/reach/terms";
import type { ReacherPage, ResourcePage } from "@/lib/reach/views";
import { cleanLine } from "@/lib/text";

/** The filters of the register of resources, by their name in the address. */
export const RESOURCE_FACETS = [
  { id: "kind", label: "Kind" },
  { id: "data", label: "Data class" },
] as const satisfies readonly FacetDefinition[];
export const RESOURCE_FACET_IDS = RESOURCE_FACETS.map((facet) => facet.id);

/** The filters of the agents that reach something. */
export const REACHER_FACETS = [
  { id: "tier", label: "Tier" },
  { id: "env", label: "Environment" },
  { id: "access", label: "Access" },
  { id: "standing", label: "When" },
] as const satisfies readonly FacetDefinition[];
export const REACHER_FACET_IDS = REACHER_FACETS.map((facet) => facet.id);

const SORTS = ["name", "kind", "records", "people", "money", "updatedAt"] as const;

function among<const T extends readonly string[]>(known: T, given: readonly string[] = []): T[number][] {
  return known.filter((value) => given.includes(value));
}

/** What the address asks for. Values that do not exist are dropped: an old link still opens. */
export function resourceSearchOf({ facets, ...query }: TableQuery): ResourceSearchInput {
  return {
    q: cleanLine(query.q.slice(0, 200), 200),
    kind: among(RESOURCE_KINDS, facets.kind),
    dataClass: among(DATA_CLASSES, facets.data),
    sort: among(SORTS, query.sort ? [query.sort] : [])[0] ?? "name",
    dir: query.dir ?? "asc",
    cursor: query.cursor,
  };
}

export function reacherSearchOf({ facets, q, cursor }: TableQuery): Omit<ReachersInput, "resourceId" | "dataClass"> {
  return {
    q: cleanLine(q.slice(0, 200), 200),
    tier: among([...TIERS, "none"], facets.tier),
    environment: among(ENVIRONMENTS, facets.env),
    access: among(ACCESSES, facets.access),
    standing: among(STANDINGS, facets.standing),
    cursor,
  };
}

type Counts = readonly { value: string; count: number }[];

/** Counts in the order of the closed list, with the words that people read. */
function labelled(order: readonly string[], labels: Readonly<Record<string, string>>, counts: Counts): FacetValue[] {
  const counted = new Map(counts.map(({ value, count }) => [value, count]));
  return order.map((value) => ({ value, label: labels[value] ?? value, count: counted.get(value) ?? 0 }));
}

export function resourceFacetsOf({ kind, dataClass }: ResourcePage["facets"]): Record<string, readonly FacetValue[]> {
  return {
    kind: labelled(RESOURCE_KINDS, RESOURCE_KIND_LABELS, kind),
    data: labelled(DATA_CLASSES, DATA_CLASS_LABELS, dataClass),
  };
}

export function reacherFacetsOf(facets: ReacherPage["facets"]): Record<string, readonly FacetValue[]> {
  return {
    tier: labelled([...TIERS, "none"], { ...TIER_LABELS, none: "No tier" }, facets.tier),
    env: labelled(ENVIRONMENTS, ENVIRONMENT_LABELS, facets.environment),
    access: labelled(ACCESSES, ACCESS_LABELS, facets.access),
    standing: labelled(STANDINGS, STANDING_LABELS, facets.standing),
  };
}
