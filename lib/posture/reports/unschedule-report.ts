import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { type UnscheduleReportInput, unscheduleReportSchema } from "../schema";
import { deleteSchedule } from "./store";

/**
 * Ends a schedule of the caller's own.
 * @throws CountersignError `not_found` for anybody else's, and for one that has ended
 */
export async function unscheduleReport(ctx: Context, input: UnscheduleReportInput): Promise<void> {
  const { id } = parseInput(unscheduleReportSchema, input);
  await inSqlTransaction(async (tx) => {
    const ended = await deleteSchedule(tx, { id, personId: ctx.actor.id });
    if (!ended) throw notFound("schedule");
    await recordEvent(tx, ctx, {
      type: "report.unscheduled",
      targetId: id,
      details: { report: "posture", teamId: ended.teamId },
    });
  });
}
