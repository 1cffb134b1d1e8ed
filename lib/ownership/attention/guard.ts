import { can, type Scope } from "@/lib/access";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { type Watched, watchedAgent } from "./store";

/** What permission asks about an agent. */
export function scopeOf({ teamId, owner, deputy, sponsor }: Watched): Scope {
  return { teamId, ownerId: owner?.id ?? null, deputyId: deputy?.id ?? null, sponsorId: sponsor?.id ?? null };
}

/** The agent; `not_found` also when the caller may not see it. */
export async function requireWatched(tx: SqlTx, ctx: Context, id: string): Promise<Watched> {
  const agent = await watchedAgent(tx, id);
  if (!agent || !can(ctx.actor, "agents.read", scopeOf(agent))) throw notFound("agent");
  return agent;
}

export function movedMeanwhile(name: string): CountersignError {
  return new CountersignError("conflict", `${name} was changed by somebody else meanwhile: reload and look again.`);
}
