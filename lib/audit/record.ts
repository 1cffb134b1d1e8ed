import type { Context } from "@/lib/context";
import type { SqlTx, Tx } from "@/lib/db";
import { leafOf, type NewEvent } from "./leaf";
import { insertEvents } from "./store";

const CHUNK = 1_000;

/**
 * Writes the event into the caller's transaction (L1): a change that cannot be recorded does not happen.
 * The sequencer numbers it after commit.
 * @returns the event's id
 * @throws CountersignError `sealed`, `unavailable` (slow down), `too_large`, `invalid`
 */
export async function recordEvent(tx: Tx | SqlTx, ctx: Context, event: NewEvent): Promise<string> {
  const row = leafOf(ctx, event);
  await insertEvents(tx, [row]);
  return row.id;
}

/** As `recordEvent` for many events at once, in a statement per thousand. @returns their ids, in order */
export async function recordEvents(tx: Tx | SqlTx, ctx: Context, events: readonly NewEvent[]): Promise<string[]> {
  const rows = events.map((event) => leafOf(ctx, event));
  for (let from = 0; from < rows.length; from += CHUNK) await insertEvents(tx, rows.slice(from, from + CHUNK));
  return rows.map((row) => row.id);
}
