import type { Queryable } from "../../store";
import type { RemediationState, Rights } from "../../terms";
import type { PersonRef } from "../../views";
import type { KeptProbe } from "../applying/terms";
import type { RemediationLine, RemediationPage } from "../views";

export type ListedRow = Omit<
  RemediationLine,
  "sentence" | "probes" | "abilities" | "campaignId" | "agentName" | "undone" | "exception"
> & {
  agentName: string | null;
  rights: Rights;
  probes: KeptProbe[];
  undone: { at: string; by: PersonRef | null; reason: string } | null;
  exception: { reason: string; controls: string; until: string } | null;
};

export async function selectRemediations(
  q: Queryable,
  campaignId: string,
  wanted: { state: RemediationState | null; wave: number | null; after: number; most: number },
): Promise<ListedRow[]> {
  const { rows } = await q.query<ListedRow>(
    `select r.number, i.kind, i.tier, i.agent_id as "agentId", a.name as "agentName", i.snapshot->'rights' as rights, r.action, r.wave, r.state,
       i.state as "itemState", r.apply_at as "applyAt", r.applied_at as "appliedAt", r.undo_until as "undoUntil",
       r.verified_at as "verifiedAt", coalesce(r.probes, '[]') as probes, r.error, r.attempts, r.version,
       case when r.undone_at is not null then json_build_object('at', r.undone_at, 'reason', r.undo_reason, 'by',
         case when p.id is not null then json_build_object('id', p.id, 'name', p.name, 'active', p.status = 'active') end) end as undone,
       case when x.number is not null then json_build_object('reason', x.reason, 'controls', x.controls, 'until', x.until) end as exception
     from campaign_remediations r join campaign_items i on i.campaign_id = r.campaign_id and i.number = r.number
       left join agents a on a.id = i.agent_id left join people p on p.id = r.undone_by_id
       left join campaign_exceptions x on x.campaign_id = r.campaign_id and x.number = r.number
     where r.campaign_id = $1 and r.number > $2 and ($3::text is null or r.state = $3) and ($4::int is null or r.wave = $4)
     order by r.number limit $5`,
    [campaignId, wanted.after, wanted.state, wanted.wave, wanted.most],
  );
  return rows;
}

export async function countByWave(q: Queryable, campaignId: string): Promise<RemediationPage["counts"]> {
  const { rows } = await q.query<RemediationPage["counts"][number]>(
    `select wave::int as wave, state, count(*)::int as items from campaign_remediations where campaign_id = $1 group by 1, 2 order by 1, 2`,
    [campaignId],
  );
  return rows;
}
