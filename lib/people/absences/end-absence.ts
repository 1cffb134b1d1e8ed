import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { requireUser } from "../load";
import { managesOthers, requireAbsencesOf } from "./guard";
import { absenceRefSchema } from "./schema";
import { endAbsenceNow, findAbsence } from "./store";

/**
 * Somebody is back, or does not go: from now on nobody decides in their place. What the delegate has said stays.
 * @throws CountersignError `forbidden` (recorded), `not_found`, `conflict` when it is over already
 */
export async function endAbsence(ctx: Context, input: { id: string }): Promise<void> {
  const { id } = parseInput(absenceRefSchema, input);
  await refusingOnRecord(ctx, { verb: "absences.manage", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const found = await findAbsence(tx, id);
      // Whose absence an id is stays hidden from who may not end it.
      const seen = found && (managesOthers(ctx) || [found.personId, found.delegateId].includes(requireUser(ctx).id));
      if (!seen) throw notFound("absence");
      requireAbsencesOf(ctx, found.personId);
      if (!(await endAbsenceNow(tx, id))) throw new CountersignError("conflict", "This absence is over already.");
      const details = { absenceId: id, delegateId: found.delegateId };
      await recordEvent(tx, ctx, { type: "absence.ended", targetId: found.personId, details });
    }),
  );
}
