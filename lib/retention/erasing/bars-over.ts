import { barsOfPerson } from "../rules";
import type { Queryable } from "../store";
import { openMatters } from "./queries";
import { holdsOver, type PersonRow } from "./store";

/** What stands in the way of erasing this person now, each in a sentence that says what to do first (L3). */
export async function barsOver(q: Queryable, person: PersonRow): Promise<string[]> {
  const holds = await holdsOver(q, person.id, null);
  return barsOfPerson({ ...person, holds, open: await openMatters(q, person.id) });
}
