import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { loadAgents } from "../store";
import { settle, writeSettled } from "../tier/settle";
import { ratingOf } from "../tools/rate";
import { lockToolsOf, type RatedTool, writeRatings } from "./store";

const CHUNK = 500;

/**
 * Rates the tools of these suppliers anew, after the caller changed in this transaction whom the organisation trusts (V6, K4),
 * and settles the agents that use them: what rises takes effect at once, what falls is held for a second person.
 * Conditions of registration are not asked for: taking trust away must work also where it shows that an agent lacks some.
 * @param names lower-case names of the suppliers
 * @returns how many tools and agents were rated anew
 * @throws CountersignError `conflict` when somebody changes one of the agents at this moment: nothing is kept
 */
export async function rerateTools(
  tx: SqlTx,
  ctx: Context,
  names: readonly string[],
): Promise<{ tools: number; agents: number }> {
  const changed = (await lockToolsOf(tx, names)).flatMap((tool) => rated(tool) ?? []);
  await writeRatings(tx, changed);
  const agentIds = [...new Set(changed.map((tool) => tool.agentId))];
  for (let from = 0; from < agentIds.length; from += CHUNK) {
    await settleAgents(tx, ctx, agentIds.slice(from, from + CHUNK));
  }
  return { tools: changed.length, agents: agentIds.length };
}

/** The tool with the ratings it has now; null when they are as they were. */
function rated(tool: RatedTool): RatedTool | null {
  const { server, name, definition, acceptedDefinition, trusted } = tool;
  const listed = ratingOf(server, { name, definition }, trusted);
  const accepted = acceptedDefinition ? ratingOf(server, { name, definition: acceptedDefinition }, trusted) : null;
  const next: RatedTool = {
    ...tool,
    effect: listed.effect,
    capabilities: listed.capabilities,
    tier: listed.tier,
    because: listed.because,
    acceptedEffect: accepted?.effect ?? tool.acceptedEffect,
    acceptedCapabilities: accepted?.capabilities ?? tool.acceptedCapabilities,
  };
  return JSON.stringify(next) === JSON.stringify(tool) ? null : next;
}

async function settleAgents(tx: SqlTx, ctx: Context, ids: readonly string[]): Promise<void> {
  const agents = await loadAgents(tx, ids);
  const changes = agents.map((before) => ({
    before,
    after: { ...before, updatedById: ctx.actor.id, updatedFields: ["tools"] },
  }));
  await writeSettled(tx, ctx, await settle(tx, ctx, changes, "supplier"));
}
