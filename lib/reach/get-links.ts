import { can, requireReach, visibility } from "@/lib/access";
import type { Access } from "@/lib/agents/schema";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { selectGraph, selectScope } from "./queries";

export interface AgentLinks {
  servers: { id: string; name: string; tools: { id: string; name: string; writes: boolean; links: number }[] }[];
  links: { toolId: string; tool: string; resourceId: string; resource: string; access: Access }[];
  /** The answer of the same rule that linking enforces. */
  link: { allowed: true } | { allowed: false; reason: string };
}

/**
 * An agent's tools with the resources that they are linked to (V9), for whoever links them.
 * @throws CountersignError `not_found` when it does not exist or the caller may not see it
 */
export async function getLinks(ctx: Context, agentId: string): Promise<AgentLinks> {
  requireReach(ctx, "resources.read");
  const seen = visibility(ctx.actor, "agents.read");
  const [graph, scope] = await Promise.all([selectGraph(seen, agentId), selectScope(agentId)]);
  if (!graph || !scope) throw notFound("agent");
  const names = new Map(graph.tools.map((tool) => [tool.id, tool.name]));
  const places = new Map(graph.places.map((place) => [place.key, place.name]));
  const linked = Map.groupBy(graph.links, ({ toolId }) => toolId);
  return {
    servers: graph.servers.map((server) => ({
      id: server.id,
      name: server.name,
      tools: graph.tools
        .filter((tool) => tool.serverId === server.id)
        .map(({ id, name, effect }) => ({ id, name, writes: effect !== "read", links: linked.get(id)?.length ?? 0 })),
    })),
    links: graph.links.map(({ toolId, place, access }) => ({
      toolId,
      tool: names.get(toolId) ?? "",
      resourceId: place,
      resource: places.get(place) ?? "",
      access,
    })),
    link: abilityOf(ctx, scope),
  };
}

function abilityOf(
  ctx: Context,
  { status, ...scope }: NonNullable<Awaited<ReturnType<typeof selectScope>>>,
): AgentLinks["link"] {
  if (!can(ctx.actor, "resources.link", scope)) {
    return { allowed: false, reason: "Who answers for the agent links its tools, or compliance." };
  }
  return status === "decommissioned"
    ? { allowed: false, reason: "A decommissioned agent is kept as it was: nothing about it changes." }
    : { allowed: true };
}
