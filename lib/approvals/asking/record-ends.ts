import { type NewEvent, recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { announceEnd } from "./announce-end";
import type { EndedRow } from "./sweep/store";

/**
 * Writes down what time or a change ended, each in the workflow that it belongs to, and tells the callbacks: in the transaction
 * of the move, or, of what a trigger moved, in the one that takes the mark off.
 */
export async function recordEnds(tx: SqlTx, ctx: Context, rows: readonly EndedRow[]): Promise<void> {
  for (const row of rows) {
    const event = endEvent(row);
    // A canary is no request of its agent: nothing that it never asked stands in its history.
    if (!event || row.callerKind === "canary") continue;
    await recordEvent(tx, { ...ctx, correlationId: row.correlationId }, event);
    await announceEnd(tx, ctx, row);
  }
}

function endEvent(row: EndedRow): NewEvent | null {
  const { id: targetId, agentId, digest, statusReason: why } = row;
  const about = { targetId, agentId };
  switch (row.status) {
    case "expired": {
      const { approvals, quorum, rung } = row;
      return { type: "approval.expired", ...about, details: { digest, approvals, quorum, rung } };
    }
    case "lapsed":
      return { type: "approval.lapsed", ...about, details: { digest } };
    case "unknown":
      return {
        type: "approval.outcome_unknown",
        ...about,
        outcome: "failed",
        details: { digest, usedDecisionId: row.usedDecisionId },
      };
    case "cancelled":
      return { type: "approval.cancelled", ...about, details: { why, digest } };
    case "superseded":
      return { type: "approval.superseded", ...about, details: { why, digest } };
    case "revoked":
      return { type: "approval.revoked", ...about, details: { why, digest } };
    default:
      return null;
  }
}
