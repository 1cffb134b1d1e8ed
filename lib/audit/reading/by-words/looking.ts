/**
 * Whether words are looked for event by event from the newest on, or in their index. The index finds every event of a month that has
 * them, however few a page shows; looking through finds as many as it needs, where they are not rare. Pure.
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
