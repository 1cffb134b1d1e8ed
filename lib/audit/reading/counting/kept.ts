import type { Among, Facet } from "../where";

/** Which searches the kept counts answer by themselves. Pure. */

export const COUNTED = ["type", "outcome", "severity", "agent", "actor", "tool", "policy"] as const;
export type Counted = (typeof COUNTED)[number];

export const COLUMN_OF = {
  type: "type",
  outcome: "outcome",
  severity: "severity",
  agent: "agent_id",
  actor: "actor_id",
  tool: "tool",
  policy: "policy",
} as const satisfies Record<Counted, Among["column"]>;

/** Events that have one of these values of one facet. */
export interface KeptFacet {
  facet: Counted;
  values: readonly string[];
}

/** The one facet that is asked for besides time, where it is counted; null: the events themselves have to be counted. */
export function keptFacet(facets: readonly Facet[], leftOut: readonly Facet[]): KeptFacet | null {
  const [facet, ...others] = facets;
  if (!facet || others.length > 0 || leftOut.length > 0) return null;
  const [among, ...more] = facet.filter(({ values }) => values.length > 0);
  const counted = COUNTED.find((one) => COLUMN_OF[one] === among?.column);
  return among && counted && more.length === 0 ? { facet: counted, values: [...new Set(among.values)] } : null;
}
