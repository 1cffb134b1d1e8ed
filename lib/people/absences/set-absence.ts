import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { requireAbility, requireUser } from "../load";
import { requireAbsencesOf } from "./guard";
import { canBeAway, canStandIn, overlaps, type Period } from "./rules";
import { ABSENCE_DAYS, type AbsenceInput, absenceSchema } from "./schema";
import { insertAbsence, lockPeople, type PersonFacts } from "./store";

/**
 * A person is away, and whom they name decides in their place meanwhile (A4). Their own, or anybody's by compliance. It changes
 * nothing about what was decided, and gives the delegate no role.
 * @throws CountersignError `forbidden` (recorded), `unmet` for dates or a delegate that cannot be, `conflict` with another absence
 */
export async function setAbsence(ctx: Context, input: AbsenceInput): Promise<{ absenceId: string }> {
  const { from, until, delegateId, note, ...whose } = parseInput(absenceSchema, input);
  const personId = whose.personId ?? requireUser(ctx).id;
  const period = { from, until };
  return refusingOnRecord(ctx, { verb: "absences.manage", resource: personId }, async () => {
    requireAbsencesOf(ctx, personId);
    requireAbility(canBeAway(period, ctx.now, ABSENCE_DAYS));
    const absenceId = newId("abs", ctx.now);
    await inSqlTransaction(async (tx) => {
      await requireFree(tx, { personId, delegateId, period });
      const at = { createdById: ctx.actor.id, createdAt: ctx.now };
      await insertAbsence(tx, { id: absenceId, personId, delegateId, ...period, note, ...at });
      const dates = { fromAt: from.toISOString(), untilAt: until.toISOString() };
      const details = { absenceId, delegateId, ...dates, note };
      await recordEvent(tx, ctx, { type: "absence.set", targetId: personId, details });
    });
    return { absenceId };
  });
}

async function requireFree(
  tx: SqlTx,
  { personId, delegateId, period }: { personId: string; delegateId: string | null; period: Period },
): Promise<void> {
  const people = await lockPeople(tx, delegateId ? [personId, delegateId] : [personId]);
  const person = requireActive(people.get(personId));
  if (person.away.some((away) => overlaps(away, period))) {
    throw new CountersignError("conflict", "There is an absence in that time already: end it first.");
  }
  if (delegateId === null) return;
  const delegate = people.get(delegateId);
  if (!delegate) throw notFound("person");
  requireAbility(canStandIn(delegate, personId, period));
}

function requireActive(person: PersonFacts | undefined): PersonFacts {
  if (!person) throw notFound("person");
  if (!person.active) throw new CountersignError("unmet", "This person is deactivated.");
  return person;
}
