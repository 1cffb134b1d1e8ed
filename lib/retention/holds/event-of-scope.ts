import type { HoldScope } from "../views";

/** A scope as the events of a hold say it: ids and instants alone. */
export function eventOfScope({ kind, id, from, to }: HoldScope) {
  return { kind, subjectId: id ?? null, from: from ?? null, to: to ?? null };
}
