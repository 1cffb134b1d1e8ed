import type { Tier } from "@/lib/risk/terms";
import type { Queryable } from "../store";
import { ITEM_KINDS, type ItemKind, type Rights } from "../terms";
import { STANDING_STATES } from "./rules";
import type { BreakingGrant, RemediationAction, StrandedAgent, UseBand } from "./views";

/**
 * What the close does ($1 the campaign, $2 the states in which a decision stands, $3 numbers that changed meanwhile and are left
 * out), with the last use of what is concerned: of a grant or credential its own, of everything else the agent's.
 */
const EFFECTS = `select i.number, i.kind, i.subject_id, i.agent_id, i.tier, i.decision as action, i.change, i.digest,
    e.state as grant_state, coalesce(e.use_count, 0) as use_count,
    case i.kind when 'entitlement' then e.last_used_at when 'credential' then c.last_used_at else a.last_used_at end as last_used_at
  from campaign_items i
    left join entitlements e on i.kind = 'entitlement' and e.id = i.subject_id
    left join credentials c on i.kind = 'credential' and c.id = i.subject_id
    left join agents a on a.id = i.agent_id
  where i.campaign_id = $1 and i.decision in ('revoke', 'reduce', 'transfer', 'suspend') and i.state = any($2) and not i.number = any($3)`;

/** In which wave an effect is carried out (C6): what harms least first; credentials last, for they cannot be given back. */
export const WAVE = `case when x.kind = 'credential' and x.action = 'revoke' then 2 when x.action = 'transfer' then 0
  when x.last_used_at is null or x.last_used_at <= clock_timestamp() - interval '90 days' then 0
  when x.tier in ('low', 'moderate') then 1 else 2 end`;

const BAND = `case when x.last_used_at is null then 'never' when x.last_used_at <= clock_timestamp() - interval '90 days' then 'over_90_days'
  when x.last_used_at <= clock_timestamp() - interval '30 days' then 'within_90_days' else 'within_30_days' end`;

export const effectsSql = (): string => EFFECTS;

export interface EffectRow {
  action: RemediationAction;
  kind: ItemKind;
  tier: Tier;
  wave: 0 | 1 | 2;
  band: UseBand;
  items: number;
}

const valuesOf = (campaignId: string, without: readonly number[]) => [campaignId, STANDING_STATES, without];

/** How many effects of each sort there are, with their agents and digest: SHA-256, hex, over the effects in order of number. */
export async function countEffects(
  q: Queryable,
  campaignId: string,
  without: readonly number[],
): Promise<{ cells: EffectRow[]; agents: number; digest: string }> {
  const { rows } = await q.query<{ cells: EffectRow[] | null; agents: number; digest: string }>(
    `with x as materialized (${EFFECTS}),
      cells as (select x.action, x.kind, x.tier, ${WAVE} as wave, ${BAND} as band, count(*)::int as items from x group by 1, 2, 3, 4, 5)
     select (select json_agg(cells) from cells) as cells, (select count(distinct agent_id)::int from x) as agents,
       encode(sha256(convert_to(coalesce((select string_agg(concat_ws('|', number, kind, subject_id, action,
         encode(digest, 'hex'), change::text), e'\\n' order by number) from x), ''), 'UTF8')), 'hex') as digest`,
    valuesOf(campaignId, without),
  );
  const [row] = rows;
  return { cells: row?.cells ?? [], agents: row?.agents ?? 0, digest: row?.digest ?? "" };
}

/** Grants in use that end, the most used first, and how many there are. */
export async function selectBreaking(
  q: Queryable,
  campaignId: string,
  without: readonly number[],
): Promise<{ rows: BreakingGrant[]; total: number }> {
  const { rows } = await q.query<BreakingGrant & { total: number }>(
    `with x as (${EFFECTS}), broken as materialized (select x.*, e.server, e.tool from x join entitlements e on e.id = x.subject_id
       where x.kind = 'entitlement' and x.action in ('revoke', 'suspend', 'reduce') and x.grant_state = 'active'
         and x.last_used_at > clock_timestamp() - interval '30 days')
     select number, subject_id as "entitlementId", agent_id as "agentId", coalesce(a.name, '') as "agentName", b.tier, b.server, b.tool,
       b.action, b.use_count::float8 as "useCount", b.last_used_at as "lastUsedAt", (select count(*)::int from broken) as total
     from (select * from broken order by use_count desc, number limit 50) b left join agents a on a.id = b.agent_id
     order by b.use_count desc, b.number`,
    valuesOf(campaignId, without),
  );
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/** Agents that would be stopped, queued, or left without any grant. */
export async function selectStranded(
  q: Queryable,
  campaignId: string,
  without: readonly number[],
): Promise<{ rows: StrandedAgent[]; total: number }> {
  const { rows } = await q.query<StrandedAgent & { total: number }>(
    `with x as (${EFFECTS}),
      ending as (select agent_id, count(*) as n from x where kind = 'entitlement' and action in ('revoke', 'suspend') and grant_state = 'active'
        group by 1),
      stranded as materialized (
        select agent_id, min(rank) as rank from (
          select agent_id, 1 as rank from x where (kind = 'purpose' and action in ('revoke', 'suspend'))
            or (kind in ('owner', 'dependency') and action = 'suspend')
          union all select agent_id, 2 from x where kind = 'owner' and action = 'revoke'
          union all select n.agent_id, 3 from ending n where n.n = (select count(*) from entitlements e
            where e.agent_id = n.agent_id and e.state = 'active' and (e.expires_at is null or e.expires_at > clock_timestamp()))) s
        group by 1)
     select s.agent_id as "agentId", a.name as "agentName", coalesce(a.tier::text, 'critical') as tier,
       case rank when 1 then 'suspended' when 2 then 'queued' else 'last_grant' end as why,
       (select count(*)::int from stranded) as total
     from (select * from stranded order by rank, agent_id limit 50) s join agents a on a.id = s.agent_id order by rank, a.name, a.id`,
    valuesOf(campaignId, without),
  );
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

export interface Drifted {
  number: number;
  before: Rights;
  after: Rights | null;
}

/**
 * Decided items whose living rights differ from those that were reviewed; found by digest, kind by kind, in the database. Snapshots are
 * wide: they are read of what differs alone, for with them the comparison of a large campaign would not fit into memory.
 */
export async function selectDrifted(q: Queryable, campaignId: string): Promise<Drifted[]> {
  const found: Drifted[] = [];
  const { rows } = await q.query<{ kinds: string[] }>("select plan->'kinds' as kinds from campaigns where id = $1", [
    campaignId,
  ]);
  const wanted = rows[0]?.kinds ?? [];
  for (const kind of ITEM_KINDS.filter((one) => wanted.includes(one))) {
    const { rows: drifted } = await q.query<Drifted>(
      `with drifted as materialized (
         select i.number, s.rights as after
         from (select number, subject_id, digest from campaign_items where campaign_id = $1 and kind = '${kind}' and state = any($2)) i
           left join campaign_subjects s on s.kind = '${kind}' and s.subject_id = i.subject_id
         where s.subject_id is null or campaign_digest(s.rights) <> i.digest)
       select d.number, i.snapshot->'rights' as before, d.after
       from drifted d join campaign_items i on i.campaign_id = $1 and i.number = d.number`,
      [campaignId, STANDING_STATES],
    );
    found.push(...drifted);
  }
  return found;
}

/** How many items stand in these states, by state and decision, from the counters. */
export async function countStates(
  q: Queryable,
  campaignId: string,
): Promise<{ state: string; decision: string; items: number }[]> {
  const { rows } = await q.query<{ state: string; decision: string; items: number }>(
    `select state, decision, sum(items)::int as items from campaign_counts where campaign_id = $1 group by 1, 2 having sum(items) > 0`,
    [campaignId],
  );
  return rows;
}

export async function findPerson(
  q: Queryable,
  id: string | null,
): Promise<{ id: string; name: string; active: boolean } | null> {
  if (!id) return null;
  const text = "select id, name, status = 'active' as active from people where id = $1";
  return (await q.query<{ id: string; name: string; active: boolean }>(text, [id])).rows[0] ?? null;
}
