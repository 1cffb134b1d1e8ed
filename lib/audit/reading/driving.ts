import type { Among, Facet } from "./where";

/** Which facet's index is read: the one whose values occur least, so that fewest events are looked at in vain. Pure. */

/** Where audit_counts keeps how often a value occurs. */
const COUNTED: Partial<Record<Among["column"], string>> = {
  type: "type",
  severity: "severity",
  outcome: "outcome",
  actor_id: "actor",
  agent_id: "agent",
  tool: "tool",
  policy: "policy",
};
/** What most events have is in no index. */
const COMMON: Partial<Record<Among["column"], string>> = { severity: "info", outcome: "done" };
/** A value that is not counted, as an id of one workflow or one record: few events. */
const UNCOUNTED = 100;

/** So few events are read at once, whatever else is asked of them. */
export const FEW = 10_000;

export interface Driving {
  facet: Facet | null;
  /** It is read by nothing else: a planner that knows less may prefer a facet with many more events. */
  alone: boolean;
}

/** The counts that choosing needs. */
export function estimateKeys(facets: readonly Facet[]): { facets: string[]; values: string[] } {
  const keys = facets.flat().flatMap(({ column, values }) => {
    const counted = COUNTED[column];
    return counted ? values.map((value) => ({ counted, value })) : [];
  });
  return { facets: keys.map((key) => key.counted), values: keys.map((key) => key.value) };
}

/**
 * The facet to read by, or null where only time helps. Of facets that occur equally often the first.
 * @param counts events by "facet value"; a value that is not there was never counted
 */
export function drivingFacet(facets: readonly Facet[], counts: ReadonlyMap<string, number>): Driving {
  const known = facets.filter((facet) => facet.every(isIndexed));
  const events = (facet: Facet) =>
    facet.reduce((sum, among) => {
      const counted = COUNTED[among.column];
      return sum + among.values.reduce((all, value) => all + (counts.get(`${counted} ${value}`) ?? UNCOUNTED), 0);
    }, 0);
  const [first] = known
    .map((facet) => ({ facet, events: events(facet) }))
    .sort((one, other) => one.events - other.events);
  return { facet: first?.facet ?? null, alone: first !== undefined && first.events <= FEW };
}

function isIndexed({ column, values }: Among): boolean {
  const common = COMMON[column];
  return common === undefined || !values.includes(common);
}
