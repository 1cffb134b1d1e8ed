import type { SqlTx } from "@/lib/db";
import type { Capability, Effect } from "@/lib/risk";
import type { Tier } from "../terms";
import type { ToolDefinition } from "./definition";
import type { RatedTool, ToolFacts } from "./rules";
import type { ServerInput } from "./schema";
import type { ToolChangeKind } from "./terms";

/** A tool as the verbs load it. */
export interface StoredTool extends ToolFacts, RatedTool {
  id: string;
  agentId: string;
  serverId: string;
  server: string;
  stateReason: string;
  definition: ToolDefinition;
  effect: Effect;
  capabilities: Capability[];
  tier: Tier;
  because: string[];
  acceptedDefinition: ToolDefinition | null;
  acceptedEffect: Effect | null;
  acceptedCapabilities: Capability[];
  acceptedById: string | null;
  acceptedAt: Date | null;
  correctedCapabilities: Capability[];
  correctedReason: string;
  correctedById: string | null;
  correctedAt: Date | null;
  firstSeenAt: Date;
  lastSeenAt: Date;
}

/** What nobody decided about yet. */
export const NEW_TOOL = {
  state: "quarantined",
  stateReason: "",
  acceptedDefinition: null,
  acceptedHash: null,
  acceptedEffect: null,
  acceptedCapabilities: [],
  acceptedById: null,
  acceptedAt: null,
  correctedEffect: null,
  correctedCapabilities: [],
  correctedReason: "",
  correctedById: null,
  correctedAt: null,
  version: 1,
} satisfies Partial<StoredTool>;

const COLUMNS = `t.id, t.agent_id as "agentId", t.server_id as "serverId", s.name as server, t.name, t.state, t.state_reason as "stateReason",
  t.definition, t.hash, t.effect, t.capabilities, t.tier, t.because, t.accepted_definition as "acceptedDefinition",
  t.accepted_hash as "acceptedHash", t.accepted_effect as "acceptedEffect", t.accepted_capabilities as "acceptedCapabilities",
  t.accepted_by_id as "acceptedById", t.accepted_at as "acceptedAt", t.corrected_effect as "correctedEffect",
  t.corrected_capabilities as "correctedCapabilities", t.corrected_reason as "correctedReason", t.corrected_by_id as "correctedById",
  t.corrected_at as "correctedAt", t.first_seen_at as "firstSeenAt", t.last_seen_at as "lastSeenAt", t.version`;
const FROM = "from agent_tools t join agent_servers s on s.id = t.server_id";

/**
 * Whoever changes an agent's tools holds the agent first: two decisions about one agent follow each other, and each sees what
 * the other left.
 */
export async function holdAgents(tx: SqlTx, ids: readonly string[]): Promise<void> {
  await tx.query("select 1 from agents where id = any($1) order by id for update", [ids]);
}

/** The tools of these ids that exist, in order of id. */
export async function loadTools(tx: SqlTx, ids: readonly string[]): Promise<StoredTool[]> {
  const { rows } = await tx.query<StoredTool>({
    name: "load-tools",
    text: `select ${COLUMNS} ${FROM} where t.id = any($1) order by t.id`,
    values: [ids],
  });
  return rows;
}

/** All tools of these agents, by server and name. */
export async function loadToolsOf(tx: SqlTx, agentIds: readonly string[]): Promise<StoredTool[]> {
  if (!agentIds.length) return [];
  const { rows } = await tx.query<StoredTool>({
    name: "load-tools-of",
    text: `select ${COLUMNS} ${FROM} where t.agent_id = any($1) order by lower(s.name), s.id, lower(t.name), t.id`,
    values: [agentIds],
  });
  return rows;
}

/** Tools of these agents as far as a listing is compared with them. */
export async function loadToolFacts(
  tx: SqlTx,
  agentIds: readonly string[],
): Promise<(ToolFacts & { agentId: string; server: string })[]> {
  if (!agentIds.length) return [];
  const { rows } = await tx.query<ToolFacts & { agentId: string; server: string }>(
    `select t.agent_id as "agentId", s.name as server, t.name, t.state, t.hash, t.accepted_hash as "acceptedHash",
       t.corrected_effect as "correctedEffect", t.version ${FROM} where t.agent_id = any($1)`,
    [agentIds],
  );
  return rows;
}

/** Which agent each of these tools belongs to. */
export async function agentsOfTools(tx: SqlTx, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ id: string; agentId: string }>(
    `select id, agent_id as "agentId" from agent_tools where id = any($1)`,
    [ids],
  );
  return new Map(rows.map(({ id, agentId }) => [id, agentId]));
}

export interface StoredServer extends ServerInput {
  id: string;
  agentId: string;
}

export async function loadServersOf(tx: SqlTx, agentIds: readonly string[]): Promise<StoredServer[]> {
  if (!agentIds.length) return [];
  const { rows } = await tx.query<StoredServer>(
    `select id, agent_id as "agentId", name, address, supplier, credential from agent_servers where agent_id = any($1)
     order by lower(name), id`,
    [agentIds],
  );
  return rows;
}

/** Those of these lower-case names under which the organisation trusts a supplier's annotations (V6). */
export async function trustedNames(tx: SqlTx, names: readonly string[]): Promise<Set<string>> {
  const wanted = [...new Set(names)].filter(Boolean);
  if (!wanted.length) return new Set();
  const { rows } = await tx.query<{ name: string }>(
    "select n.name from unnest($1::text[]) n(name) where exists (select 1 from suppliers p where p.trusted and n.name = any(p.names))",
    [wanted],
  );
  return new Set(rows.map(({ name }) => name));
}

/** Whether anybody (another import, another person) made a server of that name for the agent meanwhile is for the caller's hold to prevent. */
export async function putServers(tx: SqlTx, servers: readonly StoredServer[], now: Date): Promise<void> {
  if (!servers.length) return;
  const column = <K extends keyof StoredServer>(name: K) => servers.map((server) => server[name]);
  await tx.query(
    `insert into agent_servers (id, agent_id, name, address, supplier, credential, created_at)
     select w.*, $1 from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) w
     on conflict (id) do update set address = excluded.address, supplier = excluded.supplier, credential = excluded.credential`,
    [now, column("id"), column("agentId"), column("name"), column("address"), column("supplier"), column("credential")],
  );
}

/** Rows of one statement: keeps it to a few megabytes. */
const CHUNK = 2_000;

export async function insertTools(tx: SqlTx, tools: readonly StoredTool[]): Promise<void> {
  for (let from = 0; from < tools.length; from += CHUNK) {
    await tx.query(
      `insert into agent_tools (${WRITTEN}, id, agent_id, server_id, name, first_seen_at, version)
       select ${WRITTEN}, id, agent_id, server_id, name, first_seen_at, version from json_populate_recordset(null::agent_tools, $1)`,
      [JSON.stringify(tools.slice(from, from + CHUNK).map(writtenRow))],
    );
  }
}

/** Writes tools over the versions they were loaded at. @returns the ids of those that were still there */
export async function updateTools(tx: SqlTx, tools: readonly StoredTool[]): Promise<Set<string>> {
  const written = new Set<string>();
  for (let from = 0; from < tools.length; from += CHUNK) {
    const { rows } = await tx.query<{ id: string }>(
      `update agent_tools t set (${WRITTEN}, version) = (${qualified}, r.version + 1)
       from json_populate_recordset(null::agent_tools, $1) r where t.id = r.id and t.version = r.version returning t.id`,
      [JSON.stringify(tools.slice(from, from + CHUNK).map(writtenRow))],
    );
    for (const { id } of rows) written.add(id);
  }
  return written;
}

/** Seen again, unchanged: no new version, for nobody's decision rests on when. */
export async function touchTools(tx: SqlTx, ids: readonly string[], now: Date): Promise<void> {
  if (!ids.length) return;
  await tx.query("update agent_tools set last_seen_at = greatest(last_seen_at, $1) where id = any($2)", [now, ids]);
}

const NAMES = [
  "state",
  "state_reason",
  "definition",
  "hash",
  "effect",
  "capabilities",
  "tier",
  "because",
  "accepted_definition",
  "accepted_hash",
  "accepted_effect",
  "accepted_capabilities",
  "accepted_by_id",
  "accepted_at",
  "corrected_effect",
  "corrected_capabilities",
  "corrected_reason",
  "corrected_by_id",
  "corrected_at",
  "last_seen_at",
] as const;
const WRITTEN = NAMES.join(", ");
const qualified = NAMES.map((name) => `r.${name}`).join(", ");

function writtenRow(tool: StoredTool): Record<(typeof NAMES)[number], unknown> & { id: string } {
  const row = {
    id: tool.id,
    agent_id: tool.agentId,
    server_id: tool.serverId,
    name: tool.name,
    first_seen_at: tool.firstSeenAt,
    version: tool.version,
    state: tool.state,
    state_reason: tool.stateReason,
    definition: tool.definition,
    hash: tool.hash,
    effect: tool.effect,
    capabilities: tool.capabilities,
    tier: tool.tier,
    because: tool.because,
    accepted_definition: tool.acceptedDefinition,
    accepted_hash: tool.acceptedHash,
    accepted_effect: tool.acceptedEffect,
    accepted_capabilities: tool.acceptedCapabilities,
    accepted_by_id: tool.acceptedById,
    accepted_at: tool.acceptedAt,
    corrected_effect: tool.correctedEffect,
    corrected_capabilities: tool.correctedCapabilities,
    corrected_reason: tool.correctedReason,
    corrected_by_id: tool.correctedById,
    corrected_at: tool.correctedAt,
    last_seen_at: tool.lastSeenAt,
  };
  return row;
}

/** What happened to a tool. `before` and `after`: definitions where the listing changed, powers where a person corrected. */
export interface NewToolChange {
  id: string;
  toolId: string;
  kind: ToolChangeKind;
  reason?: string;
  before?: unknown;
  after?: unknown;
}

export async function insertToolChanges(
  tx: SqlTx,
  changes: readonly NewToolChange[],
  made: { at: Date; byId: string | null },
): Promise<void> {
  for (let from = 0; from < changes.length; from += CHUNK) {
    const rows = changes.slice(from, from + CHUNK).map((change) => ({
      id: change.id,
      tool_id: change.toolId,
      at: made.at,
      kind: change.kind,
      by_id: made.byId,
      reason: change.reason ?? "",
      before: change.before ?? null,
      after: change.after ?? null,
    }));
    await tx.query(
      `insert into tool_changes (id, tool_id, at, kind, by_id, reason, before, after)
       select id, tool_id, at, kind, by_id, reason, before, after from json_populate_recordset(null::tool_changes, $1)`,
      [JSON.stringify(rows)],
    );
  }
}
