import type { Visibility } from "@/lib/access";
import { sql } from "@/lib/db";
import type { Tier } from "@/lib/risk/terms";
import type { CampaignState, ItemKind, ItemOutcome, ItemState, RemediationState, Rights } from "../terms";
import type { PersonRef } from "../views";
import type { CertificationView, ReviewedItem } from "./views";

/** $1 to $5 of a statement: whether this reader sees the agent `a` of the row. */
const SEEN = `($1::boolean or a.team_id = any($2::text[])
  or ($3::text in (a.owner_id, a.deputy_id, a.sponsor_id) and ($4::boolean or a.team_id = any($5::text[]))))`;
const seenValues = (seen: Visibility) => [
  seen.everything,
  seen.teamIds,
  seen.ownerId,
  seen.ownEverywhere,
  seen.ownTeamIds,
];

export interface CertificationRow {
  kind: ItemKind;
  subjectId: string;
  outcome: CertificationView["outcome"];
  certifiedAt: Date | null;
  at: Date;
  silences: number;
  number: number;
  campaignId: string;
  campaignName: string;
  rights: Rights | null;
  by: PersonRef | null;
}

// Who kept it is known of the latest campaign alone, and only where that is the one which certified it.
const CERTIFICATION = `c.kind, c.subject_id as "subjectId", c.outcome, c.certified_at as "certifiedAt", c.at, c.silences, c.number,
  c.campaign_id as "campaignId", k.name as "campaignName", coalesce(c.rights, i.snapshot->'rights') as rights, v.by
  from certifications c join agents a on a.id = c.agent_id join campaigns k on k.id = c.campaign_id
  left join campaign_items i on i.campaign_id = c.campaign_id and i.number = c.number
  left join lateral (select jsonb_build_object('id', p.id, 'name', p.name, 'active', p.status = 'active') as by
    from campaign_votes w join people p on p.id = w.person_id
    where w.campaign_id = c.campaign_id and w.number = c.number and w.current and w.decision in ('keep', 'reduce')
      and c.outcome in ('keep', 'reduce')
    order by w.stage desc, w.at desc limit 1) v on true`;

/** What stands certified of these subjects, as far as the reader sees their agents. */
export async function selectCertifications(
  seen: Visibility,
  asked: { kind: ItemKind; subjectIds: readonly string[] },
): Promise<CertificationRow[]> {
  const { rows } = await sql().query<CertificationRow>({
    name: "certifications-of",
    text: `select ${CERTIFICATION} where ${SEEN} and c.kind = $6 and c.subject_id = any($7::text[])`,
    values: [...seenValues(seen), asked.kind, asked.subjectIds],
  });
  return rows;
}

export async function selectCertificationsOfAgent(agentId: string, most: number): Promise<CertificationRow[]> {
  const { rows } = await sql().query<CertificationRow>({
    name: "certifications-of-agent",
    text: `select ${CERTIFICATION} where c.agent_id = $1 order by c.at desc, c.kind, c.subject_id limit $2`,
    values: [agentId, most],
  });
  return rows;
}

export interface ReviewedRow {
  campaignId: string;
  campaignName: string;
  campaignState: CampaignState;
  launchedAt: Date | null;
  number: number;
  kind: ItemKind;
  subjectId: string;
  rights: Rights;
  tier: Tier;
  state: ItemState;
  decision: ItemOutcome | null;
  decidedAt: Date | null;
  votes: (Omit<ReviewedItem["votes"][number], "at"> & { at: string })[];
}

/** What campaigns looked at of one agent, the latest campaign first. */
export async function selectReviewed(agentId: string, most: number): Promise<ReviewedRow[]> {
  const { rows } = await sql().query<ReviewedRow>({
    name: "reviewed-of-agent",
    text: `select i.campaign_id as "campaignId", k.name as "campaignName", k.state as "campaignState", k.launched_at as "launchedAt",
        i.number, i.kind, i.subject_id as "subjectId", i.snapshot->'rights' as rights, i.tier, i.state, i.decision,
        i.decided_at as "decidedAt", coalesce(v.votes, '[]') as votes
      from campaign_items i join campaigns k on k.id = i.campaign_id
      left join lateral (select jsonb_agg(jsonb_build_object(
          'person', jsonb_build_object('id', p.id, 'name', p.name, 'active', p.status = 'active'),
          'decision', w.decision, 'reason', w.reason, 'text', w.text, 'at', w.at, 'signed', w.signoff_id is not null)
          order by w.stage, w.at) as votes
        from campaign_votes w join people p on p.id = w.person_id
        where w.campaign_id = i.campaign_id and w.number = i.number and w.current) v on true
      where i.agent_id = $1 order by k.launched_at desc nulls last, i.campaign_id, i.number limit $2`,
    values: [agentId, most],
  });
  return rows;
}

export interface WaveRow {
  wave: number;
  state: RemediationState;
  items: number;
  applyAt: Date;
  undoUntil: Date | null;
}

/** The remediations of a campaign, counted by wave and state. */
export async function selectWaves(campaignId: string): Promise<WaveRow[]> {
  const { rows } = await sql().query<WaveRow>({
    name: "remediation-waves",
    text: `select wave, state, count(*)::int as items, min(apply_at) as "applyAt", max(undo_until) as "undoUntil"
      from campaign_remediations where campaign_id = $1 group by 1, 2 order by 1, 2`,
    values: [campaignId],
  });
  return rows;
}
