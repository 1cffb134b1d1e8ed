import { requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { getForChange, refusingOnRecord, requireAllowed, scopeOf } from "../guard";
import { decideChange } from "../rules";
import { changeAgents } from "../tier/settle";
import { requireTools, touched } from "./link-tools";
import { type UnlinkToolsInput, unlinkToolsSchema } from "./schema";
import { dropLinks } from "./store";

/**
 * Takes links between an agent's tools and resources away (V9). What is computed may fall by it; the tier itself stands until a
 * second person confirms (K2).
 * @throws CountersignError `conflict` when the agent changed since the person looked
 */
export async function unlinkTools(
  ctx: Context,
  input: UnlinkToolsInput,
): Promise<{ version: number; unlinked: number }> {
  const { agentId, version, resourceIds, ...chosen } = parseInput(unlinkToolsSchema, input);
  return refusingOnRecord(ctx, { verb: "resources.link", agentId }, () =>
    inSqlTransaction(async (tx) => {
      const agent = await getForChange(tx, ctx, { id: agentId, version });
      requirePermission(ctx, "resources.link", scopeOf(agent));
      requireAllowed(decideChange(agent.status));
      const toolIds = (await requireTools(tx, agentId, chosen)).map(({ id }) => id);
      const unlinked = await dropLinks(tx, { agentId, toolIds, resourceIds });
      if (!unlinked) return { version, unlinked };
      await changeAgents(tx, ctx, [{ before: agent, after: touched(ctx, agent) }], "resources");
      await recordEvent(tx, ctx, {
        type: "agent.resources_unlinked",
        targetId: agentId,
        agentId,
        details: {
          name: agent.name,
          environment: agent.environment,
          tools: toolIds.length,
          resources: resourceIds.length,
          toolIds,
          resourceIds,
        },
      });
      return { version: version + 1, unlinked };
    }),
  );
}
