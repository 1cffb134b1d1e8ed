import type { AgentStatus, Environment, Tier } from "@/lib/agents/terms";
import type { SqlTx } from "@/lib/db";
import type { PublicJwk } from "./public-key";
import type { CredentialKind, CredentialState, InstanceState, Strength } from "./terms";

/** An agent as far as its identities go. */
export interface AgentOf {
  id: string;
  name: string;
  environment: Environment;
  status: AgentStatus;
  tier: Tier | null;
  teamId: string | null;
  ownerId: string | null;
  deputyId: string | null;
  sponsorId: string | null;
}

export interface StoredInstance {
  id: string;
  name: string;
  state: InstanceState;
  gateway: boolean;
  version: number;
  /** Its credentials that are active or being replaced. */
  living: number;
  agent: AgentOf;
}

export interface StoredCredential {
  id: string;
  kind: CredentialKind;
  strength: Strength;
  label: string;
  state: CredentialState;
  thumbprint: string | null;
  secretHash: string | null;
  createdAt: Date;
  rotationDueAt: Date;
  expiresAt: Date | null;
  overlapUntil: Date | null;
  endedAt: Date | null;
  provenDeadAt: Date | null;
  version: number;
  instance: { id: string; name: string; state: InstanceState };
  agent: AgentOf;
}

export const AGENT_JSON = `json_build_object('id', a.id, 'name', a.name, 'environment', a.environment, 'status', a.status, 'tier', a.tier,
  'teamId', a.team_id, 'ownerId', a.owner_id, 'deputyId', a.deputy_id, 'sponsorId', a.sponsor_id)`;

/** The agent of this id, held until commit so that its instances are set up one after the other; null when there is none. */
export async function lockAgent(tx: SqlTx, id: string): Promise<AgentOf | null> {
  const { rows } = await tx.query<{ agent: AgentOf }>(
    `select ${AGENT_JSON} as agent from agents a where a.id = $1 for no key update`,
    [id],
  );
  return rows[0]?.agent ?? null;
}

/** The agents of these ids, in no particular order. */
export async function agentsOf(tx: SqlTx, ids: readonly string[]): Promise<AgentOf[]> {
  if (!ids.length) return [];
  const { rows } = await tx.query<{ agent: AgentOf }>(
    `select ${AGENT_JSON} as agent from agents a where a.id = any($1)`,
    [ids],
  );
  return rows.map(({ agent }) => agent);
}

/** Names in lower case of the agent's instances that are not retired. */
export async function instanceNames(tx: SqlTx, agentId: string): Promise<string[]> {
  const { rows } = await tx.query<{ name: string }>(
    "select lower(name) as name from agent_instances where agent_id = $1 and state <> 'retired'",
    [agentId],
  );
  return rows.map(({ name }) => name);
}

/** The instance, held until commit; null when there is none. */
export async function lockInstance(tx: SqlTx, id: string): Promise<StoredInstance | null> {
  const { rows } = await tx.query<StoredInstance>(
    `select i.id, i.name, i.state, i.enforces_for_others as gateway, i.version, ${AGENT_JSON} as agent,
       (select count(*)::int from credentials c where c.instance_id = i.id and c.state in ('active', 'overlap')) as living
     from agent_instances i join agents a on a.id = i.agent_id where i.id = $1 for update of i`,
    [id],
  );
  return rows[0] ?? null;
}

export const CREDENTIAL = `c.id, c.kind, c.strength, c.label, c.state, c.thumbprint, c.secret_hash as "secretHash", c.created_at as "createdAt",
  c.rotation_due_at as "rotationDueAt", c.expires_at as "expiresAt", c.overlap_until as "overlapUntil", c.ended_at as "endedAt",
  c.proven_dead_at as "provenDeadAt", c.version, json_build_object('id', i.id, 'name', i.name, 'state', i.state) as instance,
  ${AGENT_JSON} as agent`;
export const FROM =
  "from credentials c join agent_instances i on i.id = c.instance_id join agents a on a.id = c.agent_id";

/** The credential, held until commit; null when there is none. */
export async function lockCredential(tx: SqlTx, id: string): Promise<StoredCredential | null> {
  const { rows } = await tx.query<StoredCredential>(`select ${CREDENTIAL} ${FROM} where c.id = $1 for update of c`, [
    id,
  ]);
  return rows[0] ?? null;
}

export async function insertInstance(
  tx: SqlTx,
  row: { id: string; agentId: string; name: string; createdById: string; now: Date },
): Promise<void> {
  await tx.query(
    "insert into agent_instances (id, agent_id, name, state, created_by_id, created_at) values ($1, $2, $3, 'active', $4, $5)",
    [row.id, row.agentId, row.name, row.createdById, row.now],
  );
}

/** Writes over the instance that still has the version it was loaded with. @returns whether it had */
export async function updateInstance(
  tx: SqlTx,
  seen: { id: string; version: number },
  to: { state: InstanceState; gateway: boolean; reason: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update agent_instances set state = $3, enforces_for_others = $4, state_reason = $5, version = version + 1
     where id = $1 and version = $2`,
    [seen.id, seen.version, to.state, to.gateway, to.reason],
  );
  return rowCount === 1;
}

export interface NewCredential {
  id: string;
  agentId: string;
  instanceId: string;
  kind: CredentialKind;
  strength: Strength;
  label: string;
  publicJwk: PublicJwk | null;
  thumbprint: string | null;
  secretHash: string | null;
  issuerId: string | null;
  subject: string;
  createdById: string;
  createdAt: Date;
  rotationDueAt: Date;
  expiresAt: Date | null;
  replacesId: string | null;
}

/** @returns false when a living credential has the same key: the index decides, however many ask at once */
export async function insertCredential(tx: SqlTx, row: NewCredential): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into credentials (id, agent_id, instance_id, kind, strength, label, public_jwk, thumbprint, secret_hash, issuer_id, subject,
       state, created_by_id, created_at, rotation_due_at, expires_at, replaces_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'active', $12, $13, $14, $15, $16)
     on conflict (thumbprint) where state in ('active', 'overlap') and thumbprint is not null do nothing`,
    [
      row.id,
      row.agentId,
      row.instanceId,
      row.kind,
      row.strength,
      row.label,
      row.publicJwk && JSON.stringify(row.publicJwk),
      row.thumbprint,
      row.secretHash,
      row.issuerId,
      row.subject,
      row.createdById,
      row.createdAt,
      row.rotationDueAt,
      row.expiresAt,
      row.replacesId,
    ],
  );
  return rowCount === 1;
}

export interface KeyHolder {
  credentialId: string;
  state: CredentialState;
  instanceId: string;
  instanceName: string;
  agent: AgentOf;
}

/** Whoever has or had this key, living ones first. */
export async function holderOf(tx: SqlTx, thumbprint: string): Promise<KeyHolder | null> {
  const { rows } = await tx.query<KeyHolder>(
    `select c.id as "credentialId", c.state, i.id as "instanceId", i.name as "instanceName", ${AGENT_JSON} as agent ${FROM}
     where c.thumbprint = $1 order by c.state in ('active', 'overlap') desc, c.created_at desc limit 1`,
    [thumbprint],
  );
  return rows[0] ?? null;
}

/** Puts the active credential into its overlap, or ends it at once where there is none. @returns whether it still was as seen */
export async function replaceCredential(
  tx: SqlTx,
  seen: { id: string; version: number },
  { until, now, byId }: { until: Date; now: Date; byId: string },
): Promise<boolean> {
  const over = until <= now;
  const { rowCount } = await tx.query(
    `update credentials set state = $3, overlap_until = $4, state_reason = $5, ended_at = $6, ended_by_id = $7, version = version + 1
     where id = $1 and version = $2 and state = 'active'`,
    [
      seen.id,
      seen.version,
      over ? "expired" : "overlap",
      until,
      over ? "Replaced by a new one." : "",
      over ? now : null,
      over ? byId : null,
    ],
  );
  return rowCount === 1;
}

export type Which =
  | { credentialIds: readonly string[] }
  | { instanceId: string; agentId: string }
  | { agentIds: readonly string[] }
  | { issuerId: string };

const WHICH = `(($1::text[] is not null and c.id = any($1)) or ($2::text is not null and c.instance_id = $2 and c.agent_id = $5)
  or ($3::text[] is not null and c.agent_id = any($3)) or ($4::text is not null and c.issuer_id = $4))`;

function valuesOf(which: Which): unknown[] {
  return [
    "credentialIds" in which ? which.credentialIds : null,
    "instanceId" in which ? which.instanceId : null,
    "agentIds" in which ? which.agentIds : null,
    "issuerId" in which ? which.issuerId : null,
    "agentId" in which ? which.agentId : null,
  ];
}

/** Ends what lives of these. @returns what ended; a credential that is missing had ended before */
export async function endCredentials(
  tx: SqlTx,
  which: Which,
  how: { state: "revoked" | "expired"; reason: string; byId: string | null; now: Date },
): Promise<{ id: string; agentId: string }[]> {
  const { rows } = await tx.query<{ id: string; agentId: string }>(
    `update credentials c set state = $6, state_reason = $7, ended_by_id = $8, ended_at = $9, version = c.version + 1
     where ${WHICH} and c.state in ('active', 'overlap') returning c.id, c.agent_id as "agentId"`,
    [...valuesOf(which), how.state, how.reason, how.byId, how.now],
  );
  return rows;
}

/** Ends the tokens that were issued to these credentials and still live. @returns how many, by agent */
export async function endTokens(tx: SqlTx, credentialIds: readonly string[], now: Date): Promise<Map<string, number>> {
  if (!credentialIds.length) return new Map();
  const { rows } = await tx.query<{ agentId: string; count: number }>(
    `with ended as (update issued_tokens set revoked_at = $2 where credential_id = any($1) and revoked_at is null and expires_at > $2
       returning agent_id)
     select agent_id as "agentId", count(*)::int as count from ended group by 1`,
    [credentialIds, now],
  );
  return new Map(rows.map(({ agentId, count }) => [agentId, count]));
}

/** Ends every living token of an instance: it is stopped, its credentials stay. */
export async function endTokensOfInstance(tx: SqlTx, instanceId: string, now: Date): Promise<number> {
  const { rowCount } = await tx.query(
    "update issued_tokens set revoked_at = $2 where instance_id = $1 and revoked_at is null and expires_at > $2",
    [instanceId, now],
  );
  return rowCount ?? 0;
}

/** Those of these people who are here. */
export async function activeAmong(tx: SqlTx, ids: readonly (string | null)[]): Promise<string[]> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (!wanted.length) return [];
  const { rows } = await tx.query<{ id: string }>("select id from people where id = any($1) and status = 'active'", [
    wanted,
  ]);
  return rows.map(({ id }) => id);
}
