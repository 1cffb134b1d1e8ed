import type { SqlTx } from "@/lib/db";
import type { Factor } from "@/lib/risk/schema";
import type { AgentFacts } from "./rules";
import { searchTextOf } from "./rules";
import type {
  AgentDetail,
  AgentSourceView,
  Environment,
  PersonRef,
  PrivilegeClass,
  Source,
  TeamRef,
  Tier,
} from "./schema";

/** An agent as the verbs load it: the facts of the rules, and what conditional updates compare. */
export interface StoredAgent extends AgentFacts {
  id: string;
  environment: Environment;
  source: Source;
  statusReason: string;
  statusChangedAt: Date;
  updatedById: string | null;
  updatedByName: string | null;
  updatedFields: string[];
  computedTier: Tier | null;
  score: number;
  factors: Factor[];
  classifiedAt: Date | null;
  revision: number;
  fingerprint: string;
  templateId: string | null;
  lastUsedAt: Date | null;
  reviewedAt: Date | null;
  reviewedById: string | null;
  governanceSince: Date | null;
  version: number;
}

/** What a new record begins with: nothing decided, nobody answering, nothing computed. */
export const NEW_AGENT = {
  status: "draft",
  statusReason: "",
  registeredById: null,
  teamId: null,
  owner: null,
  deputy: null,
  sponsor: null,
  tier: null,
  computedTier: null,
  score: 0,
  factors: [],
  classifiedAt: null,
  undecidedTools: 0,
  revision: 0,
  fingerprint: "",
  templateId: null,
  lastUsedAt: null,
  reviewedAt: null,
  reviewedById: null,
  governanceSince: null,
  updatedByName: null,
  updatedFields: [],
  version: 1,
} satisfies Partial<StoredAgent>;

const LOAD = `select a.id, a.name, a.environment, a.kind, a.purpose, a.provider, a.model, a.deployer, a.authority, a.endpoint, a.systems,
  a.data_read as "dataRead", a.data_written as "dataWritten", a.privileges::text[] as privileges, a.autonomy, a.exposure, a.tier,
  a.computed_tier as "computedTier", a.score, a.factors, a.classified_at as "classifiedAt", a.prompt_hash as "promptHash",
  a.image_digest as "imageDigest", a.policy_ref as "policyRef", a.revision, a.fingerprint, a.template_id as "templateId",
  a.last_used_at as "lastUsedAt", a.reviewed_at as "reviewedAt", a.reviewed_by_id as "reviewedById", a.governance_since as "governanceSince",
  (select count(*)::int from agent_tools q where q.agent_id = a.id and q.state = 'quarantined') as "undecidedTools",
  exists (select 1 from hand_overs h where h.agent_id = a.id and h.role = 'owner' and h.state = 'pending') as "ownerAsked", a.status, a.status_reason as "statusReason", a.status_changed_at as "statusChangedAt",
  a.registered_by_id as "registeredById", a.team_id as "teamId", a.source, a.version,
  a.updated_by_id as "updatedById", a.updated_fields as "updatedFields", u.name as "updatedByName",
  case when o.id is not null then json_build_object('id', o.id, 'active', o.status = 'active') end as owner,
  case when d.id is not null then json_build_object('id', d.id, 'active', d.status = 'active') end as deputy,
  case when s.id is not null then json_build_object('id', s.id, 'active', s.status = 'active') end as sponsor
from agents a left join people o on o.id = a.owner_id left join people d on d.id = a.deputy_id left join people s on s.id = a.sponsor_id left join people u on u.id = a.updated_by_id
where a.id = any($1)`;

/** The agents of these ids that exist, in no particular order. */
export async function loadAgents(tx: SqlTx, ids: readonly string[]): Promise<StoredAgent[]> {
  const { rows } = await tx.query<StoredAgent>({ name: "load-agents", text: LOAD, values: [ids] });
  return rows;
}

/** The privilege classes whose reviewer group has an active member now (O1). */
export async function reviewedClasses(tx: SqlTx): Promise<Set<PrivilegeClass>> {
  const { rows } = await tx.query<{
    class: PrivilegeClass;
  }>(`select distinct g.privilege_class as class from reviewer_groups g
    join reviewer_group_members m on m.group_id = g.id join people p on p.id = m.person_id where p.status = 'active'`);
  return new Set(rows.map((row) => row.class));
}

/** Which of these people are active. Held until commit, so that none is deactivated between this look and the change. */
export async function activePeople(tx: SqlTx, ids: readonly string[]): Promise<Set<string>> {
  if (!ids.length) return new Set();
  const { rows } = await tx.query<{ id: string }>(
    "select id from people where id = any($1) and status = 'active' order by id for share",
    [ids],
  );
  return new Set(rows.map((row) => row.id));
}

export async function existingTeams(tx: SqlTx, ids: readonly string[]): Promise<Set<string>> {
  if (!ids.length) return new Set();
  const { rows } = await tx.query<{ id: string }>("select id from teams where id = any($1) for key share", [ids]);
  return new Set(rows.map((row) => row.id));
}

// Columns of a written row, by name in the database. `json_populate_recordset` turns JSON into enums and arrays.
const WRITTEN = `name, kind, purpose, provider, model, deployer, authority, endpoint, systems, data_read, data_written, privileges,
  autonomy, exposure, tier, computed_tier, score, factors, classified_at, prompt_hash, image_digest, policy_ref, revision, fingerprint, template_id,
  last_used_at, reviewed_at, reviewed_by_id, governance_since, status, status_reason, status_changed_at, registered_by_id, team_id, owner_id,
  deputy_id, sponsor_id, source, search_text, updated_at, updated_by_id, updated_fields`;

function writtenRow(agent: StoredAgent, updatedAt: Date) {
  return {
    id: agent.id,
    environment: agent.environment,
    name: agent.name,
    kind: agent.kind,
    purpose: agent.purpose,
    provider: agent.provider,
    model: agent.model,
    deployer: agent.deployer,
    authority: agent.authority,
    endpoint: agent.endpoint,
    systems: agent.systems,
    data_read: agent.dataRead,
    data_written: agent.dataWritten,
    privileges: agent.privileges,
    autonomy: agent.autonomy,
    exposure: agent.exposure,
    tier: agent.tier,
    computed_tier: agent.computedTier,
    score: agent.score,
    factors: agent.factors,
    classified_at: agent.classifiedAt,
    prompt_hash: agent.promptHash,
    image_digest: agent.imageDigest,
    policy_ref: agent.policyRef,
    revision: agent.revision,
    fingerprint: agent.fingerprint,
    template_id: agent.templateId,
    last_used_at: agent.lastUsedAt,
    reviewed_at: agent.reviewedAt,
    reviewed_by_id: agent.reviewedById,
    governance_since: agent.governanceSince,
    status: agent.status,
    status_reason: agent.statusReason,
    status_changed_at: agent.statusChangedAt,
    registered_by_id: agent.registeredById,
    team_id: agent.teamId,
    owner_id: agent.owner?.id ?? null,
    deputy_id: agent.deputy?.id ?? null,
    sponsor_id: agent.sponsor?.id ?? null,
    source: agent.source,
    search_text: searchTextOf(agent),
    version: agent.version,
    updated_at: updatedAt,
    updated_by_id: agent.updatedById,
    updated_fields: agent.updatedFields,
  };
}

/** Inserts new agents, version 1, in one statement. */
export async function insertAgents(tx: SqlTx, agents: readonly StoredAgent[], now: Date): Promise<void> {
  if (!agents.length) return;
  await tx.query(
    `insert into agents (id, environment, version, created_at, ${WRITTEN})
     select id, environment, 1, updated_at, ${WRITTEN} from json_populate_recordset(null::agents, $1)`,
    [JSON.stringify(agents.map((agent) => writtenRow(agent, now)))],
  );
}

/**
 * Writes each agent over the row that still has the version it was loaded with, and raises the version by one.
 * @returns the ids written; an id that is missing was changed by somebody else meanwhile
 */
export async function updateAgents(tx: SqlTx, agents: readonly StoredAgent[], now: Date): Promise<Set<string>> {
  if (!agents.length) return new Set();
  const columns = WRITTEN.split(",").map((column) => column.trim());
  const { rows } = await tx.query<{ id: string }>(
    `update agents a set version = a.version + 1, ${columns.map((column) => `${column} = r.${column}`).join(", ")}
     from json_populate_recordset(null::agents, $1) r where a.id = r.id and a.version = r.version returning a.id`,
    [JSON.stringify(agents.map((agent) => writtenRow(agent, now)))],
  );
  return new Set(rows.map((row) => row.id));
}

/** The living hand-registered agent that has this name in this environment, if there is one. */
export async function findHandRegistered(tx: SqlTx, name: string, environment: Environment): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from agents where lower(name) = lower($1) and environment = $2 and source = 'manual' and status <> 'decommissioned'`,
    [name, environment],
  );
  return rows[0]?.id ?? null;
}

/** Whether this is the database refusing a second hand-registered agent of one name. */
export function isNameTaken(error: unknown): boolean {
  return (error as { constraint?: unknown } | null)?.constraint === "agents_hand_registered_name_key";
}

/** What a detail page shows beyond `loadAgents`. Instants are Dates, to be made text by present.ts. */
export interface DetailRow {
  createdAt: Date;
  updatedAt: Date;
  team: TeamRef | null;
  owner: PersonRef | null;
  deputy: PersonRef | null;
  sponsor: PersonRef | null;
  registeredBy: { id: string; name: string } | null;
  imported: (Omit<AgentSourceView, "importedAt"> & { importedAt: string }) | null;
  override: { kind: "raise" | "lower" | "held"; expiresAt: string | null } | null;
  siblings: (AgentDetail["siblings"][number] & {
    teamId: string | null;
    ownerId: string | null;
    deputyId: string | null;
    sponsorId: string | null;
  })[];
}

const DETAIL = `select a.created_at as "createdAt", a.updated_at as "updatedAt",
  case when t.id is not null then json_build_object('id', t.id, 'name', t.name) end as team,
  case when o.id is not null then json_build_object('id', o.id, 'name', o.name, 'active', o.status = 'active') end as owner,
  case when d.id is not null then json_build_object('id', d.id, 'name', d.name, 'active', d.status = 'active') end as deputy,
  case when p.id is not null then json_build_object('id', p.id, 'name', p.name, 'active', p.status = 'active') end as sponsor,
  case when a.registered_by_id is not null then json_build_object('id', a.registered_by_id, 'name', coalesce(r.name, a.registered_by_id)) end as "registeredBy",
  (select json_build_object('kind', v.kind, 'expiresAt', v.expires_at) from tier_overrides v where v.agent_id = a.id and v.state = 'active') as override,
  case when s.agent_id is not null then json_build_object('kind', s.kind, 'key', s.key, 'signature', s.signature, 'signedBy', s.signed_by,
    'digest', s.digest, 'importId', s.import_id, 'importedAt', s.imported_at, 'document', s.document) end as imported,
  (select coalesce(json_agg(json_build_object('id', b.id, 'environment', b.environment, 'status', b.status, 'teamId', b.team_id,
    'ownerId', b.owner_id, 'deputyId', b.deputy_id, 'sponsorId', b.sponsor_id) order by b.environment, b.id), '[]') from (select * from agents b
    where lower(b.name) = lower(a.name) and b.id <> a.id and b.environment <> a.environment order by b.id limit 20) b) as siblings
from agents a left join teams t on t.id = a.team_id left join people o on o.id = a.owner_id left join people p on p.id = a.sponsor_id left join people d on d.id = a.deputy_id
  left join people r on r.id = a.registered_by_id left join agent_sources s on s.agent_id = a.id
where a.id = $1`;

export async function loadDetail(tx: SqlTx, id: string): Promise<DetailRow | null> {
  const { rows } = await tx.query<DetailRow>({ name: "agent-detail", text: DETAIL, values: [id] });
  return rows[0] ?? null;
}
