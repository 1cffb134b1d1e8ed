import { requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { getForChange, refusingOnRecord, requireAllowed, scopeOf } from "../guard";
import { decideChange } from "../rules";
import type { StoredAgent } from "../store";
import type { Tier } from "../terms";
import { changeAgents } from "../tier/settle";
import { decideLink, type LinkableTool } from "./rules";
import { type LinkToolsInput, linkToolsSchema } from "./schema";
import { existingResources, loadLinkable, writeLinks } from "./store";
import type { Access } from "./terms";

export interface LinkOutcome {
  /** The agent's, after the change. */
  version: number;
  /** Links made or given another access. */
  linked: number;
  tier: Tier | null;
  /** Tools that could not be linked, each with the reason; the others were. */
  refused: { toolId: string; name: string; reason: string }[];
}

/**
 * Says which resources an agent's tools reach, and whether they write there (V9); the tier is computed anew (K4). Each tool is
 * decided alone: what may not be linked is answered row by row, and only when nothing could be linked is it an error.
 * @throws CountersignError `unmet` when no tool may be linked so, or when the registration would become incomplete;
 * `conflict` when the agent changed since the person looked
 */
export async function linkTools(ctx: Context, input: LinkToolsInput): Promise<LinkOutcome> {
  const { agentId, version, resourceIds, access, ...chosen } = parseInput(linkToolsSchema, input);
  return refusingOnRecord(ctx, { verb: "resources.link", agentId }, () =>
    inSqlTransaction(async (tx) => {
      const agent = await getForChange(tx, ctx, { id: agentId, version });
      requirePermission(ctx, "resources.link", scopeOf(agent));
      requireAllowed(decideChange(agent.status));
      const tools = await requireTools(tx, agentId, chosen);
      const known = await existingResources(tx, resourceIds);
      if (resourceIds.some((id) => !known.has(id))) throw notFound("resource");
      const { may, refused } = sorted(tools, access);
      const toolIds = may.map(({ id }) => id);
      const linked = await writeLinks(tx, { agentId, toolIds, resourceIds, access });
      if (!linked) return { version, linked, tier: agent.tier, refused };
      const [settled] = await changeAgents(tx, ctx, [{ before: agent, after: touched(ctx, agent) }], "resources");
      await recordEvent(tx, ctx, {
        type: "agent.resources_linked",
        targetId: agentId,
        agentId,
        details: {
          name: agent.name,
          environment: agent.environment,
          access,
          tools: toolIds.length,
          resources: resourceIds.length,
          toolIds,
          resourceIds,
        },
      });
      return { version: version + 1, linked, tier: settled?.agent.tier ?? agent.tier, refused };
    }),
  );
}

/** The chosen tools, all of which must be this agent's. */
export async function requireTools(
  tx: SqlTx,
  agentId: string,
  chosen: { toolIds?: string[]; serverId?: string },
): Promise<LinkableTool[]> {
  const tools = await loadLinkable(tx, agentId, chosen);
  const found = new Set(tools.map(({ id }) => id));
  if (!tools.length || chosen.toolIds?.some((id) => !found.has(id))) throw notFound("tool");
  return tools;
}

/** The record as it is written beside a change of its links: whoever changes what the tier rests on completed the registration. */
export function touched(ctx: Context, agent: StoredAgent): StoredAgent {
  const registeredById = agent.status === "registered" ? ctx.actor.id : agent.registeredById;
  return { ...agent, registeredById, updatedById: ctx.actor.id, updatedFields: ["resources"] };
}

function sorted(tools: readonly LinkableTool[], access: Access) {
  const decided = tools.map((tool) => ({ tool, decision: decideLink(tool, access) }));
  const may = decided.flatMap(({ tool, decision }) => (decision.allowed ? [tool] : []));
  const refused = decided.flatMap(({ tool, decision }) =>
    decision.allowed ? [] : [{ toolId: tool.id, name: tool.name, reason: decision.reason }],
  );
  const [first] = refused;
  if (!may.length && first) {
    throw new CountersignError(
      "unmet",
      refused.length === 1
        ? `${first.name}: ${first.reason}`
        : `None of these ${refused.length} tools can be linked so. ${first.reason}`,
      refused.map(({ toolId, reason }) => ({ path: toolId, message: reason })),
    );
  }
  return { may, refused };
}
