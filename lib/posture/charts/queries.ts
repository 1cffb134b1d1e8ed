import type { AgentStatus, Tier } from "@/lib/agents/terms";
import { sql } from "@/lib/db";
import { idsFrom } from "@/lib/ids";
import type { Extent } from "../measured/queries";
import { boundsOf, quarterBefore, quarterOf, weekStart } from "../rules";
import { CHART_QUARTERS, CHART_WEEKS } from "../terms";
import type { ApprovalWeek, CampaignQuarter, DenialWeek } from "../views";

const WEEK_MS = 7 * 86_400_000;

/** How many agents stand in each tier and state; what was decommissioned is history. */
export async function selectTiers({
  teamId,
}: Extent): Promise<{ tier: Tier | null; status: AgentStatus; agents: number }[]> {
  const { rows } = await sql().query({
    name: "posture-tiers",
    text: `select a.tier::text as tier, a.status::text as status, count(*)::int as agents from agents a
      where a.status <> 'decommissioned' and ($1::text is null or a.team_id = $1) group by 1, 2`,
    values: [teamId],
  });
  return rows;
}

/** The first instants of the weeks that charts show, the oldest first. */
function weeksUntil(now: Date): Date[] {
  const last = weekStart(now).getTime();
  return Array.from({ length: CHART_WEEKS }, (_, at) => new Date(last - (CHART_WEEKS - 1 - at) * WEEK_MS));
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);

/** What became of the requests of each week, and how long half of those that people decided waited at most. */
export async function selectApprovalWeeks({ teamId, now }: Extent): Promise<ApprovalWeek[]> {
  const weeks = weeksUntil(now);
  const { rows } = await sql().query<ApprovalWeek>({
    name: "posture-approval-weeks",
    text: `select (date_trunc('week', r.requested_at at time zone 'UTC')::date)::text as week,
        (count(*) filter (where r.standing_id is null and r.status in ('approved', 'revoked', 'lapsed', 'consumed', 'executed', 'failed', 'unknown')))::int as approved,
        (count(*) filter (where r.standing_id is null and r.status = 'denied'))::int as denied,
        (count(*) filter (where r.standing_id is null and (r.status = 'expired' or (r.status = 'pending' and r.expires_at <= $2))))::int as expired,
        (percentile_cont(0.5) within group (order by date_part('epoch', r.decided_at - r.requested_at))
          filter (where r.decided_at is not null and r.standing_id is null))::float8 as "medianSeconds"
      from approvals r where r.caller_kind <> 'canary' and r.requested_at >= $3 and r.requested_at <= $2 and ($1::text is null or r.team_id = $1)
      group by 1`,
    values: [teamId, now, weeks[0]],
  });
  const found = new Map(rows.map((row) => [row.week, row]));
  return weeks.map((from) => {
    const week = dayOf(from);
    return found.get(week) ?? { week, approved: 0, denied: 0, expired: 0, medianSeconds: null };
  });
}

/** How many calls were denied in each week. */
export async function selectDenialWeeks({ teamId, now }: Extent): Promise<DenialWeek[]> {
  const weeks = weeksUntil(now);
  const { rows } = await sql().query<{ week: number; denied: number }>({
    name: teamId === null ? "posture-denials" : "posture-team-denials",
    text: `select width_bucket(d.id, $1::text[]) as week, count(*)::int as denied from decisions d
      ${teamId === null ? "" : "join agents a on a.id = d.agent_id and a.team_id = $3"}
      where d.outcome = 'deny' and d.caller_kind <> 'person' and d.id >= $2 group by 1`,
    values: [
      weeks.map((from) => idsFrom("dec", from)),
      idsFrom("dec", weeks[0] as Date),
      ...(teamId === null ? [] : [teamId]),
    ],
  });
  const found = new Map(rows.map(({ week, denied }) => [week, denied]));
  return weeks.map((from, at) => ({ week: dayOf(from), denied: found.get(at + 1) ?? 0 }));
}

const STANDS = `sum(k.items)::int as items, coalesce(sum(k.items) filter (where k.state in ('pending', 'stale', 'no_reviewer', 'conflict')), 0)::int as open,
  coalesce(sum(k.items) filter (where k.state in ('void', 'excluded')), 0)::int as outside`;
const LAUNCHED = "c.launched_at >= $1 and c.state <> 'cancelled'";
const QUARTER = `to_char(c.launched_at at time zone 'UTC', 'YYYY"-Q"Q')`;
// Of the whole organisation from the counters; of a team from the items of its agents, which an index finds.
const BY_COUNTERS = `select ${QUARTER} as quarter, ${STANDS} from campaigns c join campaign_counts k on k.campaign_id = c.id where ${LAUNCHED} group by 1`;
const BY_ITEMS = `select ${QUARTER} as quarter, ${STANDS} from agents a
  join (select agent_id, campaign_id, state, count(*) as items from campaign_items where agent_id in (select id from agents where team_id = $2)
    group by 1, 2, 3) k on k.agent_id = a.id join campaigns c on c.id = k.campaign_id where ${LAUNCHED} and a.team_id = $2 group by 1`;

/** How far the campaigns of each quarter came, the oldest first; quarters without one are left out. */
export async function selectCampaignQuarters({ teamId, now }: Extent): Promise<CampaignQuarter[]> {
  const { from } = boundsOf(quarterBefore(quarterOf(now), CHART_QUARTERS - 1));
  const { rows } = await sql().query<Omit<CampaignQuarter, "settled">>({
    name: teamId === null ? "posture-campaigns" : "posture-team-campaigns",
    text: `${teamId === null ? BY_COUNTERS : BY_ITEMS} order by 1`,
    values: teamId === null ? [from] : [from, teamId],
  });
  return rows.map((row) => ({ ...row, settled: row.items - row.open - row.outside }));
}

/** When the tree was last derived anew from its leaves, whole; null: never. */
export async function lastFullAudit(): Promise<Date | null> {
  const { rows } = await sql().query<{ at: Date | null }>("select full_audit_at as at from log_state where id = 1");
  return rows[0]?.at ?? null;
}

/** When the kill switch was last thrown in a drill; null: never. */
export async function lastDrill(): Promise<Date | null> {
  const { rows } = await sql().query<{ at: Date | null }>("select max(thrown_at) as at from kill_switches where drill");
  return rows[0]?.at ?? null;
}

/** Teams by name: all of them, or those of these ids. */
export async function selectTeams(ids: readonly string[] | null): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql().query<{ id: string; name: string }>(
    "select id, name from teams where $1::text[] is null or id = any($1) order by lower(name), id",
    [ids],
  );
  return rows;
}
