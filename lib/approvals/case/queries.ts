import type { Scope } from "@/lib/access";
import { type SqlTx, sql } from "@/lib/db";
import type { Json, Provenance } from "@/lib/policy";
import type { Capacity, DenialReason, Group, Status, VoteAnswer } from "../terms";
import type { Named } from "../views";

export type Queryable = Pick<SqlTx, "query">;

export function reading(): Queryable {
  return sql();
}

/** What stands beside a request: the agent's people now, the decision that asked, the tool's schema as it was accepted then. */
export interface Beside {
  ownerId: string | null;
  deputyId: string | null;
  sponsorId: string | null;
  teamId: string | null;
  teamName: string | null;
  owner: Named | null;
  deputy: Named | null;
  sponsor: Named | null;
  person: Named | null;
  endedBy: Named | null;
  reviewedBy: Named | null;
  reopenedBy: Named | null;
  chain: Named[];
  provenance: Pick<Provenance, "arguments" | "signs"> | null;
  /** The person's request as the enforcement point gave it. */
  request: string | null;
  schema: Json;
  policyNames: Record<string, string>;
}

const person = (id: string) =>
  `(select json_build_object('id', p.id, 'name', p.name) from people p where p.id = ${id})`;
const BESIDE = `select g.owner_id as "ownerId", g.deputy_id as "deputyId", g.sponsor_id as "sponsorId", g.team_id as "teamId", t.name as "teamName",
    ${person("g.owner_id")} as owner, ${person("g.deputy_id")} as deputy, ${person("g.sponsor_id")} as sponsor,
    ${person("a.person_id")} as person, ${person("a.ended_by_id")} as "endedBy", ${person("a.reviewed_by_id")} as "reviewedBy",
    ${person("a.reopened_by_id")} as "reopenedBy",
    (select coalesce(json_agg(json_build_object('id', one.id, 'name', coalesce(c.name, one.id)) order by one.place), '[]')
      from unnest(a.chain) with ordinality as one (id, place) left join agents c on c.id = one.id) as chain,
    d.answer->'provenance' as provenance, d.request#>>'{call,workflow,request}' as request,
    (select l.accepted_definition->'inputSchema' from agent_tools l
      join agent_servers s on s.id = l.server_id
      where l.agent_id = a.agent_id and s.name = a.server and l.name = a.tool and l.accepted_hash = a.tool_hash) as schema,
    (select coalesce(json_object_agg(p.id, p.name), '{}') from policies p
      where p.id in (select split_part(split_part(one, '@', 1), '#', 1) from unnest(a.policies) one)) as "policyNames"
  from approvals a left join agents g on g.id = a.agent_id left join teams t on t.id = g.team_id left join decisions d on d.id = a.decision_id
  where a.id = $1`;

export async function besideOf(q: Queryable, id: string): Promise<Beside | null> {
  return (await q.query<Beside>({ name: "case-beside", text: BESIDE, values: [id] })).rows[0] ?? null;
}

export interface StoredVote {
  person: Named;
  answer: VoteAnswer;
  reason: DenialReason | "";
  text: string;
  at: Date;
  capacity: Capacity;
  groups: Group[];
  forPerson: Named | null;
  signed: boolean;
  digest: string;
}

const VOTES = `select json_build_object('id', v.person_id, 'name', coalesce(p.name, v.person_id)) as person, v.answer, v.reason, v.text, v.at,
    v.capacity, v.groups, ${person("v.for_person_id").replaceAll("p.", "f.").replace("people p", "people f")} as "forPerson",
    v.assertion is not null as signed, v.digest
  from approval_votes v left join people p on p.id = v.person_id where v.approval_id = $1 order by v.at, v.person_id`;

export async function votesOn(q: Queryable, id: string): Promise<StoredVote[]> {
  return (await q.query<StoredVote>({ name: "case-votes", text: VOTES, values: [id] })).rows;
}

/** How far back a habit reaches, and of how many uses at most. */
const DAYS = 90;
const MOST_USES = 200;
/** Calls that are longer say little of what is usual, and would be much to read. */
const MOST_BYTES = 8_192;

export interface StoredUse {
  at: Date;
  /** Of approvals: the bytes that ran. */
  bound: Buffer | null;
  /** Of decisions that were allowed without asking: as they were kept, secrets masked. */
  arguments: { [key: string]: Json } | null;
}

const USES = `with asked as (select agent_id, server, tool, requested_at from approvals where id = $1)
  (select u.consumed_at as at, coalesce(u.narrowed, u.bound) as bound, null::jsonb as arguments from approvals u join asked using (agent_id, server, tool)
    where u.status in ('consumed', 'executed') and u.caller_kind <> 'canary' and u.requested_at < asked.requested_at
      and u.requested_at > asked.requested_at - interval '${DAYS} days' and octet_length(coalesce(u.narrowed, u.bound)) <= ${MOST_BYTES}
    order by u.requested_at desc limit ${MOST_USES})
  union all
  (select d.at, null, d.request#>'{call,arguments}' from decisions d join asked using (agent_id, server, tool)
    where d.outcome in ('allow', 'allow_with_warning') and d.approval_id is null and d.caller_kind <> 'person'
      and d.at < asked.requested_at and d.at > asked.requested_at - interval '${DAYS} days' and pg_column_size(d.request) <= ${MOST_BYTES}
    order by d.id desc limit ${MOST_USES})
  order by at desc limit ${MOST_USES}`;

/** What this agent did with the tool before this request, the latest first. */
export async function earlierUses(q: Queryable, id: string): Promise<StoredUse[]> {
  return (await q.query<StoredUse>({ name: "case-uses", text: USES, values: [id] })).rows;
}

export interface StoredSimilar {
  id: string;
  status: Status;
  at: Date;
  by: string | null;
  bound: Buffer | null;
  expiresAt: Date;
  approvedUntil: Date | null;
  consumedAt: Date | null;
  readAt: Date;
}

const MOST_SIMILAR = 5;
const SIMILAR = `select s.id, s.status, coalesce(s.decided_at, s.ended_at, s.requested_at) as at,
    (select string_agg(p.name, ', ' order by v.at) from approval_votes v join people p on p.id = v.person_id
      where v.approval_id = s.id and v.answer = case when s.status = 'denied' then 'deny' else 'approve' end) as by,
    case when octet_length(s.bound) <= ${MOST_BYTES} then s.bound end as bound,
    s.expires_at as "expiresAt", s.approved_until as "approvedUntil", s.consumed_at as "consumedAt", clock_timestamp() as "readAt"
  from approvals s join approvals a on a.agent_id = s.agent_id and a.server = s.server and a.tool = s.tool
  where a.id = $1 and s.id <> a.id and s.requested_at < a.requested_at and s.caller_kind <> 'canary'
    and (s.status <> 'pending' or s.expires_at <= clock_timestamp())
  order by s.requested_at desc, s.id desc limit ${MOST_SIMILAR}`;

/** The latest requests of the same agent for the same tool before this one that were settled. */
export async function similarTo(q: Queryable, id: string): Promise<StoredSimilar[]> {
  return (await q.query<StoredSimilar>({ name: "case-similar", text: SIMILAR, values: [id] })).rows;
}

export interface StoredSignature {
  personId: string;
  name: string;
  answer: VoteAnswer;
  digest: string;
  at: Date;
  capacity: Capacity;
  groups: Group[];
  assertion: Json;
}

/** The votes on a request as evidence: each with the digest that the person saw and the passkey's assertion over it. */
export async function signaturesOn(q: Queryable, id: string): Promise<StoredSignature[]> {
  const text = `select v.person_id as "personId", coalesce(p.name, v.person_id) as name, v.answer, v.digest, v.at, v.capacity, v.groups, v.assertion
    from approval_votes v left join people p on p.id = v.person_id where v.approval_id = $1 order by v.at, v.person_id`;
  return (await q.query<StoredSignature>({ name: "case-signatures", text, values: [id] })).rows;
}

/** Whom the agent belongs to now; null: there is no such agent. */
export async function agentScope(q: Queryable, agentId: string): Promise<Scope | null> {
  const text = `select team_id as "teamId", owner_id as "ownerId", deputy_id as "deputyId", sponsor_id as "sponsorId" from agents where id = $1`;
  return (await q.query<Scope & object>({ name: "case-agent", text, values: [agentId] })).rows[0] ?? null;
}

/** Ids of the requests of an agent, the latest first; `after`: from this one on. */
export async function idsOfAgent(
  q: Queryable,
  { agentId, after, most }: { agentId: string; after: string | null; most: number },
): Promise<string[]> {
  const text = `select id from approvals where agent_id = $1
    and ($2::text is null or (requested_at, id) < (select c.requested_at, c.id from approvals c where c.id = $2))
    order by requested_at desc, id desc limit $3`;
  const { rows } = await q.query<{ id: string }>({ name: "case-of-agent", text, values: [agentId, after, most] });
  return rows.map(({ id }) => id);
}
