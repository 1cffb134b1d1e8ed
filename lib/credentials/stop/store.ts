import type { SqlTx } from "@/lib/db";

/** Ends every living token of these agents. @returns how many, by agent */
export async function endTokensOfAgents(
  tx: SqlTx,
  agentIds: readonly string[],
  now: Date,
): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ agentId: string; count: number }>(
    `with ended as (update issued_tokens set revoked_at = $2 where agent_id = any($1) and revoked_at is null and expires_at > $2
       returning agent_id)
     select agent_id as "agentId", count(*)::int as count from ended group by 1`,
    [agentIds, now],
  );
  return new Map(rows.map(({ agentId, count }) => [agentId, count]));
}

export async function namesOfAgents(
  tx: SqlTx,
  agentIds: readonly string[],
): Promise<{ id: string; name: string; environment: string }[]> {
  const { rows } = await tx.query<{ id: string; name: string; environment: string }>(
    "select id, name, environment from agents where id = any($1)",
    [agentIds],
  );
  return rows;
}
