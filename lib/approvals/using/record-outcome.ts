import { createHash } from "node:crypto";
import { canonicalBytes, recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { announceEnd } from "../asking/announce-end";
import type { ApprovalRow } from "../store";

/** Writes down what came of a use, and tells whoever wanted to be told. Of a receipt the public log has the digest alone. */
export async function recordOutcome(tx: SqlTx, ctx: Context, row: ApprovalRow): Promise<void> {
  const { id, agentId, status, usedDecisionId, receipt } = row;
  const traced = { ...ctx, correlationId: row.correlationId };
  const digest = row.narrowedDigest ?? row.digest;
  const receiptDigest = receipt === null ? null : createHash("sha256").update(canonicalBytes(receipt)).digest("hex");
  const about = { targetId: id, agentId };
  if (status === "executed") {
    await recordEvent(tx, traced, {
      type: "approval.executed",
      ...about,
      details: { digest, usedDecisionId, receiptDigest },
    });
  } else if (status === "failed") {
    const why = row.statusReason || "reported";
    await recordEvent(tx, traced, {
      type: "approval.failed",
      ...about,
      outcome: "failed",
      details: { why, digest, usedDecisionId, receiptDigest },
    });
  } else {
    await recordEvent(tx, traced, { type: "approval.outcome_unknown", ...about, details: { digest, usedDecisionId } });
  }
  await announceEnd(tx, traced, row);
}
