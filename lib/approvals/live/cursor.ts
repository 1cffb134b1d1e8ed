import type { Cursor } from "./store";

/** Changes are pruned after an hour: a cursor of nearly that age may have missed some. */
const GOOD_FOR_MS = 50 * 60_000;
/** Longer than any snapshot that a database with thousands of connections writes. */
const MOST_CHARACTERS = 32_768;

/** The cursor as one word that a browser can send back (`Last-Event-ID`). */
export function cursorText({ millis, seen }: Cursor): string {
  return `${millis}.${seen}`;
}

/** What a cursor says, whoever sent it; null for what is none. */
export function readCursor(text: string): Cursor | null {
  const [, millis, seen] =
    (text.length <= MOST_CHARACTERS && /^(\d{1,15})\.(\d{1,19}:\d{1,19}:[\d,]*)$/.exec(text)) || [];
  return millis && seen ? { millis: Number(millis), seen } : null;
}

/** Whether nothing that changed after this cursor can have been pruned. */
export function isGood(cursor: Cursor, nowMillis: number): boolean {
  return nowMillis - cursor.millis < GOOD_FOR_MS;
}
