import { type SqlTx, sql } from "@/lib/db";
import type { AgentFacts } from "./types";

/** Anything that runs SQL: the pool, or a client inside a transaction. */
export type Queryable = Pick<SqlTx, "query">;

export type ChangeKind = "agent" | "person" | "entitlement" | "instance" | "credential" | "token" | "resource";

/** What a look at the change feed finds. */
export interface Look {
  /** What this look could see, in the server's words: the next look asks for what became visible since. */
  seen: string;
  /** A number for it that grows with every change. */
  number: bigint;
  policyEpoch: bigint;
  changes: readonly { kind: ChangeKind; id: string }[];
}

// Rows of transactions that were still running at the former look are below its xmax and were not visible to it: both sides
// are asked, so that a slow transaction is never overlooked.
const LOOK = `select pg_current_snapshot()::text as seen, pg_snapshot_xmax(pg_current_snapshot())::text as number,
    c.policy_epoch::text as epoch,
    (select coalesce(json_agg(json_build_array(kind, entity_id)), '[]') from (select distinct kind, entity_id from decision_changes
      where txid >= pg_snapshot_xmin($1::pg_snapshot) and not pg_visible_in_snapshot(txid, $1::pg_snapshot)) d) as changes
  from decision_control c where c.id = 1`;

/** @param since what the former look had seen */
export async function lookAtChanges(q: Queryable, since: string): Promise<Look> {
  type Row = { seen: string; number: string; epoch: string; changes: [ChangeKind, string][] };
  const { rows } = await q.query<Row>({ name: "decision-look", text: LOOK, values: [since] });
  const [row] = rows;
  if (!row) throw new Error("decision_control has no row");
  return {
    seen: row.seen,
    number: BigInt(row.number),
    policyEpoch: BigInt(row.epoch),
    changes: row.changes.map(([kind, id]) => ({ kind, id })),
  };
}

/** What can be seen now, with nothing asked about before. */
export async function firstLook(q: Queryable): Promise<Look> {
  const { rows } = await q.query<{ seen: string }>("select pg_current_snapshot()::text as seen");
  return lookAtChanges(q, rows[0]?.seen ?? "");
}

const AGENT_COLUMNS = `select a.id, a.name, a.environment, a.status, coalesce(a.tier::text, 'critical') as tier, a.kind,
    coalesce(a.autonomy::text, 'acts_alone') as autonomy, coalesce(a.exposure::text, 'public') as exposure, a.provider, a.model,
    a.purpose, a.team_id as "teamId", a.owner_id as "ownerId", a.deputy_id as "deputyId", a.sponsor_id as "sponsorId",
    a.owner_id is not null and a.governance_since is null as owned, false as attested, a.revision
  from agents a`;

/** The next `most` agents after this id. */
export async function agentsAfter(q: Queryable, after: string, most: number): Promise<AgentFacts[]> {
  const text = `${AGENT_COLUMNS} where a.id > $1 order by a.id limit $2`;
  return (await q.query<AgentFacts>({ name: "decision-agents", text, values: [after, most] })).rows;
}

export async function agentsOf(q: Queryable, ids: readonly string[]): Promise<AgentFacts[]> {
  const text = `${AGENT_COLUMNS} where a.id = any($1)`;
  return (await q.query<AgentFacts>({ name: "decision-agents-of", text, values: [ids] })).rows;
}

// What counts of a tool is what a person accepted of it; before that, what it was listed as, for its state says enough.
const toolsWhere = (where: string) => `select t.agent_id as "agentId", json_build_array(s.name, t.name, t.state,
    coalesce(t.corrected_effect, t.accepted_effect, t.effect), t.tier,
    case when t.corrected_effect is not null then t.corrected_capabilities
      when t.accepted_effect is not null then t.accepted_capabilities else t.capabilities end, coalesce(r.ids, '{}'))::text as tool
  from agent_tools t join agent_servers s on s.id = t.server_id
  left join (select tool_id, array_agg(resource_id order by resource_id) as ids from tool_resources t where ${where} group by tool_id) r
    on r.tool_id = t.id
  where ${where}`;
const TOOLS_BETWEEN = toolsWhere("t.agent_id > $1 and t.agent_id <= $2");
const TOOLS_OF = toolsWhere("t.agent_id = any($1)");

/** A tool of an agent as JSON text: tools of many agents are alike, and what is alike is read once. */
export interface ToolRow {
  agentId: string;
  /** [server, name, state, effect, tier, capabilities, resource ids] */
  tool: string;
}

/** Tools of the agents after one id and up to another. */
export async function toolsBetween(q: Queryable, after: string, upTo: string): Promise<ToolRow[]> {
  return (await q.query<ToolRow>({ name: "decision-tools", text: TOOLS_BETWEEN, values: [after, upTo] })).rows;
}

export async function toolsOf(q: Queryable, agentIds: readonly string[]): Promise<ToolRow[]> {
  return (await q.query<ToolRow>({ name: "decision-tools-of", text: TOOLS_OF, values: [agentIds] })).rows;
}

/** The active people, or those of these. */
export async function activePeople(q: Queryable, ids: readonly string[] | null): Promise<string[]> {
  const text = "select id from people where status = 'active' and ($1::text[] is null or id = any($1))";
  const { rows } = await q.query<{ id: string }>({ name: "decision-people", text, values: [ids] });
  return rows.map((row) => row.id);
}

export interface ResourceRow {
  id: string;
  kind: string;
  dataClasses: string[];
}

/** Every resource, or these. */
export async function resourcesOf(q: Queryable, ids: readonly string[] | null): Promise<ResourceRow[]> {
  const text = `select id, kind, data_classes as "dataClasses" from resources where $1::text[] is null or id = any($1)`;
  return (await q.query<ResourceRow>({ name: "decision-resources", text, values: [ids] })).rows;
}

/** The agents whose tools reach these resources. */
export async function agentsReaching(q: Queryable, resourceIds: readonly string[]): Promise<string[]> {
  const { rows } = await q.query<{ id: string }>(
    "select distinct agent_id as id from tool_resources where resource_id = any($1)",
    [resourceIds],
  );
  return rows.map((row) => row.id);
}

/** Active grants that were used at least once. */
export async function usedGrants(q: Queryable): Promise<string[]> {
  const { rows } = await q.query<{ id: string }>(
    "select id from entitlements where state = 'active' and use_count > 0",
  );
  return rows.map((row) => row.id);
}

export interface PublishedText {
  policyId: string;
  number: number;
  text: string;
}

/** The text in force of every policy of the organisation. */
export async function publishedTexts(q: Queryable): Promise<PublishedText[]> {
  const { rows } = await q.query<PublishedText>(
    `select policy_id as "policyId", number, text from policy_versions where state = 'published' order by policy_id`,
  );
  return rows;
}

/** Removes what every decision point has long seen. @returns how many changes */
export async function deleteOldChanges(q: Queryable): Promise<number> {
  const { rowCount } = await q.query("delete from decision_changes where at < now() - interval '1 hour'");
  return rowCount ?? 0;
}

/** The pool, for reads outside any transaction. */
export function reading(): Queryable {
  return sql();
}

/** Of these credentials or instances, those that prove nothing any more. */
export async function endedOf(kind: "credential" | "instance", ids: readonly string[]): Promise<string[]> {
  const text =
    kind === "credential"
      ? "select id from credentials where id = any($1) and state not in ('active', 'overlap')"
      : "select id from agent_instances where id = any($1) and state <> 'active'";
  return (await sql().query<{ id: string }>(text, [ids])).rows.map((row) => row.id);
}
