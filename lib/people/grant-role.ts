import { can } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context, Role } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { changedMeanwhile, requireAbility, requirePerson, requireTeam } from "./load";
import { canGrantRole, canOver, canRevokeRole } from "./rules";
import { grantRoleSchema, revokeRoleSchema } from "./schema";
import { countOtherAdmins, deleteGrant, insertGrant, loadGrant, lockAdministrators } from "./store";

/**
 * Gives a role for one team or, with null, for the whole organisation (O5).
 * @throws CountersignError `forbidden`; `unmet` when held already, deactivated, or given to oneself beside other administrators
 */
export async function grantRole(
  ctx: Context,
  input: { personId: string; role: Role; teamId: string | null },
): Promise<{ grantId: string }> {
  const grant = parseInput(grantRoleSchema, input);
  const { personId, role, teamId } = grant;
  const id = newId("grt", ctx.now);
  await inTransaction(async (tx) => {
    await lockAdministrators(tx);
    const person = await requirePerson(tx, ctx, personId);
    await requireTeam(tx, teamId);
    const reach = can(ctx.actor, "people.grantRole", { teamId }) && canOver(ctx.actor, "people.grantRole", person);
    const actorId = ctx.actor.kind === "user" ? ctx.actor.id : null;
    const otherAdmins = await countOtherAdmins(tx, actorId);
    requireAbility(canGrantRole(ctx.actor, person, { role, teamId }, otherAdmins), reach ? "unmet" : "forbidden");
    await insertGrant(tx, { id, personId, role, teamId, grantedById: actorId, grantedAt: ctx.now });
    await recordEvent(tx, ctx, { type: "person.role_granted", targetId: personId, details: { role, teamId } });
  });
  return { grantId: id };
}

/**
 * Takes a role away; it is gone at the person's next request. Never from the last administrator.
 * @throws CountersignError `forbidden`, `unmet`, `not_found`, `conflict` when somebody took it first
 */
export async function revokeRole(ctx: Context, input: { grantId: string }): Promise<void> {
  const { grantId } = parseInput(revokeRoleSchema, input);
  await inTransaction(async (tx) => {
    await lockAdministrators(tx);
    const grant = await loadGrant(tx, grantId);
    if (!grant) throw notFound("role grant");
    const person = await requirePerson(tx, ctx, grant.personId);
    const { role, teamId } = grant;
    const reach = can(ctx.actor, "people.revokeRole", { teamId }) && canOver(ctx.actor, "people.revokeRole", person);
    const otherAdmins = await countOtherAdmins(tx, person.id);
    requireAbility(canRevokeRole(ctx.actor, person, { role, teamId }, otherAdmins), reach ? "unmet" : "forbidden");
    if (!(await deleteGrant(tx, grantId))) throw changedMeanwhile("This role");
    await recordEvent(tx, ctx, { type: "person.role_revoked", targetId: person.id, details: { role, teamId } });
  });
}
