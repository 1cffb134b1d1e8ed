import type { SqlTx } from "@/lib/db";
import type { Tier } from "@/lib/risk/terms";
import { CERTIFIED_DAYS, WARNING_DAYS } from "./rules";

/** A grant that nobody certified in time, or soon will not have. */
export interface Uncertified {
  id: string;
  agentId: string;
  agentName: string;
  ownerId: string | null;
  tier: Tier;
  expiresAt: Date;
}

const LIMIT = `make_interval(days => case coalesce(a.tier::text, 'critical') ${Object.entries(CERTIFIED_DAYS)
  .map(([tier, days]) => `when '${tier}' then ${days}`)
  .join(" ")} end)`;
const RUNS_OUT = `greatest(e.approved_at, e.requested_at, k.certified_at) + ${LIMIT}`;

// Only what campaigns have looked at before can go unlooked at: an agent that no campaign covered yet is not behind. What was left
// out with a second person's word, or stays by a signed exception, waits for the end of that.
const UNCERTIFIED = `from entitlements e join agents a on a.id = e.agent_id
    left join certifications k on k.kind = 'entitlement' and k.subject_id = e.id
  where e.state in ('active', 'suspended') and (e.expires_at is null or e.expires_at > $1)
    and exists (select from campaign_items i join campaigns c on c.id = i.campaign_id and c.state in ('closed', 'closed_with_exceptions')
      where i.agent_id = e.agent_id)
    and not exists (select from campaign_exclusions x where x.state = 'active' and x.until > $1
      and ((x.target_kind = 'entitlement' and x.target_id = e.id) or (x.target_kind = 'agent' and x.target_id = e.agent_id)))
    and not exists (select from campaign_exceptions x join campaign_items i on i.campaign_id = x.campaign_id and i.number = x.number
      where x.until > $1 and i.kind = 'entitlement' and i.subject_id = e.id)`;
const ROW = `e.id, e.agent_id as "agentId", a.name as "agentName", a.owner_id as "ownerId", coalesce(a.tier::text, 'critical') as tier,
  ${RUNS_OUT} as "expiresAt"`;

/** The next grants whose time without a certification is over. */
export async function selectUncertified(tx: SqlTx, { now, most }: { now: Date; most: number }): Promise<Uncertified[]> {
  const { rows } = await tx.query<Uncertified>(
    `select ${ROW} ${UNCERTIFIED} and ${RUNS_OUT} <= $1 order by e.id limit $2 for update of e skip locked`,
    [now, most],
  );
  return rows;
}

/** Agents with grants that run out within the warning, whose owner was not told of it in that time: by agent, how many and when first. */
export async function selectToWarn(
  tx: SqlTx,
  now: Date,
): Promise<{ agentId: string; ownerId: string; grants: number; firstAt: Date; tier: Tier }[]> {
  const { rows } = await tx.query<{ agentId: string; ownerId: string; grants: number; firstAt: Date; tier: Tier }>(
    `select "agentId", "ownerId", count(*)::int as grants, min("expiresAt") as "firstAt", min(tier) as tier
     from (select ${ROW} ${UNCERTIFIED} and ${RUNS_OUT} > $1 and ${RUNS_OUT} <= $1::timestamptz + make_interval(days => $2)) u
     where "ownerId" is not null and not exists (select from notices n where n.agent_id = u."agentId" and n.person_id = u."ownerId"
       and n.kind = 'uncertified_soon' and n.created_at > $1::timestamptz - make_interval(days => $2))
     group by 1, 2`,
    [now, WARNING_DAYS],
  );
  return rows;
}

/** One at a time, however many workers sweep: two would tell the same owner twice. @returns false when another does it now */
export async function takeWarningTurn(tx: SqlTx): Promise<boolean> {
  const text = "select pg_try_advisory_xact_lock(hashtext('countersign.uncertified')) as taken";
  return (await tx.query<{ taken: boolean }>(text)).rows[0]?.taken ?? false;
}
