import type { RoleGrant } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import type { Group } from "../terms";
import type { EligibilityFacts, PersonFacts, RequestFacts, ReviewerFacts } from "./eligibility";

/** Anything that runs SQL: the pool, or a client inside a transaction. */
type Queryable = Pick<SqlTx, "query">;

/**
 * What decides who may decide these requests, as it is now by the database's clock: two statements for any number of requests.
 * Those that do not exist are absent.
 */
export async function factsOf(q: Queryable, approvalIds: readonly string[]): Promise<Map<string, EligibilityFacts>> {
  if (!approvalIds.length) return new Map();
  const requests = await q.query<RequestFacts & { id: string }>({
    name: "eligibility-requests",
    text: REQUESTS,
    values: [approvalIds],
  });
  const reviewers = await reviewersNow(q);
  return new Map(requests.rows.map(({ id, ...request }) => [id, { reviewers, request }]));
}

// Policies of the organisation are asked about by the version that asked; the id of a rule inside a text follows "#". Those that
// ship with the product were written by nobody here, and find no row.
const REQUESTS = `select a.id, a.groups, a.quorum, a.tier, a.rung, g.team_id as "teamId", a.caller_id as "callerId", a.person_id as "actingId",
    array(select id from (select unnest(array[c.owner_id, c.deputy_id, c.sponsor_id]) as id from agents c where c.id = any(a.chain)
      union select unnest(a.chain)) d where id is not null) as "chainIds",
    array_remove(array[g.owner_id, g.deputy_id, g.sponsor_id], null) as "ownerIds",
    array(select distinct y.person_id from accountabilities y where y.agent_id = a.agent_id
      and y.until_at >= coalesce(g.reviewed_at, '-infinity')) as "formerOwnerIds",
    array(select distinct w.id from unnest(a.policies) p
      join policy_versions v on v.policy_id = split_part(split_part(p, '@', 1), '#', 1) and v.number::text = split_part(p, '@', 2)
      cross join lateral unnest(v.writer_ids || array[v.author_id, v.proposed_by_id, v.published_by_id]) w(id)
      where w.id is not null) as "editorIds"
  from approvals a join agents g on g.id = a.agent_id where a.id = any($1)`;

// The people who can come into it at all: members, their managers and delegates, governance, and who may break the glass.
const REVIEWERS = `with members as (select g.privilege_class::text as class, m.person_id as id
      from reviewer_groups g join reviewer_group_members m on m.group_id = g.id),
    away as (select distinct on (person_id) person_id, delegate_id from absences
      where ended_at is null and from_at <= clock_timestamp() and until_at > clock_timestamp() order by person_id, from_at),
    glass as (select person_id from break_glass_members),
    concerned as (select id from members union select p.manager_id from people p join members m on m.id = p.id
      union select delegate_id from away union select person_id from away union select person_id from glass
      union select person_id from role_grants where role = 'compliance')
  select (select coalesce(json_agg(json_build_array(class, id)), '[]') from members) as members,
    (select coalesce(json_agg(json_build_array(person_id, delegate_id)), '[]') from away) as away,
    array(select person_id from glass) as glass,
    (select coalesce(json_agg(json_build_object('id', p.id, 'name', p.name, 'active', p.status = 'active', 'managerId', p.manager_id,
      'grants', coalesce((select json_agg(json_build_object('role', r.role, 'teamId', r.team_id)) from role_grants r
        where r.person_id = p.id), '[]'))), '[]') from people p where p.id in (select id from concerned)) as people`;

interface ReviewerRows {
  members: [Group, string][];
  away: [string, string | null][];
  glass: string[];
  people: (PersonFacts & { grants: RoleGrant[] })[];
}

async function reviewersNow(q: Queryable): Promise<ReviewerFacts> {
  const { rows } = await q.query<ReviewerRows>({ name: "eligibility-reviewers", text: REVIEWERS });
  const [row] = rows;
  if (!row) throw new Error("a select without a table gave no row");
  const members = new Map<Group, string[]>();
  for (const [group, id] of row.members) members.set(group, [...(members.get(group) ?? []), id]);
  return {
    people: new Map(row.people.map((person) => [person.id, person])),
    members,
    away: new Map(row.away),
    breakGlass: new Set(row.glass),
  };
}
