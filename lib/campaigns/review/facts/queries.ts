import { idsFrom } from "@/lib/ids";
import type { Tier } from "@/lib/risk/terms";
import type { Queryable } from "../../store";
import type { AskReason, Capacity, ItemDecision, ItemKind, ItemOutcome, Rights } from "../../terms";
import type { PersonRef } from "../../views";

export interface Subject {
  kind: ItemKind;
  subjectId: string;
  agentId: string;
}

export interface AgentFacts {
  purpose: string;
  status: string;
  kind: string;
  tier: Tier | null;
  teamId: string | null;
  lastUsedAt: Date | null;
  owner: PersonRef | null;
  sponsorName: string | null;
  teamName: string | null;
}

const PERSON = (alias: string) =>
  `case when ${alias}.id is not null then json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'active', ${alias}.status = 'active') end`;

export async function selectAgent(q: Queryable, agentId: string): Promise<AgentFacts | null> {
  const { rows } = await q.query<AgentFacts>({
    name: "review-agent",
    text: `select a.purpose, a.status, a.kind, a.tier, a.team_id as "teamId", a.last_used_at as "lastUsedAt", ${PERSON("p")} as owner,
        s.name as "sponsorName", t.name as "teamName"
      from agents a left join people p on p.id = a.owner_id left join people s on s.id = a.sponsor_id left join teams t on t.id = a.team_id
      where a.id = $1`,
    values: [agentId],
  });
  return rows[0] ?? null;
}

/** Decisions of one agent that are looked at: the latest. */
const LOOKED = 5_000;

export interface WeekRow {
  /** 0: the last seven days. */
  week: number;
  allowed: number;
  denied: number;
  stepUps: number;
  lastAt: Date | null;
  looked: number;
}

// Which of an agent's calls a right is about: a grant is named by what it permitted, and by its tool where a call was refused.
const ABOUT: Record<ItemKind, { allowed: string; refused: string }> = {
  entitlement: {
    allowed: "$3 = any(d.entitlement_ids)",
    refused: "d.server = $4 and ($5::text is null or d.tool = $5)",
  },
  owner: { allowed: "true", refused: "true" },
  purpose: { allowed: "true", refused: "true" },
  credential: { allowed: "d.credential_id = $3", refused: "d.credential_id = $3" },
  dependency: { allowed: "d.server = $4", refused: "d.server = $4" },
};

/** How a right was used since then, by week; `looked` is how many of its agent's decisions were looked at. */
export async function selectUse(
  q: Queryable,
  subject: Subject & { server: string | null; tool: string | null },
  { now, days }: { now: Date; days: number },
): Promise<WeekRow[]> {
  const { allowed, refused } = ABOUT[subject.kind];
  const since = new Date(now.getTime() - days * 86_400_000);
  const { rows } = await q.query<WeekRow>({
    name: `review-use-${subject.kind}`,
    text: `select floor(extract(epoch from ($2::timestamptz - d.at)) / 604800)::int as week, count(*)::int as looked,
        count(*) filter (where d.outcome in ('allow', 'allow_with_warning') and ${allowed})::int as allowed,
        count(*) filter (where d.outcome = 'deny' and ${refused})::int as denied,
        count(*) filter (where d.outcome = 'step_up' and (${allowed} or ${refused}))::int as "stepUps",
        max(d.at) filter (where d.outcome in ('allow', 'allow_with_warning') and ${allowed}) as "lastAt"
      from (select * from decisions where agent_id = $1 and id >= $6 and at <= $2 order by id desc limit ${LOOKED}) d
      where $3::text is not null and coalesce($4::text, '') is not null and coalesce($5::text, '') is not null group by 1`,
    values: [subject.agentId, now, subject.subjectId, subject.server, subject.tool, idsFrom("dec", since)],
  });
  return rows;
}
export const isCut = (rows: readonly WeekRow[]): boolean => rows.reduce((sum, { looked }) => sum + looked, 0) >= LOOKED;

/** When a grant or credential was used last by its own counter, and since when it has stood. */
export async function selectStanding(
  q: Queryable,
  { kind, subjectId }: Subject,
): Promise<{ lastUsedAt: Date | null; since: Date | null }> {
  const text = {
    entitlement: `select last_used_at as "lastUsedAt", coalesce(approved_at, requested_at) as since from entitlements where id = $1`,
    credential: `select last_used_at as "lastUsedAt", created_at as since from credentials where id = $1`,
    dependency: `select null::timestamptz as "lastUsedAt", created_at as since from agent_servers where id = $1`,
    owner: `select last_used_at as "lastUsedAt", created_at as since from agents where id = $1`,
    purpose: `select last_used_at as "lastUsedAt", created_at as since from agents where id = $1`,
  }[kind];
  const { rows } = await q.query<{ lastUsedAt: Date | null; since: Date | null }>(text, [subjectId]);
  return rows[0] ?? { lastUsedAt: null, since: null };
}

export interface PastEvent {
  at: Date;
  what: string;
  byName: string | null;
  note: string;
}

const CHAIN = `with recursive back(id, replaces_id, step) as (select id, replaces_id, 0 from entitlements where id = $1
    union all select o.id, o.replaces_id, b.step + 1 from entitlements o join back b on o.id = b.replaces_id where b.step < 10),
  chain as (select e.* from entitlements e join back b on b.id = e.id)
  select requested_at as at, case when replaces_id is null then 'requested' else 'replaced' end as what, requested_by_id as "byId", justification as note from chain
  union all select approved_at, 'approved', approved_by_id, '' from chain where approved_at is not null`;
const TOLD: Record<ItemKind, string> = {
  entitlement: CHAIN,
  owner: `select from_at as at, role as what, person_id as "byId", '' as note from accountabilities where agent_id = $1`,
  credential: `select created_at as at, 'created' as what, created_by_id as "byId", label as note from credentials where id = $1`,
  purpose: `select at, 'version' as what, by_id as "byId", array_to_string(changed, ', ') as note from agent_versions
    where agent_id = $1 and cardinality(changed) > 0`,
  dependency: `select created_at as at, 'added' as what, null::text as "byId", '' as note from agent_servers where id = $1
    union all select max(t.accepted_at), 'accepted', t.accepted_by_id, count(*)::text from agent_tools t
      where t.server_id = $1 and t.accepted_at is not null group by t.accepted_by_id`,
};

/** What happened to a right before, the latest first. */
export async function selectPast(q: Queryable, { kind, subjectId }: Subject): Promise<PastEvent[]> {
  const { rows } = await q.query<PastEvent>({
    name: `review-past-${kind}`,
    text: `select h.at, h.what, h.note, p.name as "byName" from (${TOLD[kind]}) h left join people p on p.id = h."byId" order by h.at desc limit 12`,
    values: [subjectId],
  });
  return rows;
}

export interface PastReview {
  at: Date;
  campaignName: string;
  decision: ItemOutcome;
  byName: string | null;
}

/** What earlier campaigns came to about the same right, the latest first. */
export async function selectPastReviews(
  q: Queryable,
  { kind, subjectId }: Subject,
  campaignId: string,
): Promise<PastReview[]> {
  const { rows } = await q.query<PastReview>({
    name: "review-past-reviews",
    text: `select coalesce(i.decided_at, c.ended_at, c.launched_at) as at, c.name as "campaignName", i.decision, p.name as "byName"
      from campaign_items i join campaigns c on c.id = i.campaign_id left join lateral (select person_id from campaign_votes v
        where v.campaign_id = i.campaign_id and v.number = i.number and v.current order by v.stage desc, v.at desc limit 1) w on true
      left join people p on p.id = w.person_id
      where i.subject_id = $1 and i.kind = $2 and i.campaign_id <> $3 and i.decision is not null and c.launched_at is not null
      order by 1 desc limit 4`,
    values: [subjectId, kind, campaignId],
  });
  return rows;
}

export async function selectCertified(
  q: Queryable,
  { kind, subjectId }: Subject,
): Promise<{ certifiedAt: Date | null; rights: Rights | null } | null> {
  const { rows } = await q.query<{ certifiedAt: Date | null; rights: Rights | null }>(
    'select certified_at as "certifiedAt", rights from certifications where kind = $1 and subject_id = $2',
    [kind, subjectId],
  );
  return rows[0] ?? null;
}

/** Agents that are looked at as peers. */
const PEERS_MOST = 500;
const ALIKE: Record<Exclude<ItemKind, "owner" | "purpose">, string> = {
  entitlement: `exists (select 1 from entitlements e where e.agent_id = a.id and e.state = 'active' and e.server = $5
    and ($6::text is null or e.tool is null or e.tool = $6) and e.actions && $7::text[])`,
  credential: `exists (select 1 from credentials k where k.agent_id = a.id and k.state in ('active', 'overlap') and k.strength = $5)
    and $6::text is null and cardinality($7::text[]) >= 0`,
  dependency: `exists (select 1 from agent_servers s where s.agent_id = a.id and s.name = $5) and $6::text is null and cardinality($7::text[]) >= 0`,
};

/** Agents of the same team, kind and tier, how many of them hold the same right, and the names of a few that do. */
export async function selectPeers(
  q: Queryable,
  { agentId, agent, rights }: { agentId: string; agent: AgentFacts; rights: Rights },
): Promise<{ total: number; alike: number; names: string[] }> {
  if (rights.kind === "owner" || rights.kind === "purpose") return { total: 0, alike: 0, names: [] };
  const [name, tool, actions] = heldOf(rights);
  const { rows } = await q.query<{ total: number; alike: number; names: string[] }>({
    name: `review-peers-${rights.kind}`,
    text: `with peers as materialized (select id, name from agents where team_id is not distinct from $2 and kind::text = $3 and tier::text is not distinct from $4
        and id <> $1 and status in ('active', 'suspended') limit ${PEERS_MOST}),
      held as (select a.name from peers a where ${ALIKE[rights.kind]})
      select (select count(*)::int from peers) as total, (select count(*)::int from held) as alike,
        array(select name from held order by lower(name), name limit 4) as names`,
    values: [agentId, agent.teamId, agent.kind, agent.tier, name, tool, actions],
  });
  return rows[0] ?? { total: 0, alike: 0, names: [] };
}

function heldOf(
  rights: Exclude<Rights, { kind: "owner" | "purpose" }>,
): [name: string, tool: string | null, actions: readonly string[]] {
  if (rights.kind === "entitlement") return [rights.server, rights.tool, rights.actions];
  return [rights.kind === "credential" ? rights.strength : rights.name, null, []];
}

export interface VoteRow {
  person: PersonRef;
  stage: number;
  decision: ItemDecision;
  reason: string;
  text: string;
  at: Date;
  capacity: Capacity;
  signed: boolean;
  correction: boolean;
  current: boolean;
}

/** Everything that was said of an item, the earliest first. */
export async function selectVotes(q: Queryable, campaignId: string, number: number): Promise<VoteRow[]> {
  const { rows } = await q.query<VoteRow>({
    name: "review-votes",
    text: `select json_build_object('id', p.id, 'name', p.name, 'active', p.status = 'active') as person, v.stage, v.decision, v.reason, v.text,
        v.at, v.capacity, v.signoff_id is not null as signed, v.correction, v.current
      from campaign_votes v join people p on p.id = v.person_id where v.campaign_id = $1 and v.number = $2
      order by v.at, v.person_id limit 100`,
    values: [campaignId, number],
  });
  return rows;
}

export interface AskRow {
  at: Date;
  fromSeat: string;
  toSeat: string;
  why: AskReason;
  note: string;
}

/** Who was asked in turn, the earliest first. */
export async function selectAsks(q: Queryable, campaignId: string, number: number): Promise<AskRow[]> {
  const { rows } = await q.query<AskRow>({
    name: "review-asks",
    text: `select at, from_seat as "fromSeat", to_seat as "toSeat", why, note from campaign_asks
      where campaign_id = $1 and number = $2 order by at, id limit 50`,
    values: [campaignId, number],
  });
  return rows;
}

/** Whether the reader has a word on it or was asked at any time. */
export async function wasAsked(
  q: Queryable,
  { campaignId, number, personId }: { campaignId: string; number: number; personId: string },
): Promise<boolean> {
  const { rowCount } = await q.query(
    `select 1 where exists (select 1 from campaign_votes where campaign_id = $1 and number = $2 and person_id = $3)
      or exists (select 1 from campaign_asks where campaign_id = $1 and number = $2 and $3 in (from_seat, to_seat))`,
    [campaignId, number, personId],
  );
  return rowCount === 1;
}
