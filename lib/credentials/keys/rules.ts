/** When a key that signs tokens begins, ends, and stops being believed. */
export interface KeyTimes {
  createdAt: Date;
}

const DAY = 86_400_000;
const MINUTE = 60_000;

/** A key signs for this long (I3). */
export const KEY_LIFE_MS = 30 * DAY;
/** A new key is published for this long before it signs: who keeps the JWKS has fetched it by then. */
export const KEY_NOTICE_MS = 10 * MINUTE;
/** The longest life of a token, and the skew of clocks: for this long after its last signature a key is still published. */
export const KEY_OVERLAP_MS = 11 * MINUTE;

export type KeyPhase = "announced" | "signing" | "overlap" | "retired";

/** When the key at this place begins to sign: the first at once, for nobody waits for it; the others after their notice. */
function signsFrom(keys: readonly KeyTimes[], at: number): number {
  const created = keys[at]?.createdAt.getTime() ?? Number.POSITIVE_INFINITY;
  return at === 0 ? created : created + KEY_NOTICE_MS;
}

/** What the key at this place is for now. Keys stand in the order they were made. */
export function phaseOf(keys: readonly KeyTimes[], at: number, now: Date): KeyPhase {
  const time = now.getTime();
  // The first key signs whatever the clock says: a clock that was set back must not stop every agent.
  if (at > 0 && time < signsFrom(keys, at)) return "announced";
  const followed = signsFrom(keys, at + 1);
  if (time < followed) return "signing";
  return time < followed + KEY_OVERLAP_MS ? "overlap" : "retired";
}

/** Whether the next key must be made: there is none, or the newest has signed long enough. */
export function rotationDue(keys: readonly KeyTimes[], now: Date): boolean {
  const newest = keys.at(-1);
  return !newest || now.getTime() - newest.createdAt.getTime() >= KEY_LIFE_MS;
}
