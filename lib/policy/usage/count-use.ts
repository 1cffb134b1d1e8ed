import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { countBetween, endOfWindow, lockCountedUntil } from "./store";

/** Decisions of the last minute may still be on their way into the database: they are counted in the next turn. */
const SETTLED_MS = 60_000;
/** So many are counted in one transaction, however long it took to make them. */
const MOST = 10_000;

/**
 * Counts what decisions have used since the last turn: of grants how often and when last, of agents when last (Z8). What people
 * tried counts for nothing. Any number of workers may do it at once, for each window is counted by whoever locks it.
 */
export async function countUse(ctx: Context): Promise<void> {
  const until = new Date(ctx.now.getTime() - SETTLED_MS);
  for (let more = true; more; )
    more = await inSqlTransaction(async (tx) => {
      const from = await lockCountedUntil(tx);
      if (!from || from >= until) return false;
      const full = await endOfWindow(tx, from, MOST);
      // Whatever many were made within one millisecond, the next window begins after it.
      const end = full ? Math.max(full.getTime(), from.getTime() + 1) : until.getTime();
      const to = new Date(Math.min(end, until.getTime()));
      await countBetween(tx, { from, to });
      return to < until;
    });
}
