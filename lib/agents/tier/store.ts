import type { SqlTx } from "@/lib/db";
import type { Capability } from "@/lib/risk";
import type { Tier } from "../terms";
import type { VersionContent } from "../versions/rules";
import type { CountedResource, CountedTool, Mark, OpenOverride, OverrideEnd, Surroundings } from "./rules";

// A draft counts what is listed, any other agent what a person accepted; a person's correction wins over the classifier.
const TOOLS = `select t.agent_id as "agentId", s.name as server, t.name,
  case when a.status = 'draft' then t.hash else t.accepted_hash end as hash,
  case when t.corrected_effect is not null then t.corrected_capabilities
    when a.status = 'draft' then t.capabilities else t.accepted_capabilities end as capabilities
from agent_tools t join agents a on a.id = t.agent_id join agent_servers s on s.id = t.server_id
where t.agent_id = any($1) and t.state not in ('blocked', 'removed') and (a.status = 'draft' or t.accepted_hash is not null)`;

const RESOURCES = `select l.agent_id as "agentId", r.name, r.data_classes as "dataClasses", bool_or(l.access = 'write') as written,
  r.records::float8 as records, r.people::float8 as people, r.money::float8 as money
from tool_resources l join resources r on r.id = l.resource_id join agent_tools t on t.id = l.tool_id join agents a on a.id = l.agent_id
where l.agent_id = any($1) and t.state not in ('blocked', 'removed') and (a.status = 'draft' or t.accepted_hash is not null)
group by l.agent_id, r.id`;

/** What stands around each agent and counts in its tier, as this transaction sees it. Agents without any are absent. */
export async function loadSurroundings(tx: SqlTx, agentIds: readonly string[]): Promise<Map<string, Surroundings>> {
  const found = new Map<string, { tools: CountedTool[]; resources: CountedResource[] }>();
  if (!agentIds.length) return found;
  const of = (agentId: string) => {
    const known = found.get(agentId) ?? { tools: [], resources: [] };
    found.set(agentId, known);
    return known;
  };
  const tools = await tx.query<CountedTool & { agentId: string; capabilities: Capability[] }>({
    name: "surrounding-tools",
    text: TOOLS,
    values: [agentIds],
  });
  for (const { agentId, ...tool } of tools.rows) of(agentId).tools.push(tool);
  const resources = await tx.query<CountedResource & { agentId: string }>({
    name: "surrounding-resources",
    text: RESOURCES,
    values: [agentIds],
  });
  for (const { agentId, ...resource } of resources.rows) of(agentId).resources.push(resource);
  return found;
}

/** The overrides in force, by agent; whether their time is over is for the rule to say. */
export async function loadOverrides(tx: SqlTx, agentIds: readonly string[]): Promise<Map<string, OpenOverride>> {
  if (!agentIds.length) return new Map();
  const { rows } = await tx.query<OpenOverride & { agentId: string }>({
    name: "open-overrides",
    text: `select id, agent_id as "agentId", kind, tier, computed_tier as "computedTier", requested_by_id as "requestedById",
      caused_by_ids as "causedByIds", expires_at as "expiresAt" from tier_overrides where state = 'active' and agent_id = any($1)`,
    values: [agentIds],
  });
  return new Map(rows.map(({ agentId, ...override }) => [agentId, override]));
}

/** The contents of the present versions, by agent. */
export async function loadPresentVersions(
  tx: SqlTx,
  agentIds: readonly string[],
): Promise<Map<string, VersionContent>> {
  if (!agentIds.length) return new Map();
  const { rows } = await tx.query<{ agentId: string; content: VersionContent }>(
    `select distinct on (agent_id) agent_id as "agentId", content from agent_versions where agent_id = any($1)
     order by agent_id, number desc`,
    [agentIds],
  );
  return new Map(rows.map(({ agentId, content }) => [agentId, content]));
}

export interface NewVersion {
  agentId: string;
  number: number;
  fingerprint: string;
  content: VersionContent;
  changed: string[];
  tier: Tier | null;
}

export async function insertVersions(
  tx: SqlTx,
  versions: readonly NewVersion[],
  made: { at: Date; byId: string | null },
): Promise<void> {
  if (!versions.length) return;
  const rows = versions.map((version) => ({
    agent_id: version.agentId,
    number: version.number,
    fingerprint: version.fingerprint,
    content: version.content,
    changed: version.changed,
    tier: version.tier,
    at: made.at,
    by_id: made.byId,
  }));
  await tx.query(
    `insert into agent_versions (agent_id, number, fingerprint, content, changed, tier, at, by_id)
     select agent_id, number, fingerprint, content, changed, tier, at, by_id from json_populate_recordset(null::agent_versions, $1)`,
    [JSON.stringify(rows)],
  );
}

export interface EndedOverride {
  id: string;
  reason: OverrideEnd | "replaced";
}

/**
 * Ends overrides in force.
 * @returns how many: fewer than given when somebody else ended one meanwhile
 */
export async function endOverrides(
  tx: SqlTx,
  ended: readonly EndedOverride[],
  made: { at: Date; byId: string | null },
): Promise<number> {
  if (!ended.length) return 0;
  const { rowCount } = await tx.query(
    `update tier_overrides o set state = 'ended', ended_at = $1, ended_by_id = $2, ended_reason = e.reason
     from unnest($3::text[], $4::text[]) as e(id, reason) where o.id = e.id and o.state = 'active'`,
    [made.at, made.byId, ended.map(({ id }) => id), ended.map(({ reason }) => reason)],
  );
  return rowCount ?? 0;
}

/** Notes what changed beneath overrides in force. */
export async function markOverrides(tx: SqlTx, marks: readonly Mark[]): Promise<void> {
  if (!marks.length) return;
  await tx.query(
    `update tier_overrides o set computed_tier = m.computed::"Tier",
       caused_by_ids = case when m.by is null then o.caused_by_ids else array_append(o.caused_by_ids, m.by) end
     from unnest($1::text[], $2::text[], $3::text[]) as m(id, computed, by) where o.id = m.id`,
    [
      marks.map(({ id }) => id),
      marks.map(({ computedTier }) => computedTier),
      marks.map(({ causedById }) => causedById),
    ],
  );
}

export interface NewHold {
  id: string;
  agentId: string;
  tier: Tier;
  computedTier: Tier;
  reason: string;
  causedByIds: readonly string[];
}

/** Opens holds: overrides that keep a former tier until a second person confirms the fall. */
export async function insertHolds(
  tx: SqlTx,
  holds: readonly NewHold[],
  made: { at: Date; byId: string | null },
): Promise<void> {
  if (!holds.length) return;
  const rows = holds.map((hold) => ({
    id: hold.id,
    agent_id: hold.agentId,
    tier: hold.tier,
    computed_tier: hold.computedTier,
    reason: hold.reason,
    caused_by_ids: hold.causedByIds,
  }));
  await tx.query(
    `insert into tier_overrides (id, agent_id, kind, tier, computed_tier, reason, state, requested_by_id, requested_at, caused_by_ids)
     select id, agent_id, 'held', tier, computed_tier, reason, 'active', $1, $2, caused_by_ids
     from json_populate_recordset(null::tier_overrides, $3)`,
    [made.byId, made.at, JSON.stringify(rows)],
  );
}

/** Agents whose tier was never computed, locked for this transaction; those another worker holds are left to it. */
export async function lockUnclassified(tx: SqlTx, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from agents where classified_at is null order by id limit $1 for update skip locked`,
    [limit],
  );
  return rows.map(({ id }) => id);
}

/** The tools in quarantine as they would count once accepted as listed; a person's correction wins. */
export async function loadWaitingTools(tx: SqlTx, agentId: string): Promise<CountedTool[]> {
  const { rows } = await tx.query<CountedTool>(
    `select s.name as server, t.name, t.hash,
       case when t.corrected_effect is not null then t.corrected_capabilities else t.capabilities end as capabilities
     from agent_tools t join agent_servers s on s.id = t.server_id where t.agent_id = $1 and t.state = 'quarantined'`,
    [agentId],
  );
  return rows;
}

/** How an agent's tier rose and fell, newest first, from the log: registration is where it began to stand. */
export async function loadSteps(
  tx: SqlTx,
  agentId: string,
  limit: number,
): Promise<{ at: Date; from: Tier | null; to: Tier; cause: string; score: number | null; byName: string }[]> {
  const { rows } = await tx.query<{
    at: Date;
    from: Tier | null;
    to: Tier;
    cause: string;
    score: number | null;
    byName: string;
  }>(
    `select e.at, e.details->>'from' as from, coalesce(e.details->>'to', e.details->>'tier') as to,
       coalesce(e.details->>'cause', 'registered') as cause, (e.details->>'score')::int as score, coalesce(p.name, '') as "byName"
     from audit_events e left join people p on p.id = e.actor_id
     where e.agent_id = $1 and e.type in ('agent.tier_raised', 'agent.tier_lowered', 'agent.registered')
     order by e.at desc, e.id desc limit $2`,
    [agentId, limit],
  );
  return rows;
}
