import type { SqlTx } from "@/lib/db";
import type { VersionContent } from "./rules";
import type { VersionView } from "./terms";

type Row = Omit<VersionView, "at" | "present"> & { at: Date; content: VersionContent };

const COLUMNS = `v.number, v.fingerprint, v.at, v.changed, v.tier, jsonb_array_length(v.content -> 'tools') as tools,
  case when v.by_id is not null then json_build_object('id', v.by_id, 'name', coalesce(p.name, v.by_id)) end as by`;

/** Up to `limit` versions of an agent, newest first, without what they are made of. */
export async function loadVersions(
  tx: SqlTx,
  agentId: string,
  { olderThan, limit }: { olderThan: number | null; limit: number },
): Promise<Omit<Row, "content">[]> {
  const { rows } = await tx.query<Omit<Row, "content">>(
    `select ${COLUMNS} from agent_versions v left join people p on p.id = v.by_id
     where v.agent_id = $1 and ($2::int is null or v.number < $2) order by v.number desc limit $3`,
    [agentId, olderThan, limit],
  );
  return rows;
}

/** The versions of these numbers, with what they are made of. */
export async function loadContents(tx: SqlTx, agentId: string, numbers: readonly number[]): Promise<Row[]> {
  const { rows } = await tx.query<Row>(
    `select ${COLUMNS}, v.content from agent_versions v left join people p on p.id = v.by_id
     where v.agent_id = $1 and v.number = any($2)`,
    [agentId, numbers],
  );
  return rows;
}

/** Ids of the tools that an agent has now, by server and name. */
export async function loadToolIds(tx: SqlTx, agentId: string): Promise<{ id: string; server: string; name: string }[]> {
  const { rows } = await tx.query<{ id: string; server: string; name: string }>(
    `select t.id, s.name as server, t.name from agent_tools t join agent_servers s on s.id = t.server_id where t.agent_id = $1`,
    [agentId],
  );
  return rows;
}
