import type { Context } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";
import { leafOf, type NewEvent, type Written } from "../leaf";
import { type EventRow, refusalOf } from "../store";
import { Gathering } from "./gathered";
import type { Gate } from "./store";

/** An event to be recorded unless its gate is shut, or the refusal of what cannot be recorded. */
export type Prepared = { row: EventRow } | { refusal: string };

/**
 * The row of an event in the workflow of `ctx`; what is too large for the log or holds what it cannot hold is refused with a sentence.
 * @param written canonical JSON of its texts, as far as the caller has it
 */
export function prepareEvent(ctx: Context, event: NewEvent, written?: Written): Prepared {
  try {
    return { row: leafOf(ctx, event, written) };
  } catch (error) {
    if (isCountersignError(error)) return { refusal: error.message };
    throw error;
  }
}

const gatherings = new Map<string, Gathering<unknown>>();

/** Of each gate one, by its name. */
function gatheringOf<G>(gate: Gate<G>): Gathering<G> {
  const known = gatherings.get(gate.name) as Gathering<G> | undefined;
  if (known) return known;
  const made = new Gathering(gate);
  gatherings.set(gate.name, made as Gathering<unknown>);
  return made;
}

/**
 * Records prepared events in a transaction that holds nothing but such events, each unless its gate is shut: what was recorded before under the same key.
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
    return await gatheringOf(gate).record(rows, gateRows);
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}
