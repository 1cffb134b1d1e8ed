import { recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { takeEnded } from "./store";

/**
 * Puts canaries on record that are over: only then does the log say what they were, for its leaves are public. An approved one is
 * withdrawn, one that nobody answered expires, and neither is counted as anything else.
 * @returns how many
 */
export async function endCanaries(ctx: Context): Promise<number> {
  return inSqlTransaction(async (tx) => {
    const ended = await takeEnded(tx);
    const events = ended.map(({ id, status, requestedAt, denied, approved }) => ({
      type: "approval.canary_ended" as const,
      targetId: id,
      details: {
        knownAnswer: "deny",
        status,
        caught: denied,
        missed: approved && !denied,
        plantedAt: requestedAt.toISOString(),
      },
    }));
    await recordEvents(tx, ctx, events);
    return ended.length;
  });
}
