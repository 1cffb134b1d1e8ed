import { can, visibility } from "@/lib/access";
import type { Actor, Context } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import type { Ability } from "./schema";
import { type LoadedPerson, loadPerson, teamExists } from "./store";

/** The id of the person acting; for verbs that only people can call. */
export function requireUser(ctx: Context): Extract<Actor, { kind: "user" }> {
  if (ctx.actor.kind === "user") return ctx.actor;
  throw new CountersignError("forbidden", "This needs a signed-in person.");
}

/** The person, locked; `not_found` also when the actor may not see them. */
export async function requirePerson(tx: Tx, ctx: Context, personId: string): Promise<LoadedPerson> {
  const person = await loadPerson(tx, personId);
  if (!person || !isSeenBy(ctx.actor, person)) throw notFound("person");
  return person;
}

/** The same condition as the list's query, on a value. */
export function isSeenBy(actor: Actor, person: Pick<LoadedPerson, "id" | "teamId" | "grants">): boolean {
  if (actor.id === person.id) return true;
  if (can(actor, "people.read", { teamId: person.teamId })) return true;
  const { teamIds } = visibility(actor, "people.read");
  return person.grants.some(({ teamId }) => (teamId === null ? teamIds.length > 0 : teamIds.includes(teamId)));
}

/** Refuses with the rule's own reason. */
export function requireAbility(ability: Ability, code: "forbidden" | "unmet" | "conflict" = "unmet"): void {
  if (!ability.allowed) throw new CountersignError(code, ability.reason);
}

export async function requireTeam(tx: Tx, teamId: string | null): Promise<void> {
  if (teamId !== null && !(await teamExists(tx, teamId))) throw notFound("team");
}

/** What a lost race says: nothing was overwritten. */
export function changedMeanwhile(what: string): CountersignError {
  return new CountersignError("conflict", `${what} changed since you opened it. Reload and look again.`);
}
