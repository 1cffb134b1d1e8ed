import { requirePermission } from "@/lib/access";
import { appendErasure, recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { lostRace } from "../guard";
import { barOfErased, barOfErasure } from "../rules";
import { type ErasureInput, type ErasureReasonInput, erasureReasonSchema, erasureSchema } from "../schema";
import { lockRetention } from "../store";
import { barsOver } from "./bars-over";
import { erase } from "./erase";
import { type ErasureRow, findPerson, lockErasure, moveErasure } from "./store";

/**
 * A second person agrees: what is known of the person is gone with the commit, and stands on the file beside the roll-back guard
 * before it, so that no restored backup brings them back.
 * @throws CountersignError `not_found`, `forbidden` (recorded) also for who asked, `conflict`, `unmet`
 */
export async function confirmErasure(ctx: Context, input: ErasureInput): Promise<{ version: number; fields: number }> {
  const { erasureId: id, version } = parseInput(erasureSchema, input);
  return answering(ctx, { id, version, step: "confirm" }, async (tx, { personId, askedById }) => {
    const person = await findPerson(tx, personId, true);
    if (!person) throw notFound("person");
    const bars = await barsOver(tx, person);
    if (bars.length) throw new CountersignError("unmet", bars.join(" "));
    const fields = await erase(tx, personId, ctx.now);
    const move = { id, version, to: "done" as const, byId: ctx.actor.id, doneAt: ctx.now, fields };
    if (!(await moveErasure(tx, move))) throw lostRace("this erasure");
    const details = { erasureId: id, fields, askedById };
    await recordEvent(tx, ctx, { type: "erasure.done", targetId: personId, details });
    // The last thing before the commit: whoever stands on the file and is still known is erased by the worker.
    appendErasure({ personId, erasureId: id, askedById, confirmedById: ctx.actor.id, at: ctx.now });
    return { version: version + 1, fields };
  });
}

/** Keeps what is known, with a reason; who asked takes it back so. @throws CountersignError as `confirmErasure` */
export async function refuseErasure(ctx: Context, input: ErasureReasonInput): Promise<{ version: number }> {
  const { erasureId: id, version, reason } = parseInput(erasureReasonSchema, input);
  return answering(ctx, { id, version, step: "refuse" }, async (tx, { personId }) => {
    const move = { id, version, to: "refused" as const, byId: ctx.actor.id, doneAt: null, fields: 0 };
    if (!(await moveErasure(tx, move))) throw lostRace("this erasure");
    const details = { erasureId: id, reason };
    await recordEvent(tx, ctx, { type: "erasure.refused", targetId: personId, outcome: "refused", details });
    return { version: version + 1 };
  });
}

function answering<T>(
  ctx: Context,
  { id, version, step }: { id: string; version: number; step: "confirm" | "refuse" },
  work: (tx: SqlTx, erasure: ErasureRow) => Promise<T>,
): Promise<T> {
  return refusingOnRecord(ctx, { verb: "erasure.confirm", resource: id }, () => {
    requirePermission(ctx, "erasure.confirm");
    return inSqlTransaction(async (tx) => {
      await lockRetention(tx);
      const erasure = await lockErasure(tx, id);
      if (!erasure) throw notFound("erasure");
      if (erasure.version !== version) throw lostRace("this erasure");
      const own = barOfErased(erasure.personId, ctx.actor.id);
      if (own) throw new CountersignError("forbidden", own);
      const bar = barOfErasure(erasure, step, ctx.actor.id);
      const isOwn = erasure.state === "asked" && erasure.askedById === ctx.actor.id;
      if (bar) throw new CountersignError(isOwn ? "forbidden" : "unmet", bar);
      return work(tx, erasure);
    });
  });
}
