import type { AgentStatus } from "@/lib/agents/terms";
import type { SqlTx } from "@/lib/db";
import type { Tier } from "@/lib/risk/terms";
import type { Queryable } from "../store";
import type { Drift } from "../terms";

/** Everything that drifted of one agent and is not settled. */
export interface Drifted {
  agentId: string;
  agentName: string;
  teamId: string | null;
  tier: Tier | null;
  isActive: boolean;
  ids: string[];
  why: Drift[];
}

/** Whether a campaign ever began: before that nothing was certified from which anything could drift. */
export async function hasEverLaunched(q: Queryable): Promise<boolean> {
  return (await q.query("select from campaigns where launched_at is not null limit 1")).rows.length > 0;
}

/** Settles everything that drifted without asking about it. @returns how many changes of how many agents */
export async function settleAll(tx: SqlTx): Promise<{ drifts: number; agents: number }> {
  const { rows } = await tx.query<{ drifts: number; agents: number }>(
    `with settled as (update campaign_drifts set settled_at = clock_timestamp() where settled_at is null returning agent_id)
     select count(*)::int as drifts, count(distinct agent_id)::int as agents from settled`,
  );
  return rows[0] ?? { drifts: 0, agents: 0 };
}

/**
 * The agent whose first unsettled change is the oldest and was so long ago, its changes held until commit; null: none, or other
 * workers hold them. One about which a micro-certification is open waits for its end.
 */
export async function takeDrifted(tx: SqlTx, minutes: number): Promise<Drifted | null> {
  const { rows } = await tx.query<{ agentId: string }>(
    `select d.agent_id as "agentId" from campaign_drifts d
     where d.settled_at is null and d.at <= clock_timestamp() - $1 * interval '1 minute'
       and not exists (select from campaigns c where c.plan->'scope'->'agentIds'->>0 = d.agent_id and c.kind = 'micro'
         and c.state not in ('draft', 'closed', 'closed_with_exceptions', 'cancelled'))
     order by d.at, d.id limit 1 for no key update skip locked`,
    [minutes],
  );
  const [first] = rows;
  if (!first) return null;
  // Two workers that each hold a change of the same agent would wait for each other: the second lets go.
  const alone = await tx.query<{ mine: boolean }>(
    "select pg_try_advisory_xact_lock(hashtextextended('campaign-drift:' || $1, 0)) as mine",
    [first.agentId],
  );
  if (!alone.rows[0]?.mine) return null;
  const { rows: drifted } = await tx.query<Drifted>(
    `with held as (select id, why from campaign_drifts where agent_id = $1 and settled_at is null order by id for no key update)
     select $1 as "agentId", coalesce(a.name, '') as "agentName", a.team_id as "teamId", a.tier::text as tier,
       coalesce(a.status = 'active', false) as "isActive", h.ids, h.why
     from (select array_agg(id::text order by id) as ids, array_agg(distinct why order by why) as why from held) h
     left join agents a on a.id = $1`,
    [first.agentId],
  );
  return drifted[0] ?? null;
}

/** Whether there is anything to ask about this agent. */
export async function hasSubjects(q: Queryable, agentId: string, kinds: readonly string[]): Promise<boolean> {
  const text = "select from campaign_subjects where agent_id = $1 and kind = any($2) limit 1";
  return (await q.query(text, [agentId, kinds])).rows.length > 0;
}

/** @param campaignId what asks about them; null: nothing does */
export async function settleDrifts(tx: SqlTx, ids: readonly string[], campaignId: string | null): Promise<void> {
  const text =
    "update campaign_drifts set settled_at = clock_timestamp(), campaign_id = $2 where id = any($1::bigint[])";
  await tx.query(text, [ids, campaignId]);
}

export async function insertDrift(tx: SqlTx, drift: { agentId: string; why: Drift }): Promise<void> {
  await tx.query("insert into campaign_drifts (agent_id, why) values ($1, $2)", [drift.agentId, drift.why]);
}

/** The agent as permissions see it, while it is in use; null: there is none. */
export async function findAgentScope(q: Queryable, id: string) {
  const { rows } = await q.query<{
    teamId: string | null;
    ownerId: string | null;
    deputyId: string | null;
    sponsorId: string | null;
    status: AgentStatus;
  }>(
    `select team_id as "teamId", owner_id as "ownerId", deputy_id as "deputyId", sponsor_id as "sponsorId", status::text as status
     from agents where id = $1`,
    [id],
  );
  return rows[0] ?? null;
}
