import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { changedMeanwhile, isSeenBy, requireAbility, requirePerson, requireTeam } from "./load";
import { canEdit, canMoveTo, canOver, managesOneself } from "./rules";
import { editPersonSchema, type PersonEdit, type PersonField } from "./schema";
import { loadPerson, lockAdministrators, managersAbove, updatePerson } from "./store";

/**
 * Changes what is stated about a person (O6): name, title, team, manager. The manager is who follows them for their agents when
 * they leave, so nobody may come to manage themselves. When nothing changes, nothing is written.
 * @throws CountersignError `forbidden`, `not_found`, `invalid` beside the field, `conflict` on a version that is gone
 */
export async function editPerson(ctx: Context, input: PersonEdit): Promise<{ version: number; fields: PersonField[] }> {
  const { personId, version, changes } = parseInput(editPersonSchema, input);
  return await inTransaction(async (tx) => {
    // Two edits that make two people each other's manager would each find no circle: one waits for the other.
    if (changes.managerId) await lockAdministrators(tx);
    const person = await requirePerson(tx, ctx, personId);
    requireAbility(canEdit(ctx.actor, person), canOver(ctx.actor, "people.edit", person) ? "unmet" : "forbidden");
    if (changes.teamId !== undefined && changes.teamId !== person.teamId) {
      await requireTeam(tx, changes.teamId);
      requireAbility(canMoveTo(ctx.actor, changes.teamId), "forbidden");
    }
    if (changes.managerId) {
      const manager = await loadPerson(tx, changes.managerId);
      if (!manager || !isSeenBy(ctx.actor, manager)) throw notFound("person");
      if (manager.status !== "active" && manager.id !== person.managerId)
        throw refusedManager("Choose an active person.");
      if (managesOneself(personId, await managersAbove(tx, manager.id))) {
        throw refusedManager("This person reports to them already, directly or through others. Choose somebody else.");
      }
    }
    const fields = (Object.keys(changes) as PersonField[]).filter((field) => changes[field] !== person[field]);
    if (!fields.length) return { version, fields };
    if (!(await updatePerson(tx, { personId, version, changes }))) throw changedMeanwhile("This person");
    await recordEvent(tx, ctx, {
      type: "person.edited",
      targetId: personId,
      details: {
        fields,
        ...(fields.includes("teamId") ? { teamId: changes.teamId ?? null } : {}),
        ...(fields.includes("managerId") ? { managerId: changes.managerId ?? null } : {}),
      },
      personal: changes.name !== undefined && fields.includes("name") ? { name: changes.name } : {},
    });
    return { version: version + 1, fields };
  });
}

function refusedManager(message: string): CountersignError {
  return new CountersignError("invalid", message, [{ path: "changes.managerId", message }]);
}
