import type { SqlTx } from "@/lib/db";
import type { Queryable } from "../../store";
import type { Due, Effect, KeptProbe } from "./terms";

export const DUE = `r.number, i.kind, r.action, i.subject_id as "subjectId", i.agent_id as "agentId", a.name as "agentName",
  a.owner_id as "ownerId", i.tier, i.change, i.snapshot->'rights' as rights, r.attempts`;
export const DUE_FROM = `from campaign_remediations r join campaign_items i on i.campaign_id = r.campaign_id and i.number = r.number
  left join agents a on a.id = i.agent_id`;

/** The next items whose time has come, wave by wave. */
export async function selectDue(q: Queryable, campaignId: string, most: number): Promise<Due[]> {
  const { rows } = await q.query<Due>(
    `select ${DUE} ${DUE_FROM} where r.campaign_id = $1 and r.state = 'planned' and r.apply_at <= clock_timestamp()
     order by r.wave, r.number limit $2`,
    [campaignId, most],
  );
  return rows;
}

/** How many items' time has come. */
export async function countDue(q: Queryable, campaignId: string): Promise<number> {
  const { rows } = await q.query<{ items: number }>(
    `select count(*)::int as items from campaign_remediations
     where campaign_id = $1 and state = 'planned' and apply_at <= clock_timestamp()`,
    [campaignId],
  );
  return rows[0]?.items ?? 0;
}

/** Those of these that are still planned, held until commit. @returns their numbers */
export async function lockPlanned(tx: SqlTx, campaignId: string, numbers: readonly number[]): Promise<Set<number>> {
  const { rows } = await tx.query<{ number: number }>(
    `select number from campaign_remediations where campaign_id = $1 and number = any($2) and state = 'planned' order by number for update`,
    [campaignId, numbers],
  );
  return new Set(rows.map(({ number }) => number));
}

export interface Written {
  number: number;
  state: "applied" | "error";
  effect: Effect;
  probes: KeptProbe[];
  error: string;
  reversible: boolean;
}

/** Writes what became of items, and moves them with it. */
export async function writeCarried(
  tx: SqlTx,
  campaignId: string,
  { rows, undoHours }: { rows: readonly Written[]; undoHours: number },
): Promise<void> {
  await tx.query(
    `with w as (select * from jsonb_to_recordset($2::jsonb) as w (number int, state text, effect jsonb, probes jsonb, error text, reversible boolean)),
     written as (update campaign_remediations r set state = w.state, effect = w.effect, probes = w.probes, error = w.error,
       attempts = r.attempts + 1, applied_at = case when w.state = 'applied' then clock_timestamp() end,
       undo_until = case when w.reversible and w.state = 'applied' then clock_timestamp() + make_interval(hours => $3) end,
       version = r.version + 1 from w where r.campaign_id = $1 and r.number = w.number)
     update campaign_items i set state = case w.state when 'applied' then 'done' else 'error' end, version = i.version + 1
     from w where i.campaign_id = $1 and i.number = w.number`,
    [campaignId, JSON.stringify(rows), undoHours],
  );
}

/** Notes that carrying one item out failed: it is tried again later. */
export async function noteFailure(
  tx: SqlTx,
  failed: { campaignId: string; number: number; error: string; waitMs: number },
): Promise<void> {
  await tx.query(
    `update campaign_remediations set attempts = attempts + 1, error = $3, version = version + 1,
       apply_at = clock_timestamp() + make_interval(secs => $4) where campaign_id = $1 and number = $2 and state = 'planned'`,
    [failed.campaignId, failed.number, failed.error, failed.waitMs / 1_000],
  );
}

/** What is planned still: how many, and when the next is due. */
export async function plannedLeft(q: Queryable, campaignId: string): Promise<{ items: number; next: Date | null }> {
  const { rows } = await q.query<{ items: number; next: Date | null }>(
    "select count(*)::int as items, min(apply_at) as next from campaign_remediations where campaign_id = $1 and state = 'planned'",
    [campaignId],
  );
  return rows[0] ?? { items: 0, next: null };
}

/** The grants that stand on these servers. */
export async function grantsOnServers(
  tx: SqlTx,
  serverIds: readonly string[],
): Promise<{ id: string; serverId: string }[]> {
  const { rows } = await tx.query<{ id: string; serverId: string }>(
    `select e.id, s.id as "serverId" from agent_servers s join entitlements e on e.agent_id = s.agent_id and e.server = s.name
     where s.id = any($1) and e.state in ('active', 'suspended') order by e.id`,
    [serverIds],
  );
  return rows;
}

/** What a reduction left is as reviewed as the grant it came from. */
export async function certifyParts(
  tx: SqlTx,
  campaignId: string,
  parts: readonly { id: string; number: number }[],
): Promise<void> {
  if (!parts.length) return;
  await tx.query(
    `insert into certifications (kind, subject_id, agent_id, campaign_id, number, outcome, certified_at, rights, silences, at)
     select 'entitlement', s.subject_id, s.agent_id, $1, p.number, 'keep', clock_timestamp(), s.rights, 0, clock_timestamp()
     from json_to_recordset($2) p(id text, number int) join campaign_subjects s on s.kind = 'entitlement' and s.subject_id = p.id
     on conflict (kind, subject_id) do nothing`,
    [campaignId, JSON.stringify(parts)],
  );
}
