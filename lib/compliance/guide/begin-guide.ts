import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { decideBeginning } from "../rules";
import { type BeginGuideInput, beginGuideSchema } from "../schema";
import { insertStart } from "./store";

/**
 * Begins the roll-out guide on a day, once: from it the days of every step count (D4).
 * @throws CountersignError `forbidden` (recorded), `invalid` for a day too far away, `conflict` when it has begun
 */
export async function beginGuide(ctx: Context, input: BeginGuideInput): Promise<void> {
  const { beginsOn } = parseInput(beginGuideSchema, input);
  return refusingOnRecord(ctx, { verb: "guide.manage", resource: "guide" }, async () => {
    requirePermission(ctx, "guide.manage");
    const beginsAt = new Date(`${beginsOn}T00:00:00Z`);
    const fault = decideBeginning(beginsAt, ctx.now);
    if (fault) throw new CountersignError("invalid", fault, [{ path: "beginsOn", message: fault }]);
    await inSqlTransaction(async (tx) => {
      if (!(await insertStart(tx, beginsAt, ctx.actor.id))) {
        throw new CountersignError("conflict", "The guide has begun already: reload to see since when.");
      }
      await recordEvent(tx, ctx, { type: "guide.begun", targetId: "guide", details: { beginsOn } });
    });
  });
}
