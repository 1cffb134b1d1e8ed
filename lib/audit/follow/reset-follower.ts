import { inSqlTransaction } from "@/lib/db";
import type { Follower } from "./follower";
import { makePosition, resetPosition } from "./store";

/**
 * Empties a follower and lets it begin anew at the first event; the worker does the rest. Waits for a turn that is under way.
 * Nothing of the log changes: what a follower wrote can always be made again from what the log still holds.
 */
export async function resetFollower(follower: Follower): Promise<void> {
  await makePosition(follower.name);
  await inSqlTransaction(async (tx) => {
    await resetPosition(tx, follower.name);
    await follower.empty(tx);
  });
}
