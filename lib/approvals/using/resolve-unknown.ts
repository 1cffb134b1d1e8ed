import { can, requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { announceEnd } from "../asking/announce-end";
import { requireMoved } from "../guard";
import { statusAt } from "../rules";
import { loadApproval, moveApproval } from "../store";
import type { Status } from "../terms";
import { type ResolveInput, resolveSchema } from "./schema";
import { scopeOfAgent } from "./store";

/**
 * A person has found out what came of an approval in use of which nobody reported (domain rule "crash between consume and result").
 * @throws CountersignError `forbidden` (recorded), `not_found`; ApprovalConflict when it is not of unknown outcome any more
 */
export async function resolveUnknown(ctx: Context, input: ResolveInput): Promise<{ status: Status; version: number }> {
  const { id, outcome, note } = parseInput(resolveSchema, input);
  return refusingOnRecord(ctx, { verb: "approvals.resolve", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const row = await loadApproval(tx, id);
      const scope = row && (await scopeOfAgent(tx, row.agentId));
      if (!scope || !(can(ctx.actor, "approvals.read", scope) || can(ctx.actor, "approvals.resolve", scope))) {
        throw notFound("request");
      }
      requirePermission(ctx, "approvals.resolve", scope);
      // By the clock it may be unknown before a sweep has written that.
      const from: Status[] = statusAt(row, row.readAt) === "unknown" ? ["unknown", "consumed"] : ["unknown"];
      const moved = await requireMoved(tx, await moveApproval(tx, { id, from, to: outcome, timely: null }), id);
      const { agentId, correlationId, usedDecisionId } = moved;
      const digest = moved.narrowedDigest ?? moved.digest;
      await recordEvent(
        tx,
        { ...ctx, correlationId },
        { type: "approval.resolved", targetId: id, agentId, details: { outcome, digest, usedDecisionId, note } },
      );
      await announceEnd(tx, ctx, moved);
      return { status: moved.status, version: moved.version };
    }),
  );
}
