import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { recordEnds } from "../asking/record-ends";
import { countOpen, endOpen, type Target, takeEnded } from "./switch-store";

/** Written down with the kill itself; a sweep writes down the rest within a second, for nobody waits while agents go on. */
const MOST_AT_ONCE = 100;

/**
 * Ends what waits or was approved of everything that a kill switch covers (X1), in the transaction that throws it: what waits is
 * cancelled and what was approved is withdrawn, also what a trigger has ended there already. What is being used at this moment
 * is either used or withdrawn, whichever has the row first.
 * @returns how many were ended
 */
export async function cancelForSwitch(tx: SqlTx, ctx: Context, target: Target): Promise<number> {
  const ids = await endOpen(tx, target, ctx.actor.id);
  await recordEnds(tx, ctx, await takeEnded(tx, ids.slice(0, MOST_AT_ONCE)));
  return ids.length;
}

/** How many that would be now. For the product itself, in a verb that has asked for permission. */
export function countForSwitch(tx: SqlTx, target: Target): Promise<number> {
  return countOpen(tx, target);
}
