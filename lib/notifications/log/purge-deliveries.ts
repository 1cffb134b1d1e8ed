import type { Context } from "@/lib/context";
import { deleteSettled } from "../sending/store";

const DAY_MS = 86_400_000;
const SETTLED_DAYS = 90;
const DEAD_DAYS = 365;
const BATCH = 5_000;

/** Removes what was sent or dropped 90 days ago, and what was given up a year ago. */
export async function purgeDeliveries(ctx: Context): Promise<{ removed: number }> {
  const before = (days: number) => new Date(ctx.now.getTime() - days * DAY_MS);
  return { removed: await deleteSettled({ settled: before(SETTLED_DAYS), dead: before(DEAD_DAYS), limit: BATCH }) };
}
