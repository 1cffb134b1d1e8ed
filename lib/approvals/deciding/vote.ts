import { canonicalBytes, recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { digestOf } from "../binding";
import type { ApprovalRow } from "../store";
import type { DenialReason } from "../terms";
import type { Standing } from "./eligibility";
import type { Decide } from "./schema";
import type { DecisionEvidence } from "./signing";
import { writeVote } from "./store";

/** Who answers, in which capacity, and what they said. */
export interface Voter {
  ctx: Context;
  wanted: Decide;
  standing: Standing;
}

export interface Given {
  row: ApprovalRow;
  /** What the vote is about: of a narrowing vote the narrowed action. */
  digest: string;
  evidence: DecisionEvidence | null;
  /** It came after the time: it replaces nothing, and is told by an event of its own. */
  late?: boolean;
}

/** Keeps the vote with its evidence, and tells the log of it. What somebody said before, while it waits, is replaced. */
export async function recordVote(tx: SqlTx, { ctx, wanted, standing }: Voter, given: Given): Promise<void> {
  const { row, digest, evidence, late = false } = given;
  const { answer, text, dwellMillis, narrowed } = wanted;
  const reason: DenialReason | "" = wanted.reason ?? "";
  const { groups, forPersonId } = standing;
  const capacity = standing.capacity ?? "member";
  const vote = { answer, digest, reason, text, groups, capacity, forPersonId, narrowed: narrowed !== null };
  await writeVote(
    tx,
    { ...vote, approvalId: row.id, personId: ctx.actor.id, dwellMillis, assertion: evidence },
    { over: !late },
  );
  if (late) return;
  const evidenceDigest = evidence ? digestOf(canonicalBytes(evidence)) : null;
  await recordEvent(tx, ctx, {
    type: "approval.voted",
    targetId: row.id,
    ...(row.callerKind === "canary" ? {} : { agentId: row.agentId }),
    details: { ...vote, evidenceDigest },
  });
}
