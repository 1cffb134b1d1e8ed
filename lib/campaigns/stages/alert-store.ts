import type { SqlTx } from "@/lib/db";
import type { Tier } from "@/lib/risk/terms";

/** An agent of whose rights nobody spoke, with who answers for it. */
export interface AlertedAgent {
  id: string;
  name: string;
  environment: string;
  tier: Tier;
  ownerId: string | null;
  sponsorId: string | null;
  teamId: string | null;
}

/** These agents as they are now, by id. */
export async function agentsToAlert(tx: SqlTx, ids: readonly string[]): Promise<AlertedAgent[]> {
  const { rows } = await tx.query<AlertedAgent>(
    `select id, name, environment, tier, owner_id as "ownerId", sponsor_id as "sponsorId", team_id as "teamId"
     from agents where id = any($1) order by id`,
    [ids],
  );
  return rows;
}
