import type { SqlTx } from "@/lib/db";
import type { Environment } from "../schema";

export interface Stopped {
  id: string;
  name: string;
  environment: Environment;
}

/** Suspends those of these agents that are active, in one statement. In order of id, so that two such acts wait for each other. */
export async function suspendActive(
  tx: SqlTx,
  ids: readonly string[],
  { reason, at, byId }: { reason: string; at: Date; byId: string },
): Promise<Stopped[]> {
  const { rows } = await tx.query<Stopped>(
    `with held as (select id from agents where id = any($1) and status = 'active' order by id for update)
     update agents a set status = 'suspended', status_reason = $2, status_changed_at = $3, version = a.version + 1, updated_at = $3,
       updated_by_id = $4, updated_fields = '{status}' from held where a.id = held.id returning a.id, a.name, a.environment`,
    [ids, reason, at, byId],
  );
  return rows;
}

/** Those of these agents whose last move was the suspension of that instant, held until commit. */
export async function lockStillStopped(tx: SqlTx, ids: readonly string[], stoppedAt: Date): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    "select id from agents where id = any($1) and status = 'suspended' and status_changed_at = $2 order by id for update",
    [ids, stoppedAt],
  );
  return rows.map(({ id }) => id);
}

export interface BlockedTool {
  id: string;
  serverId: string;
  agentId: string;
  agentName: string;
  environment: Environment;
  tool: string;
  server: string;
  hash: string;
  version: number;
  /** What it was before. */
  former: "quarantined" | "accepted";
}

const OF_TOOL = `t.id, t.server_id as "serverId", a.id as "agentId", a.name as "agentName", a.environment, t.name as tool, s.name as server,
  t.hash, t.version`;

/** Blocks what could be called or accepted of these servers, in order of id. */
export async function blockToolsOf(tx: SqlTx, serverIds: readonly string[], reason: string): Promise<BlockedTool[]> {
  const { rows } = await tx.query<BlockedTool>(
    `with held as (select id, state from agent_tools where server_id = any($1) and state in ('quarantined', 'accepted') order by id for update)
     update agent_tools t set state = 'blocked', state_reason = $2, version = t.version + 1
     from held, agents a, agent_servers s where t.id = held.id and a.id = t.agent_id and s.id = t.server_id
     returning ${OF_TOOL}, held.state as former`,
    [serverIds, reason],
  );
  return rows;
}

/** Puts tools back that are blocked at this very version. */
export async function unblockTools(
  tx: SqlTx,
  tools: readonly Pick<BlockedTool, "id" | "version" | "former">[],
): Promise<BlockedTool[]> {
  const { rows } = await tx.query<BlockedTool>(
    `with asked as (select * from json_to_recordset($1) r(id text, version int, former "ToolState"))
     update agent_tools t set state = asked.former, state_reason = '', version = t.version + 1
     from asked, agents a, agent_servers s
     where t.id = asked.id and t.version = asked.version and t.state = 'blocked' and a.id = t.agent_id and s.id = t.server_id
     returning ${OF_TOOL}, asked.former`,
    [JSON.stringify(tools)],
  );
  return rows;
}
