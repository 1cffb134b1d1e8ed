import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { lostRace, requireControl } from "./guard";
import { type ScopeControlInput, scopeControlSchema } from "./schema";
import { lockControl, writeControl } from "./store";

/**
 * Says whether a control applies to this organisation, with a note that must say why when it does not (D3). What does not apply is no
 * longer checked; what was found stays.
 * @throws CountersignError `forbidden` (recorded), `invalid` without a reason, `not_found`, `conflict` when nothing would change
 */
export async function scopeControl(ctx: Context, input: ScopeControlInput): Promise<{ version: number }> {
  const { id, version, applies, note } = parseInput(scopeControlSchema, input);
  return refusingOnRecord(ctx, { verb: "controls.manage", resource: id }, async () => {
    requirePermission(ctx, "controls.manage");
    requireControl(id);
    return inSqlTransaction(async (tx) => {
      const former = (await lockControl(tx, id)) ?? { ownerId: null, applies: true, note: "" };
      if (former.applies === applies && former.note === note) {
        throw new CountersignError("conflict", "That is what stands there already.");
      }
      const set = { ownerId: former.ownerId, applies, note, at: ctx.now };
      if (!(await writeControl(tx, { id, version }, set))) throw lostRace();
      await recordEvent(tx, ctx, { type: "control.scoped", targetId: id, details: { applies, note } });
      return { version: version + 1 };
    });
  });
}
