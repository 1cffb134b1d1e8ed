import type { SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import type { Ballot } from "./ballot";
import type { Case } from "./load";
import { isActivePerson } from "./store";

/**
 * Whom an agent is to be handed on to must be able to answer for it, and not do so already. Whether they want to is asked at the close.
 * @throws CountersignError `unmet`
 */
export async function requireTransferable(
  tx: SqlTx,
  { standing }: Case,
  { change }: Pick<Ballot, "change">,
): Promise<void> {
  if (change === null || Array.isArray(change)) return;
  if (standing.ownerId === change.personId) {
    throw new CountersignError("unmet", "This person owns the agent already: choose somebody else.");
  }
  if (await isActivePerson(tx, change.personId)) return;
  throw new CountersignError("unmet", "This person is not here any more: choose somebody else.");
}
