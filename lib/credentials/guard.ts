import { can, rolesFor, type Scope, type Verb } from "@/lib/access";
import type { NewEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import type { Decision } from "./rules";
import { type AgentOf, lockCredential, lockInstance, type StoredCredential, type StoredInstance } from "./store";

/** What permission asks about an agent's identities: who answers for the agent answers for them. */
export function scopeOf({ teamId, ownerId, deputyId, sponsorId }: AgentOf): Scope {
  return { teamId, ownerId, deputyId, sponsorId };
}

/** The sentence for who may not; null for who may. */
export function refusalOf(ctx: Context, verb: Verb, scope: Scope): string | null {
  if (can(ctx.actor, verb, scope)) return null;
  return `This needs the role ${rolesFor(verb).join(" or ")}, for the team or the agent concerned.`;
}

/** @throws CountersignError `not_found` for whoever may not even see the agent, `forbidden` with the roles that could */
export function requireOn(ctx: Context, verb: Verb, agent: AgentOf | null, what: string): asserts agent is AgentOf {
  if (!agent || !can(ctx.actor, "credentials.read", scopeOf(agent))) throw notFound(what);
  const refusal = refusalOf(ctx, verb, scopeOf(agent));
  if (refusal) throw new CountersignError("forbidden", refusal);
}

/** The instance a verb is about, held until commit. @throws CountersignError `not_found`, `forbidden`, `conflict` on an old version */
export async function getInstance(
  tx: SqlTx,
  ctx: Context,
  wanted: { id: string; version?: number; verb: Verb },
): Promise<StoredInstance> {
  const instance = await lockInstance(tx, wanted.id);
  requireOn(ctx, wanted.verb, instance?.agent ?? null, "instance");
  if (!instance) throw notFound("instance");
  if (wanted.version !== undefined && wanted.version !== instance.version) throw changedMeanwhile(instance.name);
  return instance;
}

/** The credential a verb is about, held until commit. @throws CountersignError as `getInstance` */
export async function getCredential(
  tx: SqlTx,
  ctx: Context,
  wanted: { id: string; version?: number; verb: Verb },
): Promise<StoredCredential> {
  const credential = await lockCredential(tx, wanted.id);
  requireOn(ctx, wanted.verb, credential?.agent ?? null, "credential");
  if (!credential) throw notFound("credential");
  if (wanted.version !== undefined && wanted.version !== credential.version) throw changedMeanwhile("This credential");
  return credential;
}

export function changedMeanwhile(what: string): CountersignError {
  return new CountersignError("conflict", `${what} was changed by somebody else meanwhile: reload and try again.`);
}

/** Throws what a rule refused, as the caller's error. */
export function requireAllowed(decision: Decision): void {
  if (!decision.allowed) throw new CountersignError(decision.code, decision.reason);
}

/** What every event about an identity says: whose it is. */
export function eventOn(
  agent: AgentOf,
  instance: { id: string; name: string },
): Pick<NewEvent, "targetId" | "agentId"> & { details: Record<string, string> } {
  return {
    targetId: agent.id,
    agentId: agent.id,
    details: { name: agent.name, environment: agent.environment, instanceId: instance.id, instance: instance.name },
  };
}
