import { requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { lostRace, refusingOnRecord, requireAllowed, scopeOf } from "../guard";
import { decideChange } from "../rules";
import { changeAgents } from "../tier/settle";
import { recordToolChanges, stated } from "./decide-tools";
import { UNCORRECTED } from "./listing";
import { getHeldTool } from "./load";
import { powerOf } from "./present";
import { type EndCorrectionInput, endCorrectionSchema } from "./schema";
import { updateTools } from "./store";
import { correctionEnded } from "./told";

/**
 * Ends a person's word on what a tool can do: the classifier's rating counts again, and the tier is computed anew (K1, K4).
 * @throws CountersignError `conflict` when there is none, or the tool is not as the person saw it
 */
export async function endCorrection(ctx: Context, input: EndCorrectionInput): Promise<{ version: number }> {
  const { id, version, hash } = parseInput(endCorrectionSchema, input);
  return refusingOnRecord(ctx, { verb: "tools.correct" }, () =>
    inSqlTransaction(async (tx) => {
      const { tool, agent } = await getHeldTool(tx, ctx, id);
      requirePermission(ctx, "tools.correct", scopeOf(agent));
      requireAllowed(decideChange(agent.status));
      if (tool.version !== version || tool.hash !== hash || tool.correctedEffect === null) {
        throw new CountersignError(
          "conflict",
          "The tool or its correction changed since you looked: look again first.",
        );
      }
      const next = { ...tool, ...UNCORRECTED };
      if (!(await updateTools(tx, [next])).has(id)) throw lostRace(tool.name);
      await recordToolChanges(tx, ctx, [
        { toolId: id, kind: "correction_ended", before: powerOf(tool), after: powerOf(next) },
      ]);
      await changeAgents(tx, ctx, [{ before: agent, after: stated(ctx, agent) }], "tools");
      await recordEvent(tx, ctx, correctionEnded(agent, tool, "ended"));
      return { version: version + 1 };
    }),
  );
}
