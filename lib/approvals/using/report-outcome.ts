import { canonicalBytes, canonicalize } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { MachineCaller } from "@/lib/credentials";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { maskDocument } from "@/lib/masking";
import { parseInput } from "@/lib/parse";
import { findDecided, type Json } from "@/lib/policy";
import { loadForCaller, type TaskView, viewOf } from "../asking/task";
import { ApprovalConflict } from "../guard";
import { statusAt } from "../rules";
import { type ApprovalRow, lockApproval, moveApproval } from "../store";
import type { Status } from "../terms";
import { recordOutcome } from "./record-outcome";
import { outcomeSchema } from "./schema";

const MOST_RECEIPT_BYTES = 16 * 1_024;

export interface Report {
  handle: string;
  caller: MachineCaller;
  outcome: "executed" | "failed" | "unknown";
  /** What the enforcement point has to show for it; kept literally but for secrets. */
  receipt: Json;
  /** Of what ran, where the reporter says so: it must be what was approved. */
  digest?: string;
}

/**
 * Whoever used an approval says what came of it (A6): once. The same report again gets the same answer.
 * @throws AskRefusal `unknown_task`; CountersignError `forbidden` for another caller, `too_large`, `invalid`; ApprovalConflict naming
 * the recorded state where it was not used, or something else was reported before
 */
export async function reportOutcome(ctx: Context, report: Report): Promise<TaskView> {
  const { handle, caller, receipt, ...said } = report;
  const { outcome, digest } = parseInput(outcomeSchema, said);
  const kept = keptOf(receipt);
  return inSqlTransaction(async (tx) => {
    const { id } = await loadForCaller(tx, { handle, caller });
    const row = await lockApproval(tx, id);
    if (!row) throw new Error("a request is never deleted");
    await requireUser(tx, row, caller);
    if (digest !== undefined && digest !== (row.narrowedDigest ?? row.digest)) {
      const status = statusAt(row, row.readAt);
      throw new ApprovalConflict(
        status,
        "What ran is not what was approved: the digests differ. Tell the owner of the agent.",
      );
    }
    if (isSame(row, outcome, kept)) return viewOf(tx, row);
    const moved = await moveApproval(tx, {
      id,
      from: fromFor(outcome),
      to: outcome,
      set: { receipt: kept },
      timely: null,
    });
    if (!moved) throw new ApprovalConflict(statusAt(row, row.readAt));
    await recordOutcome(tx, ctx, moved);
    return viewOf(tx, moved);
  });
}

function fromFor(outcome: Report["outcome"]): Status[] {
  return outcome === "unknown" ? ["consumed"] : ["consumed", "unknown"];
}

function isSame(row: ApprovalRow, outcome: string, receipt: Json): boolean {
  return row.status === outcome && canonicalize(row.receipt) === canonicalize(receipt);
}

/** Who was let through says what came of it, and nobody else. */
async function requireUser(tx: SqlTx, row: ApprovalRow, caller: MachineCaller): Promise<void> {
  if (!row.usedDecisionId) throw new ApprovalConflict(statusAt(row, row.readAt));
  const used = await findDecided(tx, row.usedDecisionId);
  if (used?.callerId === caller.agentId) return;
  throw new CountersignError("forbidden", "Another caller used this approval: whoever used it says what came of it.");
}

function keptOf(receipt: Json): Json {
  if (canonicalBytes(receipt).length > MOST_RECEIPT_BYTES) {
    throw new CountersignError("too_large", "A receipt takes 16 kB at most: send a digest of what is longer.");
  }
  if (JSON.stringify(receipt).includes("\\u0000")) {
    throw new CountersignError("invalid", "A receipt holds a NUL character, which cannot be kept: remove it.");
  }
  return maskDocument(receipt).value;
}
