import type { SqlTx } from "@/lib/db";
import type { Tier } from "@/lib/risk/terms";
import type { Queryable } from "../../store";
import type { ItemKind, ItemState, RemediationState, Rights } from "../../terms";
import type { PersonRef } from "../../views";
import { RUNNING_STATES, UNSETTLED_STATES } from "../rules";
import type { RemediationAction } from "../views";

/** An item that keeps the campaign from closing, as `whyOpen` looks at it, with its exception where one is signed. */
export interface OpenRow {
  number: number;
  kind: ItemKind;
  tier: Tier;
  state: ItemState;
  agentId: string;
  agentName: string | null;
  rights: Rights;
  remediation: { action: RemediationAction; state: RemediationState; verified: boolean; error: string } | null;
  signed: { reason: string; controls: string; until: string; at: string; by: PersonRef | null } | null;
}

const OPEN = `from campaign_items i
    left join campaign_remediations r on r.campaign_id = i.campaign_id and r.number = i.number
    left join campaign_exceptions x on x.campaign_id = i.campaign_id and x.number = i.number and x.until > clock_timestamp()
  where i.campaign_id = $1 and (i.state = any($2) or r.state in ('error', 'manual')
    or (r.state = 'done' and r.verified_at is null and r.action in ('revoke', 'suspend') and i.tier in ('high', 'critical')))`;

/** The first of them by number, up to `most`. */
export async function selectOpen(q: Queryable, campaignId: string, most: number): Promise<OpenRow[]> {
  const { rows } = await q.query<OpenRow>(
    `select o.*, a.name as "agentName", case when o.exception is not null then o.exception || jsonb_build_object('by',
         (select jsonb_build_object('id', p.id, 'name', p.name, 'active', p.status = 'active') from people p where p.id = o.exception->>'byId')) end as signed
     from (select i.number, i.kind, i.tier, i.state, i.agent_id as "agentId", i.snapshot->'rights' as rights,
       case when r.number is not null then json_build_object('action', r.action, 'state', r.state, 'verified', r.verified_at is not null,
         'error', r.error) end as remediation,
       case when x.number is not null then jsonb_build_object('reason', x.reason, 'controls', x.controls, 'until', x.until, 'at', x.signed_at,
         'byId', x.signed_by_id) end as exception ${OPEN} order by i.number limit $3) o left join agents a on a.id = o."agentId" order by o.number`,
    [campaignId, UNSETTLED_STATES, most],
  );
  return rows;
}

export interface FinishCounts {
  /** Items that keep it open, and those of them without a signed exception. */
  open: number;
  unsigned: number;
  running: number;
  /** What can be given back still. */
  undoable: number;
}

export async function countOpen(q: Queryable, campaignId: string): Promise<FinishCounts> {
  const { rows } = await q.query<FinishCounts>(
    `select (select count(*)::int ${OPEN}) as open, (select count(*)::int ${OPEN} and x.number is null) as unsigned,
       (select count(*)::int from campaign_remediations where campaign_id = $1 and state = any($3)) as running,
       (select count(*)::int from campaign_remediations where campaign_id = $1 and state in ('verified', 'done', 'manual', 'error')
         and undo_until > clock_timestamp()) as undoable`,
    [campaignId, UNSETTLED_STATES, RUNNING_STATES],
  );
  return rows[0] ?? { open: 0, unsigned: 0, running: 0, undoable: 0 };
}

/** How many remediations ended how. */
export async function countRemediations(q: Queryable, campaignId: string): Promise<Record<string, number>> {
  const { rows } = await q.query<{ state: string; items: number }>(
    "select state, count(*)::int as items from campaign_remediations where campaign_id = $1 group by 1",
    [campaignId],
  );
  return Object.fromEntries(rows.map(({ state, items }) => [state, items]));
}

export interface NewException {
  number: number;
  reason: string;
  controls: string;
  until: Date;
}

/** Writes exceptions; one that is signed anew replaces the former, whose signature stands in the log. */
export async function writeExceptions(
  tx: SqlTx,
  signed: { campaignId: string; byId: string; evidence: unknown; exceptions: readonly NewException[] },
): Promise<void> {
  await tx.query(
    `insert into campaign_exceptions (campaign_id, number, reason, controls, until, signed_by_id, signed_at, assertion)
     select $1, e.number, e.reason, e.controls, e.until, $2, clock_timestamp(), $3
     from json_to_recordset($4) e(number int, reason text, controls text, until timestamptz)
     on conflict (campaign_id, number) do update set reason = excluded.reason, controls = excluded.controls, until = excluded.until,
       signed_by_id = excluded.signed_by_id, signed_at = excluded.signed_at, assertion = excluded.assertion`,
    [signed.campaignId, signed.byId, JSON.stringify(signed.evidence), JSON.stringify(signed.exceptions)],
  );
}

/** What stays by a signed exception is written down as that, and what nobody answered as nothing. */
export async function certifyOpen(tx: SqlTx, campaignId: string): Promise<void> {
  await tx.query(
    `insert into certifications as c (kind, subject_id, agent_id, campaign_id, number, outcome, silences, at)
     select i.kind, i.subject_id, i.agent_id, i.campaign_id, i.number, case when x.number is null then 'none' else 'exception' end, i.silences,
       clock_timestamp() ${OPEN}
     on conflict (kind, subject_id) do update set agent_id = excluded.agent_id, campaign_id = excluded.campaign_id,
       number = excluded.number, outcome = excluded.outcome, at = excluded.at`,
    [campaignId, UNSETTLED_STATES],
  );
}
