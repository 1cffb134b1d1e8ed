import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { classify } from "@/lib/risk";
import { getVisible, refusalOf, scopeOf } from "../guard";
import { agentIdSchema } from "../schema";
import type { StoredAgent } from "../store";
import { leversOf } from "./levers";
import { viewOf } from "./overrides/present";
import { overrideAbilities, tierOptions } from "./overrides/rules";
import { loadStanding } from "./overrides/standing";
import { loadHistory } from "./overrides/store";
import { factsOf, NO_SURROUNDINGS, type Surroundings } from "./rules";
import { loadSteps, loadSurroundings, loadWaitingTools } from "./store";
import type { QuarantineEffect, RiskSum, RiskView } from "./terms";

const PAST = 50;
const STEPS = 50;

/**
 * One agent's tier with everything that explains it: its sum, the override in force, what waits, what was, and what accepting the
 * tools in quarantine would make of it (K1, K2, K4).
 * @throws CountersignError `not_found` when the agent does not exist or the caller may not see it
 */
export async function getRisk(ctx: Context, id: string): Promise<RiskView> {
  const wanted = agentIdSchema.safeParse(id);
  if (!wanted.success) throw notFound("agent");
  return inSqlTransaction(async (tx) => {
    const agent = await getVisible(tx, ctx, wanted.data);
    const standing = await loadStanding(tx, agent);
    const around = (await loadSurroundings(tx, [agent.id])).get(agent.id) ?? NO_SURROUNDINGS;
    const history = (await loadHistory(tx, agent.id, PAST)).map(viewOf);
    const scope = scopeOf(agent);
    return {
      id: agent.id,
      name: agent.name,
      version: agent.version,
      environment: agent.environment,
      tier: agent.tier,
      computed: computedOf(agent),
      classifiedAt: agent.classifiedAt?.toISOString() ?? null,
      override: history.find(({ state }) => state === "active") ?? null,
      pending: history.find(({ state }) => state === "pending") ?? null,
      past: history.filter(({ state }) => state !== "active" && state !== "pending"),
      steps: (await loadSteps(tx, agent.id, STEPS)).map((step) => ({ ...step, at: step.at.toISOString() })),
      quarantine: quarantineOf(agent, around, await loadWaitingTools(tx, agent.id)),
      levers: agent.status === "decommissioned" ? [] : leversOf(factsOf(agent, around), classify),
      options: tierOptions(standing),
      abilities: overrideAbilities(standing, {
        id: ctx.actor.id,
        now: ctx.now,
        override: refusalOf(ctx, "tiers.override", scope),
        approve: refusalOf(ctx, "tiers.approve", scope),
      }),
    };
  });
}

function computedOf({ computedTier, score, factors }: StoredAgent): RiskSum | null {
  return computedTier && { tier: computedTier, score, factors };
}

/** A draft counts what waits already; for any other agent it is what acceptance would add. */
function quarantineOf(
  agent: StoredAgent,
  around: Surroundings,
  waiting: Surroundings["tools"],
): QuarantineEffect | null {
  if (!waiting.length || agent.status === "draft" || agent.status === "decommissioned") return null;
  const keyOf = (tool: { server: string; name: string }) => JSON.stringify([tool.server, tool.name]);
  const replaced = new Set(waiting.map(keyOf));
  const tools = [...around.tools.filter((tool) => !replaced.has(keyOf(tool))), ...waiting];
  const sum = classify(factsOf(agent, { ...around, tools }));
  const known = new Set(agent.factors.map((factor) => factor.id));
  return { ...sum, tools: waiting.length, added: sum.factors.filter((factor) => !known.has(factor.id)) };
}
