import { stronger, weightOf } from "./rules";
import { REACH_LIMITS } from "./terms";
import type { Place, PlaceRow, Way } from "./views";

export interface ToldWay extends Way {
  /** The first tools of this way by name, and how many there are. */
  tools: readonly string[];
  toolCount: number;
}

const SHOWN_TOOLS = 3;

/** One row for each place, the heaviest first: with the access that its standing has, and the tools that lead there. */
export function rowsOf(places: readonly Place[], ways: readonly ToldWay[]): PlaceRow[] {
  const toPlace = Map.groupBy(ways, (way) => way.place);
  const rows = places.flatMap((place) => {
    const leading = toPlace.get(place.key);
    return leading ? [rowOf(place, leading)] : [];
  });
  return rows.sort(
    (a, b) =>
      Number(b.standing === "now") - Number(a.standing === "now") || b.score - a.score || (a.name < b.name ? -1 : 1),
  );
}

function rowOf(place: Place, ways: readonly ToldWay[]): PlaceRow {
  const now = ways.filter((way) => way.now);
  const counted = now.length ? now : ways;
  const strongest = (among: readonly ToldWay[]) =>
    among.reduce((access, way) => stronger(access, way.access), among[0]?.access ?? "read");
  const access = strongest(counted);
  return {
    ...place,
    access,
    accessLater: strongest(ways),
    standing: now.length ? "now" : "later",
    score: weightOf(place.dataClasses, access),
    tools: [...new Set(ways.flatMap(({ tools }) => tools))].sort().slice(0, SHOWN_TOOLS),
    toolCount: ways.reduce((sum, { toolCount }) => sum + toolCount, 0),
  };
}

/** The rows of one page, numbered from one, with the numbers of its neighbours. */
export function pageOf<Row>(
  rows: readonly Row[],
  page: number,
): { rows: Row[]; next: number | null; previous: number | null } {
  const size = REACH_LIMITS.page;
  return {
    rows: rows.slice((page - 1) * size, page * size),
    next: page * size < rows.length ? page + 1 : null,
    previous: page > 1 ? page - 1 : null,
  };
}
