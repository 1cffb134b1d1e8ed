import { endAccess } from "@/lib/accounts";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { changedMeanwhile, isSeenBy, requireAbility } from "../load";
import { canDeactivate, canOver } from "../rules";
import type { LoadedPerson } from "../store";
import { type GroupLeft, groupsOf, leaverOf, lockDepartures, moveStatus, otherAdministrators } from "./store";

export interface StatusChange {
  personId: string;
  /** The version the viewer saw. */
  version: number;
  reason: string;
}

/**
 * The person who is to leave, locked and with the rule's leave: the first step of a deactivation, before what they answered for
 * is passed on. Whoever names them for anything meanwhile waits, and then finds them gone.
 * @throws CountersignError `not_found`, `forbidden`, `unmet` with the rule's reason
 */
export async function openDeparture(tx: SqlTx, ctx: Context, personId: string): Promise<LoadedPerson> {
  await lockDepartures(tx);
  const person = await leaverOf(tx, personId, "for no key update of p");
  if (!person || !isSeenBy(ctx.actor, person)) throw notFound("person");
  const ability = canDeactivate(ctx.actor, person, await otherAdministrators(tx, personId));
  requireAbility(ability, canOver(ctx.actor, "people.deactivate", person) ? "unmet" : "forbidden");
  return person;
}

/**
 * The last step: the person is deactivated, every session and open link of theirs ends.
 * @param passed how many agents went to somebody else, and how many of them to the governance queue
 * @throws CountersignError `conflict` when the person is no longer as the viewer saw them
 */
export async function closeDeparture(
  tx: SqlTx,
  ctx: Context,
  change: StatusChange & { passed: { agents: number; queued: number } },
): Promise<{ sessionsEnded: number }> {
  const { personId, version, reason, passed } = change;
  if (!(await moveStatus(tx, { personId, version, to: "deactivated", now: ctx.now }))) {
    throw changedMeanwhile("This person");
  }
  const sessionsEnded = await endAccess(tx, personId, ctx.now);
  await recordEvent(tx, ctx, {
    type: "person.deactivated",
    targetId: personId,
    details: { sessionsEnded, agentsPassedOn: passed.agents, agentsQueued: passed.queued, reason },
  });
  return { sessionsEnded };
}

/**
 * The person and the reviewer groups they would leave, for whoever looks before it happens; takes no lock.
 * @throws CountersignError `not_found`, `forbidden`
 */
export async function foreseeDeparture(
  tx: SqlTx,
  ctx: Context,
  personId: string,
): Promise<{ person: LoadedPerson; groups: GroupLeft[] }> {
  const person = await leaverOf(tx, personId);
  if (!person || !isSeenBy(ctx.actor, person)) throw notFound("person");
  if (!canOver(ctx.actor, "people.deactivate", person)) {
    requireAbility(canDeactivate(ctx.actor, person, 0), "forbidden");
  }
  return { person, groups: await groupsOf(tx, personId) };
}
