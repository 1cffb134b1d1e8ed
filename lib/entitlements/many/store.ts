import type { SqlTx } from "@/lib/db";
import type { EntitlementState } from "../terms";

/** A grant that was moved together with others: what gives it back must find it at this very version. */
export interface MovedGrant {
  id: string;
  version: number;
  /** What it was before. */
  former: "active" | "suspended";
}

/** Moves what still stands of these grants, in order of id, so that two such acts wait for each other. */
export async function moveGrants(
  tx: SqlTx,
  ids: readonly string[],
  to: {
    state: "revoked" | "suspended" | "expired";
    from: readonly EntitlementState[];
    reason: string;
    byId: string | null;
    now: Date;
  },
): Promise<MovedGrant[]> {
  const { rows } = await tx.query<MovedGrant>(
    `with held as (select id, state from entitlements where id = any($1) and state = any($2)
       and (expires_at is null or expires_at > $6) order by id for update)
     update entitlements e set state = $3, state_reason = $4, ended_by_id = $5,
       ended_at = case when $3 = 'suspended' then null else $6::timestamptz end, version = e.version + 1
     from held where e.id = held.id returning e.id, e.version, held.state as former`,
    [ids, to.from, to.state, to.reason, to.byId, to.now],
  );
  return rows;
}

/** Puts these grants back to what they were, as far as nobody touched them since and their time has not run out. @returns their ids */
export async function resumeGrants(
  tx: SqlTx,
  grants: readonly MovedGrant[],
  { from, reason, now }: { from: readonly EntitlementState[]; reason: string; now: Date },
): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `with asked as (select * from json_to_recordset($1) r(id text, version int, former text)),
      held as (select e.id, k.former from entitlements e join asked k on k.id = e.id and k.version = e.version
        join agents a on a.id = e.agent_id and a.status <> 'decommissioned'
        where e.state = any($2) and (e.expires_at is null or e.expires_at > $4) order by e.id for update of e)
     update entitlements e set state = held.former, state_reason = $3, ended_by_id = null, ended_at = null, version = e.version + 1
     from held where e.id = held.id returning e.id`,
    [JSON.stringify(grants), from, reason, now],
  );
  return rows.map(({ id }) => id);
}
