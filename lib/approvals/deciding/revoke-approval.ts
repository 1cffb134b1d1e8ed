import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { announceEnd } from "../asking/announce-end";
import { requireMoved } from "../guard";
import { moveApproval } from "../store";
import type { Status } from "../terms";
import { requireRequest, requireVerb } from "./load";
import { type ReasonInput, reasonSchema } from "./schema";

/**
 * Withdraws an approval that was not used yet (A6): by whoever voted for it, or a reviewer or compliance in scope. From its commit
 * on nothing runs by it; what was used before stays used.
 * @throws CountersignError `forbidden` (recorded), `not_found`; ApprovalConflict naming the recorded state
 */
export async function revokeApproval(ctx: Context, input: ReasonInput): Promise<{ status: Status; version: number }> {
  const { id, reason } = parseInput(reasonSchema, input);
  return refusingOnRecord(ctx, { verb: "approvals.revoke", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const loaded = await requireRequest(tx, id, { held: true });
      const voted = loaded.votes.some((vote) => vote.personId === ctx.actor.id && vote.answer === "approve");
      if (!voted) requireVerb(ctx, "approvals.revoke", loaded);
      const move = { id, from: ["approved"], to: "revoked", reason: "reviewer", timely: "approved" } as const;
      const row = await requireMoved(tx, await moveApproval(tx, { ...move, set: { endedById: ctx.actor.id } }), id);
      const { agentId, correlationId, digest, narrowedDigest } = row;
      const details = { why: "reviewer", digest: narrowedDigest ?? digest, text: reason };
      const event = { type: "approval.revoked", targetId: id, agentId, details } as const;
      await recordEvent(tx, { ...ctx, correlationId }, event);
      await announceEnd(tx, ctx, row);
      return { status: row.status, version: row.version };
    }),
  );
}
