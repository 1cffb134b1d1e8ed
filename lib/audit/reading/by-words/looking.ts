/**
 * Whether words are looked for event by event from the newest on, among the events of a facet, or in their index. The index finds
 * every event of a month that has them, however few a page shows, and reads of every word all events that have it; looking through
 * finds as many as it needs, where they are not rare. Pure.
 */

/** Events looked through before anything is known about how often the words occur. */
export const FIRST_LOOK = 1_500;
/** As far as looking through goes for a page: as costly as the index where one event in a hundred matches, in a month of a million. */
const FARTHEST = 7_500;
/** Who asks for many events is looked for farther. */
const FARTHEST_EACH = 15;
/** What was seen so far is no promise. */
const AMPLE = 1.3;

export interface Looked {
  /** Events that were looked through. */
  looked: number;
  /** Those of them that match. */
  found: number;
}

/**
 * How many events to look through next so that `wanted` are found, going by how often they matched so far; 0: ask the index.
 * @param wanted how many have to be found in all
 */
export function nextLook({ looked, found }: Looked, wanted: number): number {
  if (looked === 0) return FIRST_LOOK;
  if (found === 0) return 0;
  const needed = Math.ceil(((wanted - found) * looked * AMPLE) / found);
  return looked + needed > Math.max(FARTHEST, FARTHEST_EACH * wanted) ? 0 : Math.max(needed, FIRST_LOOK);
}

/** An event of a facet that is read, and its words looked up by its key, costs as much as so many events of a word in the index. */
const DEARER = 120;
/** What of that is reading it, where it does not meet the other facets. */
const READING = 0.3;
/** What the index costs in any case, in events of a facet. */
const AT_LEAST = 50;
/** So few events of a facet are read before anything is known of the words. */
const HARDLY_ANY = 300;

export interface Choice {
  /** Events of the stretch. */
  events: number;
  /** Of the facet that is read by. */
  driving: number;
  /** How many of its events meet the other facets, 0 to 1. */
  others: number;
  /** What a look through the newest events showed of the words. Nothing was looked at: nothing is known. */
  seen: { looked: number; worded: number };
  /** How many have to be found. */
  wanted: number;
}

/**
 * How many events that meet all facets to read for words before their index is asked; 0: the index at once. Never more than the index
 * costs, so that a wrong guess at most doubles what is read.
 */
export function readsByFacet({ events, driving, others, seen, wanted }: Choice): number {
  if (seen.looked === 0) return driving <= HARDLY_ANY ? driving : 0;
  const share = Math.max(seen.worded, 0.5) / seen.looked;
  const affordable = (AT_LEAST + (share * events) / DEARER) / (READING + (1 - READING) * others);
  const expected = (wanted * AMPLE) / (share * others);
  if (Math.min(driving, expected) > affordable) return 0;
  return driving <= affordable ? driving : Math.ceil(affordable * others);
}

/** Whether the events of a facet are read before the newest ones are looked through, among which it hardly ever occurs. */
export function isFacetFirst({ alone, driving }: { alone: boolean; driving: number | null }): boolean {
  return alone && (driving === null || driving <= HARDLY_ANY);
}

/** An event that the index finds is read, for so many that the index gathers of a word that begins as one was typed. */
const GATHERED = 10;

/**
 * Whether so few events meet the facets that reading these for the words costs less than gathering all events that have the words:
 * of a word's beginning the index gathers every event, of whole words, as facets are, only what the rarest leads to.
 * @param share how many of the events meet the facets, 0 to 1
 */
export function isFewerThanWorded({
  events,
  share,
  seen,
}: Pick<Choice, "events" | "seen"> & { share: number }): boolean {
  return seen.looked > 0 && share * events * GATHERED < (seen.worded / seen.looked) * events;
}
