import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { requireExport, requirePerson } from "../guard";
import { canCancel } from "../rules";
import { exportIdSchema } from "../schema";
import { dropParts, moveExport } from "../store";

/** Gives up an export that is still being made; nothing of it is kept. @throws CountersignError `not_found`, `forbidden`, `unmet` */
export async function cancelExport(ctx: Context, input: { id: string }): Promise<void> {
  const { id } = parseInput(exportIdSchema, input);
  return inSqlTransaction(async (tx) => {
    requirePerson(ctx);
    const asked = await requireExport(tx, ctx, { id, verb: "evidence.export", held: true });
    const allowed = canCancel(asked);
    if (!allowed.allowed) throw new CountersignError("unmet", allowed.reason);
    const from = ["waiting", "gathering", "anchoring"] as const;
    if (!(await moveExport(tx, id, { from, to: "cancelled" })))
      throw new CountersignError("conflict", "It was finished a moment ago: reload the page.");
    await dropParts(tx, id);
    await recordEvent(tx, ctx, { type: "evidence.cancelled", targetId: id, details: { title: asked.title } });
  });
}
