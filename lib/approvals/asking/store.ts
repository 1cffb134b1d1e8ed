import type { SqlTx } from "@/lib/db";
import { type ApprovalRow, approvalColumns, type Queryable } from "../store";
import type { VoteAnswer } from "../terms";

const COLUMNS = approvalColumns();

/** Asks of one agent come one after the other, also those of other processes; other agents' go their way. */
export async function holdTurn(tx: SqlTx, agentId: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('countersign asking ' || $1, 0))", [agentId]);
}

export interface Submission {
  callerId: string;
  key: string;
  bodyDigest: string;
  approvalId: string;
}

/**
 * Takes the key for this submission; somebody who uses the same key at the same time waits here.
 * @returns the former submission under this key, or null when there was none
 */
export async function claimKey(tx: SqlTx, row: Submission): Promise<Submission | null> {
  const { rowCount } = await tx.query(
    `insert into approval_submissions (caller_id, key, body_digest, approval_id) values ($1, $2, $3, $4) on conflict do nothing`,
    [row.callerId, row.key, row.bodyDigest, row.approvalId],
  );
  if (rowCount === 1) return null;
  const { rows } = await tx.query<Submission>(
    `select caller_id as "callerId", key, body_digest as "bodyDigest", approval_id as "approvalId" from approval_submissions
     where caller_id = $1 and key = $2`,
    [row.callerId, row.key],
  );
  return rows[0] ?? null;
}

/** The key stands for another request than was thought, or, where nothing came of it, for none. */
export async function settleKey(
  tx: SqlTx,
  { callerId, key }: { callerId: string; key: string },
  approvalId: string | null,
): Promise<void> {
  const text = approvalId
    ? "update approval_submissions set approval_id = $3 where caller_id = $1 and key = $2"
    : "delete from approval_submissions where caller_id = $1 and key = $2 and $3::text is null";
  await tx.query(text, [callerId, key, approvalId]);
}

// A header's value never begins with a space: no caller can give such a key.
const JOINED = " joined ";

/** Somebody else than the first asked for the same: from now on it may follow the request as well. */
export async function noteJoiner(tx: SqlTx, callerId: string, approvalId: string): Promise<void> {
  await tx.query(
    `insert into approval_submissions (caller_id, key, body_digest, approval_id) values ($1, $2, '', $3) on conflict do nothing`,
    [callerId, JOINED + approvalId, approvalId],
  );
}

/** Whether this caller's asking led to the request. */
export async function hasAsked(q: Queryable, callerId: string, approvalId: string): Promise<boolean> {
  const { rowCount } = await q.query(
    "select 1 from approval_submissions where caller_id = $1 and key = $2 and approval_id = $3",
    [callerId, JOINED + approvalId, approvalId],
  );
  return rowCount === 1;
}

/** Adds this ask to the open request for the same action, if there is one and the agent may ask. */
export async function joinPending(
  tx: SqlTx,
  { agentId, actionDigest, callback }: Pick<NewApproval, "agentId" | "actionDigest" | "callback">,
): Promise<ApprovalRow | null> {
  const { rows } = await tx.query<ApprovalRow>({
    name: "approval-join",
    text: `update approvals set joined = joined + 1, callback = coalesce(callback, $3) where action_digest = $1 and status = 'pending' and expires_at > clock_timestamp()
        and not exists (select 1 from asking_stops where agent_id = $2 and lifted_at is null) returning ${COLUMNS}`,
    values: [actionDigest, agentId, callback && JSON.stringify(callback)],
  });
  return rows[0] ?? null;
}

export interface Before {
  stopId: string | null;
  /** Open requests of the agent. */
  pending: number;
  mostPending: number;
  /** The last no of a person within the cool-down, unless somebody reopened it. */
  denied: { id: string; askAgainAt: string } | null;
}

/** What stands in the way of asking once more. */
export async function lookBefore(tx: SqlTx, agentId: string, actionDigest: string): Promise<Before> {
  const { rows } = await tx.query<Before>({
    name: "approval-before",
    text: `select (select id from asking_stops where agent_id = $1 and lifted_at is null) as "stopId",
        (select count(*)::int from approvals where agent_id = $1 and status = 'pending' and expires_at > clock_timestamp()
          and caller_kind <> 'canary') as pending, s.most_pending as "mostPending",
        (select json_build_object('id', a.id, 'askAgainAt', a.decided_at + make_interval(mins => s.cool_down_minutes)) from approvals a
          where a.action_digest = $2 and a.status = 'denied' and a.reopened_at is null and a.caller_kind <> 'canary'
            and a.decided_at + make_interval(mins => s.cool_down_minutes) > clock_timestamp()
          order by a.decided_at desc limit 1) as denied
      from approval_settings s where s.id = 1`,
    values: [agentId, actionDigest],
  });
  if (!rows[0]) throw new Error("the settings of approvals are gone from the database");
  return rows[0];
}

export type NewApproval = Pick<
  ApprovalRow,
  | "id"
  | "handle"
  | "agentId"
  | "instanceId"
  | "credentialId"
  | "callerKind"
  | "callerId"
  | "decisionId"
  | "correlationId"
  | "environment"
  | "server"
  | "tool"
  | "action"
  | "toolHash"
  | "fingerprint"
  | "revision"
  | "tier"
  | "teamId"
  | "personId"
  | "chain"
  | "bound"
  | "digest"
  | "actionDigest"
  | "groups"
  | "quorum"
  | "ttlSeconds"
  | "policies"
  | "reasons"
  | "justification"
  | "expiresAt"
  | "callback"
>;

/** @returns null when the same action waits already */
export async function insertApproval(tx: SqlTx, row: NewApproval): Promise<ApprovalRow | null> {
  const { rows } = await tx.query<ApprovalRow>({
    name: "approval-insert",
    text: `insert into approvals (id, handle, agent_id, instance_id, credential_id, caller_kind, caller_id, decision_id, correlation_id,
        environment, server, tool, action, tool_hash, fingerprint, revision, tier, team_id, person_id, chain, bound, digest, action_digest,
        groups, quorum, ttl_seconds, policies, reasons, justification, expires_at, callback)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26,
        $27, $28, $29, $30, $31)
      on conflict (action_digest) where status = 'pending' do nothing returning ${COLUMNS}`,
    values: [
      row.id,
      row.handle,
      row.agentId,
      row.instanceId,
      row.credentialId,
      row.callerKind,
      row.callerId,
      row.decisionId,
      row.correlationId,
      row.environment,
      row.server,
      row.tool,
      row.action,
      row.toolHash,
      row.fingerprint,
      row.revision,
      row.tier,
      row.teamId,
      row.personId,
      row.chain,
      row.bound,
      row.digest,
      row.actionDigest,
      row.groups,
      row.quorum,
      row.ttlSeconds,
      row.policies,
      row.reasons,
      row.justification,
      row.expiresAt,
      row.callback && JSON.stringify(row.callback),
    ],
  });
  return rows[0] ?? null;
}

/** @returns false when there is one already */
export async function insertStop(tx: SqlTx, stop: { id: string; agentId: string; pending: number }): Promise<boolean> {
  const { rowCount } = await tx.query(
    "insert into asking_stops (id, agent_id, pending) values ($1, $2, $3) on conflict do nothing",
    [stop.id, stop.agentId, stop.pending],
  );
  return rowCount === 1;
}

export interface StoredStop {
  id: string;
  agentId: string;
  pending: number;
  since: Date;
  liftedAt: Date | null;
  name: string;
  tier: string;
  teamId: string | null;
  ownerId: string | null;
  deputyId: string | null;
  sponsorId: string | null;
}

const STOPS = `select s.id, s.agent_id as "agentId", s.pending, s.since, s.lifted_at as "liftedAt", a.name,
    coalesce(a.tier::text, 'critical') as tier, a.team_id as "teamId", a.owner_id as "ownerId", a.deputy_id as "deputyId",
    a.sponsor_id as "sponsorId"
  from asking_stops s join agents a on a.id = s.agent_id`;

export async function findStop(tx: SqlTx, id: string): Promise<StoredStop | null> {
  return (await tx.query<StoredStop>(`${STOPS} where s.id = $1`, [id])).rows[0] ?? null;
}

/** The stops that hold, oldest first; of one agent, or of all. */
export async function openStops(q: Queryable, agentId: string | null): Promise<StoredStop[]> {
  const text = `${STOPS} where s.lifted_at is null and ($1::text is null or s.agent_id = $1) order by s.since limit 500`;
  return (await q.query<StoredStop>(text, [agentId])).rows;
}

/** @returns whether it still held */
export async function liftStop(tx: SqlTx, lift: { id: string; byId: string; reason: string }): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update asking_stops set lifted_at = clock_timestamp(), lifted_by_id = $2, lift_reason = $3 where id = $1 and lifted_at is null`,
    [lift.id, lift.byId, lift.reason],
  );
  return rowCount === 1;
}

/** Active people who hold compliance for the whole organisation, and this one if active. */
export async function whoWatches(tx: SqlTx, ownerId: string | null): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select p.id from people p where p.status = 'active' and (p.id = $1 or exists (
       select 1 from role_grants g where g.person_id = p.id and g.team_id is null and g.role = 'compliance')) order by p.id`,
    [ownerId],
  );
  return rows.map(({ id }) => id);
}

export interface Vote {
  answer: VoteAnswer;
  reason: string;
  text: string;
  at: Date;
}

/** What people said of it, oldest first. */
export async function votesOn(q: Queryable, approvalId: string): Promise<Vote[]> {
  const { rows } = await q.query<Vote>({
    name: "approval-votes-told",
    text: "select answer, reason, text, at from approval_votes where approval_id = $1 order by at, person_id",
    values: [approvalId],
  });
  return rows;
}

/** The active endpoint of this agent at this very address: what was registered, not what a caller would like. */
export async function findEndpoint(q: Queryable, agentIds: readonly string[], url: string): Promise<string | null> {
  const { rows } = await q.query<{ id: string }>(
    "select id from webhook_endpoints where agent_id = any($1) and url = $2 and state in ('active', 'failing') order by created_at limit 1",
    [agentIds, url],
  );
  return rows[0]?.id ?? null;
}
