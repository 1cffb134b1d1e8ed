import { recordEvent } from "@/lib/audit";
import type { SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { announceEnd } from "../asking/announce-end";
import { actionIn } from "../binding";
import { mustOpenOf } from "../case/hidden";
import { readCurrentFacts } from "../current/store";
import { ApprovalConflict } from "../guard";
import { type ApprovalRow, moveApproval } from "../store";
import { LIMITS, type StatusReason } from "../terms";
import { needsPasskey } from "./eligibility";
import { tellOfGlass } from "./glass";
import type { Loaded } from "./load";
import { narrowAction, waitingIn } from "./narrow-action";
import { type DecisionEvidence, verifyDecisionSignature } from "./signing";
import { hasPolicyChanged, keepWaiting } from "./store";
import { type Tally, tallyOf } from "./tally";
import { recordVote, type Voter } from "./vote";

/** An approving vote: kept, and the last one that was missing approves. "late": time ended the request meanwhile. */
export async function approve(
  tx: SqlTx,
  voter: Voter,
  loaded: Loaded,
): Promise<ApprovalRow | ApprovalConflict | "late"> {
  const { row } = loaded;
  const { wanted } = voter;
  const drift = await driftOf(tx, row);
  if (drift) return supersede(tx, voter, { row, why: drift });
  const seen = waitingIn(row);
  requireOpened(seen.bytes, wanted.opened);
  const narrowed = wanted.narrowed ? narrowAction(seen.bytes, wanted.narrowed.arguments) : null;
  const digest = narrowed?.digest ?? seen.digest;
  const evidence = await signatureUnder(tx, voter, { row, digest });
  const ttlSeconds = Math.min(row.ttlSeconds, wanted.validSeconds ?? row.ttlSeconds);
  const tally = tallyWith(voter, loaded, digest);
  if (!tally.enough) {
    if (!(await keepWaiting(tx, { id: row.id, narrowed, ttlSeconds }))) return "late";
    await recordVote(tx, voter, { row, digest, evidence });
    return { ...row, version: row.version + 1 };
  }
  const moved = await moveApproval(tx, {
    id: row.id,
    from: ["pending"],
    to: "approved",
    timely: "pending",
    validSeconds: Math.min(ttlSeconds, wanted.breakGlass ? LIMITS.glassSeconds : LIMITS.approvedSeconds),
    set: {
      ...(narrowed ? { narrowed: narrowed.bytes, narrowedDigest: digest } : {}),
      // Nothing was held up by a canary: there is no glass to review.
      ...(wanted.breakGlass && row.callerKind !== "canary" ? { breakGlass: true } : {}),
    },
  });
  if (!moved) return "late";
  await recordVote(tx, voter, { row, digest, evidence });
  if (row.callerKind !== "canary") await tellOf(tx, voter, { moved, digest, tally });
  return moved;
}

/** Whether what was asked about is no longer what would run. A change of agent or tool has ended the request by itself; a policy's has not. */
async function driftOf(tx: SqlTx, row: ApprovalRow): Promise<StatusReason | null> {
  const { agentId, chain, server, tool, credentialId, instanceId, personId } = row;
  const wanted = { agentId, chain, server, tool, credentialId, instanceId, personId };
  const now = await readCurrentFacts(tx, wanted);
  if (now.agent?.fingerprint !== row.fingerprint || now.agent.revision !== row.revision) return "agent_changed";
  if (now.agent.tier !== row.tier) return "agent_changed";
  if (now.tool?.hash !== row.toolHash) return "tool_changed";
  return (await hasPolicyChanged(tx, row.policies)) ? "policy_changed" : null;
}

async function supersede(
  tx: SqlTx,
  { ctx }: Voter,
  { row, why }: { row: ApprovalRow; why: StatusReason },
): Promise<ApprovalConflict | "late"> {
  const { id, agentId, digest } = row;
  const moved = await moveApproval(tx, { id, from: ["pending"], to: "superseded", reason: why, timely: "pending" });
  if (!moved) return "late";
  if (row.callerKind !== "canary") {
    await recordEvent(tx, ctx, { type: "approval.superseded", targetId: id, agentId, details: { why, digest } });
    await announceEnd(tx, ctx, moved);
  }
  return new ApprovalConflict("superseded");
}

function requireOpened(bytes: Buffer, opened: readonly string[]): void {
  const seen = new Set(opened);
  if (mustOpenOf(actionIn(bytes)).every((path) => seen.has(path))) return;
  throw new CountersignError("unmet", "Parts of this action were not opened yet: open them all before you approve.");
}

async function signatureUnder(
  tx: SqlTx,
  { ctx, wanted }: Voter,
  { row, digest }: { row: ApprovalRow; digest: string },
): Promise<DecisionEvidence | null> {
  if (!needsPasskey(row.tier) && wanted.assertion === undefined) return null;
  const signed = { id: row.id, digest, answer: "approve", assertion: wanted.assertion } as const;
  return (await verifyDecisionSignature(tx, ctx, signed)).evidence;
}

/** What the votes come to with this one in the place of what its voter said before. */
function tallyWith({ ctx, standing }: Voter, { facts, votes }: Loaded, digest: string): Tally {
  const personId = ctx.actor.id;
  const { groups, forPersonId } = standing;
  const own = {
    personId,
    digest,
    groups,
    forPersonId,
    answer: "approve",
    capacity: standing.capacity ?? "member",
  } as const;
  return tallyOf(facts, [...votes.filter((vote) => vote.personId !== personId), own], digest);
}

async function tellOf(
  tx: SqlTx,
  { ctx, wanted }: Voter,
  { moved, digest, tally }: { moved: ApprovalRow; digest: string; tally: Tally },
): Promise<void> {
  const { id, agentId, breakGlass } = moved;
  const approvedUntil = moved.approvedUntil?.toISOString() ?? "";
  const { approvals, quorum } = tally;
  await recordEvent(tx, ctx, {
    type: "approval.approved",
    targetId: id,
    agentId,
    details: { digest, narrowed: moved.narrowedDigest !== null, approvals, quorum, approvedUntil, breakGlass },
  });
  if (breakGlass) await tellOfGlass(tx, ctx, { moved, digest, text: wanted.text, quorum });
  await announceEnd(tx, ctx, moved);
}
