import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { requireFallback, teamOf } from "./load";
import { requireOccurrences } from "./occurrences";
import { type CreateDefinitionInput, createDefinitionSchema } from "./schema";
import { insertDefinition } from "./store";

/**
 * Defines what is recertified again and again, and when (C1): the worker makes a campaign at each occurrence.
 * @throws CountersignError `forbidden` (recorded), `invalid` naming what is wrong with the rule, the zone or the plan
 */
export async function createDefinition(
  ctx: Context,
  input: CreateDefinitionInput,
): Promise<{ id: string; nextAt: Date | null }> {
  return refusingOnRecord(ctx, { verb: "campaigns.define", resource: "campaign_definitions" }, async () => {
    const wanted = parseInput(createDefinitionSchema, input);
    requirePermission(ctx, "campaigns.define", { teamId: teamOf(wanted.plan) });
    const { name, schedule, timeZone } = wanted;
    const [next] = requireOccurrences({ rule: schedule ?? "FREQ=YEARLY", timeZone, from: ctx.now, count: 1 });
    const nextAt = schedule === null ? null : (next ?? null);
    const id = newId("cdf", ctx.now);
    return inSqlTransaction(async (tx) => {
      await requireFallback(tx, wanted.fallbackId);
      await insertDefinition(tx, { ...wanted, id, nextAt, createdById: ctx.actor.id, createdAt: ctx.now });
      const details = { name, schedule, timeZone, nextAt: nextAt?.toISOString() ?? null };
      await recordEvent(tx, ctx, { type: "campaign_definition.created", targetId: id, details });
      return { id, nextAt };
    });
  });
}
