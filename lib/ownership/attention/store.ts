import type { AgentStatus, Environment, PersonRef, Tier } from "@/lib/agents/schema";
import type { SqlTx } from "@/lib/db";

/** An agent as far as the queue, a question and a keeping go. */
export interface Watched {
  id: string;
  name: string;
  environment: Environment;
  status: AgentStatus;
  tier: Tier | null;
  teamId: string | null;
  owner: PersonRef | null;
  deputy: PersonRef | null;
  sponsor: PersonRef | null;
  governanceSince: Date | null;
  reviewedAt: Date | null;
  version: number;
}

const PERSON = (alias: string) =>
  `case when ${alias}.id is not null then json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'active', ${alias}.status = 'active') end`;
const WATCHED = `select a.id, a.name, a.environment, a.status, a.tier, a.team_id as "teamId", a.governance_since as "governanceSince",
  a.reviewed_at as "reviewedAt", a.version, ${PERSON("o")} as owner, ${PERSON("d")} as deputy, ${PERSON("s")} as sponsor
  from agents a left join people o on o.id = a.owner_id left join people d on d.id = a.deputy_id left join people s on s.id = a.sponsor_id`;

export async function watchedAgent(tx: SqlTx, id: string): Promise<Watched | null> {
  const { rows } = await tx.query<Watched>(`${WATCHED} where a.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Puts an agent into the queue and takes out who has left; false when it is no longer at this version. */
export async function queueAgent(
  tx: SqlTx,
  agent: Pick<Watched, "id" | "version" | "owner" | "sponsor">,
  made: { now: Date; byId: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update agents set governance_since = $3, owner_id = $4, sponsor_id = $5, version = version + 1, updated_at = $3,
       updated_by_id = $6, updated_fields = '{owner,sponsor}' where id = $1 and version = $2 and governance_since is null`,
    [
      agent.id,
      agent.version,
      made.now,
      agent.owner?.active ? agent.owner.id : null,
      agent.sponsor?.active ? agent.sponsor.id : null,
      made.byId,
    ],
  );
  return rowCount === 1;
}

/** Whether somebody asked about this agent since then. */
export async function askedSince(tx: SqlTx, agentId: string, since: Date): Promise<boolean> {
  // One at a time for each agent: two who ask at once would each find that nobody has.
  await tx.query("select pg_advisory_xact_lock(hashtext('countersign.ask'), hashtext($1))", [agentId]);
  const { rowCount } = await tx.query(
    "select 1 from notices where agent_id = $1 and kind = 'asked' and created_at > $2 limit 1",
    [agentId, since],
  );
  return rowCount !== 0;
}

/**
 * The agents that came to this person and wait to be kept, of these or (null) all, in which the person still has a seat; held
 * until commit, by id.
 */
export async function receivedAgents(tx: SqlTx, personId: string, ids: readonly string[] | null): Promise<Watched[]> {
  const { rows } = await tx.query<Watched>(
    `${WATCHED} where a.status <> 'decommissioned' and $1 in (a.owner_id, a.deputy_id, a.sponsor_id) and ($2::text[] is null or a.id = any($2))
       and exists (select 1 from notices n where n.person_id = $1 and n.agent_id = a.id and n.kind = 'succeeded' and n.seen_at is null)
     order by a.id for no key update of a`,
    [personId, ids],
  );
  return rows;
}

/** Marks what told this person of these agents as seen. @returns the ids that were not yet */
export async function seeReceived(
  tx: SqlTx,
  given: { personId: string; ids: readonly string[]; now: Date },
): Promise<Set<string>> {
  const { rows } = await tx.query<{ id: string }>(
    `update notices set seen_at = $3 where person_id = $1 and agent_id = any($2) and kind = 'succeeded' and seen_at is null
     returning agent_id as id`,
    [given.personId, given.ids, given.now],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Confirms the records of agents that are held by `receivedAgents`. */
export async function confirmRecords(
  tx: SqlTx,
  ids: readonly string[],
  made: { now: Date; byId: string },
): Promise<void> {
  if (!ids.length) return;
  await tx.query(
    `update agents set reviewed_at = $2, reviewed_by_id = $3, version = version + 1, updated_at = $2, updated_by_id = $3,
       updated_fields = '{review}' where id = any($1)`,
    [ids, made.now, made.byId],
  );
}

/** An agent whose owner was taken from it. */
export interface Released {
  id: string;
  name: string;
  environment: Environment;
  formerId: string | null;
  deputyId: string | null;
  sponsorId: string | null;
  version: number;
}

/** Empties the owner's seat and queues the agents, in order of id; what waits in the queue stays as it is. */
export async function releaseOwnersOf(
  tx: SqlTx,
  ids: readonly string[],
  made: { now: Date; byId: string },
): Promise<Released[]> {
  const { rows } = await tx.query<Released>(
    `with held as (select id, owner_id from agents where id = any($1) and status <> 'decommissioned' and governance_since is null
       order by id for update)
     update agents a set owner_id = null, governance_since = $2, version = a.version + 1, updated_at = $2, updated_by_id = $3,
       updated_fields = '{owner}' from held where a.id = held.id
     returning a.id, a.name, a.environment, held.owner_id as "formerId", a.deputy_id as "deputyId", a.sponsor_id as "sponsorId", a.version`,
    [ids, made.now, made.byId],
  );
  return rows;
}

/** Puts owners back into seats that are still as `releaseOwnersOf` left them. */
export async function returnOwnersOf(
  tx: SqlTx,
  released: readonly { id: string; version: number; formerId: string | null }[],
  made: { now: Date; byId: string },
): Promise<{ id: string; name: string; environment: Environment }[]> {
  const { rows } = await tx.query<{ id: string; name: string; environment: Environment }>(
    `with asked as (select r.id, r.version, r."formerId" as former from json_to_recordset($1) r(id text, version int, "formerId" text)
       join people p on p.id = r."formerId" and p.status = 'active')
     update agents a set owner_id = asked.former, governance_since = null, version = a.version + 1, updated_at = $2, updated_by_id = $3,
       updated_fields = '{owner}' from asked
     where a.id = asked.id and a.version = asked.version and a.governance_since is not null and a.owner_id is null
     returning a.id, a.name, a.environment`,
    [JSON.stringify(released), made.now, made.byId],
  );
  return rows;
}
