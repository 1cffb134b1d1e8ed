import { revokeSessionsOf, withdrawLinks } from "@/lib/accounts";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { changedMeanwhile, requireAbility, requirePerson } from "./load";
import { canDeactivate, canOver, canReactivate } from "./rules";
import { deactivateSchema } from "./schema";
import { countAnsweredFor, countOtherAdmins, lockAdministrators, moveStatus } from "./store";

export interface StatusChange {
  personId: string;
  /** The version the viewer saw. */
  version: number;
  reason: string;
}

/**
 * Deactivates a person and ends every session and open link of theirs in the same transaction: their next request is
 * refused. Not while they answer for agents, and never the last administrator.
 * @throws CountersignError `forbidden`, `unmet` with the rule's reason, `conflict` after a lost race
 */
export async function deactivatePerson(ctx: Context, input: StatusChange): Promise<{ sessionsEnded: number }> {
  const { personId, version, reason } = parseInput(deactivateSchema, input);
  return await inTransaction(async (tx) => {
    await lockAdministrators(tx);
    const person = await requirePerson(tx, ctx, personId);
    const otherAdmins = await countOtherAdmins(tx, personId);
    const answersFor = await countAnsweredFor(tx, personId);
    const ability = canDeactivate(ctx.actor, person, { otherAdmins, answersFor });
    requireAbility(ability, canOver(ctx.actor, "people.deactivate", person) ? "unmet" : "forbidden");
    const moved = await moveStatus(tx, { personId, version, from: "active", to: "deactivated", now: ctx.now });
    if (!moved) throw changedMeanwhile("This person");
    const sessionsEnded = await revokeSessionsOf(tx, personId, ctx.now);
    await withdrawLinks(tx, personId, ctx.now);
    await recordEvent(tx, ctx, { type: "person.deactivated", targetId: personId, details: { sessionsEnded, reason } });
    return { sessionsEnded };
  });
}

/** Lets a deactivated person in again, with the roles they still hold; sessions that ended stay ended. */
export async function reactivatePerson(ctx: Context, input: StatusChange): Promise<void> {
  const { personId, version, reason } = parseInput(deactivateSchema, input);
  await inTransaction(async (tx) => {
    const person = await requirePerson(tx, ctx, personId);
    requireAbility(
      canReactivate(ctx.actor, person),
      canOver(ctx.actor, "people.reactivate", person) ? "unmet" : "forbidden",
    );
    const moved = await moveStatus(tx, { personId, version, from: "deactivated", to: "active", now: ctx.now });
    if (!moved) throw changedMeanwhile("This person");
    await recordEvent(tx, ctx, { type: "person.reactivated", targetId: personId, details: { reason } });
  });
}
