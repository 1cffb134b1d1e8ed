import { requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { type ScheduleReportInput, scheduleReportSchema } from "../schema";
import { scopeFor } from "../scope";
import { nextOf } from "./next-of";
import { upsertSchedule, zoneOf } from "./store";

/**
 * Sends the posture to the caller's own mail on a schedule, from now on (D4): what they may read, at eight in the morning of their
 * zone. A schedule that they had for the same numbers is replaced.
 * @returns its id and when the report comes next, ISO 8601
 * @throws CountersignError `forbidden`, `not_found` for a team that is not theirs, `invalid`
 */
export async function scheduleReport(
  ctx: Context,
  input: ScheduleReportInput,
): Promise<{ id: string; nextAt: string }> {
  if (ctx.actor.kind !== "user")
    throw new CountersignError("forbidden", "A report comes to a signed-in person, by mail.");
  const { rhythm, teamId } = parseInput(scheduleReportSchema, input);
  const personId = ctx.actor.id;
  await scopeFor(ctx, teamId);
  // Who sees one team alone asks for that team: what they get must not widen with a role that comes later.
  requirePermission(ctx, "posture.read", { teamId });
  return await inSqlTransaction(async (tx) => {
    const timeZone = (await zoneOf(tx, personId)) ?? "UTC";
    const nextAt = nextOf({ rhythm, timeZone }, ctx.now);
    const id = await upsertSchedule(tx, { id: newId("rsc", ctx.now), personId, teamId, rhythm, timeZone, nextAt });
    await recordEvent(tx, ctx, {
      type: "report.scheduled",
      targetId: id,
      details: { report: "posture", rhythm, teamId },
    });
    return { id, nextAt: nextAt.toISOString() };
  });
}
