import { can, rolesFor, type Scope, type Verb } from "@/lib/access";
import { type NewEvent, refusingOnRecord as refusedOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { loadAgents, type StoredAgent } from "./store";

/** What permission asks about an agent. */
export function scopeOf(agent: Pick<StoredAgent, "teamId" | "owner" | "deputy" | "sponsor">): Scope {
  return {
    teamId: agent.teamId,
    ownerId: agent.owner?.id ?? null,
    deputyId: agent.deputy?.id ?? null,
    sponsorId: agent.sponsor?.id ?? null,
  };
}

/** The sentence for who may not, as `requirePermission` says it; null for who may. */
export function refusalOf(ctx: Context, verb: Verb, scope: Scope): string | null {
  if (can(ctx.actor, verb, scope)) return null;
  return `This needs the role ${rolesFor(verb).join(" or ")}, for the team or the agent concerned.`;
}

/**
 * The agent that a verb is about.
 * @throws CountersignError `not_found` when it does not exist or the caller may not see it; `conflict` when it is no longer
 * at the version the caller saw, naming who changed what.
 */
export async function getForChange(
  tx: SqlTx,
  ctx: Context,
  wanted: { id: string; version: number },
): Promise<StoredAgent> {
  const [agent] = await loadAgents(tx, [wanted.id]);
  if (!agent || !can(ctx.actor, "agents.read", scopeOf(agent))) throw notFound("agent");
  if (agent.version !== wanted.version) throw staleConflict(agent);
  return agent;
}

/**
 * The agent that a verb is about, whatever its version.
 * @throws CountersignError `not_found` when it does not exist or the caller may not see it
 */
export async function getVisible(tx: SqlTx, ctx: Context, id: string): Promise<StoredAgent> {
  const [agent] = await loadAgents(tx, [id]);
  if (!agent || !can(ctx.actor, "agents.read", scopeOf(agent))) throw notFound("agent");
  return agent;
}

/** The refusal of a change made on an old version. */
export function staleConflict(agent: StoredAgent): CountersignError {
  const who = agent.updatedByName ?? agent.updatedById ?? "Somebody";
  const what = agent.updatedFields.length ? agent.updatedFields.join(", ") : "this agent";
  return new CountersignError(
    "conflict",
    `${who} changed ${what} while you were looking: reload to see version ${agent.version}, then try again.`,
    agent.updatedFields.map((field) => ({ path: field, message: `Changed by ${who}.` })),
  );
}

/** The refusal when the row moved between our look and our write. */
export function lostRace(name: string): CountersignError {
  return new CountersignError("conflict", `${name} was changed by somebody else at this moment: reload and try again.`);
}

type Refused = { allowed: false; code: "conflict" | "unmet" | "forbidden" | "invalid"; reason: string };

/** Throws what a rule refused, as the caller's error. */
export function requireAllowed<D extends { allowed: true } | Refused>(
  decision: D,
): asserts decision is Extract<D, { allowed: true }> {
  if (!decision.allowed) throw new CountersignError(decision.code, decision.reason);
}

/** Runs `work`; a refusal is recorded before it is thrown on, on the agent it is about or on agents as such. */
export function refusingOnRecord<T>(
  ctx: Context,
  { verb, agentId }: { verb: Verb; agentId?: string },
  work: () => Promise<T>,
): Promise<T> {
  return refusedOnRecord(ctx, { verb, resource: agentId ?? "agents", ...(agentId ? { agentId } : {}) }, work);
}

/** One event per refused attempt. */
export function refusalEvents(ctx: Context, verb: Verb, agentIds: readonly (string | null)[]): NewEvent[] {
  return agentIds.map((agentId) => ({
    type: "access.refused",
    targetId: ctx.actor.id,
    ...(agentId ? { agentId } : {}),
    outcome: "refused",
    details: { verb, resource: agentId ?? "agents" },
  }));
}
