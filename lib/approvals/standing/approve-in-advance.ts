import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { announceEnd } from "../asking/announce-end";
import { actionIn, type BoundAction } from "../binding";
import { barOf, isEnough, needsPasskey, type Seat } from "../deciding/eligibility";
import { factsOf } from "../deciding/facts";
import { writeVote } from "../deciding/store";
import { type ApprovalRow, moveApproval } from "../store";
import { LIMITS } from "../terms";
import { fits } from "./bounds";
import { isAlike } from "./rules";
import { type StandingRow, selectInForce, takeUse } from "./store";

/** A standing approval that fits a request, and how its two people stand to it now. */
interface StandingMatch {
  found: StandingRow;
  seats: readonly Seat[];
}

/**
 * The standing approval in force that this waiting request lies within: same agent version, tool, policies and chain, every argument
 * within its bounds, and both people may still decide this very request and are enough for it. Null: people are asked.
 */
async function findStanding(tx: SqlTx, row: ApprovalRow): Promise<StandingMatch | null> {
  if (row.callerKind === "canary") return null;
  const inForce = await selectInForce(tx, row);
  if (!inForce.length) return null;
  const action = actionIn(row.bound);
  const fitting = inForce.filter((found) => liesWithin(action, row, found));
  const facts = fitting.length ? (await factsOf(tx, [row.id])).get(row.id) : undefined;
  if (!facts) return null;
  for (const found of fitting) {
    const seats = giversOf(found).map((personId) => ({ personId, standing: barOf(facts, personId) }));
    if (seats.every(({ standing }) => standing.bar === null) && isEnough(facts.request, seats)) return { found, seats };
  }
  return null;
}

function liesWithin(action: BoundAction, row: ApprovalRow, found: StandingRow): boolean {
  if (needsPasskey(row.tier) && !(found.proposedEvidence && found.confirmedEvidence)) return false;
  const groups = { asked: row.groups, given: found.groups };
  return isAlike(action, actionIn(found.fromBound), groups) && fits(action.arguments, found.conditions);
}

const giversOf = ({ proposedById, confirmedById }: StandingRow) => [
  proposedById,
  ...(confirmedById ? [confirmedById] : []),
];

/**
 * Approves a waiting request by a standing approval, if one fits: takes one use, writes both people as its voters, and moves it.
 * @returns the request as it is now; null when none fits, or the last use went to another request: people are asked
 */
export async function approveInAdvance(tx: SqlTx, ctx: Context, row: ApprovalRow): Promise<ApprovalRow | null> {
  const match = await findStanding(tx, row);
  return match && (await takeStanding(tx, ctx, { row, match }));
}

/** @see approveInAdvance */
async function takeStanding(
  tx: SqlTx,
  ctx: Context,
  { row, match }: { row: ApprovalRow; match: StandingMatch },
): Promise<ApprovalRow | null> {
  const { found, seats } = match;
  const use = await takeUse(tx, found.id);
  if (!use) return null;
  for (const { personId, standing } of seats) {
    const evidence = personId === found.proposedById ? found.proposedEvidence : found.confirmedEvidence;
    const vote = { answer: "approve", reason: "", text: "", digest: row.digest, capacity: "standing" } as const;
    const kept = { dwellMillis: 0, narrowed: false, assertion: evidence, groups: standing.groups };
    const voted = { approvalId: row.id, personId, forPersonId: standing.forPersonId, ...vote, ...kept };
    await writeVote(tx, voted, { over: false });
  }
  const moved = await moveApproval(tx, {
    ...{ id: row.id, from: ["pending"], to: "approved", timely: "pending", set: { standingId: found.id } },
    validSeconds: Math.min(row.ttlSeconds, LIMITS.approvedSeconds),
  });
  if (!moved) throw new Error("a request ended in the very transaction that made it");
  await recordUse(tx, ctx, { moved, found, use });
  await announceEnd(tx, ctx, moved);
  return moved;
}

async function recordUse(
  tx: SqlTx,
  ctx: Context,
  { moved, found, use }: { moved: ApprovalRow; found: StandingRow; use: { used: number; ended: boolean } },
): Promise<void> {
  const { id: standingId, agentId, maxUses, proposedById, confirmedById } = found;
  const { used } = use;
  const { digest, approvedUntil } = moved;
  const given = { digest, standingId, proposedById, confirmedById, approvedUntil: approvedUntil?.toISOString() ?? "" };
  await recordEvent(tx, ctx, {
    type: "approval.approved_in_advance",
    targetId: moved.id,
    agentId,
    details: { ...given, used, maxUses },
  });
  if (!use.ended) return;
  const details = { used, maxUses, why: "used_up" };
  await recordEvent(tx, ctx, { type: "standing.ended", targetId: standingId, agentId, details });
}
