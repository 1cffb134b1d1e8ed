import { can, type Verb } from "@/lib/access";
import type { Context } from "@/lib/context";

/**
 * Whether the caller's roles reach `verb` for any agent at all: for buttons that lead to a form. What they may do to one
 * agent is decided by the verb, on that agent.
 */
export function canSomewhere(ctx: Context, verb: Verb): boolean {
  if (ctx.actor.kind !== "user") return false;
  const { id, grants } = ctx.actor;
  return grants.some(({ teamId }) => can(ctx.actor, verb, { teamId, ownerId: id }));
}
