import type { SqlTx } from "@/lib/db";
import type { Queryable } from "../store";
import type { CampaignRules } from "../terms";

/** Somebody who is asked in a campaign, and may have to be reminded. */
export interface Asked {
  personId: string;
  timeZone: string;
  campaignId: string;
  stage: number;
  dueAt: Date;
  rules: CampaignRules;
  now: Date;
}

/** Who is asked in the seats of `open` (campaign_id, stage, seat, due_at): the person, whom they named while away, the members. */
const PEOPLE_OF_OPEN = `
  select distinct p.id as "personId", p.time_zone as "timeZone", o.campaign_id as "campaignId", o.stage, o.due_at as "dueAt",
    k.plan->'rules' as rules, date_trunc('milliseconds', clock_timestamp()) as now
  from open o join campaigns k on k.id = o.campaign_id
  cross join lateral (
    select o.seat as id
    union all select b.delegate_id from absences b where b.person_id = o.seat and b.ended_at is null
      and b.from_at <= clock_timestamp() and b.until_at > clock_timestamp()
    union all select m.person_id from reviewer_groups g join reviewer_group_members m on m.group_id = g.id
      where o.seat = 'group:' || g.privilege_class::text
        and exists (select from role_grants r where r.person_id = m.person_id and r.role = 'reviewer')
    union all select r.person_id from role_grants r where o.seat = 'compliance' and r.role = 'compliance') s
  join people p on p.id = s.id and p.status = 'active'`;

/**
 * Everybody who is asked in a campaign that decides, where a deadline is near or over: by the counters, and by the few items that
 * have a deadline of their own. Whether something is really open for them is counted person by person.
 */
export async function selectAsked(q: Queryable): Promise<Asked[]> {
  const { rows } = await q.query<Asked>(
    `with open as (
       select c.campaign_id, c.stage::int as stage, c.seat, k.stage_due_at as due_at from campaigns k
         join campaign_counts c on c.campaign_id = k.id and c.stage = k.stage
       where k.state = 'active' and c.state in ('pending', 'stale') and c.items > 0 and c.seat <> '' and k.stage_due_at is not null
         and k.stage_due_at < clock_timestamp() + interval '62 days'
       union select i.campaign_id, i.stage::int, i.seat, i.due_at from campaign_items i
         join campaigns k on k.id = i.campaign_id and k.state = 'active'
       where i.due_at is not null and i.state in ('pending', 'stale') and i.seat <> '')
     ${PEOPLE_OF_OPEN} order by 1, 3`,
  );
  return rows;
}

/** Which rungs were climbed by these people already, in campaigns that decide: "person campaign stage step", and who was told today. */
export async function selectClimbed(q: Queryable, personIds: readonly string[]) {
  const { rows } = await q.query<{ personId: string; campaignId: string; stage: number; step: string; at: Date }>(
    `select r.person_id as "personId", r.campaign_id as "campaignId", r.stage::int as stage, r.step, r.at from campaign_reminders r
     where r.person_id = any($1)
       and (r.at > clock_timestamp() - interval '2 days'
         or exists (select from campaigns k where k.id = r.campaign_id and k.state = 'active'))`,
    [personIds],
  );
  return rows;
}

export interface Open {
  campaignId: string;
  name: string;
  stage: number;
  items: number;
  dueAt: Date;
}

/**
 * What is really open for this person in these campaigns, each with its nearest deadline: not what is paused, not what they answered
 * already in this stage, and in a group not what concerns an agent that they answer for where the last stage needs somebody else.
 */
export async function countOpen(q: Queryable, personId: string, campaignIds: readonly string[]): Promise<Open[]> {
  const { rows } = await q.query<Open>(
    `select k.id as "campaignId", k.name, k.stage, count(*)::int as items, min(coalesce(i.due_at, k.stage_due_at)) as "dueAt"
     from campaigns k join campaign_items i on i.campaign_id = k.id
     where k.id = any($2) and k.state = 'active' and i.state in ('pending', 'stale') and not ('paused' = any(i.marks))
       and coalesce(i.due_at, k.stage_due_at) is not null
       and i.seat in (select $1
         union all select b.person_id from absences b where b.delegate_id = $1 and b.ended_at is null
           and b.from_at <= clock_timestamp() and b.until_at > clock_timestamp()
         union all select 'group:' || g.privilege_class::text from reviewer_group_members m join reviewer_groups g on g.id = m.group_id
           where m.person_id = $1
         union all select 'compliance' from role_grants r where r.person_id = $1 and r.role = 'compliance')
       and (i.seat not like 'group:%' and i.seat <> 'compliance' or exists (select from role_grants r where r.person_id = $1
         and r.role = case i.seat when 'compliance' then 'compliance'::"Role" else 'reviewer'::"Role" end
         and (r.team_id is null or r.team_id = i.team_id)))
       and not (i.seat like 'group:%' and i.tier in ('high', 'critical') and i.stage = jsonb_array_length(k.plan->'stages')
         and exists (select from agents a where a.id = i.agent_id and $1 in (a.owner_id, a.deputy_id, a.sponsor_id)))
       and not exists (select from campaign_votes v where v.campaign_id = i.campaign_id and v.number = i.number and v.stage = i.stage
         and v.person_id = $1 and v.current)
     group by k.id order by 5, 1`,
    [personId, campaignIds],
  );
  return rows;
}

export interface Rung {
  campaignId: string;
  stage: number;
  personId: string;
  step: string;
  open: number;
}

/** @returns those that nobody had climbed before */
export async function insertRungs(tx: SqlTx, rungs: readonly Rung[]): Promise<Rung[]> {
  if (!rungs.length) return [];
  const { rows } = await tx.query<Rung>(
    `insert into campaign_reminders (campaign_id, stage, person_id, step, open)
     select "campaignId", stage, "personId", step, open
     from json_to_recordset($1) r("campaignId" text, stage int, "personId" text, step text, open int)
     on conflict do nothing
     returning campaign_id as "campaignId", stage::int as stage, person_id as "personId", step, open`,
    [JSON.stringify(rungs)],
  );
  return rows;
}

/** The person with their manager, while both are active; null: there is nobody above. */
export async function findManager(q: Queryable, personId: string): Promise<{ name: string; managerId: string } | null> {
  const { rows } = await q.query<{ name: string; managerId: string }>(
    `select p.name, m.id as "managerId" from people p join people m on m.id = p.manager_id and m.status = 'active' where p.id = $1`,
    [personId],
  );
  return rows[0] ?? null;
}

/** True for one worker at a time, until commit. */
export async function isOnlyReminder(tx: SqlTx): Promise<boolean> {
  const { rows } = await tx.query<{ only: boolean }>(
    "select pg_try_advisory_xact_lock(hashtextextended('campaign-reminders', 0)) as only",
  );
  return rows[0]?.only ?? false;
}
