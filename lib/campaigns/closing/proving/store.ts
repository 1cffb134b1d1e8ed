import type { SqlTx } from "@/lib/db";
import type { Queryable } from "../../store";
import type { RemediationState } from "../../terms";
import { DUE, DUE_FROM } from "../applying/store";
import type { Due, Effect, KeptProbe } from "../applying/terms";

export interface Unproved extends Due {
  effect: Effect;
  probes: KeptProbe[];
  state: RemediationState;
  version: number;
}

/** What was carried out and not proved yet, after a number; or these numbers in whatever state but planned. */
export async function selectUnproved(
  q: Queryable,
  campaignId: string,
  wanted: { after: number; most: number } | { numbers: readonly number[] },
): Promise<Unproved[]> {
  const named = "numbers" in wanted;
  const { rows } = await q.query<Unproved>(
    `select ${DUE}, coalesce(r.effect, '{}') as effect, coalesce(r.probes, '[]') as probes, r.state, r.version ${DUE_FROM}
     where r.campaign_id = $1 and ${named ? "r.number = any($2) and r.state <> 'planned'" : "r.state = 'applied' and r.number > $2"}
     order by r.number limit $3`,
    named ? [campaignId, wanted.numbers, wanted.numbers.length] : [campaignId, wanted.after, wanted.most],
  );
  return rows;
}

/** How many were carried out and not proved yet. */
export async function countUnproved(q: Queryable, campaignId: string): Promise<number> {
  const { rows } = await q.query<{ items: number }>(
    "select count(*)::int as items from campaign_remediations where campaign_id = $1 and state = 'applied'",
    [campaignId],
  );
  return rows[0]?.items ?? 0;
}

export interface Proved {
  number: number;
  version: number;
  state: "verified" | "manual" | "error" | "done";
  probes: KeptProbe[];
  error: string;
}

/** Writes what was proved or not, where nobody changed the remediation meanwhile. @returns the numbers that were written */
export async function writeProved(tx: SqlTx, campaignId: string, rows: readonly Proved[]): Promise<Set<number>> {
  const { rows: written } = await tx.query<{ number: number }>(
    `with w as (select * from jsonb_to_recordset($2::jsonb) as w (number int, version int, state text, probes jsonb, error text)),
     written as (update campaign_remediations r set state = w.state, probes = w.probes, error = w.error, version = r.version + 1,
       verified_at = case when w.state in ('verified', 'manual') then clock_timestamp() end
       from w where r.campaign_id = $1 and r.number = w.number and r.version = w.version returning r.number, r.state)
     update campaign_items i set state = written.state, version = i.version + 1 from written
     where i.campaign_id = $1 and i.number = written.number returning i.number`,
    [campaignId, JSON.stringify(rows)],
  );
  return new Set(written.map(({ number }) => number));
}

/** Those of these remediations that are still as they were read, held until commit. */
export async function lockRemediations(tx: SqlTx, campaignId: string, numbers: readonly number[]): Promise<void> {
  await tx.query(
    "select from campaign_remediations where campaign_id = $1 and number = any($2) order by number for update",
    [campaignId, numbers],
  );
}

export async function agentsNow(
  q: Queryable,
  ids: readonly string[],
): Promise<Map<string, { ownerId: string | null; status: string }>> {
  const { rows } = await q.query<{ id: string; ownerId: string | null; status: string }>(
    `select id, owner_id as "ownerId", status::text as status from agents where id = any($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Those of these grants that the campaign takes away still. */
export async function endingStill(q: Queryable, campaignId: string, grantIds: readonly string[]): Promise<Set<string>> {
  if (!grantIds.length) return new Set();
  const { rows } = await q.query<{ id: string }>(
    `select i.subject_id as id from campaign_remediations r join campaign_items i on i.campaign_id = r.campaign_id and i.number = r.number
     where r.campaign_id = $1 and r.state = 'planned' and i.kind = 'entitlement' and i.subject_id = any($2)`,
    [campaignId, grantIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Numbers that wait for somebody to do something outside. */
export async function waitsOutside(q: Queryable, campaignId: string, numbers: readonly number[]): Promise<Set<number>> {
  const { rows } = await q.query<{ number: number }>(
    `select number from campaign_tasks where campaign_id = $1 and number = any($2) and kind = 'outside' and state = 'open'
       and content->>'what' = 'account'`,
    [campaignId, numbers],
  );
  return new Set(rows.map(({ number }) => number));
}

/** Those of these grants that are in force. */
export async function standingGrants(q: Queryable, ids: readonly string[]): Promise<Set<string>> {
  if (!ids.length) return new Set();
  const text = "select id from entitlements where id = any($1) and state = 'active'";
  return new Set((await q.query<{ id: string }>(text, [ids])).rows.map(({ id }) => id));
}
