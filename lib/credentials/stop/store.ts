import type { SqlTx } from "@/lib/db";

/** Ends every living token of these agents. @returns how many, by agent */
export async function endTokensOfAgents(
  tx: SqlTx,
  agentIds: readonly string[],
  now: Date,
): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ agentId: string; count: number }>(
    `with ended as (update issued_tokens set revoked_at = $2 where agent_id = any($1) and revoked_at is null and expires_at > $2
       returning agent_id)
     select agent_id as "agentId", count(*)::int as count from ended group by 1`,
    [agentIds, now],
  );
  return new Map(rows.map(({ agentId, count }) => [agentId, count]));
}

export async function namesOfAgents(
  tx: SqlTx,
  agentIds: readonly string[],
): Promise<{ id: string; name: string; environment: string }[]> {
  const { rows } = await tx.query<{ id: string; name: string; environment: string }>(
    "select id, name, environment from agents where id = any($1)",
    [agentIds],
  );
  return rows;
}

export interface StoppedInstance {
  id: string;
  name: string;
  agentId: string;
  agentName: string;
  environment: string;
  version: number;
  /** The credentials among those asked about that are for it. */
  credentialIds: string[];
}

const INSTANCE = `i.id, i.name, a.id as "agentId", a.name as "agentName", a.environment, i.version`;

/** Stops the running instances of these credentials, and ends their tokens. */
export async function stopInstancesOf(
  tx: SqlTx,
  credentialIds: readonly string[],
  { reason, now }: { reason: string; now: Date },
): Promise<StoppedInstance[]> {
  const { rows } = await tx.query<StoppedInstance>(
    `with held as (select i.id from agent_instances i where i.state = 'active'
       and i.id in (select instance_id from credentials where id = any($1)) order by i.id for update),
     ended as (update issued_tokens set revoked_at = $3 where instance_id in (select id from held) and revoked_at is null and expires_at > $3)
     update agent_instances i set state = 'stopped', state_reason = $2, version = i.version + 1
     from held, agents a where i.id = held.id and a.id = i.agent_id
     returning ${INSTANCE}, array(select c.id from credentials c where c.instance_id = i.id and c.id = any($1)) as "credentialIds"`,
    [credentialIds, reason, now],
  );
  return rows;
}

/** Lets instances run again that are stopped at this very version. */
export async function resumeInstances(
  tx: SqlTx,
  instances: readonly { id: string; version: number }[],
  reason: string,
): Promise<StoppedInstance[]> {
  const { rows } = await tx.query<StoppedInstance>(
    `with asked as (select * from json_to_recordset($1) r(id text, version int))
     update agent_instances i set state = 'active', state_reason = $2, version = i.version + 1
     from asked, agents a where i.id = asked.id and i.version = asked.version and i.state = 'stopped' and a.id = i.agent_id
     returning ${INSTANCE}, '{}'::text[] as "credentialIds"`,
    [JSON.stringify(instances), reason],
  );
  return rows;
}

/** Those of these credentials that a running instance could prove itself with at this instant. */
export async function livingOf(tx: SqlTx, ids: readonly string[], now: Date): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select c.id from credentials c join agent_instances i on i.id = c.instance_id and i.state = 'active'
     where c.id = any($1) and (c.expires_at is null or c.expires_at > $2)
       and (c.state = 'active' or (c.state = 'overlap' and c.overlap_until > $2))`,
    [ids, now],
  );
  return rows.map(({ id }) => id);
}
