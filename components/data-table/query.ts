import {
  createLoader,
  type inferParserType,
  parseAsArrayOf,
  parseAsString,
  parseAsStringLiteral,
  type SearchParams,
} from "nuqs/server";

export const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];

/**
 * What a table shows is its address. Every part of it can be left out; `cols` and `density` left out mean what the
 * person chose last. `view=all` says that the default view was left on purpose.
 */
export const tableParsers = {
  q: parseAsString.withDefault(""),
  sort: parseAsString,
  dir: parseAsStringLiteral(["asc", "desc"] as const),
  cursor: parseAsString,
  cols: parseAsArrayOf(parseAsString),
  density: parseAsStringLiteral(DENSITIES),
  peek: parseAsString,
  view: parseAsString,
};

/** One parser per facet: a list of values that are alternatives. */
export function facetParsers(ids: readonly string[]) {
  return Object.fromEntries(ids.map((id) => [id, parseAsArrayOf(parseAsString).withDefault([])]));
}

export type FixedQuery = inferParserType<typeof tableParsers>;
export type FacetChoice = Record<string, string[]>;

/** The whole state of a table. */
export interface TableQuery extends FixedQuery {
  facets: FacetChoice;
}

/** Reads a page's `searchParams`. What cannot be read counts as left out: an old link still opens. */
export async function loadTableQuery(
  given: Promise<SearchParams> | SearchParams,
  facetIds: readonly string[],
): Promise<TableQuery> {
  const params = await given;
  const facets = createLoader(facetParsers(facetIds))(params);
  return { ...createLoader(tableParsers)(params), facets };
}

/** Whether anything narrows the rows: an empty answer then means "no match", not "nothing here yet". */
export function isNarrowed(query: TableQuery): boolean {
  return query.q !== "" || Object.values(query.facets).some((values) => values.length > 0);
}

const PASSING = ["cursor", "peek", "view"];

/** The part of an address that a saved view keeps: filters, order and columns, not the page or the open panel. */
export function viewQueryOf(address: URLSearchParams): string {
  const kept = new URLSearchParams(address);
  for (const key of PASSING) kept.delete(key);
  kept.sort();
  return kept.toString();
}
