import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { lostRace, requireAllowed, requireControl } from "./guard";
import { decideOwner } from "./rules";
import { type AssignControlInput, assignControlSchema } from "./schema";
import { lockControl, selectCandidates, writeControl } from "./store";
import { OWNER_ROLES } from "./terms";

/**
 * Makes a person answer for a control, or nobody (D3): a gap then waits in their inbox.
 * @throws CountersignError `forbidden` (recorded), `not_found`, `unmet` for who cannot, `conflict` after a lost race
 */
export async function assignControl(ctx: Context, input: AssignControlInput): Promise<{ version: number }> {
  const { id, version, ownerId } = parseInput(assignControlSchema, input);
  return refusingOnRecord(ctx, { verb: "controls.manage", resource: id }, async () => {
    requirePermission(ctx, "controls.manage");
    requireControl(id);
    return inSqlTransaction(async (tx) => {
      const { ownerId: former = null, applies = true, note = "" } = (await lockControl(tx, id)) ?? {};
      const candidates = await selectCandidates(tx, OWNER_ROLES);
      const candidate = candidates.find((person) => person.id === ownerId) ?? null;
      requireAllowed(decideOwner(former, ownerId, candidate));
      if (!(await writeControl(tx, { id, version }, { ownerId, applies, note, at: ctx.now }))) throw lostRace();
      await recordEvent(tx, ctx, {
        type: "control.owner_assigned",
        targetId: id,
        details: { ownerId, formerOwnerId: former },
      });
      return { version: version + 1 };
    });
  });
}
