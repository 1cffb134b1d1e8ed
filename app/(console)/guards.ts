import { notFound } from "next/navigation";
import { can, type Verb } from "@/lib/access";
import type { Context } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";

/**
 * Whether the caller's roles reach `verb` for any agent at all: for buttons that lead to a form. What they may do to one
 * agent is decided by the verb, on that agent.
 */
export function canSomewhere(ctx: Context, verb: Verb): boolean {
  if (ctx.actor.kind !== "user") return false;
  const { id, grants } = ctx.actor;
  return grants.some(({ teamId }) => can(ctx.actor, verb, { teamId, ownerId: id }));
}

/** What a verb says is not there becomes the page that says so; every other refusal goes on to the error page. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isCountersignError(error) && error.code === "not_found") notFound();
    throw error;
  }
}
