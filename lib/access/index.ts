/**
 * Access owns the question "may this actor do this?" and the one table that answers it.
 * It knows roles, teams and ownership as values; it reads no database and no session.
 * It must not grow conditions about agents' states: those are rules of the domains.
 */
import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { can, canSomewhere, rolesText, type Scope, type Verb } from "./rules";

export {
  can,
  canSomewhere,
  PERMISSIONS,
  type Reach,
  rolesFor,
  rolesText,
  type Scope,
  type Verb,
  type Visibility,
  visibility,
} from "./rules";

/** Throws `forbidden`, naming the roles that could, unless the context's actor may do `verb` within `scope`. */
export function requirePermission(ctx: Context, verb: Verb, scope: Scope = {}): void {
  if (can(ctx.actor, verb, scope)) return;
  const roles = rolesText(verb);
  throw new CountersignError(
    "forbidden",
    roles ? `This needs the role ${roles}, for the team or the agent concerned.` : "This needs a signed-in person.",
  );
}

/** Throws `forbidden` unless `verb` reaches something for the actor: a list for nobody is a refusal, not an empty list. */
export function requireReach(ctx: Context, verb: Verb): void {
  if (!canSomewhere(ctx.actor, verb)) requirePermission(ctx, verb);
}
