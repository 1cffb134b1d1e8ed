import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { insertNotices } from "@/lib/notices";
import type { Answer } from "@/lib/policy";
import type { UseRefusal } from "@/lib/policy/terms";
import { actionIn } from "../binding";
import type { CurrentFacts } from "../current/store";
import type { ApprovalRow } from "../store";
import type { Evaluated, Use } from "./evaluate-with-approval";
import { isTampered, nextActionFor, type Part } from "./rules";

interface Refused {
  refusal: UseRefusal;
  /** What is known by the handle, also where it is not the caller's. */
  row: ApprovalRow | null;
  /** What is different from what was approved. */
  parts?: readonly Part[];
  facts?: CurrentFacts;
  /** With the approval in it, where it came so far. */
  answer?: Answer;
}

/**
 * Answers no, and writes it down: the decision, and that an approval was named in vain. The approval stays as it is. Where people
 * may still allow the call, the answer is one that can be asked about anew.
 */
export async function refuseUse(tx: SqlTx, ctx: Context, use: Use, refused: Refused): Promise<Evaluated> {
  const { refusal, row, answer = use.plain } = refused;
  const mine = refusal === "approval_unverifiable" ? null : row;
  const nextAction = nextActionFor(refusal, use.plain.outcome === "step_up");
  const decided = await use.held.recordWithin(tx, answerOf(answer, { refusal, id: mine?.id ?? null, nextAction }));
  // That nobody has answered yet is no attempt: whoever asks too early is told to wait.
  if (row && refusal !== "grant_pending") await recordRefusal(tx, ctx, { use, refused, row, decisionId: decided.id });
  const effectiveArguments = refusal === "narrowed" && mine?.narrowed ? actionIn(mine.narrowed).arguments : null;
  const approval = mine && { handle: mine.handle, approvedUntil: mine.approvedUntil, effectiveArguments };
  return { decided, approval, nextAction, refusal };
}

function answerOf(
  answer: Answer,
  { refusal, id, nextAction }: { refusal: UseRefusal; id: string | null; nextAction: string },
): Answer {
  const approval = { id, personIds: [], refusal };
  if (nextAction === "request") return { ...answer, reason: "approval_refused", approval };
  const said = refusal === "policy_denied" && answer.outcome === "deny" ? answer.reason : "approval_refused";
  const nothing = { entitlementIds: [], obligations: [], warnings: [], stepUp: null };
  return { ...answer, ...nothing, outcome: "deny", reason: said, approval };
}

async function recordRefusal(
  tx: SqlTx,
  ctx: Context,
  given: { use: Use; refused: Refused; row: ApprovalRow; decisionId: string },
): Promise<void> {
  const { use, refused, row, decisionId } = given;
  const { refusal, parts = [], facts } = refused;
  const tampered = refusal !== "narrowed" && isTampered(parts);
  const traced = { ...ctx, correlationId: row.correlationId };
  await recordEvent(tx, traced, {
    type: tampered ? "approval.tampered_use" : "approval.refused_use",
    targetId: row.id,
    agentId: row.agentId,
    outcome: "refused",
    details: {
      why: refusal,
      parts: [...parts],
      decisionId,
      digest: row.narrowedDigest ?? row.digest,
      callerKind: use.caller.kind,
      callerId: use.caller.id,
    },
  });
  const ownerId = facts?.agent?.ownerId;
  if (!tampered || !ownerId) return;
  const content = { name: facts?.agent?.name ?? "", approvalId: row.id };
  await insertNotices(tx, [{ personId: ownerId, kind: "approval_tampered", agentId: row.agentId, content }], ctx.now);
}
