import { requireReach, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { type Layout, layoutOf } from "./layout";
import { mapOf, waysOf } from "./map";
import { selectGraph } from "./queries";
import { pageOf, rowsOf, type ToldWay } from "./rows";
import { blastOf } from "./rules";
import { type AgentReachInput, agentReachSchema } from "./schema";
import { MAP_COLUMNS } from "./terms";
import type { Blast, Graph, PlaceRow, SharedCredential } from "./views";
import { selectReached, selectShared } from "./what-if/queries";

export interface AgentReach {
  blast: Blast;
  /** With what shares its credentials; null when it shares none or nothing is added. */
  wider: Blast | null;
  shared: SharedCredential[];
  active: boolean;
  picture: Layout;
  tools: number;
  /** Tools that lead to no resource yet: the number knows nothing of them. */
  unlinkedTools: number;
  places: PlaceRow[];
  placeCount: number;
  next: number | null;
  previous: number | null;
}

/**
 * What is reachable if this agent is compromised (V9): the number, the picture with the given groups opened, and a page of rows.
 * @throws CountersignError `not_found` when it does not exist or the caller may not see it
 */
export async function getAgentReach(ctx: Context, input: AgentReachInput): Promise<AgentReach> {
  const wanted = agentReachSchema.safeParse(input);
  requireReach(ctx, "resources.read");
  if (!wanted.success) throw notFound("agent");
  const { id, page, open } = wanted.data;
  const seen = visibility(ctx.actor, "agents.read");
  const target = { kind: "agent", key: id } as const;
  const [graph, shared] = await Promise.all([selectGraph(seen, id), selectShared(seen, target)]);
  if (!graph) throw notFound("agent");
  const blast = blastOf(graph.places, waysOf(graph));
  const wider = shared.length ? await widerThan(blast, seen, target) : null;
  const map = mapOf(graph, new Set(open));
  const { rows, ...neighbours } = pageOf(rowsOf(graph.places, told(graph)), page);
  const linked = new Set(graph.links.map(({ toolId }) => toolId));
  return {
    blast,
    wider,
    shared,
    active: graph.agent.active,
    picture: layoutOf(map.nodes, map.edges, MAP_COLUMNS.length),
    tools: graph.tools.length,
    unlinkedTools: graph.tools.filter((tool) => !linked.has(tool.id)).length,
    places: rows,
    placeCount: graph.places.length,
    ...neighbours,
  };
}

/** What is reached with everything that shares a credential, when that is more. */
export async function widerThan(
  direct: Blast,
  seen: Parameters<typeof selectReached>[0],
  target: Parameters<typeof selectReached>[1],
): Promise<Blast | null> {
  const reached = await selectReached(seen, target, "wider");
  const wider = blastOf(reached.places, reached.ways);
  return wider.now.score > direct.now.score || wider.later.score > direct.later.score ? wider : null;
}

/** The ways with the tool that each is. */
function told(graph: Graph): ToldWay[] {
  const tools = new Map(graph.tools.map((tool) => [tool.id, tool]));
  const linked = graph.links.flatMap(({ toolId, place, access }) => {
    const tool = tools.get(toolId);
    if (!tool) return [];
    return [{ place, access, now: graph.agent.active && tool.state === "accepted", tools: [tool.name], toolCount: 1 }];
  });
  const stated = graph.stated.map((way) => ({ ...way, now: graph.agent.active, tools: [], toolCount: 0 }));
  return [...linked, ...stated];
}
