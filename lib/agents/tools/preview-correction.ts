import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { refusingOnRecord, scopeOf } from "../guard";
import { NO_SURROUNDINGS } from "../tier/rules";
import { settle } from "../tier/settle";
import { loadSurroundings } from "../tier/store";
import { getHeldTool } from "./load";
import { type PreviewCorrectionInput, previewCorrectionSchema } from "./schema";
import type { CorrectionPreview } from "./views";

/**
 * The agent's tier as it would be after this correction (K1): what would be computed, and what would stand. A tool that does not
 * count yet is counted as if it were accepted. Writes nothing.
 * @throws CountersignError `not_found`, or `forbidden` for who may not correct the tool
 */
export async function previewCorrection(ctx: Context, input: PreviewCorrectionInput): Promise<CorrectionPreview> {
  const { id, capabilities } = parseInput(previewCorrectionSchema, input);
  return refusingOnRecord(ctx, { verb: "tools.correct" }, () =>
    inSqlTransaction(async (tx) => {
      const { tool, agent } = await getHeldTool(tx, ctx, id);
      requirePermission(ctx, "tools.correct", scopeOf(agent));
      const around = (await loadSurroundings(tx, [agent.id])).get(agent.id) ?? NO_SURROUNDINGS;
      const others = around.tools.filter(({ server, name }) => server !== tool.server || name !== tool.name);
      const corrected = { server: tool.server, name: tool.name, hash: tool.hash, capabilities };
      const [settled] = await settle(
        tx,
        ctx,
        [{ before: agent, after: agent, surroundings: { ...around, tools: [...others, corrected] } }],
        "tools",
      );
      const then = settled?.agent ?? agent;
      return {
        now: agent.tier,
        computed: then.computedTier ?? "low",
        stands: then.tier ?? "low",
        scoreNow: agent.score,
        scoreThen: then.score,
        onceAccepted: others.length === around.tools.length,
        held: then.tier !== then.computedTier,
      };
    }),
  );
}
