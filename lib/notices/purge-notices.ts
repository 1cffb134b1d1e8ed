import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { deleteOld } from "./store";

const DAY_MS = 86_400_000;
const SEEN_DAYS = 30;
const KEPT_DAYS = 365;
const BATCH = 5_000;

/** Removes notices seen more than 30 days ago, and any that are a year old: the log keeps what they told. */
export async function purgeNotices(ctx: Context): Promise<{ removed: number }> {
  const before = (days: number) => new Date(ctx.now.getTime() - days * DAY_MS);
  const bounds = { seenBefore: before(SEEN_DAYS), madeBefore: before(KEPT_DAYS), limit: BATCH };
  return { removed: await inSqlTransaction((tx) => deleteOld(tx, bounds)) };
}
