import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { revokeSession } from "./store";

/**
 * Ends a session and records it; a session that had ended already is left as it is. Who may end whose is decided
 * by the caller: `endSession` of lib/people, or the browser that signs itself out.
 */
export async function closeSession(
  ctx: Context,
  {
    sessionId,
    reason,
  }: { sessionId: string; reason: "signed out" | "ended by an administrator" | "ended by the person" },
): Promise<{ ended: boolean }> {
  return await inTransaction(async (tx) => {
    const ended = await revokeSession(tx, sessionId, ctx.now);
    if (ended) await recordEvent(tx, ctx, { type: "session.ended", targetId: sessionId, details: { reason } });
    return { ended };
  });
}
