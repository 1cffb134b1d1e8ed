import { type SqlTx, sql } from "@/lib/db";
import type { EndpointKind, EndpointState } from "../terms";

export interface StoredEndpoint {
  id: string;
  name: string;
  url: string;
  agentId: string | null;
  agentName: string | null;
  /** The team of the agent; null of an endpoint of the organisation. */
  teamId: string | null;
  kinds: EndpointKind[];
  state: EndpointState;
  stateReason: string;
  createdById: string | null;
  createdBy: string | null;
  createdAt: Date;
  lastSentAt: Date | null;
  /** Messages that wait for it. */
  waiting: number;
  version: number;
}

const ENDPOINT = `select w.id, w.name, w.url, w.agent_id as "agentId", a.name as "agentName", a.team_id as "teamId", w.kinds, w.state,
    w.state_reason as "stateReason", w.created_by_id as "createdById", p.name as "createdBy", w.created_at as "createdAt",
    w.last_sent_at as "lastSentAt", w.version,
    (select count(*)::int from deliveries d where d.endpoint_id = w.id and d.state in ('queued', 'sending', 'retrying')) as waiting
  from webhook_endpoints w left join agents a on a.id = w.agent_id left join people p on p.id = w.created_by_id`;

/** Endpoints of these teams' agents, or all with those of the organisation; the newest first, removed ones left out. */
export async function selectEndpoints(seen: {
  everything: boolean;
  teamIds: readonly string[];
}): Promise<StoredEndpoint[]> {
  const { rows } = await sql().query<StoredEndpoint>(
    `${ENDPOINT} where w.state <> 'removed' and ($1 or a.team_id = any ($2)) order by w.created_at desc, w.id desc limit 500`,
    [seen.everything, seen.teamIds],
  );
  return rows;
}

/** The endpoint, locked until the transaction ends. */
export async function loadEndpoint(tx: SqlTx, id: string): Promise<(StoredEndpoint & { secret: Buffer }) | null> {
  const locked = await tx.query<{ secret: Buffer }>(
    "select secret from webhook_endpoints where id = $1 for no key update",
    [id],
  );
  const secret = locked.rows[0]?.secret;
  if (!secret) return null;
  const { rows } = await tx.query<StoredEndpoint>(`${ENDPOINT} where w.id = $1 and w.state <> 'removed'`, [id]);
  return rows[0] ? { ...rows[0], secret } : null;
}

/** The team of an agent that is not decommissioned; undefined when there is none. */
export async function findAgentTeam(
  tx: SqlTx,
  agentId: string,
): Promise<{ teamId: string | null; name: string } | undefined> {
  const { rows } = await tx.query<{ teamId: string | null; name: string }>(
    `select team_id as "teamId", name from agents where id = $1 and status <> 'decommissioned'`,
    [agentId],
  );
  return rows[0];
}

export interface NewEndpoint {
  id: string;
  name: string;
  url: string;
  agentId: string | null;
  kinds: readonly string[];
  secret: Buffer;
  createdById: string;
  now: Date;
}

export async function insertEndpoint(tx: SqlTx, endpoint: NewEndpoint): Promise<void> {
  const { id, name, url, agentId, kinds, secret, createdById, now } = endpoint;
  await tx.query(
    `insert into webhook_endpoints (id, name, url, agent_id, kinds, secret, created_by_id, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, name, url, agentId, kinds, secret, createdById, now],
  );
}

interface Change {
  id: string;
  /** The version that the viewer saw. */
  version: number;
  state?: EndpointState;
  reason?: string;
  secret?: Buffer;
}

/** Changes what is given over the version the viewer saw; false when it is gone. */
export async function changeEndpoint(tx: SqlTx, { id, version, state, reason, secret }: Change): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update webhook_endpoints set state = coalesce($3, state), state_reason = coalesce($4, state_reason),
       secret = coalesce($5, secret), version = version + 1 where id = $1 and version = $2 and state <> 'removed'`,
    [id, version, state ?? null, reason ?? null, secret ?? null],
  );
  return rowCount === 1;
}

/** Drops what waits for an endpoint that is no more. @returns how many */
export async function dropFor(tx: SqlTx, endpointId: string): Promise<number> {
  const { rowCount } = await tx.query(
    `update deliveries set state = 'dropped', next_at = clock_timestamp() where endpoint_id = $1 and state in ('queued', 'retrying')`,
    [endpointId],
  );
  return rowCount ?? 0;
}
