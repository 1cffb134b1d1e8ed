import { requireReach } from "@/lib/access";
import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { statusAt } from "../rules";
import { beginningOf, reachOf } from "./reach";
import { selectMeasured } from "./rows/queries";
import { type MeasuredListInput, measuredListSchema } from "./schema";
import type { MeasuredRow } from "./views";

const PAGE = 50;

/**
 * The requests behind one number of the measures, newest first (A9).
 * @returns a page of them, and after which row the next one begins; null: that was the last
 * @throws CountersignError `forbidden` (also for what somebody else decided, to whom it is not shown), `invalid`
 */
export async function listMeasured(
  ctx: Context,
  input: MeasuredListInput,
): Promise<{ rows: MeasuredRow[]; next: string | null }> {
  requireReach(ctx, "approvals.measure");
  const { outcome, day, only, reviewerId, after, days, ...search } = parseInput(measuredListSchema, input);
  const { seen, perPerson } = reachOf(ctx);
  if (reviewerId && reviewerId !== ctx.actor.id && !perPerson) {
    throw new CountersignError("forbidden", "What single persons decided is for compliance, the CISO and themselves.");
  }
  const asked = { seen, search, from: beginningOf(ctx.now, days), now: ctx.now };
  const found = await selectMeasured(asked, { outcome, day, only, reviewerId, after, limit: PAGE + 1 });
  const rows = found.slice(0, PAGE).map(({ expiresAt, approvedUntil, consumedAt, status, ...row }) => ({
    ...row,
    status: statusAt({ status, expiresAt, approvedUntil, consumedAt }, ctx.now),
  }));
  return { rows, next: found.length > PAGE ? (rows.at(-1)?.id ?? null) : null };
}
