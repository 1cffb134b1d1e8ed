import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import { extentOf, factsOf, refusalOf, scopeOf } from "./guard";
import {
  type Decision,
  decideApproval,
  decideNarrowing,
  decideProlonging,
  decideRejection,
  decideResuming,
  decideRevocation,
  isWide,
  stateAt,
} from "./rules";
import type { StoredGrant } from "./store";
import type { Ability, EntitlementAction, EntitlementView, ShapeView } from "./views";

/** A grant as pages show it, with what the caller may do about it: by the rules that the verbs enforce. */
export function viewOf(ctx: Context, grant: StoredGrant): EntitlementView {
  const { id, name, environment, tier, status } = grant.agent;
  return {
    ...shapeOf(grant),
    id: grant.id,
    agent: { id, name, environment, tier, status },
    kind: grant.kind,
    state: stateAt(grant, ctx.now),
    stateReason: grant.stateReason,
    justification: grant.justification,
    requestedBy: grant.requestedBy,
    requestedAt: grant.requestedAt.toISOString(),
    approvedBy: grant.approvedBy,
    approvedAt: grant.approvedAt?.toISOString() ?? null,
    endedBy: grant.endedBy,
    endedAt: grant.endedAt?.toISOString() ?? null,
    replacesId: grant.replacesId,
    lastUsedAt: grant.lastUsedAt?.toISOString() ?? null,
    useCount: Number(grant.useCount),
    wide: isWide(extentOf(grant)),
    version: grant.version,
    abilities: abilitiesOf(ctx, grant),
  };
}

type Shaped = Pick<
  StoredGrant,
  "server" | "tool" | "resourceId" | "resourceName" | "actions" | "conditions" | "windows" | "startsAt" | "expiresAt"
>;

export function shapeOf({ resourceId, resourceName, startsAt, expiresAt, ...shape }: Shaped): ShapeView {
  const { server, tool, actions, conditions, windows } = shape;
  return {
    server,
    tool,
    actions,
    conditions,
    windows,
    resource: resourceId ? { id: resourceId, name: resourceName ?? resourceId } : null,
    startsAt: startsAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}

function abilitiesOf(ctx: Context, grant: StoredGrant): Record<EntitlementAction, Ability> {
  const { agent } = grant;
  const facts = factsOf(grant);
  const asked = { actorId: ctx.actor.id, now: ctx.now };
  const approver = can(ctx.actor, "entitlements.approve", scopeOf(agent));
  const able = (verb: Parameters<typeof refusalOf>[1], decision: Decision): Ability => {
    const refusal = refusalOf(ctx, verb, agent);
    if (refusal) return { allowed: false, reason: refusal };
    return decision.allowed ? decision : { allowed: false, reason: decision.reason };
  };
  const rejection = decideRejection(facts, { ...asked, approver });
  const standing = decideRevocation(facts, ctx.now);
  return {
    approve: able("entitlements.approve", decideApproval(facts, agent, asked)),
    reject: rejection.allowed ? rejection : { allowed: false, reason: rejection.reason },
    revoke: able("entitlements.revoke", standing),
    narrow: able("entitlements.revoke", grant.state === "active" ? standing : decideNarrowing(facts, [], ctx.now)),
    resume: able("entitlements.approve", decideResuming(facts, agent, ctx.now)),
    prolong: able("entitlements.request", decideProlonging(facts, ctx.now)),
  };
}
