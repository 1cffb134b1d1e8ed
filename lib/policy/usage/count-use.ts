import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { countBetween, lockCountedUntil, type Window } from "./store";

/** Decisions of the last minute may still be on their way into the database: they are counted in the next turn. */
const SETTLED_MS = 60_000;
/** So much is counted in one transaction. */
const WINDOW_MS = 5 * 60_000;

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
      const window: Window = { from, to: new Date(Math.min(from.getTime() + WINDOW_MS, until.getTime())) };
      await countBetween(tx, window);
      return window.to < until;
    });
}
