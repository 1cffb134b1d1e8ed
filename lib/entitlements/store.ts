import type { SqlTx } from "@/lib/db";
import type { Capability, Effect, Environment } from "@/lib/risk/terms";
import type { GrantedAgent } from "./rules";
import type { Action, Condition, EntitlementKind, EntitlementState, TimeWindow } from "./terms";
import type { PersonName } from "./views";

/** Active grants by column: a tenth of the rows' cost to read. Instants are milliseconds, lists are JSON text. */
export interface GrantColumns {
  ids: string[];
  agentIds: string[];
  servers: string[];
  tools: (string | null)[];
  resourceIds: (string | null)[];
  actions: string[];
  conditions: string[];
  windows: string[];
  startsAt: (number | null)[];
  expiresAt: (number | null)[];
}

const MILLISECONDS = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;
const AS_COLUMNS = `select coalesce(array_agg(id order by id), '{}') as ids, coalesce(array_agg(agent_id order by id), '{}') as "agentIds",
  coalesce(array_agg(server order by id), '{}') as servers, coalesce(array_agg(tool order by id), '{}') as tools,
  coalesce(array_agg(resource_id order by id), '{}') as "resourceIds",
  coalesce(array_agg(array_to_string(actions, ',') order by id), '{}') as actions,
  coalesce(array_agg(conditions::text order by id), '{}') as conditions, coalesce(array_agg(windows::text order by id), '{}') as windows,
  coalesce(array_agg(${MILLISECONDS("starts_at")} order by id), '{}') as "startsAt",
  coalesce(array_agg(${MILLISECONDS("expires_at")} order by id), '{}') as "expiresAt"`;

const NOTHING: GrantColumns = {
  ids: [],
  agentIds: [],
  servers: [],
  tools: [],
  resourceIds: [],
  actions: [],
  conditions: [],
  windows: [],
  startsAt: [],
  expiresAt: [],
};

/** The next `most` active grants after this id. */
export async function grantColumnsAfter(tx: SqlTx, after: string, most: number): Promise<GrantColumns> {
  const { rows } = await tx.query<GrantColumns>({
    name: "grant-columns",
    text: `${AS_COLUMNS} from (select * from entitlements where state = 'active' and id > $1 order by id limit $2) e`,
    values: [after, most],
  });
  return rows[0] ?? NOTHING;
}

/** Those of these ids that are active, in order of id. */
export async function grantRowsOf(tx: SqlTx, ids: readonly string[]): Promise<GrantColumns> {
  const { rows } = await tx.query<GrantColumns>({
    name: "grant-columns-of",
    text: `${AS_COLUMNS} from entitlements where id = any($1) and state = 'active'`,
    values: [ids],
  });
  return rows[0] ?? NOTHING;
}

/** A grant as verbs load it: with the agent that it is for, and the names of the people at it. Instants are Dates. */
export interface StoredGrant {
  id: string;
  agentId: string;
  server: string;
  tool: string | null;
  resourceId: string | null;
  resourceName: string | null;
  actions: readonly Action[];
  conditions: readonly Condition[];
  windows: readonly TimeWindow[];
  kind: EntitlementKind;
  state: EntitlementState;
  stateReason: string;
  justification: string;
  requestedById: string | null;
  requestedAt: Date;
  approvedById: string | null;
  approvedAt: Date | null;
  startsAt: Date | null;
  expiresAt: Date | null;
  endedById: string | null;
  endedAt: Date | null;
  replacesId: string | null;
  lastUsedAt: Date | null;
  useCount: bigint;
  version: number;
  agent: StoredAgent;
  requestedBy: PersonName | null;
  approvedBy: PersonName | null;
  endedBy: PersonName | null;
}

export interface StoredAgent extends GrantedAgent {
  id: string;
  name: string;
  environment: Environment;
  teamId: string | null;
  sponsorId: string | null;
}

const person = (alias: string) =>
  `case when ${alias}.id is not null then json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'active', ${alias}.status = 'active') end`;
const AGENT = `json_build_object('id', a.id, 'name', a.name, 'environment', a.environment, 'tier', a.tier, 'status', a.status,
  'teamId', a.team_id, 'ownerId', a.owner_id, 'deputyId', a.deputy_id, 'sponsorId', a.sponsor_id)`;

export const GRANT = `e.id, e.agent_id as "agentId", e.server, e.tool, e.resource_id as "resourceId", r.name as "resourceName", e.actions, e.conditions,
  e.windows, e.kind, e.state, e.state_reason as "stateReason", e.justification, e.requested_by_id as "requestedById",
  e.requested_at as "requestedAt", e.approved_by_id as "approvedById", e.approved_at as "approvedAt", e.starts_at as "startsAt",
  e.expires_at as "expiresAt", e.ended_by_id as "endedById", e.ended_at as "endedAt", e.replaces_id as "replacesId",
  e.last_used_at as "lastUsedAt", e.use_count as "useCount", e.version, ${AGENT} as agent,
  ${person("p")} as "requestedBy", ${person("q")} as "approvedBy", ${person("z")} as "endedBy"`;
export const GRANT_FROM = `from entitlements e join agents a on a.id = e.agent_id left join resources r on r.id = e.resource_id
  left join people p on p.id = e.requested_by_id left join people q on q.id = e.approved_by_id left join people z on z.id = e.ended_by_id`;

/** The grants of these ids that exist, in no particular order. */
export async function loadStored(tx: SqlTx, ids: readonly string[]): Promise<StoredGrant[]> {
  const { rows } = await tx.query<StoredGrant>({
    name: "load-entitlements",
    text: `select ${GRANT} ${GRANT_FROM} where e.id = any($1)`,
    values: [ids],
  });
  return rows;
}

/** Every grant of an agent, the newest first; `most` of them. */
export async function loadOfAgent(tx: SqlTx, agentId: string, most: number): Promise<StoredGrant[]> {
  const { rows } = await tx.query<StoredGrant>({
    name: "load-entitlements-of",
    text: `select ${GRANT} ${GRANT_FROM} where e.agent_id = $1 order by e.requested_at desc, e.id desc limit $2`,
    values: [agentId, most],
  });
  return rows;
}

/** What came before this grant and what came of it, the oldest first: a few steps in either direction. */
export async function loadChain(tx: SqlTx, id: string): Promise<StoredGrant[]> {
  const { rows } = await tx.query<StoredGrant>({
    name: "load-entitlement-chain",
    text: `with recursive back(id, replaces_id, step) as (select id, replaces_id, 0 from entitlements where id = $1
        union all select o.id, o.replaces_id, b.step + 1 from entitlements o join back b on o.id = b.replaces_id where b.step < 20),
      forth(id, step) as (select id, 0 from entitlements where id = $1
        union all select n.id, f.step + 1 from entitlements n join forth f on n.replaces_id = f.id
          where n.agent_id = $2 and f.step < 20)
      select ${GRANT} ${GRANT_FROM} where e.id in (select id from back union select id from forth) order by e.requested_at, e.id limit 50`,
    values: [id, (await agentOf(tx, id)) ?? ""],
  });
  return rows;
}

async function agentOf(tx: SqlTx, id: string): Promise<string | null> {
  const { rows } = await tx.query<{ agentId: string }>('select agent_id as "agentId" from entitlements where id = $1', [
    id,
  ]);
  return rows[0]?.agentId ?? null;
}

/**
 * The agent, held until commit: whoever asks for or changes what it may do comes one after the other, so that each sees what
 * the other left.
 */
export async function holdAgent(tx: SqlTx, id: string): Promise<StoredAgent | null> {
  const { rows } = await tx.query<{ agent: StoredAgent }>(
    `select ${AGENT} as agent from agents a where a.id = $1 for no key update`,
    [id],
  );
  return rows[0]?.agent ?? null;
}

export async function findAgent(tx: SqlTx, id: string): Promise<StoredAgent | null> {
  const { rows } = await tx.query<{ agent: StoredAgent }>(`select ${AGENT} as agent from agents a where a.id = $1`, [
    id,
  ]);
  return rows[0]?.agent ?? null;
}

export interface AcceptedTool {
  server: string;
  name: string;
  effect: Effect;
  capabilities: Capability[];
  definition: { title?: string; inputSchema?: unknown };
  resourceIds: string[];
}

/** What a person accepted of an agent's tools, as it counts now: a correction wins. */
export async function acceptedTools(tx: SqlTx, agentId: string): Promise<AcceptedTool[]> {
  const { rows } = await tx.query<AcceptedTool>({
    name: "granted-tools",
    text: `select s.name as server, t.name, coalesce(t.corrected_effect, t.accepted_effect, t.effect) as effect,
       case when t.corrected_effect is not null then t.corrected_capabilities else t.accepted_capabilities end as capabilities,
       coalesce(t.accepted_definition, t.definition) as definition,
       array(select l.resource_id from tool_resources l where l.tool_id = t.id order by 1) as "resourceIds"
     from agent_tools t join agent_servers s on s.id = t.server_id
     where t.agent_id = $1 and t.state not in ('blocked', 'removed') and t.accepted_hash is not null
     order by lower(s.name), s.id, lower(t.name), t.id`,
    values: [agentId],
  });
  return rows;
}

export async function resourcesOf(tx: SqlTx, agentId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await tx.query<{ id: string; name: string }>(
    `select r.id, r.name from resources r where r.id in (select resource_id from tool_resources where agent_id = $1)
     order by lower(r.name), r.id`,
    [agentId],
  );
  return rows;
}

export type NewGrant = Omit<
  StoredGrant,
  | "agent"
  | "requestedBy"
  | "approvedBy"
  | "endedBy"
  | "resourceName"
  | "lastUsedAt"
  | "useCount"
  | "version"
  | "endedById"
  | "endedAt"
>;

const INSERTED = `id, agent_id, server, tool, resource_id, actions, conditions, windows, kind, state, state_reason, justification,
  requested_by_id, requested_at, approved_by_id, approved_at, starts_at, expires_at, replaces_id`;

/** Inserts grants in one statement. */
export async function insertGrants(tx: SqlTx, grants: readonly NewGrant[]): Promise<void> {
  if (!grants.length) return;
  await tx.query(
    `insert into entitlements (${INSERTED}, use_count, version)
     select ${INSERTED}, 0, 1 from json_populate_recordset(null::entitlements, $1)`,
    [JSON.stringify(grants.map(rowOf))],
  );
}

function rowOf(grant: NewGrant) {
  return {
    id: grant.id,
    agent_id: grant.agentId,
    server: grant.server,
    tool: grant.tool,
    resource_id: grant.resourceId,
    actions: grant.actions,
    conditions: grant.conditions,
    windows: grant.windows,
    kind: grant.kind,
    state: grant.state,
    state_reason: grant.stateReason,
    justification: grant.justification,
    requested_by_id: grant.requestedById,
    requested_at: grant.requestedAt,
    approved_by_id: grant.approvedById,
    approved_at: grant.approvedAt,
    starts_at: grant.startsAt,
    expires_at: grant.expiresAt,
    replaces_id: grant.replacesId,
  };
}

/** Moves a grant on, if it is still as it was looked at. @returns whether it was */
export async function moveGrant(
  tx: SqlTx,
  grant: Pick<StoredGrant, "id" | "version" | "state">,
  to: { state: "active" | "rejected" | "revoked"; reason: string; byId: string; now: Date },
): Promise<boolean> {
  const approves = to.state === "active";
  const { rowCount } = await tx.query(
    `update entitlements set state = $4, state_reason = $5, version = version + 1,
       approved_by_id = case when $6 then $7 else approved_by_id end, approved_at = case when $6 then $8 else approved_at end,
       ended_by_id = case when $6 then null else $7 end, ended_at = case when $6 then null else $8::timestamptz end
     where id = $1 and version = $2 and state = $3`,
    [grant.id, grant.version, grant.state, to.state, to.reason, approves, to.byId, to.now],
  );
  return rowCount === 1;
}

/** Closes up to `most` grants and requests whose time has run out. */
export async function expireGrants(tx: SqlTx, { now, most }: { now: Date; most: number }): Promise<StoredGrant[]> {
  const { rows } = await tx.query<{ id: string }>(
    `with due as (select id from entitlements where state in ('active', 'suspended', 'requested') and expires_at <= $1
       order by expires_at limit $2 for update skip locked)
     update entitlements e set state = 'expired', ended_at = e.expires_at, version = e.version + 1 from due where e.id = due.id returning e.id`,
    [now, most],
  );
  return rows.length
    ? loadStored(
        tx,
        rows.map(({ id }) => id),
      )
    : [];
}
