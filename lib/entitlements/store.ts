import type { SqlTx } from "@/lib/db";

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
