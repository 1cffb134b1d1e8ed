import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { enqueue, restedKeys } from "@/lib/jobs";
import { dropParts, lockExport, moveExport, openExports, overdueExports, pool } from "../store";

const REST_SECONDS = 2;

/**
 * Asks again for what was forgotten in the queue, and lets go of the files whose time is over. For the worker, every few seconds;
 * safe with several.
 */
export async function sweepExports(ctx: Context): Promise<void> {
  await inSqlTransaction(async (tx) => {
    const open = await openExports(tx);
    if (open.length === 0) return;
    const rested = await restedKeys(tx, "export", open);
    for (const id of open) if ((rested.get(id) ?? 0) >= REST_SECONDS) await enqueue(tx, { kind: "export", id });
  });
  for (const id of await overdueExports(pool(), ctx.now)) await letGo(ctx, id);
}

/** What it was, who had it and its manifest's digest stay; the files go. */
function letGo(ctx: Context, id: string): Promise<void> {
  return inSqlTransaction(async (tx) => {
    const found = await lockExport(tx, id);
    if (!found || !(await moveExport(tx, id, { from: ["ready"], to: "expired" }))) return;
    await dropParts(tx, id);
    const details = { bytes: found.bytes, title: found.title };
    await recordEvent(tx, ctx, { type: "evidence.expired", targetId: id, details });
  });
}
