import { z } from "zod";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { MachineCaller } from "@/lib/credentials";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { cleanLines } from "@/lib/text";
import { movedSentence } from "../present";
import { statusAt } from "../rules";
import { loadApproval, moveApproval } from "../store";
import { LIMITS } from "../terms";
import { announceEnd } from "./announce-end";
import { AskRefusal, unknownTask } from "./refusal";
import { loadForCaller, type TaskView, viewOf } from "./task";

const words = z.strictObject({
  reason: z.string().max(LIMITS.textLength).optional(),
  comment: z.string().max(LIMITS.textLength).optional(),
});

/**
 * The agent, or whoever asked for it, takes a request back that still waits (A6).
 * @param reason and comment are its own words, kept in the log
 * @throws AskRefusal `unknown_task`; `invalid_task_state` naming the recorded state when it no longer waits
 */
export async function cancelRequest(
  ctx: Context,
  { handle, caller, ...said }: { handle: string; caller: MachineCaller; reason?: string; comment?: string },
): Promise<TaskView> {
  const { reason = "", comment = "" } = parseInput(words, said);
  return inSqlTransaction(async (tx) => {
    const { id, correlationId } = await loadForCaller(tx, { handle, caller });
    const row = await moveApproval(tx, { id, from: ["pending"], to: "cancelled", reason: "agent", timely: "pending" });
    if (!row) {
      const found = await loadApproval(tx, id);
      if (!found) throw unknownTask();
      const status = statusAt(found, found.readAt);
      throw new AskRefusal("invalid_task_state", movedSentence(status), { "urn:countersign:status": status });
    }
    await recordEvent(
      tx,
      { ...ctx, correlationId },
      {
        type: "approval.cancelled",
        targetId: id,
        agentId: row.agentId,
        details: {
          why: "agent",
          digest: row.digest,
          comment: cleanLines([reason, comment].filter(Boolean).join(": "), LIMITS.textLength),
        },
      },
    );
    await announceEnd(tx, ctx, row);
    return viewOf(tx, row);
  });
}
