import { can, type Verb } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { measureControls } from "./controls/measure";
import { controlsGate } from "./controls/rules";
import { refusalOf, scopeOf } from "./guard";
import { abilitiesFor, gatesFor, unreviewed } from "./rules";
import { type AgentAction, type AgentDetail, agentIdSchema } from "./schema";
import { loadAgents, loadDetail, reviewedClasses, type StoredAgent } from "./store";

const VERBS: Record<AgentAction, Verb> = {
  edit: "agents.edit",
  assign: "agents.assign",
  register: "agents.register",
  activate: "agents.activate",
  suspend: "agents.suspend",
  resume: "agents.resume",
  decommission: "agents.decommission",
};

/**
 * One agent with what the caller may do about it and what its registration lacks (V1, V2).
 * @throws CountersignError `not_found` when it does not exist or the caller may not see it
 */
export async function getAgent(ctx: Context, id: string): Promise<AgentDetail> {
  const wanted = agentIdSchema.safeParse(id);
  if (!wanted.success) throw notFound("agent");
  return inSqlTransaction(async (tx) => {
    const [agent] = await loadAgents(tx, [wanted.data]);
    if (!agent || !can(ctx.actor, "agents.read", scopeOf(agent))) throw notFound("agent");
    const detail = await loadDetail(tx, agent.id);
    if (!detail) throw notFound("agent");
    const reviewed = await reviewedClasses(tx);
    const gates = gatesFor(agent, reviewed);
    const controls = (await measureControls(tx, [agent], { reviewed, now: ctx.now })).get(agent.id) ?? [];
    const asker = { id: ctx.actor.id, refusals: refusalsFor(ctx, agent) };
    // What only verbs compare stays behind.
    const { teamId, registeredById, reviewedById, updatedById, updatedByName, updatedFields, ...stated } = agent;
    return {
      ...stated,
      statusChangedAt: agent.statusChangedAt.toISOString(),
      classifiedAt: agent.classifiedAt?.toISOString() ?? null,
      lastUsedAt: agent.lastUsedAt?.toISOString() ?? null,
      reviewedAt: agent.reviewedAt?.toISOString() ?? null,
      governanceSince: agent.governanceSince?.toISOString() ?? null,
      ...detail,
      createdAt: detail.createdAt.toISOString(),
      updatedAt: detail.updatedAt.toISOString(),
      override: detail.override && {
        ...detail.override,
        expiresAt: detail.override.expiresAt && new Date(detail.override.expiresAt).toISOString(),
      },
      imported: detail.imported && {
        ...detail.imported,
        importedAt: new Date(detail.imported.importedAt).toISOString(),
      },
      siblings: detail.siblings
        .filter((sibling) => can(ctx.actor, "agents.read", sibling))
        .map(({ id, environment, status }) => ({ id, environment, status })),
      gates,
      controls,
      unreviewed: unreviewed(agent.privileges, reviewed),
      abilities: abilitiesFor(agent, [...gates, controlsGate(controls)], asker),
    };
  });
}

function refusalsFor(ctx: Context, agent: StoredAgent): Partial<Record<AgentAction, string>> {
  const entries = Object.entries(VERBS).map(([action, verb]) => [action, refusalOf(ctx, verb, scopeOf(agent))]);
  return Object.fromEntries(entries.filter(([, refusal]) => refusal !== null));
}
