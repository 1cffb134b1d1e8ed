import { inSqlTransaction, type SqlTx } from "@/lib/db";
import type { Environment, Tier } from "@/lib/risk/terms";
import type { Queryable } from "../store";
import type { CampaignPlan, CampaignScope, ItemKind, SeatKind } from "../terms";

export { insertCampaign, moveCampaign, removeDraft } from "../store";
export { inSqlTransaction };

export interface CountedRights {
  kind: ItemKind;
  tier: Tier;
  excluded: boolean;
  items: number;
}

/** How much is in a scope. */
export async function countRights(
  q: Queryable,
  kinds: readonly ItemKind[],
  scope: CampaignScope,
): Promise<CountedRights[]> {
  const text = "select kind, tier, excluded, items::int as items from campaign_count($1, $2)";
  return (await q.query<CountedRights>(text, [kinds, JSON.stringify(scope)])).rows;
}

/** How many agents have something in a scope. */
export async function countAgents(q: Queryable, kinds: readonly ItemKind[], scope: CampaignScope): Promise<number> {
  const text = "select campaign_count_agents($1, $2)::int as agents";
  return (await q.query<{ agents: number }>(text, [kinds, JSON.stringify(scope)])).rows[0]?.agents ?? 0;
}

export interface ForeseenRights extends CountedRights {
  seat: string;
  seatKind: SeatKind;
  /** Whom the first stage asks by itself is kept out by separation of duties. */
  barred: boolean;
  /** A class of privilege, or "compliance", in which nobody may vote. */
  lacking: string | null;
}

/** Who would be asked about how much. It fills tables of its own session, and nothing else. */
export async function foresee(tx: SqlTx, plan: CampaignPlan, fallbackId: string | null): Promise<ForeseenRights[]> {
  const { rows } = await tx.query<ForeseenRights>(
    `select kind, tier, excluded, seat, seat_kind as "seatKind", barred, lacking, items::int as items from campaign_foresee($1, $2)`,
    [JSON.stringify(plan), fallbackId],
  );
  return rows;
}

/** Classes of privilege whose group has nobody who may vote anywhere, of those that agents' grants or privileges lead to. */
export async function emptyGroups(q: Queryable): Promise<string[]> {
  const { rows } = await q.query<{ class: string }>(
    `select c::text as class from unnest(enum_range(null::"PrivilegeClass")) c where not exists (
       select 1 from reviewer_groups g join reviewer_group_members m on m.group_id = g.id join people p on p.id = m.person_id
       join role_grants r on r.person_id = p.id and r.role = 'reviewer' where g.privilege_class = c and p.status = 'active') order by c`,
  );
  return rows.map((row) => row.class);
}

/** When each stage would end, the stages one after the other in the zone's own days, from this instant. */
export async function stageEnds(
  q: Queryable,
  { from, timeZone, days }: { from: Date | null; timeZone: string; days: readonly number[] },
): Promise<Date[]> {
  const { rows } = await q.query<{ at: Date }>(
    `select ((coalesce($1::timestamptz, clock_timestamp()) at time zone $2
        + make_interval(days => (sum(d) over (order by n))::int)) at time zone $2)::timestamptz(3) as at
     from unnest($3::int[]) with ordinality u(d, n) order by n`,
    [from, timeZone, days],
  );
  return rows.map(({ at }) => at);
}

/** First step: everything in scope as it is in this moment. @returns how much that is */
export async function gather(tx: SqlTx, plan: CampaignPlan): Promise<number> {
  const text = "select campaign_gather($1, $2, $3)::int as items";
  const values = [plan.kinds, JSON.stringify(plan.scope), plan.stages.length === 1];
  return (await tx.query<{ items: number }>(text, values)).rows[0]?.items ?? 0;
}

/** Second step: who is asked about each, and its number. */
export async function arrange(tx: SqlTx, plan: CampaignPlan, fallbackId: string | null): Promise<void> {
  await tx.query("select campaign_arrange($1, $2)", [JSON.stringify(plan), fallbackId]);
}

/** Third step, in pieces: the items of these numbers. @returns their digests in order of number, one after the other */
export async function writeItems(tx: SqlTx, campaignId: string, from: number, until: number): Promise<Buffer> {
  const { rows } = await tx.query<{ digests: Buffer }>("select campaign_write_items($1, $2, $3) as digests", [
    campaignId,
    from,
    until,
  ]);
  return rows[0]?.digests ?? Buffer.alloc(0);
}

/** Fourth step: whoever left meanwhile is replaced; from here until commit nobody else leaves. */
export async function recheck(tx: SqlTx, campaignId: string, plan: CampaignPlan): Promise<number> {
  const text = "select campaign_recheck($1, $2) as moved";
  return (await tx.query<{ moved: number }>(text, [campaignId, JSON.stringify(plan)])).rows[0]?.moved ?? 0;
}

/** Tells the planner what was written: by itself the server measures a table within minutes, and reviewers come within seconds. */
export async function measureItems(): Promise<void> {
  const columns =
    "campaign_id, number, kind, subject_id, agent_id, tier, seat, stage, state, decision, due_at, paused_at";
  await inSqlTransaction(async (tx) => {
    // A rough measure is enough, and takes a tenth of a second.
    await tx.query("set local default_statistics_target = 20");
    await tx.query(`analyze campaign_items (${columns})`);
  });
}

/** What the log says of a launch: how many items stand where. */
export async function launchCounts(tx: SqlTx, campaignId: string): Promise<Record<string, number>> {
  const { rows } = await tx.query<{ state: string; items: number }>(
    "select state, sum(items)::int as items from campaign_counts where campaign_id = $1 group by 1",
    [campaignId],
  );
  return Object.fromEntries(rows.map(({ state, items }) => [state, items]));
}

export interface ScopeOptions {
  teams: { id: string; name: string }[];
  people: { id: string; name: string; title: string }[];
  owners: { id: string; name: string }[];
  environments: Environment[];
  providers: string[];
  /** "server" and "server/tool" of grants in force. */
  tools: string[];
}

/** What a scope can be limited to, as far as there is something of it: at most so many of each. */
export async function readOptions(q: Queryable, teamIds: readonly string[] | null): Promise<ScopeOptions> {
  const { rows } = await q.query<ScopeOptions>(
    `with living as (select a.* from campaign_agents a where $1::text[] is null or a.team_id = any($1))
     select (select coalesce(json_agg(t order by t.name), '[]') from (select id, name from teams
          where $1::text[] is null or id = any($1) order by name limit 500) t) as teams,
       (select coalesce(json_agg(p order by p.name, p.id), '[]') from (select id, name, title from people where status = 'active'
          order by name, id limit 2000) p) as people,
       (select coalesce(json_agg(o order by o.name, o.id), '[]') from (select distinct p.id, p.name from living a
          join people p on p.id = a.owner_id order by p.name, p.id limit 2000) o) as owners,
       (select coalesce(json_agg(distinct environment order by environment), '[]') from living) as environments,
       (select coalesce(json_agg(v.provider), '[]') from (select distinct provider from living where provider <> '' order by 1
          limit 500) v) as providers,
       (select coalesce(json_agg(u.name), '[]') from (select distinct x.name from entitlements e join living a on a.id = e.agent_id,
          unnest(array[e.server, e.server || '/' || e.tool]) x(name) where e.state = 'active' and x.name is not null order by 1
          limit 500) u) as tools`,
    [teamIds],
  );
  if (!rows[0]) throw new Error("the options of a scope could not be read");
  return rows[0];
}
