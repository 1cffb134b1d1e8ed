import type { Tier } from "@/lib/agents/terms";
import type { SqlTx } from "@/lib/db";
import { CREDENTIAL, FROM, type StoredCredential } from "../store";
import { GRACE_DAYS_BY_TIER, ROTATION_DAYS_BY_TIER } from "../terms";

export async function liveTokens(tx: SqlTx, credentialId: string, now: Date): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    "select count(*)::int as count from issued_tokens where credential_id = $1 and revoked_at is null and expires_at > $2",
    [credentialId, now],
  );
  return rows[0]?.count ?? 0;
}

/** When an attempt with this credential was last refused after its end, as the log tells; null when none was seen. */
export async function refusedLast(tx: SqlTx, { id, agent, endedAt }: StoredCredential): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date }>(
    `select at from audit_events where agent_id = $1 and type = 'token.refused' and details->>'credentialId' = $2
       and at >= coalesce($3::timestamptz, 'epoch') order by at desc limit 1`,
    [agent.id, id, endedAt],
  );
  return rows[0]?.at ?? null;
}

const byTier = (days: Readonly<Record<Tier, number>>) =>
  `make_interval(days => case a.tier when 'low' then ${days.low} when 'moderate' then ${days.moderate} when 'high' then ${days.high} else ${days.critical} end)`;
/** `rotationDue` and `graceEnd` in SQL: only what may be due is loaded, and the rule decides. */
export const DUE = `least(c.rotation_due_at, c.created_at + ${byTier(ROTATION_DAYS_BY_TIER)})`;
const GRACE_OVER = `${DUE} + ${byTier(GRACE_DAYS_BY_TIER)}`;
const LIVING = "c.state in ('active', 'overlap')";

async function lockSome(tx: SqlTx, condition: string, [now, most]: [Date, number]): Promise<StoredCredential[]> {
  const { rows } = await tx.query<StoredCredential>(
    `select ${CREDENTIAL} ${FROM} where ${condition} order by c.id limit $2 for update of c skip locked`,
    [now, most],
  );
  return rows;
}

/** Living credentials whose time is over, those that nobody else holds. */
export function lockEnding(tx: SqlTx, now: Date, most: number): Promise<StoredCredential[]> {
  const over = `a.status = 'decommissioned' or c.expires_at <= $1 or (c.state = 'overlap' and c.overlap_until <= $1)
    or (c.state = 'active' and ${GRACE_OVER} <= $1)`;
  return lockSome(tx, `${LIVING} and (${over})`, [now, most]);
}

/** Active credentials that are overdue and of which nobody was told yet. */
export function lockOverdue(tx: SqlTx, now: Date, most: number): Promise<StoredCredential[]> {
  const wanted = `c.state = 'active' and c.overdue_told_at is null and a.status <> 'decommissioned' and ${DUE} <= $1`;
  return lockSome(tx, wanted, [now, most]);
}

/** Ended credentials that nobody has shown to be dead yet. */
export function lockUnproven(tx: SqlTx, now: Date, most: number): Promise<StoredCredential[]> {
  return lockSome(tx, "c.state in ('revoked', 'expired') and c.proven_dead_at is null and c.ended_at <= $1", [
    now,
    most,
  ]);
}

export async function markTold(tx: SqlTx, ids: readonly string[], now: Date): Promise<void> {
  await tx.query("update credentials set overdue_told_at = $2 where id = any($1)", [ids, now]);
}

/** Writes down that an ended credential was shown to be refused. @returns whether it was still unproven */
export async function markProven(tx: SqlTx, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update credentials set proven_dead_at = $2, version = version + 1
     where id = $1 and proven_dead_at is null and state in ('revoked', 'expired')`,
    [id, now],
  );
  return rowCount === 1;
}
