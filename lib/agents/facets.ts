import type { FacetFilter } from "./filter";
import { ACTIVE_OWNER, answeredForBy, ORPHAN, UNSPONSORED } from "./filter";
import {
  type AgentFacets,
  type FacetName,
  type FacetValue,
  PEOPLE_FILTER_LABELS,
  PEOPLE_FILTERS,
  type PeopleFilter,
} from "./schema";
import {
  AGENT_KINDS,
  AGENT_STATUSES,
  ENVIRONMENT_LABELS,
  ENVIRONMENTS,
  KIND_LABELS,
  SOURCE_LABELS,
  SOURCES,
  STATUS_LABELS,
  TIER_LABELS,
  TIERS,
} from "./terms";

/** One count: which facet, which value, how many rows pass every filter but the facet's own. */
export interface FacetRow {
  facet: FacetName;
  value: string | null;
  label: string | null;
  count: bigint;
}

const COLUMN: Record<FacetFilter, string> = {
  environment: "environment",
  status: "status",
  tier: "tier",
  kind: "kind",
  source: "source",
  team: "team_id",
  provider: "provider",
};
const FILTERS = Object.keys(COLUMN) as FacetFilter[];

type Chosen = Partial<Record<FacetFilter, string>>;

/**
 * The counts as one statement: the facets without a filter share one pass over the rows that pass all filters; each filtered
 * facet has a pass of its own without its filter, narrowed by the others.
 */
export function facetsSql(where: string, chosen: Chosen): string {
  const filtered = FILTERS.filter((facet) => chosen[facet]);
  const open = FILTERS.filter((facet) => !chosen[facet]);
  const passing = (but?: FacetFilter) =>
    [where, ...filtered.filter((facet) => facet !== but).map((facet) => chosen[facet])].join(" and ");
  const column = (facet: FacetFilter) => `a.${COLUMN[facet]}`;
  const passes = filtered.map(
    (facet) =>
      `select '${facet}' as facet, ${column(facet)}::text as value, count(*) from agents a where ${passing(facet)} group by ${column(facet)}`,
  );
  if (open.length) passes.push(sharedPass(open, passing()));
  return `select f.facet, f.value, t.name as label, f.count from (${passes.join(" union all ")}) f
    left join teams t on f.facet = 'team' and t.id = f.value`;
}

function sharedPass(open: readonly FacetFilter[], where: string): string {
  const columns = open.map((facet) => `a.${COLUMN[facet]}`);
  const named = (each: (facet: FacetFilter) => string) =>
    open.map((facet) => `when grouping(a.${COLUMN[facet]}) = 0 then ${each(facet)}`).join(" ");
  return `select case ${named((facet) => `'${facet}'`)} end as facet, case ${named((facet) => `a.${COLUMN[facet]}::text`)} end as value,
    count(*) from agents a where ${where} group by grouping sets (${columns.map((column) => `(${column})`).join(", ")})`;
}

/** The counts of the views by who answers. */
export function peopleSql(where: string, me: string): string {
  return `select count(*) filter (where ${ACTIVE_OWNER}) as owned, count(*) filter (where ${ORPHAN}) as orphan,
    count(*) filter (where ${UNSPONSORED}) as unsponsored,
    count(*) filter (where ${answeredForBy(me)}) as mine from agents a where ${where}`;
}

const BUSIEST = 50;

/** Rows of counts as the lists of values that screens show: closed lists complete and in their order, open ones busiest first. */
export function facetsOf(rows: readonly FacetRow[], people: Record<PeopleFilter, bigint>): AgentFacets {
  const counted = (facet: FacetName) => rows.filter((row) => row.facet === facet);
  const closed = <V extends string>(
    facet: FacetName,
    values: readonly V[],
    labels: Record<V, string>,
  ): FacetValue[] => {
    const counts = new Map(counted(facet).map((row) => [row.value, Number(row.count)]));
    return values.map((value) => ({ value, label: labels[value], count: counts.get(value) ?? 0 }));
  };
  const busiest = (facet: FacetName, lacking: string): FacetValue[] =>
    withOneLacking(counted(facet), lacking)
      .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label, "en"))
      .slice(0, BUSIEST);
  const noTier = counted("tier").find((row) => row.value === null);
  return {
    environment: closed("environment", ENVIRONMENTS, ENVIRONMENT_LABELS),
    status: closed("status", AGENT_STATUSES, STATUS_LABELS),
    tier: [
      ...closed("tier", TIERS, TIER_LABELS),
      { value: "none", label: "Not stated", count: Number(noTier?.count ?? 0n) },
    ],
    kind: closed("kind", AGENT_KINDS, KIND_LABELS),
    source: closed("source", SOURCES, SOURCE_LABELS).filter(({ count }) => count > 0),
    team: busiest("team", "No team"),
    provider: busiest("provider", "Not stated"),
    people: PEOPLE_FILTERS.map((value) => ({
      value,
      label: PEOPLE_FILTER_LABELS[value],
      count: Number(people[value]),
    })),
  };
}

/** Open values as the address names them; what is lacking, and what says so itself, is one value. */
function withOneLacking(rows: readonly FacetRow[], lacking: string): FacetValue[] {
  const values = new Map<string, FacetValue>();
  for (const row of rows) {
    const value = row.value || "none";
    const count = Number(row.count) + (values.get(value)?.count ?? 0);
    values.set(value, { value, label: value === "none" ? lacking : (row.label ?? value), count });
  }
  return [...values.values()];
}
