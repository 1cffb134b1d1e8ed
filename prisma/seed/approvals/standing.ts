import type { ApprovalRow } from "@/lib/approvals/store";
import { recordEvent } from "@/lib/audit";
import { type Context, systemContext } from "@/lib/context";
import { db, inTransaction, type SqlTx } from "@/lib/db";
import { contextOf } from "../organisation";
import { personByKey, seedId } from "../people";
import { daysBefore } from "../time";
import { ask, callOf } from "./ask";
import { USE_SECONDS } from "./past";
import { DEPLOYMENTS, restartInStaging } from "./scenes";

const REASON = "Staging is for tests: these four were restarted every week, and nothing real depends on them.";
const MOST_USES = 20;
const USED_DAYS_AGO = [6.2, 3.8, 1.3];
const ID = seedId("std", "staging");
const [PROPOSER, SECOND] = ["daniel", "irina"] as const;

/** One standing approval in force, proposed by one reviewer and confirmed by another: restarts in staging, used a few times since. */
export async function seedStanding(now: Date): Promise<void> {
  const { agent: name, environment, tool } = restartInStaging;
  const agent = await db().agent.findFirst({ where: { name, environment, status: "active" }, select: { id: true } });
  const from = await db().approval.findFirst({
    where: { agentId: agent?.id ?? "", tool, status: "executed", requestedAt: { lt: daysBefore(now, 8.5) } },
    orderBy: { requestedAt: "desc" },
  });
  if (!from) return;
  const { agentId, server, groups, toolHash, fingerprint, policies, tier } = from;
  const [proposedAt, confirmedAt] = [daysBefore(now, 8), daysBefore(now, 7.6)];
  const expiresAt = new Date(now.getTime() + 14 * 86_400_000);
  const [proposedById, confirmedById] = [personByKey(PROPOSER).id, personByKey(SECOND).id];
  const conditions = [
    { argument: "deployment", operator: "in", value: DEPLOYMENTS },
    { argument: "namespace", operator: "eq", value: "staging" },
  ];
  const bound = { server, tool, groups, toolHash, fingerprint, policies, tier, conditions, maxUses: MOST_USES };
  const told = { fromId: from.id, maxUses: MOST_USES, expiresAt: expiresAt.toISOString(), tier };
  await inTransaction(async (tx) => {
    await tx.standingApproval.create({
      data: {
        ...{ id: ID, agentId, ...bound, used: USED_DAYS_AGO.length, state: "active", reason: REASON, fromId: from.id },
        ...{ proposedById, proposedAt, confirmedById, confirmedAt, expiresAt },
      },
    });
    const about = { targetId: ID, agentId };
    const proposed = { ...told, reason: REASON };
    await recordEvent(tx, contextOf(PROPOSER, proposedAt), { type: "standing.proposed", ...about, details: proposed });
    const confirmed = { ...told, proposedById };
    const second = contextOf(SECOND, confirmedAt);
    await recordEvent(tx, second, { type: "standing.confirmed", ...about, details: confirmed });
  });
  for (const [at, days] of USED_DAYS_AGO.entries()) await callAgain(daysBefore(now, days), at);
}

/** A request that nobody was asked about, as its agent made and used it. */
async function callAgain(at: Date, turn: number): Promise<void> {
  const call = await callOf(restartInStaging, turn);
  if (!call) return;
  const asked = { call, at, justification: restartInStaging.justification(turn), ttlSeconds: USE_SECONDS };
  await ask(asked, (tx, ctx, row) => tellUse(tx, ctx, { row, at, used: turn + 1 }));
}

async function tellUse(
  tx: SqlTx,
  ctx: Context,
  { row, at, used }: { row: ApprovalRow; at: Date; used: number },
): Promise<void> {
  const later = (seconds: number) => new Date(at.getTime() + seconds * 1_000);
  await tx.query(
    `update approvals set status = 'executed', requested_at = $2, decided_at = $2, approved_until = $3, consumed_at = $4,
       outcome_at = $5, standing_id = $6, receipt = $7, version = version + 1 where id = $1`,
    [row.id, at, later(USE_SECONDS), later(2), later(5), ID, JSON.stringify({ status: "done" })],
  );
  await tx.query(
    `insert into approval_votes (approval_id, person_id, answer, digest, reason, text, at, groups, capacity, dwell_millis)
     select $1, person_id, 'approve', $2, '', '', $3, $4, 'standing', 0 from unnest($5::text[]) person_id`,
    [row.id, row.digest, at, row.groups, [PROPOSER, SECOND].map((key) => personByKey(key).id)],
  );
  const about = { targetId: row.id, agentId: row.agentId };
  const { digest } = row;
  const until = { approvedUntil: later(USE_SECONDS).toISOString() };
  const [proposedById, confirmedById] = [personByKey(PROPOSER).id, personByKey(SECOND).id];
  const given = { digest, standingId: ID, proposedById, confirmedById, ...until, used, maxUses: MOST_USES };
  await recordEvent(tx, ctx, { type: "approval.approved_in_advance", ...about, details: given });
  const itself = (seconds: number) => ({
    ...systemContext("seed", { now: later(seconds) }),
    correlationId: row.correlationId,
  });
  const taken = { digest, ...until, callerKind: "agent", callerId: row.callerId, votes: 2 };
  await recordEvent(tx, itself(2), { type: "approval.consumed", ...about, details: taken });
  await recordEvent(tx, itself(5), { type: "approval.executed", ...about, details: { digest } });
}
