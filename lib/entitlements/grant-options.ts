import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { tierOfTool } from "@/lib/risk/rules";
import { argumentsIn } from "./arguments";
import { getSeenAgent, refusalOf } from "./guard";
import { longestMs } from "./rules";
import { agentIdSchema } from "./schema";
import { type AcceptedTool, acceptedTools, resourcesOf } from "./store";
import { actionOf, actionsOf } from "./terms";
import type { GrantableTool, GrantOptions } from "./views";

/**
 * What can be asked for an agent: its accepted tools by server, what each does and takes, and how long a grant may last.
 * @throws CountersignError `not_found`
 */
export async function grantOptions(ctx: Context, agentId: string): Promise<GrantOptions> {
  const wanted = agentIdSchema.safeParse(agentId);
  if (!wanted.success) throw notFound("agent");
  return inSqlTransaction(async (tx) => {
    const agent = await getSeenAgent(tx, ctx, wanted.data);
    const tools = await acceptedTools(tx, agent.id);
    const refusal = refusalOf(ctx, "entitlements.request", agent);
    const gone =
      agent.status === "decommissioned" ? "The agent was decommissioned: nothing can be granted to it." : null;
    const { id, name, environment, tier, status } = agent;
    return {
      agent: { id, name, environment, tier, status },
      servers: [...Map.groupBy(tools, ({ server }) => server)].map(([server, here]) => ({
        name: server,
        tools: here.map(grantable),
      })),
      resources: await resourcesOf(tx, agent.id),
      longest: {
        standingDays: longestMs("standing", tier) / 86_400_000,
        elevationHours: longestMs("elevation", tier) / 3_600_000,
      },
      ability: refusal || gone ? { allowed: false, reason: refusal ?? gone ?? "" } : { allowed: true },
    };
  });
}

function grantable(tool: AcceptedTool): GrantableTool {
  return {
    name: tool.name,
    title: tool.definition.title ?? "",
    action: actionOf(tool),
    actions: actionsOf(tool),
    tier: tierOfTool(tool.effect, tool.capabilities),
    arguments: argumentsIn(tool.definition.inputSchema),
    resourceIds: tool.resourceIds,
  };
}
