import { can, type Verb } from "@/lib/access";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { refusalOf, scopeOf } from "./guard";
import { selectChoices } from "./issuers/store";
import { credentialView, isoOrNull } from "./present";
import { type CredentialOf, type InstanceRow, selectAgent, selectCredentials, selectInstances } from "./queries";
import {
  type Decision,
  decideGateway,
  decideInstance,
  decideInstanceMove,
  decideIssue,
  decideProof,
  decideRevoke,
  decideRotate,
  decideSecret,
  isLiving,
  rotationDays,
} from "./rules";
import { agentIdSchema } from "./schema";
import type { AgentOf } from "./store";
import { mustBeBound } from "./tokens/rules";
import type { Ability, CredentialView, IdentityView, InstanceView } from "./views";

const SHOWN_ENDED = 10;

/**
 * An agent's instances with their credentials, when each was last seen, and what the caller may do about them: the same
 * decisions that the verbs enforce (I1, I4).
 * @throws CountersignError `not_found`
 */
export async function getIdentity(ctx: Context, agentId: string): Promise<IdentityView> {
  const wanted = agentIdSchema.safeParse(agentId);
  const agent = wanted.success ? await selectAgent(wanted.data) : null;
  if (!agent || !can(ctx.actor, "credentials.read", scopeOf(agent))) throw notFound("agent");
  const [instances, credentials, issuers] = await Promise.all([
    selectInstances(agent.id, ctx.now),
    selectCredentials(agent.id),
    selectChoices(),
  ]);
  const byInstance = Map.groupBy(credentials, ({ instanceId }) => instanceId);
  const abilityTo = abilities(ctx, agent);
  const anyLiving = credentials.some(({ state }) => isLiving(state));
  const living = instances.filter(({ state }) => state !== "retired").length;
  return {
    agent: { id: agent.id, name: agent.name, environment: agent.environment, tier: agent.tier },
    instances: instances.map((row) => instanceView(ctx, agent, row, byInstance.get(row.id) ?? [])),
    issuers,
    apiUrl: env().COUNTERSIGN_API_URL,
    rotationDays: rotationDays(agent.tier),
    bound: mustBeBound(agent.tier),
    abilities: {
      create: abilityTo("instances.manage", decideInstance(agent, living)),
      secret: abilityTo("credentials.issue", decideSecret(agent.tier)),
      revokeAll: abilityTo("credentials.revoke", someLiving(anyLiving)),
    },
  };
}

function abilities(ctx: Context, agent: AgentOf) {
  return (verb: Verb, decision: Decision): Ability => {
    const refusal = refusalOf(ctx, verb, scopeOf(agent));
    if (refusal) return { allowed: false, reason: refusal };
    return decision.allowed ? { allowed: true } : { allowed: false, reason: decision.reason };
  };
}

function someLiving(any: boolean): Decision {
  return any
    ? { allowed: true }
    : { allowed: false, code: "conflict", reason: "There is no living credential to revoke." };
}

function instanceView(
  ctx: Context,
  agent: AgentOf,
  row: InstanceRow,
  credentials: readonly CredentialOf[],
): InstanceView {
  const abilityTo = abilities(ctx, agent);
  const living = credentials.filter(({ state }) => isLiving(state));
  const ended = credentials.filter(({ state }) => !isLiving(state));
  const facts = { ...agent, instanceState: row.state, living: living.length };
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: isoOrNull(row.lastSeenAt),
    credentials: [...living, ...ended.slice(0, SHOWN_ENDED)].map((one) => viewOf(ctx, agent, one)),
    furtherEnded: Math.max(0, ended.length - SHOWN_ENDED),
    abilities: {
      stop: abilityTo("instances.manage", decideInstanceMove(row.state, "stop")),
      resume: abilityTo("instances.manage", decideInstanceMove(row.state, "resume")),
      retire: abilityTo("instances.manage", decideInstanceMove(row.state, "retire")),
      gateway: abilityTo("instances.makeGateway", decideGateway(row, !row.gateway)),
      issue: abilityTo("credentials.issue", decideIssue(facts, "key")),
      revokeAll: abilityTo("credentials.revoke", someLiving(living.length > 0)),
    },
  };
}

function viewOf(ctx: Context, agent: AgentOf, row: CredentialOf): CredentialView {
  const abilityTo = abilities(ctx, agent);
  return {
    ...credentialView(row, { tier: agent.tier, now: ctx.now }),
    abilities: {
      rotate: abilityTo("credentials.rotate", decideRotate(row.state)),
      revoke: abilityTo("credentials.revoke", decideRevoke(row.state)),
      prove: abilityTo("credentials.revoke", decideProof(row, ctx.now)),
    },
  };
}
