import type { SqlTx } from "@/lib/db";
import type { Condition } from "@/lib/entitlements/terms";
import type { DecisionEvidence } from "../deciding/signing";
import type { Queryable } from "../store";
import type { Group, StandingState } from "../terms";

export interface StandingRow {
  id: string;
  agentId: string;
  server: string;
  tool: string;
  groups: Group[];
  conditions: Condition[];
  maxUses: number;
  used: number;
  state: StandingState;
  stateReason: string;
  reason: string;
  fromId: string;
  toolHash: string;
  fingerprint: string;
  policies: string[];
  tier: string;
  proposedById: string;
  proposedAt: Date;
  confirmedById: string | null;
  confirmedAt: Date | null;
  expiresAt: Date;
  endedAt: Date | null;
  proposedEvidence: DecisionEvidence | null;
  confirmedEvidence: DecisionEvidence | null;
  version: number;
  /** Its time is over by the database's clock, whatever its label says. */
  over: boolean;
  /** What was approved then: the bytes that it grew out of. */
  fromBound: Buffer;
}

const COLUMNS = `s.id, s.agent_id as "agentId", s.server, s.tool, s.groups, s.conditions, s.max_uses as "maxUses", s.used, s.state,
  s.state_reason as "stateReason", s.reason, s.from_id as "fromId", s.tool_hash as "toolHash", s.fingerprint, s.policies, s.tier,
  s.proposed_by_id as "proposedById", s.proposed_at as "proposedAt", s.confirmed_by_id as "confirmedById",
  s.confirmed_at as "confirmedAt", s.expires_at as "expiresAt", s.ended_at as "endedAt", s.proposed_evidence as "proposedEvidence",
  s.confirmed_evidence as "confirmedEvidence", s.version, s.expires_at <= clock_timestamp() as over,
  (select coalesce(a.narrowed, a.bound) from approvals a where a.id = s.from_id) as "fromBound"`;

/** The standing approval, held until commit. */
export async function lockStanding(tx: SqlTx, id: string): Promise<StandingRow | null> {
  const { rows } = await tx.query<StandingRow>(
    `select ${COLUMNS} from standing_approvals s where s.id = $1 for update`,
    [id],
  );
  return rows[0] ?? null;
}

export async function loadStanding(q: Queryable, id: string): Promise<StandingRow | null> {
  const { rows } = await q.query<StandingRow>(`select ${COLUMNS} from standing_approvals s where s.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Those in force for this tool of this agent in this version, the one that ends first at the head. */
export async function selectInForce(
  tx: SqlTx,
  like: { agentId: string; server: string; tool: string; toolHash: string; fingerprint: string; tier: string },
): Promise<StandingRow[]> {
  const { rows } = await tx.query<StandingRow>({
    name: "standing-in-force",
    text: `select ${COLUMNS} from standing_approvals s where s.agent_id = $1 and s.server = $2 and s.tool = $3 and s.state = 'active'
      and s.used < s.max_uses and s.expires_at > clock_timestamp() and s.tool_hash = $4 and s.fingerprint = $5 and s.tier = $6
      order by s.expires_at, s.id`,
    values: [like.agentId, like.server, like.tool, like.toolHash, like.fingerprint, like.tier],
  });
  return rows;
}

export type NewStanding = Pick<
  StandingRow,
  | "id"
  | "agentId"
  | "server"
  | "tool"
  | "groups"
  | "conditions"
  | "maxUses"
  | "reason"
  | "fromId"
  | "toolHash"
  | "fingerprint"
  | "policies"
  | "tier"
  | "proposedById"
  | "proposedAt"
  | "expiresAt"
  | "proposedEvidence"
>;

export async function insertStanding(tx: SqlTx, row: NewStanding): Promise<void> {
  await tx.query(
    `insert into standing_approvals (id, agent_id, server, tool, groups, conditions, max_uses, reason, from_id, tool_hash, fingerprint,
       policies, tier, proposed_by_id, proposed_at, expires_at, proposed_evidence)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      row.id,
      row.agentId,
      row.server,
      row.tool,
      row.groups,
      JSON.stringify(row.conditions),
      row.maxUses,
      row.reason,
      row.fromId,
      row.toolHash,
      row.fingerprint,
      row.policies,
      row.tier,
      row.proposedById,
      row.proposedAt,
      row.expiresAt,
      row.proposedEvidence && JSON.stringify(row.proposedEvidence),
    ],
  );
}

/** @returns whether it still was proposed, at the version that was looked at, and its time not over */
export async function writeConfirmed(
  tx: SqlTx,
  seen: { id: string; version: number },
  by: { personId: string; evidence: DecisionEvidence | null },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update standing_approvals set state = 'active', confirmed_by_id = $3, confirmed_at = clock_timestamp(), confirmed_evidence = $4,
       version = version + 1
     where id = $1 and version = $2 and state = 'proposed' and expires_at > clock_timestamp() and proposed_by_id <> $3`,
    [seen.id, seen.version, by.personId, by.evidence && JSON.stringify(by.evidence)],
  );
  return rowCount === 1;
}

/** Ends one that is proposed or in force. @returns whether it still was, at the version that was looked at */
export async function writeEnded(
  tx: SqlTx,
  seen: { id: string; version: number },
  end: { from: StandingState; to: "rejected" | "revoked"; byId: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update standing_approvals set state = $4, state_reason = 'reviewer', ended_at = clock_timestamp(), ended_by_id = $5,
       version = version + 1
     where id = $1 and version = $2 and state = $3`,
    [seen.id, seen.version, end.from, end.to, end.byId],
  );
  return rowCount === 1;
}

/**
 * Takes one use, by the database's clock. The last one ends it.
 * @returns how often it is used by now, or null when it was over or used up meanwhile: nothing has changed then
 */
export async function takeUse(tx: SqlTx, id: string): Promise<{ used: number; ended: boolean } | null> {
  const { rows } = await tx.query<{ used: number; ended: boolean }>({
    name: "standing-use",
    text: `update standing_approvals set used = used + 1, version = version + 1,
        state = case when used + 1 >= max_uses then 'ended' else state end,
        state_reason = case when used + 1 >= max_uses then 'used_up' else state_reason end,
        ended_at = case when used + 1 >= max_uses then clock_timestamp() else ended_at end
      where id = $1 and state = 'active' and used < max_uses and expires_at > clock_timestamp()
      returning used, state = 'ended' as ended`,
    values: [id],
  });
  return rows[0] ?? null;
}

export interface EndedRow {
  id: string;
  agentId: string;
  used: number;
  maxUses: number;
  why: string;
}

const ENDED = `id, agent_id as "agentId", used, max_uses as "maxUses", state_reason as why`;

/** Labels what time has ended, and takes up what triggers ended and nobody wrote down yet. A batch; other sweeps take others. */
export async function takeEnded(tx: SqlTx, limit: number): Promise<EndedRow[]> {
  const { rows } = await tx.query<EndedRow>(
    `update standing_approvals set unrecorded = false, version = version + 1,
       state_reason = case when state in ('proposed', 'active') then 'time' else state_reason end,
       ended_at = coalesce(ended_at, expires_at), state = case when state in ('proposed', 'active') then 'ended' else state end
     where id in (select id from standing_approvals where unrecorded or (state in ('proposed', 'active') and expires_at <= clock_timestamp())
       order by id limit $1 for update skip locked)
     returning ${ENDED}`,
    [limit],
  );
  return rows;
}
