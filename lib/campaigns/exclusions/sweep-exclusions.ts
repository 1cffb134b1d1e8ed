import { recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { takeOver } from "./store";

const BATCH = 500;

/** Writes down which exclusions time has ended: they exclude nothing since then, whatever their label. For the worker. */
export function sweepExclusions(ctx: Context): Promise<{ ended: number }> {
  return inSqlTransaction(async (tx) => {
    const ended = await takeOver(tx, BATCH);
    const events = ended.map(({ id, targetKind, targetId }) => ({
      type: "exclusion.ended" as const,
      targetId: id,
      details: { targetKind, targetId, why: "time", reason: "Its time is over." },
    }));
    await recordEvents(tx, ctx, events);
    return { ended: ended.length };
  });
}
