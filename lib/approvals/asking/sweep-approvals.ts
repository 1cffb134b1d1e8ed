import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { sweepStanding } from "../standing/sweep-standing";
import { expireDue } from "./expire-due";
import { recordEnds } from "./record-ends";
import { type EndedRow, forgetConsumed, lapseApproved, pruneAsking, takeUnrecorded } from "./sweep/store";

/** Requests in one transaction: a kill of thousands must not hold thousands of rows at once. */
const BATCH = 200;
const MOST_PRUNED = 10_000;

type Take = (tx: SqlTx, most: number) => Promise<EndedRow[]>;

/**
 * Writes down what the clock and what changes have done to requests (A6). The truth does not wait for it: statements compare with
 * the clock, and triggers move what rested on something that ended. For the product itself: no person asks. Any number may run.
 * @returns how many requests were written down
 */
export async function sweepApprovals(ctx: Context): Promise<number> {
  let swept = await recordUnrecorded(ctx);
  swept += await whileFull(() => inSqlTransaction((tx) => expireDue(tx, ctx, { most: BATCH })));
  for (const take of [lapseApproved, forgetConsumed]) swept += await recordTaken(ctx, take);
  return swept + (await sweepStanding(ctx)).ended;
}

/** Events of what triggers ended, since the last turn. @returns how many */
export async function recordUnrecorded(ctx: Context): Promise<number> {
  return recordTaken(ctx, takeUnrecorded);
}

/** Removes what nobody needs any more of changes and of submissions' keys. @returns how many rows */
export function pruneApprovals(): Promise<number> {
  return inSqlTransaction((tx) => pruneAsking(tx, MOST_PRUNED));
}

function recordTaken(ctx: Context, take: Take): Promise<number> {
  return whileFull(() =>
    inSqlTransaction(async (tx) => {
      const rows = await take(tx, BATCH);
      await recordEnds(tx, ctx, rows);
      return rows.length;
    }),
  );
}

async function whileFull(turn: () => Promise<number>): Promise<number> {
  let all = 0;
  for (;;) {
    const some = await turn();
    all += some;
    if (some < BATCH) return all;
  }
}
