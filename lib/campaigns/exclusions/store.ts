import type { SqlTx } from "@/lib/db";
import type { Queryable } from "../store";
import type { ExclusionState } from "./views";

/** An exclusion as it is stored, with the agent that it concerns. */
export interface ExclusionRecord {
  id: string;
  targetKind: "agent" | "entitlement";
  targetId: string;
  teamId: string | null;
  reason: string;
  state: ExclusionState;
  stateReason: string;
  requestedById: string;
  requestedAt: Date;
  decidedById: string | null;
  decidedAt: Date | null;
  until: Date;
  version: number;
  agentId: string | null;
  ownerId: string | null;
  deputyId: string | null;
  sponsorId: string | null;
  readAt: Date;
}

export interface Target {
  agentId: string;
  teamId: string | null;
  /** Who answers for the agent. */
  ownerId: string | null;
  deputyId: string | null;
  sponsorId: string | null;
}

const ACCOUNTABLE = `a.owner_id as "ownerId", a.deputy_id as "deputyId", a.sponsor_id as "sponsorId"`;

/** What is to be left out, with who answers for it; null: there is no such agent or grant any more. */
export async function findTarget(
  q: Queryable,
  kind: ExclusionRecord["targetKind"],
  id: string,
): Promise<Target | null> {
  const { rows } = await q.query<Target>(
    `select a.id as "agentId", a.team_id as "teamId", ${ACCOUNTABLE} from agents a
     where a.status <> 'decommissioned' and a.id = case $1 when 'agent' then $2
       else (select e.agent_id from entitlements e where e.id = $2 and e.state = 'active') end`,
    [kind, id],
  );
  return rows[0] ?? null;
}

/** @returns false when the same is left out already, or asked for */
export async function insertExclusion(
  tx: SqlTx,
  row: Pick<ExclusionRecord, "id" | "targetKind" | "targetId" | "teamId" | "reason" | "requestedById" | "until">,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into campaign_exclusions (id, target_kind, target_id, team_id, reason, requested_by_id, requested_at, until, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'requested')
     on conflict (target_kind, target_id) where state in ('requested', 'active') do nothing`,
    [row.id, row.targetKind, row.targetId, row.teamId, row.reason, row.requestedById, at, row.until],
  );
  return rowCount === 1;
}

export async function lockExclusion(tx: SqlTx, id: string): Promise<ExclusionRecord | null> {
  const { rows } = await tx.query<ExclusionRecord>(
    `select x.id, x.target_kind as "targetKind", x.target_id as "targetId", x.team_id as "teamId", x.reason, x.state,
       x.state_reason as "stateReason", x.requested_by_id as "requestedById", x.requested_at as "requestedAt",
       x.decided_by_id as "decidedById", x.decided_at as "decidedAt", x.until, x.version, a.id as "agentId",
       ${ACCOUNTABLE}, clock_timestamp() as "readAt"
     from campaign_exclusions x
     left join entitlements e on x.target_kind = 'entitlement' and e.id = x.target_id
     left join agents a on a.id = case x.target_kind when 'agent' then x.target_id else e.agent_id end
     where x.id = $1 for no key update of x`,
    [id],
  );
  return rows[0] ?? null;
}

interface Move {
  id: string;
  version: number;
  to: ExclusionState;
  stateReason: string;
  /** Null: ended, not decided. */
  decidedById: string | null;
}

/** Moves an exclusion of this version. @returns false when somebody was faster */
export async function moveExclusion(tx: SqlTx, { id, version, to, stateReason, decidedById }: Move): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update campaign_exclusions set state = $3, state_reason = $4, version = version + 1,
       decided_by_id = coalesce($5, decided_by_id), decided_at = case when $5::text is null then decided_at else clock_timestamp() end
     where id = $1 and version = $2`,
    [id, version, to, stateReason, decidedById],
  );
  return rowCount === 1;
}

/** Labels what time has ended, or what was not decided before its end. */
export async function takeOver(tx: SqlTx, most: number) {
  const { rows } = await tx.query<Pick<ExclusionRecord, "id" | "targetKind" | "targetId">>(
    `update campaign_exclusions x set state = 'ended', state_reason = 'Its time is over.', version = version + 1
     from (select id from campaign_exclusions where state in ('requested', 'active') and until <= clock_timestamp()
       order by until limit $1 for update skip locked) due
     where x.id = due.id returning x.id, x.target_kind as "targetKind", x.target_id as "targetId"`,
    [most],
  );
  return rows;
}
