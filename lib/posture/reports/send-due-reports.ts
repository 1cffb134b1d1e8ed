import { createHash } from "node:crypto";
import { recordEvent } from "@/lib/audit";
import { type Context, contextFor } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { isCountersignError } from "@/lib/errors";
import { sendDocument, sendsMails } from "@/lib/notifications";
import { nextOf } from "./next-of";
import { posturePdf } from "./posture-pdf";
import { reportMail } from "./report-mail";
import { claimDue, deleteSchedule, findReader, type Reader, type StoredSchedule, settleClaim } from "./store";

/** So long a report is one worker's. If that worker dies after it has sent and before it wrote so down, it is sent once more. */
const LEASE_MS = 600_000;
const RETRY_MS = 1_800_000;
/** One turn sends no more than this: the others wait for the next. */
const MOST = 50;

/**
 * Sends every report that is due to the person who asked for it: what they may read at this moment. Who has lost the right, or has
 * left, gets nothing, and the schedule ends. For the worker; several may do so at once.
 * @returns how many were sent
 */
export async function sendDueReports(ctx: Context): Promise<number> {
  if (!sendsMails()) return 0;
  let sent = 0;
  for (let turn = 0; turn < MOST; turn++) {
    const until = new Date(ctx.now.getTime() + LEASE_MS);
    const claimed = await inSqlTransaction((tx) => claimDue(tx, ctx.now, until));
    if (!claimed) break;
    if (await sendOne(ctx, claimed)) sent++;
  }
  return sent;
}

async function sendOne(ctx: Context, schedule: StoredSchedule): Promise<boolean> {
  const reader = await inSqlTransaction((tx) => findReader(tx, schedule.personId));
  const report = reader && (await readable(ctx, schedule, reader));
  if (!reader || !report) {
    await end(ctx, schedule);
    return false;
  }
  const outcome = await sendDocument(reportMail(schedule, reader, report));
  const digest = createHash("sha256").update(report.pdf).digest("hex");
  await inSqlTransaction(async (tx) => {
    const next = nextOf(schedule, ctx.now);
    // A failed report is tried again until its next one is due anyway; what the server will never take waits for that.
    const again = new Date(Math.min(next.getTime(), ctx.now.getTime() + RETRY_MS));
    const error = outcome.sent ? "" : outcome.error;
    const nextAt = outcome.sent || outcome.permanent ? next : again;
    await settleClaim(tx, schedule, { nextAt, lastAt: outcome.sent ? ctx.now : null, error });
    if (!outcome.sent) return;
    await recordEvent(tx, ctx, {
      type: "report.sent",
      targetId: schedule.id,
      details: { report: "posture", personId: reader.id, digest },
    });
  });
  return outcome.sent;
}

/** The report as its reader may see it now; null: they may not any more. */
async function readable(
  ctx: Context,
  { teamId }: StoredSchedule,
  { id, grants }: Reader,
): Promise<{ pdf: Buffer; asOf: string } | null> {
  const { now, correlationId } = ctx;
  const actor = { kind: "user", id, sessionId: "report", grants } as const;
  try {
    return await posturePdf(contextFor(actor, { now, correlationId }), { teamId });
  } catch (error) {
    if (isCountersignError(error) && (error.code === "forbidden" || error.code === "not_found")) return null;
    throw error;
  }
}

async function end(ctx: Context, { id, personId }: StoredSchedule): Promise<void> {
  await inSqlTransaction(async (tx) => {
    const ended = await deleteSchedule(tx, { id, personId });
    if (!ended) return;
    await recordEvent(tx, ctx, {
      type: "report.unscheduled",
      targetId: id,
      details: { report: "posture", teamId: ended.teamId },
    });
  });
}
