import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { requireExport, requirePerson } from "../guard";
import { linkIdSchema } from "../schema";
import { findLink, revoke } from "./store";

/** Ends a link at once. @throws CountersignError `not_found`, `forbidden`, `conflict` when it was revoked already */
export async function revokeLink(ctx: Context, input: { id: string }): Promise<void> {
  const { id } = parseInput(linkIdSchema, input);
  return inSqlTransaction(async (tx) => {
    requirePerson(ctx);
    const link = isId("elk", id) ? await findLink(tx, id) : null;
    if (!link) throw notFound("link");
    const { title } = await requireExport(tx, ctx, { id: link.exportId, verb: "evidence.link" });
    if (!(await revoke(tx, id, ctx.now))) throw new CountersignError("conflict", "This link was revoked already.");
    const details = { linkId: id, title, recipient: link.recipient };
    await recordEvent(tx, ctx, { type: "evidence.link_revoked", targetId: link.exportId, details });
  });
}
