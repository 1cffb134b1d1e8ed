import type { SqlTx } from "@/lib/db";
import type { LinkableTool } from "./rules";
import type { ResourceFields } from "./schema";
import type { Access } from "./terms";

export interface StoredResource extends ResourceFields {
  id: string;
  version: number;
}

const RESOURCE = `select id, name, kind, description, data_classes as "dataClasses", records::float8 as records, people::float8 as people,
  money::float8 as money, version from resources`;

/** The resource, held until commit: nobody links to it, or changes it, while the agents that reach it are settled. */
export async function lockResource(tx: SqlTx, id: string): Promise<StoredResource | null> {
  const { rows } = await tx.query<StoredResource>(`${RESOURCE} where id = $1 for update`, [id]);
  return rows[0] ?? null;
}

export async function insertResource(tx: SqlTx, resource: StoredResource, now: Date): Promise<void> {
  const { id, name, kind, description, dataClasses, records, people, money } = resource;
  await tx.query(
    `insert into resources (id, name, kind, description, data_classes, records, people, money, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
    [id, name, kind, description, dataClasses, records, people, money, now],
  );
}

/** Writes over the version that was loaded; false after a lost race. */
export async function updateResource(tx: SqlTx, resource: StoredResource, now: Date): Promise<boolean> {
  const { id, version, name, kind, description, dataClasses, records, people, money } = resource;
  const { rowCount } = await tx.query(
    `update resources set name = $3, kind = $4, description = $5, data_classes = $6, records = $7, people = $8, money = $9,
       updated_at = $10, version = version + 1 where id = $1 and version = $2`,
    [id, version, name, kind, description, dataClasses, records, people, money, now],
  );
  return rowCount === 1;
}

/** Whether this is the database refusing a second resource of one name. */
export function isResourceNameTaken(error: unknown): boolean {
  return (error as { constraint?: unknown } | null)?.constraint === "resources_lower_name_key";
}

/** Agents that still live and have a tool that reaches the resource, in order of their ids. */
export async function agentsLinkedTo(tx: SqlTx, resourceId: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select distinct l.agent_id as id from tool_resources l join agents a on a.id = l.agent_id
     where l.resource_id = $1 and a.status <> 'decommissioned' order by 1`,
    [resourceId],
  );
  return rows.map(({ id }) => id);
}

/** Those of the ids that exist, held against removal until commit. */
export async function existingResources(tx: SqlTx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ id: string }>("select id from resources where id = any($1) for key share", [ids]);
  return new Set(rows.map(({ id }) => id));
}

/** The agent's tools of these ids, or all of one of its servers. Tools of other agents are not among them. */
export async function loadLinkable(
  tx: SqlTx,
  agentId: string,
  chosen: { toolIds?: readonly string[]; serverId?: string },
): Promise<LinkableTool[]> {
  const { rows } = await tx.query<LinkableTool>(
    `select id, name, state, case when corrected_effect is not null then corrected_effect <> 'read'
       else effect <> 'read' or coalesce(accepted_effect, 'read') <> 'read' end as writes
     from agent_tools where agent_id = $1 and (id = any($2) or server_id = $3) order by name, id`,
    [agentId, chosen.toolIds ?? [], chosen.serverId ?? null],
  );
  return rows;
}

export interface NewLinks {
  agentId: string;
  toolIds: readonly string[];
  resourceIds: readonly string[];
  access: Access;
}

/** Links each tool to each resource; a link that exists takes the new access. @returns how many were made or changed */
export async function writeLinks(tx: SqlTx, links: NewLinks): Promise<number> {
  const { rowCount } = await tx.query(
    `insert into tool_resources as l (tool_id, resource_id, agent_id, access)
     select t, r, $1, $4 from unnest($2::text[]) t cross join unnest($3::text[]) r
     on conflict (tool_id, resource_id) do update set access = excluded.access where l.access <> excluded.access`,
    [links.agentId, links.toolIds, links.resourceIds, links.access],
  );
  return rowCount ?? 0;
}

/** @returns how many links there were */
export async function dropLinks(tx: SqlTx, links: Omit<NewLinks, "access">): Promise<number> {
  const { rowCount } = await tx.query(
    "delete from tool_resources where agent_id = $1 and tool_id = any($2) and resource_id = any($3)",
    [links.agentId, links.toolIds, links.resourceIds],
  );
  return rowCount ?? 0;
}
