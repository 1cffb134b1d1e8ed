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
