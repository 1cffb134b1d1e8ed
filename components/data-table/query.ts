const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];

/**
 * What a table shows is its address. Every part of it can be left out; `cols` and `density` left out mean what the
 * person chose last. `view=all` says that the default view was left on purpose.
 */
interface FixedQuery {
  q: string;
  sort: string | null;
  dir: "asc" | "desc" | null;
  cursor: string | null;
  cols: string[] | null;
  density: Density | null;
  peek: string | null;
  view: string | null;
}

type FacetChoice = Record<string, string[]>;

/** The whole state of a table. */
export interface TableQuery extends FixedQuery {
  facets: FacetChoice;
}

/** A change to the address. What is not named stays; null and an empty list take a part out. */
export type QueryChange = Partial<{ [Key in keyof FixedQuery]: FixedQuery[Key] | null }> & { facets?: FacetChoice };

type Parameters = Record<string, string | string[] | undefined>;

/** Reads a page's `searchParams`. What cannot be read counts as left out: an old link still opens. */
export async function loadTableQuery(
  given: Promise<Parameters> | Parameters,
  facetIds: readonly string[],
): Promise<TableQuery> {
  const address = new URLSearchParams();
  for (const [key, values] of Object.entries(await given)) {
    for (const value of [values ?? []].flat()) address.append(key, value);
  }
  return readTableQuery(address, facetIds);
}

/** What an address says. A list is one parameter with commas, or the same parameter several times. */
export function readTableQuery(address: URLSearchParams, facetIds: readonly string[]): TableQuery {
  const one = (key: string) => address.get(key);
  const among = <const T extends string>(values: readonly T[], key: string) =>
    values.find((value) => value === one(key)) ?? null;
  return {
    q: one("q") ?? "",
    sort: one("sort"),
    dir: among(["asc", "desc"], "dir"),
    cursor: one("cursor"),
    cols: address.has("cols") ? listIn(address, "cols") : null,
    density: among(DENSITIES, "density"),
    peek: one("peek"),
    view: one("view"),
    facets: Object.fromEntries(facetIds.map((id) => [id, listIn(address, id)])),
  };
}

/** The address with a change made to it; commas between the values of a list stay readable. */
export function addressWith(address: URLSearchParams, { facets, ...fixed }: QueryChange): string {
  const next = new URLSearchParams(address);
  for (const [key, value] of Object.entries({ ...fixed, ...facets })) {
    const text = Array.isArray(value) ? value.map((each) => each.replaceAll(",", "%2C")).join(",") : value;
    if (text) next.set(key, text);
    else if (text !== undefined) next.delete(key);
  }
  return next.toString().replaceAll("%2C", ",");
}

function listIn(address: URLSearchParams, key: string): string[] {
  const parts = address.getAll(key).flatMap((list) => list.split(","));
  return parts.filter((part) => part !== "").map((part) => part.replaceAll("%2C", ","));
}

/** Whether anything narrows the rows: an empty answer then means "no match", not "nothing here yet". */
export function isNarrowed(query: TableQuery): boolean {
  return query.q !== "" || Object.values(query.facets).some((values) => values.length > 0);
}

const PASSING = ["cursor", "older", "newer", "peek", "event", "view"];

/** The part of an address that a saved view keeps: filters, order and columns, not the page or the open panel. */
export function viewQueryOf(address: URLSearchParams): string {
  const kept = new URLSearchParams(address);
  for (const key of PASSING) kept.delete(key);
  kept.sort();
  return kept.toString();
}
