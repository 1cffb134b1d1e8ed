import type { Visibility } from "@/lib/access";
import { sql } from "@/lib/db";
import { type CampaignKind, type CampaignPlan, type CampaignState, ENDED_STATES } from "../terms";
import type { PersonRef } from "../views";

/** A campaign with the sums of its counters, as lists need it. */
export interface CampaignLine {
  id: string;
  name: string;
  kind: CampaignKind;
  state: CampaignState;
  stage: number;
  stages: number;
  items: number;
  answered: number;
  revocations: number;
  teamId: string | null;
  launchAt: Date | null;
  launchedAt: Date | null;
  stageDueAt: Date | null;
  dueAt: Date | null;
  endedAt: Date | null;
  createdAt: Date;
}

/** What asks nobody any more is answered; sums come from the counters, never from the items. */
const LINE = `c.id, c.name, c.kind, c.state, c.stage, jsonb_array_length(c.plan->'stages') as stages, c.items,
  coalesce(s.answered, 0)::int as answered, coalesce(s.revocations, 0)::int as revocations, c.team_id as "teamId",
  c.launch_at as "launchAt", c.launched_at as "launchedAt", c.stage_due_at as "stageDueAt", c.due_at as "dueAt",
  c.ended_at as "endedAt", c.created_at as "createdAt"`;
const SUMS = `left join lateral (select sum(k.items) filter (where k.state not in ('pending', 'stale', 'no_reviewer', 'conflict')) as answered,
    sum(k.items) filter (where k.decision in ('revoke', 'suspend')) as revocations
  from campaign_counts k where k.campaign_id = c.id) s on true`;
const SEEN = "($1::boolean or c.team_id = any($2::text[]))";

/** What is not over yet: what is due first comes first, drafts last. */
export async function selectLiving(seen: Visibility, limit: number): Promise<CampaignLine[]> {
  const { rows } = await sql().query<CampaignLine>(
    `select ${LINE} from campaigns c ${SUMS} where ${SEEN} and not c.state = any($3::text[])
      order by c.state = 'draft', coalesce(c.stage_due_at, c.launch_at, c.created_at), c.id limit $4`,
    [seen.everything, seen.teamIds, ENDED_STATES, limit],
  );
  return rows;
}

/** What is over, the latest first; `after` is the id of the last one of the page before. */
export async function selectPast(
  seen: Visibility,
  { q, after, limit }: { q: string; after: string | null; limit: number },
): Promise<CampaignLine[]> {
  const { rows } = await sql().query<CampaignLine>(
    `select ${LINE} from campaigns c ${SUMS} where ${SEEN} and c.state = any($3::text[])
      and ($4 = '' or position(lower($4) in lower(c.name)) > 0)
      and ($5::text is null or (c.created_at, c.id) < (select b.created_at, b.id from campaigns b where b.id = $5))
      order by c.created_at desc, c.id desc limit $6`,
    [seen.everything, seen.teamIds, ENDED_STATES, q, after, limit],
  );
  return rows;
}

export interface CampaignFound extends CampaignLine {
  plan: CampaignPlan;
  timeZone: string;
  snapshotDigest: string;
  stateReason: string;
  version: number;
  definition: { id: string; name: string } | null;
  launchedBy: PersonRef | null;
  fallback: PersonRef | null;
  pausedAt: Date | null;
  pausedFrom: CampaignState | null;
}

const person = (column: string) =>
  `(select json_build_object('id', p.id, 'name', p.name, 'active', p.status = 'active') from people p where p.id = ${column})`;

export async function selectCampaign(id: string): Promise<CampaignFound | null> {
  const { rows } = await sql().query<CampaignFound>(
    `select ${LINE}, c.plan, c.time_zone as "timeZone", c.snapshot_digest as "snapshotDigest", c.state_reason as "stateReason",
        c.version, c.paused_at as "pausedAt", c.paused_from as "pausedFrom",
        (select json_build_object('id', d.id, 'name', d.name) from campaign_definitions d where d.id = c.definition_id) as definition,
        ${person("c.launched_by_id")} as "launchedBy", ${person("c.fallback_id")} as fallback
      from campaigns c ${SUMS} where c.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** The team that a campaign is limited to; undefined: there is no such campaign. */
export async function selectTeam(id: string): Promise<{ teamId: string | null } | undefined> {
  const { rows } = await sql().query<{ teamId: string | null }>(
    `select team_id as "teamId" from campaigns where id = $1`,
    [id],
  );
  return rows[0];
}

/** What a campaign does, without counting anything. */
export async function selectPlan(id: string): Promise<CampaignPlan | null> {
  const { rows } = await sql().query<{ plan: CampaignPlan }>("select plan from campaigns where id = $1", [id]);
  return rows[0]?.plan ?? null;
}

export interface StepRow {
  step: string;
  done: number;
  total: number;
  startedAt: Date;
  beatAt: Date;
  finishedAt: Date | null;
  error: string;
}

/** How far the worker is with what takes long, the latest begun last. */
export async function selectSteps(campaignId: string): Promise<StepRow[]> {
  const { rows } = await sql().query<StepRow>(
    `select step, done, total, started_at as "startedAt", beat_at as "beatAt", finished_at as "finishedAt", error
      from campaign_progress where campaign_id = $1 order by started_at, step`,
    [campaignId],
  );
  return rows;
}

/** Reminders that were sent, the latest first. */
export async function selectReminders(
  campaignId: string,
  limit: number,
): Promise<{ person: PersonRef | null; personId: string; stage: number; step: string; at: Date; open: number }[]> {
  const { rows } = await sql().query(
    `select r.person_id as "personId", ${person("r.person_id")} as person, r.stage, r.step, r.at, r.open
      from campaign_reminders r where r.campaign_id = $1 order by r.at desc, r.person_id, r.step limit $2`,
    [campaignId, limit],
  );
  return rows;
}

/** Names of the teams, people and agents that a plan mentions, by id. */
export async function selectNames(ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql().query<{ id: string; name: string }>(
    `select id, name from teams where id = any($1) union all select id, name from people where id = any($1)
     union all select id, name from agents where id = any($1)`,
    [ids],
  );
  return rows;
}
