import type { Visibility } from "@/lib/access";
import { sql } from "@/lib/db";
import type { PersonRow, ReviewerGroupRow, TeamRow, ViewRow } from "./schema";

/**
 * The condition on `p` for who a person may see: everybody; or themselves, the people of their teams (by membership or
 * by role) and those who act for the whole organisation, who act in their teams too. Takes two parameters from `at`.
 */
function seenBy(at: number): string {
  return `($${at}::boolean or p.id = $${at + 1} or (cardinality($${at + 2}::text[]) > 0 and (p.team_id = any($${at + 2}) or exists
    (select 1 from role_grants v where v.person_id = p.id and (v.team_id is null or v.team_id = any($${at + 2}))))))`;
}

function seenValues(seen: Visibility, viewerId: string): unknown[] {
  return [seen.everything, viewerId, seen.teamIds];
}

const GRANTS = `coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'role', g.role, 'teamId', g.team_id, 'teamName', gt.name)
  order by g.role, gt.name nulls first) from role_grants g left join teams gt on gt.id = g.team_id where g.person_id = p.id), '[]')`;

const STATE = `case when p.status = 'deactivated' then 'deactivated' when p.password_hash is null
  and not exists (select 1 from external_identities i where i.person_id = p.id)
  and exists (select 1 from setup_links l where l.person_id = p.id and l.used_at is null) then 'invited' else 'active' end`;

const ROW = `p.id, p.name, p.email, p.title, p.team_id as "teamId", t.name as "teamName", ${STATE} as state, ${GRANTS} as grants,
  (select max(s.last_seen_at) from console_sessions s where s.person_id = p.id) as "lastSeenAt"`;

export interface PeopleFilter {
  q: string;
  role: string | null;
  teamId: string | null;
  status: string | null;
  limit: number;
}

/** People the viewer may see, by name; the total counts all that match, not only the rows returned. */
export async function selectPeople(
  seen: Visibility,
  viewerId: string,
  filter: PeopleFilter,
): Promise<{ rows: PersonRow[]; total: number }> {
  const pattern = `%${filter.q.trim().replace(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql().query<PersonRow & { total: bigint }>(
    `select ${ROW}, count(*) over () as total from people p left join teams t on t.id = p.team_id
     where ${seenBy(1)} and ($4 = '%%' or p.name ilike $4 or p.email ilike $4 or p.title ilike $4)
       and ($5::text is null or exists (select 1 from role_grants r where r.person_id = p.id and r.role::text = $5))
       and ($6::text is null or p.team_id = $6) and ($7::text is null or p.status::text = $7)
     order by p.status, p.name, p.id limit $8`,
    [...seenValues(seen, viewerId), pattern, filter.role, filter.teamId, filter.status, filter.limit],
  );
  const total = Number(rows[0]?.total ?? 0n);
  return { rows: rows.map(({ total: _, ...row }) => row), total };
}

export interface PersonRecord extends PersonRow {
  version: number;
  status: "active" | "deactivated";
  timeZone: string;
  managerId: string | null;
  managerName: string | null;
  createdAt: Date;
  deactivatedAt: Date | null;
  answersFor: number;
  otherAdmins: number;
  hasPassword: boolean;
  reviewerGroups: { id: string; name: string }[];
  identities: { issuer: string; linkedAt: string }[];
}

/** One person with everything the page and the rules of its buttons ask, in one round trip; null when not to be seen. */
export async function selectPerson(seen: Visibility, viewerId: string, personId: string): Promise<PersonRecord | null> {
  const { rows } = await sql().query<PersonRecord>(
    `select ${ROW}, p.version, p.status, p.time_zone as "timeZone", p.manager_id as "managerId", m.name as "managerName",
       p.created_at as "createdAt", p.deactivated_at as "deactivatedAt", p.password_hash is not null as "hasPassword",
       (select count(*)::int from agents a where a.status <> 'decommissioned' and (a.owner_id = p.id or a.deputy_id = p.id or a.sponsor_id = p.id)) as "answersFor",
       (select count(distinct o.id)::int from people o join role_grants og on og.person_id = o.id
         where o.status = 'active' and og.role = 'admin' and og.team_id is null and o.id <> p.id) as "otherAdmins",
       coalesce((select jsonb_agg(jsonb_build_object('id', rg.id, 'name', rg.name) order by rg.name) from reviewer_group_members rm
         join reviewer_groups rg on rg.id = rm.group_id where rm.person_id = p.id), '[]') as "reviewerGroups",
       coalesce((select jsonb_agg(jsonb_build_object('issuer', i.issuer, 'linkedAt', i.linked_at)) from external_identities i
         where i.person_id = p.id), '[]') as identities
     from people p left join teams t on t.id = p.team_id left join people m on m.id = p.manager_id
     where ${seenBy(1)} and p.id = $4`,
    [...seenValues(seen, viewerId), personId],
  );
  return rows[0] ?? null;
}

/** Teams with the count of their active people. */
export async function selectTeams(seen: Visibility): Promise<TeamRow[]> {
  const { rows } = await sql().query<TeamRow>(
    `select t.id, t.name, (select count(*)::int from people p where p.team_id = t.id and p.status = 'active') as people
     from teams t where $1::boolean or t.id = any($2) order by t.name`,
    [seen.everything, seen.teamIds],
  );
  return rows;
}

/** Reviewer groups are the organisation's: whoever may read people at all sees who reviews what. */
export async function selectReviewerGroups(): Promise<ReviewerGroupRow[]> {
  const { rows } = await sql().query<ReviewerGroupRow>(
    `select g.id, g.name, g.privilege_class as "privilegeClass",
       coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'active', p.status = 'active') order by p.name)
         filter (where p.id is not null), '[]') as members
     from reviewer_groups g left join reviewer_group_members m on m.group_id = g.id left join people p on p.id = m.person_id
     group by g.id order by g.privilege_class`,
  );
  return rows;
}

/** The person's own views of an area and, where they are asked for, those that others share; the own default first. */
export async function selectViews(
  personId: string,
  { area, shared }: { area: string; shared: boolean },
): Promise<ViewRow[]> {
  const { rows } = await sql().query<ViewRow>(
    `select v.id, v.name, v.query, v.shared, v.is_default and v.person_id = $1 as "isDefault", v.person_id = $1 as mine,
       p.name as "ownerName" from saved_views v join people p on p.id = v.person_id
     where v.area = $2 and (v.person_id = $1 or $3 and v.shared) order by mine desc, "isDefault" desc, v.name, v.id limit 200`,
    [personId, area, shared],
  );
  return rows;
}
