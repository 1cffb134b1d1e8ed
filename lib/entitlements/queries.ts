import type { SqlTx } from "@/lib/db";
import { sql } from "@/lib/db";
import type { StoredGrant } from "./store";
import { GRANT, GRANT_FROM } from "./store";

/** Runs one statement of a search. */
export async function searchRows<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
  const { rows } = await sql().query<Row>(text, values);
  return rows;
}

const LATEST = 20;
/** Decisions of one agent that are looked through for those that rest on one grant. */
const LOOKED = 5_000;

/** The latest decisions that rest on a grant, among the latest few thousand of its agent. */
export async function decisionsOn(tx: SqlTx, grant: Pick<StoredGrant, "id" | "agentId">) {
  const { rows } = await tx.query<{ id: string; at: Date; tool: string; action: string; outcome: string }>(
    `select d.id, d.at, d.tool, d.action, d.outcome from (select * from decisions where agent_id = $1 order by id desc limit ${LOOKED}) d
     where $2 = any(d.entitlement_ids) order by d.id desc limit ${LATEST}`,
    [grant.agentId, grant.id],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** A recorded call, as far as a grant is judged by it. */
export interface RecordedCall {
  id: string;
  at: Date;
  server: string;
  tool: string;
  action: string;
  entitlementIds: string[];
  arguments: { [key: string]: never };
  resourceIds: string[];
}

/** The calls of an agent since then that a grant permitted, the latest first; `most` of them. */
export async function grantedCalls(
  tx: SqlTx,
  { agentId, since, most }: { agentId: string; since: Date; most: number },
): Promise<RecordedCall[]> {
  const { rows } = await tx.query<RecordedCall>(
    `select id, at, server, tool, action, entitlement_ids as "entitlementIds",
       coalesce(request#>'{call,arguments}', '{}') as arguments,
       array(select jsonb_array_elements_text(case when jsonb_typeof(request#>'{tool,resourceIds}') = 'array' then request#>'{tool,resourceIds}' else '[]' end)
         union select jsonb_array_elements_text(case when jsonb_typeof(request#>'{call,resourceIds}') = 'array' then request#>'{call,resourceIds}' else '[]' end)) as "resourceIds"
     from decisions where agent_id = $1 and at >= $2 and cardinality(entitlement_ids) > 0 order by id desc limit $3`,
    [agentId, since, most],
  );
  return rows;
}

/** Active grants in sight for right-sizing: those that were unused for longest first, then the wide ones. */
export async function grantsToSize(
  tx: SqlTx,
  asked: { where: string; values: unknown[]; most: number },
): Promise<StoredGrant[]> {
  const { rows } = await tx.query<StoredGrant>(
    `select ${GRANT} ${GRANT_FROM} where e.state = 'active' and ${asked.where}
     order by coalesce(e.last_used_at, greatest(e.approved_at, e.requested_at)), e.id limit ${asked.most}`,
    asked.values,
  );
  return rows;
}
