import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { changedMeanwhile, isSeenBy, requireAbility } from "../load";
import { canOver, canReactivate } from "../rules";
import { deactivateSchema } from "../schema";
import type { StatusChange } from "./depart";
import { leaverOf, moveStatus } from "./store";

/**
 * Lets a deactivated person in again, with the roles they still hold; sessions that ended stay ended, and what was passed on
 * stays with whoever answers for it now (O3).
 * @throws CountersignError `not_found`, `forbidden`, `unmet`, `conflict` after a lost race
 */
export async function reactivatePerson(ctx: Context, input: StatusChange): Promise<void> {
  const { personId, version, reason } = parseInput(deactivateSchema, input);
  await inSqlTransaction(async (tx) => {
    const person = await leaverOf(tx, personId, "for no key update of p");
    if (!person || !isSeenBy(ctx.actor, person)) throw notFound("person");
    const reach = canOver(ctx.actor, "people.reactivate", person);
    requireAbility(canReactivate(ctx.actor, person), reach ? "unmet" : "forbidden");
    if (!(await moveStatus(tx, { personId, version, to: "active", now: ctx.now }))) {
      throw changedMeanwhile("This person");
    }
    await recordEvent(tx, ctx, { type: "person.reactivated", targetId: personId, details: { reason } });
  });
}
