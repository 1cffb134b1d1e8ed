import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { announceEnd } from "../asking/announce-end";
import { ApprovalConflict } from "../guard";
import { statusAt } from "../rules";
import { type ApprovalRow, loadApproval, moveApproval } from "../store";
import type { Status } from "../terms";
import { approve } from "./approve";
import { type Loaded, requireRequest, requireStanding } from "./load";
import { type Decide, type DecideInput, decideSchema } from "./schema";
import { recordVote, type Voter } from "./vote";

export interface Outcome {
  status: Status;
  version: number;
  /** Of a canary, told at once: whether the answer was the right one. */
  canary: "caught" | "missed" | null;
}

/**
 * One person's answer to one request (A4): approve, or deny, which one person does for all. Who may is asked here and now, of the
 * database; what they had before their eyes must be what waits; for tier high and critical an approval is signed.
 * @throws CountersignError `forbidden` (recorded) with the bar, `unmet` for what was not opened or not signed, `not_found`
 * @throws ApprovalConflict naming the recorded state: somebody, time or a change was faster, or something else waits by now
 */
export async function decideApproval(ctx: Context, input: DecideInput): Promise<Outcome> {
  requirePermission(ctx, "approvals.decide");
  const wanted = parseInput(decideSchema, input);
  const attempt = { verb: "approvals.decide", resource: wanted.id } as const;
  const outcome = await refusingOnRecord(ctx, attempt, () => inSqlTransaction((tx) => decideIn(tx, ctx, wanted)));
  // What a late or overtaken answer leaves on record is committed before its sender is refused.
  if (outcome instanceof ApprovalConflict) throw outcome;
  return outcome;
}

async function decideIn(tx: SqlTx, ctx: Context, wanted: Decide): Promise<Outcome | ApprovalConflict> {
  const loaded = await requireRequest(tx, wanted.id, { held: true });
  const { row } = loaded;
  const standing = requireStanding(ctx, loaded, wanted.breakGlass);
  const voter = { ctx: { ...ctx, correlationId: row.correlationId }, wanted, standing };
  if (statusAt(row, row.readAt) !== "pending") return tooLate(tx, voter, row);
  if (wanted.digest !== (row.narrowedDigest ?? row.digest)) {
    const because = "What you saw is not what waits any more: look at it again before you decide.";
    return new ApprovalConflict("pending", because);
  }
  const moved = await (wanted.answer === "deny" ? deny(tx, voter, loaded) : approve(tx, voter, loaded));
  if (moved === "late") return tooLate(tx, voter, await readAgain(tx, row));
  if (moved instanceof ApprovalConflict) return moved;
  return { status: moved.status, version: moved.version, canary: verdictOn(row, wanted) };
}

async function deny(tx: SqlTx, voter: Voter, { row }: Loaded): Promise<ApprovalRow | "late"> {
  const { ctx, wanted } = voter;
  const moved = await moveApproval(tx, { id: row.id, from: ["pending"], to: "denied", timely: "pending" });
  if (!moved) return "late";
  await recordVote(tx, voter, { row, digest: wanted.digest, evidence: null });
  if (row.callerKind === "canary") return moved;
  await recordEvent(tx, ctx, {
    type: "approval.denied",
    targetId: row.id,
    agentId: row.agentId,
    details: { digest: wanted.digest, reason: wanted.reason ?? "", text: wanted.text },
  });
  await announceEnd(tx, ctx, moved);
  return moved;
}

/** The row is held, so that nothing but time can have ended it meanwhile. */
async function readAgain(tx: SqlTx, row: ApprovalRow): Promise<ApprovalRow> {
  return (await loadApproval(tx, row.id)) ?? row;
}

/**
 * The request is over. A no that comes after its time changes nothing, and is a sign worth keeping: that somebody would have
 * stopped it is on record and is counted.
 */
async function tooLate(tx: SqlTx, voter: Voter, row: ApprovalRow): Promise<ApprovalConflict> {
  const { ctx, wanted } = voter;
  const status = statusAt(row, row.readAt);
  if (status === "expired" && wanted.answer === "deny" && row.callerKind !== "canary") {
    await recordVote(tx, voter, { row, digest: wanted.digest, evidence: null, late: true });
    await recordEvent(tx, ctx, {
      type: "approval.late_denial",
      targetId: row.id,
      agentId: row.agentId,
      details: { digest: wanted.digest, reason: wanted.reason ?? "", text: wanted.text },
    });
  }
  return new ApprovalConflict(status);
}

function verdictOn({ callerKind, knownAnswer }: ApprovalRow, { answer }: Decide): Outcome["canary"] {
  if (callerKind !== "canary") return null;
  return answer === knownAnswer ? "caught" : "missed";
}
