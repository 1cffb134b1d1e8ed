import { requireReach } from "@/lib/access";
import { countEvents, recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { enqueue } from "@/lib/jobs";
import { parseInput } from "@/lib/parse";
import { requirePerson } from "../guard";
import { expiryAfter } from "../rules";
import { type AskExportInput, askExportSchema } from "../schema";
import { holdAsking, insertExport } from "../store";
import { MOST_EVENTS } from "../terms";

const MOST_OPEN = 3;

/**
 * Asks for the events of a search, or those that a control names, as one file with proofs (L5); a worker makes it.
 * @returns its id, and how many events matched just now: what is recorded until it is gathered comes with them
 * @throws CountersignError `forbidden` (recorded), `invalid`, `too_large` beyond two million events, `unmet` for a fourth at once
 */
export function askExport(ctx: Context, input: AskExportInput): Promise<{ id: string; count: number; exact: boolean }> {
  return refusingOnRecord(ctx, { verb: "evidence.export", resource: "evidence" }, async () => {
    const askedById = requirePerson(ctx);
    requireReach(ctx, "evidence.export");
    const { title, query, formats, keepDays } = parseInput(askExportSchema, input);
    const { count, exact } = await countEvents(ctx, query.search);
    if (count > MOST_EVENTS)
      throw new CountersignError(
        "too_large",
        `This matches more than ${MOST_EVENTS.toLocaleString("en")} events: narrow the time, and make several exports.`,
      );
    const expiresAt = expiryAfter(ctx.now, keepDays);
    const id = newId("exp", ctx.now);
    await inSqlTransaction(async (tx) => {
      if ((await holdAsking(tx, askedById)) >= MOST_OPEN)
        throw new CountersignError("unmet", "Three of your exports are being made already: wait for one of them.");
      const asked = { id, title, query, formats, askedById, askedAt: ctx.now, total: count, expiresAt };
      await insertExport(tx, asked);
      const said = { formats, kind: query.kind, total: count, expiresAt: expiresAt.toISOString() };
      const details = { ...said, title, query: JSON.stringify(query) };
      await recordEvent(tx, ctx, { type: "evidence.asked", targetId: id, details });
      await enqueue(tx, { kind: "export", id });
    });
    return { id, count, exact };
  });
}
