import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { enqueue, restedKeys } from "@/lib/jobs";
import { startDefinitions } from "../definitions/start-due";
import { settleDrift } from "../drift/settle-drifts";
import { mendSeats } from "../seats/queries";
import { selectCandidates } from "./store";

/**
 * Puts into the queue what time has made due, or what was forgotten there: the backstop of every job. What runs, waits, was done a
 * moment ago or was given up lately is left alone. For the worker, every second; safe with several.
 * @returns how many campaigns are to be looked at
 */
export function sweepCampaigns(): Promise<number> {
  return inSqlTransaction(async (tx) => {
    const candidates = await selectCandidates(tx);
    if (candidates.length === 0) return 0;
    const rested = await restedKeys(
      tx,
      "campaign",
      candidates.map(({ id }) => id),
    );
    const due = candidates.filter(({ id, restSeconds }) => (rested.get(id) ?? 0) >= restSeconds);
    for (const { id } of due) await enqueue(tx, { kind: "campaign", id });
    return due.length;
  });
}

/** Begins what nobody has to press for: campaigns whose schedule is due (C1), and micro-certifications of what drifted (C7). */
export async function startDue(ctx: Context): Promise<{ scheduled: number; micro: number }> {
  const scheduled = await startDefinitions(ctx);
  return { scheduled, micro: await settleDrift(ctx) };
}

/** Asks somebody else where an open item still names who left: a backstop, for the transaction in which they left did so already. */
export function mendReviewers(): Promise<number> {
  return inSqlTransaction(mendSeats);
}
