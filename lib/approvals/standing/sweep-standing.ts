import { recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { takeEnded } from "./store";

const BATCH = 500;

/**
 * Labels standing approvals whose time is over, and writes down those that a change of agent, tool or policy ended. Tidies only:
 * what is over approves nothing, whatever its label. For the worker.
 */
export function sweepStanding(ctx: Context): Promise<{ ended: number }> {
  return inSqlTransaction(async (tx) => {
    const ended = await takeEnded(tx, BATCH);
    const events = ended.map(({ id, agentId, used, maxUses, why }) => ({
      type: "standing.ended" as const,
      targetId: id,
      agentId,
      details: { used, maxUses, why },
    }));
    await recordEvents(tx, ctx, events);
    return { ended: ended.length };
  });
}
