import type { SqlTx } from "@/lib/db";
import type { CampaignRules, Rights } from "../terms";
import { effectsSql, WAVE } from "./queries";
import { STANDING_STATES } from "./rules";

/** Notes what was narrowed after it was reviewed. */
export async function markNarrowed(tx: SqlTx, campaignId: string, numbers: readonly number[]): Promise<void> {
  await tx.query(
    `update campaign_items set marks = marks || '{narrowed}'::text[], version = version + 1
     where campaign_id = $1 and number = any($2) and not 'narrowed' = any(marks)`,
    [campaignId, numbers],
  );
}

/** What was reviewed is gone: no decision stands for it. */
export async function voidItems(tx: SqlTx, campaignId: string, numbers: readonly number[]): Promise<void> {
  await tx.query(
    `update campaign_items set state = 'void', decision = null, change = null, version = version + 1
     where campaign_id = $1 and number = any($2) and state = any($3)`,
    [campaignId, numbers, STANDING_STATES],
  );
}

/** An item that was widened after its review: what stood in it before, and what stands in it now. */
export interface Staled {
  number: number;
  agentId: string;
  formerDigest: string;
  digest: string;
  former: Rights;
}

/** What was widened is asked again, with a snapshot of what it is now; the votes so far do not stand any more (C4). */
export async function staleItems(tx: SqlTx, campaignId: string, numbers: readonly number[]): Promise<Staled[]> {
  const { rows } = await tx.query<Staled>(
    `with held as (select i.number, i.digest, i.snapshot, i.stage, campaign_snapshot(s, c.certified_at) as fresh, campaign_digest(s.rights) as living
       from campaign_items i join campaign_subjects s on s.kind = i.kind and s.subject_id = i.subject_id
         left join certifications c on c.kind = i.kind and c.subject_id = i.subject_id
       where i.campaign_id = $1 and i.number = any($2) and i.state = any($3)),
     retired as (update campaign_votes v set current = false from held h
       where v.campaign_id = $1 and v.number = h.number and v.current)
     update campaign_items i set state = 'stale', decision = null, change = null, decided_at = null, signed_at = null, snapshot = h.fresh,
       digest = h.living, version = i.version + 1
     from held h where i.campaign_id = $1 and i.number = h.number
     returning i.number, i.agent_id as "agentId", encode(h.digest, 'hex') as "formerDigest", encode(h.living, 'hex') as digest,
       h.snapshot->'rights' as former`,
    [campaignId, numbers, STANDING_STATES],
  );
  return rows;
}

export interface NewTask {
  id: string;
  campaignId: string;
  number: number | null;
  kind: "outside" | "conflict" | "no_reviewer" | "error";
  content: Record<string, unknown>;
  ownerId: string | null;
  dueAt: Date;
}

/** Opens tasks; what waits already for the same item waits with what is said now. */
export async function openTasks(tx: SqlTx, tasks: readonly NewTask[]): Promise<void> {
  if (!tasks.length) return;
  const rows = tasks.map(({ id, campaignId, number, kind, content, ownerId, dueAt }) => {
    return { id, campaign_id: campaignId, number, kind, content, owner_id: ownerId, due_at: dueAt };
  });
  await tx.query(
    `insert into campaign_tasks (id, campaign_id, number, kind, content, owner_id, due_at, created_at)
     select id, campaign_id, number, kind, content, owner_id, due_at, clock_timestamp() from json_populate_recordset(null::campaign_tasks, $1)
     on conflict (campaign_id, number, kind) do update set state = 'open', content = excluded.content, owner_id = excluded.owner_id,
       due_at = excluded.due_at, done_at = null, done_by_id = null, version = campaign_tasks.version + 1`,
    [JSON.stringify(rows)],
  );
}

/** Plans what becomes of every item that is not kept, wave by wave from now on, and opens the items. @returns how many, by wave */
export async function planRemediations(
  tx: SqlTx,
  campaignId: string,
  { without, waveHours }: { without: readonly number[]; waveHours: CampaignRules["waveHours"] },
): Promise<{ wave: number; items: number; applyAt: Date }[]> {
  const { rows } = await tx.query<{ wave: number; items: number; applyAt: Date }>(
    `with x as (${effectsSql()}),
     planned as (insert into campaign_remediations (campaign_id, number, action, wave, apply_at)
       select $1, x.number, x.action, ${WAVE}, clock_timestamp() + make_interval(hours => $4 * (${WAVE})) from x
       on conflict do nothing returning number, wave, apply_at),
     opened as (update campaign_items i set state = 'open', version = i.version + 1 from planned p
       where i.campaign_id = $1 and i.number = p.number)
     select wave, count(*)::int as items, min(apply_at) as "applyAt" from planned group by 1 order by 1`,
    [campaignId, STANDING_STATES, without, waveHours],
  );
  return rows;
}

/**
 * Writes down what this campaign says of the rights it reviewed: when somebody kept or reduced them, and how often in a row nobody
 * answered (C9). To be called while the items still stand as they were decided.
 * @param numbers null: every item with a decision
 */
export async function writeCertifications(
  tx: SqlTx,
  campaignId: string,
  numbers: readonly number[] | null = null,
): Promise<number> {
  const { rowCount } = await tx.query(
    `insert into certifications as c (kind, subject_id, agent_id, campaign_id, number, outcome, certified_at, rights, silences, at)
     select i.kind, i.subject_id, i.agent_id, i.campaign_id, i.number,
       case when i.state = 'no_response' and i.decision = 'keep' then 'none' else i.decision end,
       case when i.state <> 'no_response' and i.decision in ('keep', 'reduce') then coalesce(i.decided_at, clock_timestamp()) end,
       case when i.state <> 'no_response' and i.decision in ('keep', 'reduce') then i.snapshot->'rights' end,
       case when i.state = 'no_response' then least(i.silences + 1, 99) else 0 end, clock_timestamp()
     from campaign_items i where i.campaign_id = $1 and i.state = any($2) and i.decision is not null and ($3::int[] is null or i.number = any($3))
     on conflict (kind, subject_id) do update set agent_id = excluded.agent_id, campaign_id = excluded.campaign_id, number = excluded.number,
       outcome = excluded.outcome, certified_at = coalesce(excluded.certified_at, c.certified_at),
       rights = coalesce(excluded.rights, c.rights), silences = excluded.silences, at = excluded.at`,
    [campaignId, STANDING_STATES, numbers],
  );
  return rowCount ?? 0;
}
