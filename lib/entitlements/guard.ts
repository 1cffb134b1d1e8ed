import { can, rolesFor, type Scope, type Verb } from "@/lib/access";
import type { NewEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import type { Extent } from "./narrower";
import { sentenceText, targetText } from "./present";
import type { Decision, GrantFacts } from "./rules";
import { findAgent, holdAgent, loadStored, type NewGrant, type StoredAgent, type StoredGrant } from "./store";

/** What permission asks about the agent of a grant. */
export function scopeOf({ teamId, ownerId, deputyId, sponsorId }: StoredAgent): Scope {
  return { teamId, ownerId, deputyId, sponsorId };
}

/** The sentence for who may not; null for who may. */
export function refusalOf(ctx: Context, verb: Verb, agent: StoredAgent): string | null {
  if (can(ctx.actor, verb, scopeOf(agent))) return null;
  return `This needs the role ${rolesFor(verb).join(" or ")}, for the team or the agent concerned.`;
}

/** @throws CountersignError `forbidden`, naming the roles that could */
export function requireFor(ctx: Context, verb: Verb, agent: StoredAgent): void {
  const refusal = refusalOf(ctx, verb, agent);
  if (refusal) throw new CountersignError("forbidden", refusal);
}

/**
 * The agent, held until commit.
 * @throws CountersignError `not_found` when it does not exist or the caller may not see its grants
 */
export async function getHeldAgent(tx: SqlTx, ctx: Context, id: string): Promise<StoredAgent> {
  const agent = await holdAgent(tx, id);
  if (!agent || !can(ctx.actor, "entitlements.read", scopeOf(agent))) throw notFound("agent");
  return agent;
}

/** @throws CountersignError `not_found` */
export async function getSeenAgent(tx: SqlTx, ctx: Context, id: string): Promise<StoredAgent> {
  const agent = await findAgent(tx, id);
  if (!agent || !can(ctx.actor, "entitlements.read", scopeOf(agent))) throw notFound("agent");
  return agent;
}

/** @throws CountersignError `not_found` when there is none or the caller may not see it */
export async function getGrant(tx: SqlTx, ctx: Context, id: string): Promise<StoredGrant> {
  const [grant] = await loadStored(tx, [id]);
  if (!grant || !can(ctx.actor, "entitlements.read", scopeOf(grant.agent))) throw notFound("grant");
  return grant;
}

/** The same at the version that the caller saw, with its agent held. @throws CountersignError also `conflict` */
export async function getForChange(
  tx: SqlTx,
  ctx: Context,
  wanted: { id: string; version: number },
): Promise<StoredGrant> {
  const seen = await getGrant(tx, ctx, wanted.id);
  await holdAgent(tx, seen.agentId);
  const grant = await getGrant(tx, ctx, wanted.id);
  if (grant.version !== wanted.version) throw lostRace();
  return grant;
}

export function lostRace(): CountersignError {
  return new CountersignError("conflict", "Somebody else changed this grant meanwhile: reload to see it as it is now.");
}

export function requireAllowed(decision: Decision): void {
  if (!decision.allowed) throw new CountersignError(decision.code, decision.reason);
}

/** As the rules look at it: instants in milliseconds. */
export function factsOf(grant: StoredGrant): GrantFacts {
  return { ...extentOf(grant), id: grant.id, kind: grant.kind, state: grant.state, requestedById: grant.requestedById };
}

type Dated = Omit<Extent, "startsAt" | "expiresAt"> & { startsAt: Date | null; expiresAt: Date | null };

export function extentOf({
  server,
  tool,
  resourceId,
  actions,
  conditions,
  windows,
  startsAt,
  expiresAt,
}: Dated): Extent {
  return {
    server,
    tool,
    resourceId,
    actions,
    conditions,
    windows,
    startsAt: startsAt?.getTime() ?? null,
    expiresAt: expiresAt?.getTime() ?? null,
  };
}

type GrantEvent = Extract<NewEvent["type"], `agent.grant_${string}`>;

/** What happened to a grant. `more` are the further fields of that event. */
export function grantEvent(
  type: GrantEvent,
  {
    agent,
    grant,
    resourceName = null,
  }: { agent: StoredAgent; grant: NewGrant | StoredGrant; resourceName?: string | null },
  more: Record<string, string | null> = {},
): NewEvent {
  const { startsAt, expiresAt, resourceId } = grant;
  const shape = sentenceText({
    ...grant,
    resource: resourceId ? { id: resourceId, name: resourceName ?? resourceId } : null,
    startsAt: startsAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
  });
  const told = ["agent.grant_requested", "agent.grant_approved", "agent.grant_narrowed"].includes(type);
  const standing = { expiresAt: expiresAt?.toISOString() ?? null, replacesId: grant.replacesId, shape };
  return {
    type,
    targetId: agent.id,
    agentId: agent.id,
    details: {
      name: agent.name,
      environment: agent.environment,
      entitlementId: grant.id,
      kind: grant.kind,
      actions: [...grant.actions],
      tool: targetText(grant),
      ...(told ? standing : {}),
      ...more,
    },
  };
}
