import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { type GlassMemberInput, memberSchema } from "./schema";
import { deleteGlassMember, findGlassMember, insertGlassMember } from "./store";

/**
 * Lets an active person break the glass (A4). Nobody names themselves.
 * @throws CountersignError `forbidden` (recorded), `not_found`, `unmet` for who has left, `conflict` for who may already
 */
export async function addBreakGlassMember(ctx: Context, input: GlassMemberInput): Promise<void> {
  const { personId } = parseInput(memberSchema, input);
  await refusingOnRecord(ctx, { verb: "breakGlass.manage", resource: personId }, async () => {
    requirePermission(ctx, "breakGlass.manage");
    if (personId === ctx.actor.id) {
      throw new CountersignError("forbidden", "Nobody gives themselves this: ask somebody else of compliance.");
    }
    await inSqlTransaction(async (tx) => {
      const found = await findGlassMember(tx, personId);
      if (!found) throw notFound("person");
      if (!found.active) throw new CountersignError("unmet", "This person is deactivated.");
      if (!(await insertGlassMember(tx, { personId, addedById: ctx.actor.id, at: ctx.now }))) {
        throw new CountersignError("conflict", "This person may break the glass already.");
      }
      await recordEvent(tx, ctx, { type: "break_glass.member_added", targetId: personId });
    });
  });
}

/** @throws CountersignError `forbidden` (recorded), `conflict` when the person may not, or somebody was faster */
export async function removeBreakGlassMember(ctx: Context, input: GlassMemberInput): Promise<void> {
  const { personId } = parseInput(memberSchema, input);
  await refusingOnRecord(ctx, { verb: "breakGlass.manage", resource: personId }, async () => {
    requirePermission(ctx, "breakGlass.manage");
    await inSqlTransaction(async (tx) => {
      if (!(await deleteGlassMember(tx, personId))) {
        throw new CountersignError("conflict", "This person is not among those who may break the glass.");
      }
      await recordEvent(tx, ctx, { type: "break_glass.member_removed", targetId: personId });
    });
  });
}
