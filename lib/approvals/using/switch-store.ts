import type { TargetKind } from "@/lib/policy/terms";
import type { EndedRow } from "../asking/sweep/store";
import { approvalColumns, type Queryable } from "../store";

const AGENT = (condition: string) =>
  `exists (select 1 from agents g where (g.id = r.agent_id or g.id = any(r.chain)) and ${condition})`;

/** What a switch on this covers, as a condition on a request `r`; $1 is the target. The same sentence as decision points say of calls. */
const COVERS: Record<TargetKind, string> = {
  agent: "(r.agent_id = $1 or $1 = any(r.chain))",
  owner: AGENT("g.owner_id = $1"),
  provider: AGENT("lower(btrim(g.provider)) = lower(btrim($1))"),
  tier: AGENT("g.tier::text = $1"),
  everything: "$1 = ''",
  server: "r.server = $1",
  tool: "r.server || '/' || r.tool = $1",
};

// Rows that a trigger has moved in this very transaction were open when the switch was thrown.
const OPEN = `((r.status = 'pending' and r.expires_at > clock_timestamp()) or (r.status = 'approved' and r.approved_until > clock_timestamp()))`;
const MOVED_HERE = "(r.unrecorded and r.xmin::text = (pg_current_xact_id()::xid)::text)";

export interface Target {
  kind: TargetKind;
  target: string;
}

/** What waits, and what was approved and not yet used. */
export async function countOpen(q: Queryable, { kind, target }: Target): Promise<number> {
  const text = `select count(*)::int as count from approvals r where r.caller_kind <> 'canary' and ${OPEN} and ${COVERS[kind]}`;
  return (await q.query<{ count: number }>(text, [target])).rows[0]?.count ?? 0;
}

/**
 * Ends all of it in one statement, marked as not yet written down.
 * @returns the ids: what waited is cancelled, what was approved is withdrawn
 */
export async function endOpen(q: Queryable, { kind, target }: Target, byId: string): Promise<string[]> {
  // Held first, and the clock read afterwards: who has waited for a row compares anew only where it was changed.
  const held = await q.query<{ id: string }>(
    `select r.id from approvals r where r.status in ('pending', 'approved') and ${COVERS[kind]} order by r.id for update`,
    [target],
  );
  const { rows } = await q.query<{ id: string }>(
    `with due as (select r.id from approvals r
       where (r.id = any($3) and ${OPEN}) or (${MOVED_HERE} and ${COVERS[kind]}))
     update approvals a set status = case a.status when 'pending' then 'cancelled' when 'approved' then 'revoked' else a.status end,
       status_reason = 'killed', ended_at = coalesce(a.ended_at, clock_timestamp()), ended_by_id = $2, unrecorded = true,
       version = a.version + 1
     from due where a.id = due.id returning a.id`,
    [target, byId, held.rows.map(({ id }) => id)],
  );
  return rows.map(({ id }) => id);
}

/** Takes the mark off these, to be written down in this transaction. */
export async function takeEnded(q: Queryable, ids: readonly string[]): Promise<EndedRow[]> {
  const { rows } = await q.query<EndedRow>(
    `update approvals a set unrecorded = false where a.id = any($1) and a.unrecorded returning ${approvalColumns("a")}, 0 as approvals`,
    [ids],
  );
  return rows;
}
