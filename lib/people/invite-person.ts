import { requirePermission } from "@/lib/access";
import { type IssuedLink, issueLink } from "@/lib/accounts";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inTransaction, type Tx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { isSeenBy, requireAbility, requirePerson, requireTeam } from "./load";
import { canRenewLink } from "./rules";
import { type Invitation, inviteSchema, personRefSchema } from "./schema";
import { insertGrant, insertPerson, loadPerson } from "./store";

/**
 * Adds a person with their roles and makes the one-time link that lets them in (O6). The link is in the answer and
 * nowhere else: whoever invites hands it over.
 * @throws CountersignError `forbidden`, `conflict` when somebody has the address
 */
export async function invitePerson(ctx: Context, input: Invitation): Promise<{ personId: string; link: IssuedLink }> {
  const { grants, ...given } = parseInput(inviteSchema, input);
  requirePermission(ctx, "people.invite", { teamId: given.teamId });
  for (const { teamId } of grants) requirePermission(ctx, "people.grantRole", { teamId });
  const personId = newId("per", ctx.now);
  return await inTransaction(async (tx) => {
    for (const teamId of new Set([given.teamId, ...grants.map((grant) => grant.teamId)])) await requireTeam(tx, teamId);
    await requireManager(tx, ctx, given.managerId);
    if (!(await insertPerson(tx, { id: personId, ...given, createdAt: ctx.now }))) {
      const message = "Somebody has this e-mail address already.";
      throw new CountersignError("conflict", message, [{ path: "email", message }]);
    }
    const { name, email } = given;
    await recordEvent(tx, ctx, {
      type: "person.created",
      targetId: personId,
      details: { method: "invitation" },
      personal: { name, email },
    });
    for (const { role, teamId } of distinct(grants)) {
      const grantedById = ctx.actor.kind === "user" ? ctx.actor.id : null;
      await insertGrant(tx, { id: newId("grt", ctx.now), personId, role, teamId, grantedById, grantedAt: ctx.now });
      await recordEvent(tx, ctx, { type: "person.role_granted", targetId: personId, details: { role, teamId } });
    }
    const link = await issueLink(tx, ctx, { purpose: "invitation", personId });
    await recordEvent(tx, ctx, {
      type: "person.invited",
      targetId: personId,
      details: { purpose: "invitation" },
      personal: { name, email },
    });
    return { personId, link };
  });
}

/** A new one-time link for somebody who lost the old way in; earlier links of that person stop working. */
export async function renewSetupLink(ctx: Context, input: { personId: string }): Promise<{ link: IssuedLink }> {
  const { personId } = parseInput(personRefSchema, input);
  return await inTransaction(async (tx) => {
    const person = await requirePerson(tx, ctx, personId);
    requireAbility(canRenewLink(ctx.actor, person), "forbidden");
    const link = await issueLink(tx, ctx, { purpose: "renewal", personId });
    const { name, email } = person;
    await recordEvent(tx, ctx, {
      type: "person.invited",
      targetId: personId,
      details: { purpose: "renewal" },
      personal: { name, email },
    });
    return { link };
  });
}

/** Held until commit, so that nobody is given a manager who leaves at this moment. */
async function requireManager(tx: Tx, ctx: Context, managerId: string | null): Promise<void> {
  if (managerId === null) return;
  const manager = await loadPerson(tx, managerId);
  if (manager?.status === "active" && isSeenBy(ctx.actor, manager)) return;
  const message = "Choose an active person.";
  throw new CountersignError("invalid", message, [{ path: "managerId", message }]);
}

function distinct<G extends { role: string; teamId: string | null }>(grants: readonly G[]): G[] {
  return [...new Map(grants.map((grant) => [`${grant.role} ${grant.teamId}`, grant])).values()];
}
