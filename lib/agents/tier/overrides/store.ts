import type { SqlTx } from "@/lib/db";
import type { Tier } from "../../terms";
import type { PersonRef } from "../../views";
import type { PendingRequest } from "./rules";
import type { OverrideKind, OverrideState } from "./terms";

/** The request that waits for a second person, by agent; unique by an index. */
export async function loadPending(tx: SqlTx, agentId: string): Promise<PendingRequest | null> {
  const { rows } = await tx.query<PendingRequest>(
    `select id, kind, tier, computed_tier as "computedTier", requested_by_id as "requestedById", expires_at as "expiresAt"
     from tier_overrides where agent_id = $1 and state = 'pending'`,
    [agentId],
  );
  return rows[0] ?? null;
}

export interface NewOverride {
  id: string;
  agentId: string;
  kind: Exclude<OverrideKind, "held">;
  tier: Tier;
  computedTier: Tier;
  reason: string;
  state: "pending" | "active";
  requestedById: string;
  requestedAt: Date;
  expiresAt: Date;
  causedByIds: readonly string[];
}

/** @returns false when one of this state exists for the agent: somebody was faster */
export async function insertOverride(tx: SqlTx, row: NewOverride): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into tier_overrides (id, agent_id, kind, tier, computed_tier, reason, state, requested_by_id, requested_at, expires_at,
       caused_by_ids)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
    [
      row.id,
      row.agentId,
      row.kind,
      row.tier,
      row.computedTier,
      row.reason,
      row.state,
      row.requestedById,
      row.requestedAt,
      row.expiresAt,
      row.causedByIds,
    ],
  );
  return rowCount === 1;
}

/** Moves a request that still waits on to `state`. @returns false when it no longer waits */
export async function decidePending(
  tx: SqlTx,
  request: { id: string; state: Exclude<OverrideState, "pending">; endedReason?: string; computedTier?: Tier },
  made: { byId: string; at: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update tier_overrides set state = $2::text, decided_by_id = $3, decided_at = $4::timestamptz, computed_tier = coalesce($5::"Tier", computed_tier),
       ended_reason = $6, ended_at = case when $2::text = 'active' then null else $4::timestamptz end
     where id = $1 and state = 'pending'`,
    [request.id, request.state, made.byId, made.at, request.computedTier ?? null, request.endedReason ?? ""],
  );
  return rowCount === 1;
}

/** Requests whose time is over end unheard. */
export async function lapsePending(tx: SqlTx, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update tier_overrides set state = 'withdrawn', ended_at = $2, ended_reason = 'expired' where id = $1 and state = 'pending'`,
    [id, now],
  );
  return rowCount === 1;
}

/** One override whose time is over, locked; skipped when another worker holds it or it is settled already. */
export async function lockExpired(
  tx: SqlTx,
  id: string,
  now: Date,
): Promise<{ agentId: string; state: "pending" | "active"; kind: OverrideKind; tier: Tier } | null> {
  const { rows } = await tx.query<{ agentId: string; state: "pending" | "active"; kind: OverrideKind; tier: Tier }>(
    `select agent_id as "agentId", state, kind, tier from tier_overrides
     where id = $1 and state in ('pending', 'active') and expires_at <= $2 for update skip locked`,
    [id, now],
  );
  return rows[0] ?? null;
}

export async function expiredIds(tx: SqlTx, now: Date, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from tier_overrides where state in ('pending', 'active') and expires_at <= $1 order by expires_at, id limit $2`,
    [now, limit],
  );
  return rows.map(({ id }) => id);
}

export interface OverrideRow {
  id: string;
  kind: OverrideKind;
  state: OverrideState;
  tier: Tier;
  computedTier: Tier;
  reason: string;
  requestedBy: PersonRef | null;
  requestedAt: Date;
  decidedBy: PersonRef | null;
  decidedAt: Date | null;
  expiresAt: Date | null;
  endedAt: Date | null;
  endedBy: PersonRef | null;
  endedReason: string;
}

const PERSON = (alias: string) =>
  `case when ${alias}.id is not null then json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'active', ${alias}.status = 'active') end`;

/** Overrides and requests of one agent, newest first. */
export async function loadHistory(tx: SqlTx, agentId: string, limit: number): Promise<OverrideRow[]> {
  const { rows } = await tx.query<OverrideRow>(
    `select o.id, o.kind, o.state, o.tier, o.computed_tier as "computedTier", o.reason, ${PERSON("r")} as "requestedBy",
       o.requested_at as "requestedAt", ${PERSON("d")} as "decidedBy", o.decided_at as "decidedAt", o.expires_at as "expiresAt",
       o.ended_at as "endedAt", ${PERSON("e")} as "endedBy", o.ended_reason as "endedReason"
     from tier_overrides o left join people r on r.id = o.requested_by_id left join people d on d.id = o.decided_by_id
       left join people e on e.id = o.ended_by_id
     where o.agent_id = $1 order by o.requested_at desc, o.id desc limit $2`,
    [agentId, limit],
  );
  return rows;
}
