import { setTimeout } from "node:timers/promises";
import { inSqlTransaction } from "@/lib/db";
import { deleteDeadPoints, selectBehind, selectLivePoints } from "./store";

/** A lease and a little: whoever has not reported by then has stopped deciding. */
const LONGEST_MS = 2_500;
const MOST_PATIENT_MS = 10;

/**
 * Waits until every decision point that lives has applied what the control row says at `epoch`, or has lost its lease and
 * denies by itself. To be called after the commit of what raised the epoch; from its answer on nobody decides on less.
 * @returns how many points lived, and how many of them are behind after all (none, unless clocks or code are broken)
 */
export async function heardByAll(epoch: bigint): Promise<{ points: number; behind: number }> {
  const until = performance.now() + LONGEST_MS;
  const living = await selectLivePoints();
  let behind = living;
  for (let wait = 1; ; wait = Math.min(wait * 2, MOST_PATIENT_MS)) {
    behind = behind.length ? await selectBehind(behind, epoch) : [];
    if (!behind.length || performance.now() > until) return { points: living.length, behind: behind.length };
    await setTimeout(wait);
  }
}

/** Forgets the points whose process ended without a word. @returns how many */
export function sweepPoints(): Promise<number> {
  return inSqlTransaction(deleteDeadPoints);
}
