import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { ApprovalConflict } from "../guard";
import { BAR_SENTENCES } from "../present";
import { statusAt } from "../rules";
import { dutyBar } from "./eligibility";
import { requireRequest, requireVerb } from "./load";
import { type ReasonInput, reasonSchema } from "./schema";
import { writeReopened } from "./store";

/**
 * Lets the agent ask again for what was denied, before the cool-down is over (A7). Decides nothing: the denial stays. Not by
 * anybody whom separation of duties keeps from deciding it.
 * @throws CountersignError `forbidden` (recorded), `not_found`; ApprovalConflict where nothing was denied, or it was reopened already
 */
export async function reopenRequest(ctx: Context, input: ReasonInput): Promise<void> {
  const { id, reason } = parseInput(reasonSchema, input);
  await refusingOnRecord(ctx, { verb: "approvals.reopen", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const loaded = await requireRequest(tx, id, { held: true });
      requireVerb(ctx, "approvals.reopen", loaded);
      const bar = dutyBar(loaded.facts.request, ctx.actor.id);
      if (bar) throw new CountersignError("forbidden", BAR_SENTENCES[bar]);
      const { row } = loaded;
      const status = statusAt(row, row.readAt);
      if (status !== "denied") throw new ApprovalConflict(status);
      if (!(await writeReopened(tx, id, ctx.actor.id))) {
        throw new ApprovalConflict(status, "Somebody has reopened this already: the agent may ask again.");
      }
      const { agentId, correlationId, digest, actionDigest } = row;
      const details = { digest, actionDigest, text: reason };
      await recordEvent(tx, { ...ctx, correlationId }, { type: "approval.reopened", targetId: id, agentId, details });
    }),
  );
}
