import { requireReach } from "@/lib/access";
import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import { requireOccurrences } from "./occurrences";
import { type PreviewScheduleInput, previewScheduleSchema } from "./schema";

/**
 * When a schedule would occur next, at most twenty times (C1). Nothing is written.
 * @throws CountersignError `invalid` naming what is wrong with the rule or the zone
 */
export function previewSchedule(ctx: Context, input: PreviewScheduleInput): Date[] {
  requireReach(ctx, "campaigns.read");
  const { rule, timeZone, from = ctx.now, count } = parseInput(previewScheduleSchema, input);
  return requireOccurrences({ rule, timeZone, from, count });
}
