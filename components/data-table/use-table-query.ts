"use client";

import { type Options, useQueryStates } from "nuqs";
import { useMemo, useTransition } from "react";
import { type FacetChoice, type FixedQuery, facetParsers, type TableQuery, tableParsers } from "./query";

/** A change to the address. Facets not named stay; filters and order begin at the first page again. */
export type QueryChange = Partial<{ [Key in keyof FixedQuery]: FixedQuery[Key] | null }> & { facets?: FacetChoice };

export interface TableQueryState {
  query: TableQuery;
  change: (patch: QueryChange, options?: Options) => void;
  /** The server is answering a former change. */
  pending: boolean;
}

const MOVES = ["q", "sort", "dir"] as const;

/**
 * The state of a table, read from the address and written to it: the address is the truth, so that Back, sharing and saved
 * views work by themselves. A change asks the server inside a transition, and the old rows stay until the new ones are here.
 */
export function useTableQuery(facetIds: readonly string[], hasDefaultView: boolean): TableQueryState {
  const [pending, startTransition] = useTransition();
  const options = { shallow: false, history: "push", scroll: false, startTransition } as const;
  const parsers = useMemo(() => facetParsers(facetIds), [facetIds]);
  const [fixed, setFixed] = useQueryStates(tableParsers, options);
  const [facets, setFacets] = useQueryStates(parsers, options);

  function change({ facets: facetPatch, ...patch }: QueryChange, how?: Options): void {
    const filters = facetPatch !== undefined || MOVES.some((key) => key in patch);
    const first = filters ? { cursor: null, ...(hasDefaultView ? { view: "all" } : {}) } : {};
    void setFixed({ ...first, ...patch }, how);
    if (facetPatch) void setFacets(facetPatch, how);
  }

  return { query: { ...fixed, facets }, change, pending };
}
