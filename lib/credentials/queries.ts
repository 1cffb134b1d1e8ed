import { sql } from "@/lib/db";
import type { PublicJwk } from "./public-key";
import { AGENT_JSON, type AgentOf } from "./store";
import type { CredentialKind, CredentialState, InstanceState, Strength } from "./terms";

/** The agent of this id; null when there is none. */
export async function selectAgent(id: string): Promise<AgentOf | null> {
  const { rows } = await sql().query<{ agent: AgentOf }>({
    name: "identity-agent",
    text: `select ${AGENT_JSON} as agent from agents a where a.id = $1`,
    values: [id],
  });
  return rows[0]?.agent ?? null;
}

export interface InstanceRow {
  id: string;
  name: string;
  state: InstanceState;
  stateReason: string;
  gateway: boolean;
  createdAt: Date;
  createdBy: string | null;
  lastSeenAt: Date | null;
  lastSeenFrom: string;
  version: number;
  tokensLastDay: number;
}

const INSTANCES = `select i.id, i.name, i.state, i.state_reason as "stateReason", i.enforces_for_others as gateway, i.created_at as "createdAt",
    p.name as "createdBy", i.last_seen_at as "lastSeenAt", i.last_seen_from as "lastSeenFrom", i.version,
    coalesce(t.count, 0) as "tokensLastDay"
  from agent_instances i left join people p on p.id = i.created_by_id
    left join (select instance_id, count(*)::int as count from issued_tokens
      where agent_id = $1 and issued_at > $2::timestamptz - interval '1 day' group by 1) t on t.instance_id = i.id
  where i.agent_id = $1
  order by array_position(array['active', 'stopped', 'retired'], i.state), i.created_at desc, i.id desc limit 300`;

/** The agent's instances: active, stopped, retired, the newest first. */
export async function selectInstances(agentId: string, now: Date): Promise<InstanceRow[]> {
  const { rows } = await sql().query<InstanceRow>({
    name: "identity-instances",
    text: INSTANCES,
    values: [agentId, now],
  });
  return rows;
}

export interface CredentialOf {
  id: string;
  instanceId: string;
  kind: CredentialKind;
  strength: Strength;
  label: string;
  state: CredentialState;
  stateReason: string;
  thumbprint: string | null;
  publicJwk: PublicJwk | null;
  issuer: string | null;
  subject: string;
  createdAt: Date;
  createdBy: string | null;
  rotationDueAt: Date;
  expiresAt: Date | null;
  replacesId: string | null;
  overlapUntil: Date | null;
  lastUsedAt: Date | null;
  lastUsedFrom: string;
  endedAt: Date | null;
  endedBy: string | null;
  provenDeadAt: Date | null;
  version: number;
}

const CREDENTIALS = `select c.id, c.instance_id as "instanceId", c.kind, c.strength, c.label, c.state, c.state_reason as "stateReason",
    c.thumbprint, c.public_jwk as "publicJwk", t.name as issuer, c.subject, c.created_at as "createdAt", p.name as "createdBy",
    c.rotation_due_at as "rotationDueAt", c.expires_at as "expiresAt", c.replaces_id as "replacesId", c.overlap_until as "overlapUntil",
    c.last_used_at as "lastUsedAt", c.last_used_from as "lastUsedFrom", c.ended_at as "endedAt", e.name as "endedBy",
    c.proven_dead_at as "provenDeadAt", c.version
  from credentials c left join trusted_issuers t on t.id = c.issuer_id left join people p on p.id = c.created_by_id
    left join people e on e.id = c.ended_by_id
  where c.agent_id = $1
  order by array_position(array['active', 'overlap'], c.state) nulls last, coalesce(c.ended_at, c.created_at) desc, c.id desc limit 2000`;

/** The agent's credentials: what is accepted first, then what has ended, the latest first. */
export async function selectCredentials(agentId: string): Promise<CredentialOf[]> {
  const { rows } = await sql().query<CredentialOf>({
    name: "identity-credentials",
    text: CREDENTIALS,
    values: [agentId],
  });
  return rows;
}

/** Runs one statement of a search. */
export async function searchRows<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
  const { rows } = await sql().query<Row>(text, values);
  return rows;
}
