import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import type { BulkOutcome } from "../views";
import { decideTools } from "./decide-tools";
import { type BlockToolsInput, blockToolsSchema } from "./schema";
import { toolEvent } from "./told";

/**
 * Blocks tools (V4): they cannot be called and do not count, whatever their server lists, until a person accepts them. Row by
 * row: what changed since the person looked is refused.
 */
export async function blockTools(ctx: Context, input: BlockToolsInput): Promise<BulkOutcome> {
  const { tools, reason } = parseInput(blockToolsSchema, input);
  return decideTools(ctx, tools, {
    event: "block",
    reason,
    apply: (tool) => ({
      tool: { ...tool, state: "blocked", stateReason: reason },
      changes: [{ kind: "blocked", reason }],
      events: (agent) => [
        {
          type: "agent.tool_blocked",
          ...toolEvent(agent),
          details: {
            name: agent.name,
            environment: agent.environment,
            toolId: tool.id,
            hash: tool.hash,
            tool: tool.name,
            server: tool.server,
            reason,
          },
        },
      ],
    }),
  });
}
