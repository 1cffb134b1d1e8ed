import { requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { lostRace, refusingOnRecord, requireAllowed, scopeOf } from "../guard";
import { decideChange } from "../rules";
import { changeAgents } from "../tier/settle";
import { recordToolChanges, stated } from "./decide-tools";
import { getHeldTool } from "./load";
import { powerOf } from "./present";
import { decideCorrection } from "./rules";
import { type CorrectToolInput, correctToolSchema } from "./schema";
import { type StoredTool, updateTools } from "./store";
import { toolEvent } from "./told";

/**
 * States what a tool can do, with a reason (K1): the word of a person wins over the classifier while the definition stands.
 * The tier is computed anew; where it falls, a second person confirms first.
 * @throws CountersignError `conflict` when the tool is not as the person saw it, `unmet` when the registration would lose a gate
 */
export async function correctTool(ctx: Context, input: CorrectToolInput): Promise<{ version: number }> {
  const { id, version, hash, effect, capabilities, reason } = parseInput(correctToolSchema, input);
  return refusingOnRecord(ctx, { verb: "tools.correct" }, () =>
    inSqlTransaction(async (tx) => {
      const { tool, agent } = await getHeldTool(tx, ctx, id);
      requirePermission(ctx, "tools.correct", scopeOf(agent));
      requireAllowed(decideChange(agent.status));
      requireAllowed(decideCorrection(tool, { version, hash }));
      const former = powerOf(tool);
      const next: StoredTool = {
        ...tool,
        correctedEffect: effect,
        correctedCapabilities: capabilities,
        correctedReason: reason,
        correctedById: ctx.actor.kind === "user" ? ctx.actor.id : null,
        correctedAt: ctx.now,
      };
      if (!(await updateTools(tx, [next])).has(id)) throw lostRace(tool.name);
      const change = { toolId: id, kind: "corrected" as const, reason };
      await recordToolChanges(tx, ctx, [{ ...change, before: former, after: { effect, capabilities } }]);
      await changeAgents(tx, ctx, [{ before: agent, after: stated(ctx, agent) }], "tools");
      await recordEvent(tx, ctx, {
        type: "agent.tool_corrected",
        ...toolEvent(agent),
        details: {
          name: agent.name,
          environment: agent.environment,
          toolId: id,
          hash,
          effect,
          capabilities,
          formerEffect: former.effect,
          formerCapabilities: former.capabilities,
          tool: tool.name,
          server: tool.server,
          reason,
        },
      });
      return { version: version + 1 };
    }),
  );
}
