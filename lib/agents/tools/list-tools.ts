import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { refusalOf, scopeOf } from "../guard";
import { decideChange } from "../rules";
import { agentIdSchema } from "../schema";
import { loadAgents, type StoredAgent } from "../store";
import type { Ability } from "../views";
import { rowOf, waitingOf } from "./present";
import { peopleOf } from "./queries";
import { claimantOf } from "./rate";
import { loadServersOf, loadToolsOf, trustedNames } from "./store";
import { TOOL_STATES } from "./terms";
import type { AgentTools } from "./views";

/**
 * The tools of an agent by server, those that wait with diff and warnings, and what the caller may do (V4).
 * @throws CountersignError `not_found` when the agent does not exist or the caller may not see it
 */
export async function listTools(ctx: Context, agentId: string): Promise<AgentTools> {
  const wanted = agentIdSchema.safeParse(agentId);
  if (!wanted.success) throw notFound("agent");
  return inSqlTransaction(async (tx) => {
    const [agent] = await loadAgents(tx, [wanted.data]);
    if (!agent || !can(ctx.actor, "tools.read", scopeOf(agent))) throw notFound("agent");
    const servers = await loadServersOf(tx, [agent.id]);
    const tools = await loadToolsOf(tx, [agent.id]);
    const people = await peopleOf(
      tx,
      tools.flatMap((tool) => [tool.acceptedById, tool.correctedById]),
    );
    const claimants = servers.map(({ supplier }) => claimantOf(supplier, agent));
    const trusted = await trustedNames(tx, claimants);
    const present = tools.filter(({ state }) => state !== "removed");
    const counted = TOOL_STATES.map((state) => [state, tools.filter((tool) => tool.state === state).length]);
    return {
      servers: servers.map((server) => ({
        id: server.id,
        name: server.name,
        address: server.address,
        supplier: server.supplier,
        credential: server.credential,
        trusted: trusted.has(claimantOf(server.supplier, agent)),
        tools: tools.filter(({ serverId }) => serverId === server.id).map((tool) => rowOf(tool, people)),
      })),
      waiting: tools.filter(({ state }) => state === "quarantined").map((tool) => waitingOf(tool, people, present)),
      counts: Object.fromEntries(counted) as AgentTools["counts"],
      abilities: {
        list: abilityOf(ctx, agent, "tools.list"),
        accept: abilityOf(ctx, agent, "tools.accept"),
        correct: abilityOf(ctx, agent, "tools.correct"),
      },
    };
  });
}

/** Whether the caller may do this to tools of the agent: the same rules that the verbs enforce. */
export function abilityOf(
  ctx: Context,
  agent: StoredAgent,
  verb: "tools.list" | "tools.accept" | "tools.correct",
): Ability {
  const refusal = refusalOf(ctx, verb, scopeOf(agent));
  if (refusal) return { allowed: false, reason: refusal };
  const change = decideChange(agent.status);
  return change.allowed ? { allowed: true } : { allowed: false, reason: change.reason };
}
