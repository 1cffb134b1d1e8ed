import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { scopeOf } from "../guard";
import { loadAgents, type StoredAgent } from "../store";
import type { Ability } from "../views";
import { abilityOf } from "./list-tools";
import { changeOf, powerOf, tierOf, waitingOf } from "./present";
import { historyOf, peopleOf } from "./queries";
import { decideCorrection, TRANSITIONS } from "./rules";
import { toolIdSchema } from "./schema";
import { agentsOfTools, loadToolsOf, type StoredTool } from "./store";
import type { ToolAction, ToolDetail } from "./views";

/**
 * One tool: its definition, what differs from the accepted one, its warnings, its past, and what the caller may do (V4).
 * @throws CountersignError `not_found` when it does not exist or the caller may not see it
 */
export async function getTool(ctx: Context, id: string): Promise<ToolDetail> {
  const wanted = toolIdSchema.safeParse(id);
  if (!wanted.success) throw notFound("tool");
  return inSqlTransaction(async (tx) => {
    const agentId = (await agentsOfTools(tx, [wanted.data])).get(wanted.data) ?? "";
    const [agent] = await loadAgents(tx, [agentId]);
    const tools = agent ? await loadToolsOf(tx, [agent.id]) : [];
    const tool = tools.find((one) => one.id === wanted.data);
    if (!agent || !tool || !can(ctx.actor, "tools.read", scopeOf(agent))) throw notFound("tool");
    const people = await peopleOf(tx, [tool.acceptedById, tool.correctedById]);
    const present = tools.filter(({ state }) => state !== "removed");
    const waiting = waitingOf(tool, people, present);
    return {
      ...waiting,
      ...(tool.state === "quarantined" ? {} : { ...powerOf(tool), tier: tierOf(tool) }),
      agent: { id: agent.id, name: agent.name, status: agent.status, tier: agent.tier },
      definition: tool.definition,
      history: (await historyOf(tx, tool.id)).map(changeOf),
      abilities: abilitiesFor(ctx, agent, tool),
    };
  });
}

function abilitiesFor(ctx: Context, agent: StoredAgent, tool: StoredTool): Record<ToolAction, Ability> {
  const accept = abilityOf(ctx, agent, "tools.accept");
  const correct = abilityOf(ctx, agent, "tools.correct");
  const moves = (event: "accept" | "block"): Ability => {
    if (!accept.allowed || TRANSITIONS[tool.state][event] !== null) return accept;
    if (tool.state === "removed") return { allowed: false, reason: "Its server no longer lists it." };
    return { allowed: false, reason: `It is already ${tool.state}.` };
  };
  const said = decideCorrection(tool, tool);
  return {
    accept: moves("accept"),
    block: moves("block"),
    correct: correct.allowed && !said.allowed ? { allowed: false, reason: said.reason } : correct,
    endCorrection:
      correct.allowed && tool.correctedEffect === null
        ? { allowed: false, reason: "Nobody corrected what it can do." }
        : correct,
  };
}
