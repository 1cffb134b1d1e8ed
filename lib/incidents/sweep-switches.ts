import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { sweepPoints } from "@/lib/policy";
import { confirmHeard } from "./confirm-heard";
import { selectUnheard } from "./store";

/** Longer than any throw waits for its confirmations. */
const OVERDUE_MS = 10_000;

/**
 * Confirms the switches whose throwing process ended before it could, or that were waiting for a decision point that has not
 * answered, ends their drills, and forgets decision points that ended without a word. For the product itself: no person asks.
 * @returns how many switches were gone through
 */
export async function sweepSwitches(ctx: Context): Promise<number> {
  await sweepPoints();
  const before = new Date(ctx.now.getTime() - OVERDUE_MS);
  const unheard = await inSqlTransaction((tx) => selectUnheard(tx, before));
  for (const one of unheard) await confirmHeard(ctx, one);
  return unheard.length;
}
