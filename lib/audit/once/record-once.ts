import type { Context } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";
import { leafOf, type NewEvent } from "../leaf";
import { type EventRow, refusalOf } from "../store";
import { type Gate, insertOnce } from "./store";

/** An event to be recorded unless its gate is shut, or the refusal of what cannot be recorded. */
export type Prepared = { row: EventRow } | { refusal: string };

/** The row of an event of this workflow; what is too large for the log or holds what it cannot hold is refused with a sentence. */
export function prepareEvent(ctx: Context, event: NewEvent, correlationId: string): Prepared {
  try {
    return { row: leafOf({ ...ctx, correlationId }, event) };
  } catch (error) {
    if (isCountersignError(error)) return { refusal: error.message };
    throw error;
  }
}

/**
 * Records prepared events in a transaction of their own, each unless its gate is shut: what was recorded before under the same key.
 * @returns the ids of those that were recorded, committed
 * @throws CountersignError `sealed`, `unavailable` (slow down); after any other throw it is open whether they were, and the same
 *   call again settles it
 */
export async function recordOnce<G>(
  rows: readonly EventRow[],
  gate: Gate<G>,
  gateRows: readonly G[],
): Promise<Set<string>> {
  try {
    return await insertOnce(rows, gate, gateRows);
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}
