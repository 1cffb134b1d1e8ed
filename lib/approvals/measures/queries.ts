import type { Visibility } from "@/lib/access";
import { sql } from "@/lib/db";
import {
  type Asked,
  CANARIES,
  IN_PERIOD,
  IS_BULK,
  IS_QUICK,
  OUTCOME,
  REQUESTS,
  SEEN,
  TO_REVIEW,
  VOTES,
  valuesOf,
} from "./base";
import type { Recent } from "./rules";
import { FATIGUE, type MeasuredOutcome } from "./terms";
import type { Spread } from "./views";

export interface DayRow {
  day: string;
  outcome: MeasuredOutcome;
  count: number;
  joined: number;
  breakGlass: number;
  toReview: number;
}

/** How many requests of each day came to what. */
export async function selectDays(asked: Asked): Promise<DayRow[]> {
  const { rows } = await sql().query<DayRow>({
    name: "measures-days",
    text: `select (a.requested_at at time zone 'UTC')::date::text as day, ${OUTCOME} as outcome, count(*)::int as count,
        sum(a.joined)::int as joined, (count(*) filter (where a.break_glass))::int as "breakGlass",
        (count(*) filter (where ${TO_REVIEW}))::int as "toReview"
      from approvals a where ${REQUESTS} group by (a.requested_at at time zone 'UTC')::date, 2 order by 1`,
    values: valuesOf(asked),
  });
  return rows;
}

const since = (instant: string) => `date_part('epoch', a.${instant} - a.requested_at)`;
const spread = (instant: string, only: string) => `(count(*) filter (where ${only}))::int as "${instant}_count",
  percentile_cont(array[0.5, 0.95]) within group (order by ${since(instant)}) filter (where ${only}) as ${instant}`;

/** How long it took until somebody looked, and until people decided, in seconds. */
export async function selectSpreads(asked: Asked): Promise<{ firstView: Spread; decision: Spread }> {
  type Found = { [name in "first_viewed_at" | "decided_at"]: number[] | null } & Record<string, number>;
  const { rows } = await sql().query<Found>({
    name: "measures-spreads",
    text: `select ${spread("first_viewed_at", "a.first_viewed_at is not null")},
        ${spread("decided_at", "a.decided_at is not null and a.standing_id is null")}
      from approvals a where ${REQUESTS}`,
    values: valuesOf(asked),
  });
  const of = (instant: "first_viewed_at" | "decided_at"): Spread => ({
    count: rows[0]?.[`${instant}_count`] ?? 0,
    median: rows[0]?.[instant]?.[0] ?? null,
    p95: rows[0]?.[instant]?.[1] ?? null,
  });
  return { firstView: of("first_viewed_at"), decision: of("decided_at") };
}

export interface LoadRow {
  person: { id: string; name: string };
  votes: number;
  approvals: number;
  quick: number;
  bulk: number;
  medianDwellMillis: number;
}

/** What each reviewer did with these requests, the busiest first. */
export async function selectLoad(asked: Asked): Promise<LoadRow[]> {
  const { rows } = await sql().query<LoadRow>({
    name: "measures-load",
    text: `select json_build_object('id', w.person_id, 'name', coalesce(p.name, w.person_id)) as person, w.votes, w.approvals, w.quick,
        w.bulk, w.median as "medianDwellMillis"
      from (select person_id, count(*)::int as votes, (count(*) filter (where answer = 'approve'))::int as approvals,
          (count(*) filter (where ${IS_QUICK}))::int as quick, (count(*) filter (where ${IS_BULK}))::int as bulk,
          percentile_cont(0.5) within group (order by dwell_millis) as median from (${VOTES}) v group by person_id) w
      left join people p on p.id = w.person_id order by w.votes desc, w.person_id`,
    values: valuesOf(asked),
  });
  return rows;
}

/** The last days of each reviewer, whatever is filtered by: tiredness keeps to no tool. */
export async function selectRecent(seen: Visibility, now: Date): Promise<Recent[]> {
  const { rows } = await sql().query<Recent>({
    name: "measures-recent",
    text: `with recent as materialized (select v.person_id, v.answer, v.dwell_millis, v.at, a.caller_kind = 'canary' as canary
          from approval_votes v join approvals a on a.id = v.approval_id
          where v.at >= $2::timestamptz - interval '${FATIGUE.days} days' and v.at <= $2 and v.capacity <> 'standing'
            and ($1::boolean or a.team_id = any($3::text[]))),
        hours as (select person_id, count(*) over (partition by person_id order by at range between current row and interval '1 hour' following) as n
          from recent where not canary)
      select json_build_object('id', r.person_id, 'name', coalesce(min(p.name), r.person_id)) as person,
        (count(*) filter (where not canary))::int as votes, (count(*) filter (where not canary and answer = 'approve'))::int as approvals,
        (count(*) filter (where not canary and ${IS_QUICK}))::int as quick,
        coalesce(percentile_cont(0.5) within group (order by dwell_millis) filter (where not canary), 0) as "medianDwellMillis",
        coalesce((select max(n) from hours h where h.person_id = r.person_id), 0)::int as "busiestHour",
        (count(*) filter (where canary and answer = 'approve'))::int as "canariesMissed"
      from recent r left join people p on p.id = r.person_id group by r.person_id order by r.person_id`,
    values: [seen.everything, now, seen.teamIds],
  });
  return rows;
}

export interface Rest {
  lateDenials: number;
  planted: number;
  caught: number;
  missed: number;
  unanswered: number;
}

/** Denials that came too late, and what became of canaries. */
export async function selectRest(asked: Asked): Promise<Rest> {
  const { rows } = await sql().query<Rest>({
    name: "measures-rest",
    text: `select (select count(*) from audit_events e join approvals a on a.id = e.target_id
          where e.type = 'approval.late_denial' and ${REQUESTS})::int as "lateDenials", count(*)::int as planted,
        (count(*) filter (where c.denied))::int as caught, (count(*) filter (where c.approved and not c.denied))::int as missed,
        (count(*) filter (where not c.denied and not c.approved and c.over))::int as unanswered
      from (select exists (select 1 from approval_votes v where v.approval_id = a.id and v.answer = 'deny') as denied,
          exists (select 1 from approval_votes v where v.approval_id = a.id and v.answer = 'approve') as approved,
          a.status <> 'pending' or a.expires_at <= $2 as over from approvals a where ${CANARIES}) c`,
    values: valuesOf(asked),
  });
  const [found] = rows;
  if (!found) throw new Error("a count gave no row");
  return found;
}

/** What the period can be filtered by. */
export async function selectChoices(asked: Asked): Promise<{ tools: string[]; teams: { id: string; name: string }[] }> {
  const { rows } = await sql().query<{ tools: string[] | null; teams: { id: string; name: string }[] | null }>({
    name: "measures-choices",
    text: `with asked as materialized (select a.server, a.tool, a.team_id from approvals a
          where a.caller_kind <> 'canary' and ${IN_PERIOD} and ${SEEN} group by 1, 2, 3)
      select (select json_agg(distinct server || '/' || tool) from asked) as tools,
        (select json_agg(json_build_object('id', t.id, 'name', t.name) order by t.name) from teams t
          where t.id in (select team_id from asked)) as teams`,
    values: valuesOf(asked).slice(0, 4),
  });
  return { tools: rows[0]?.tools ?? [], teams: rows[0]?.teams ?? [] };
}

/** Median seconds from request to decision by people, by team and of all, of requests in [from, to). */
export async function selectWaits(
  seen: Visibility,
  { from, to }: { from: Date; to: Date },
): Promise<{ teamId: string; every: boolean; median: number }[]> {
  const { rows } = await sql().query<{ teamId: string; every: boolean; median: number }>({
    name: "measures-waits",
    text: `select coalesce(a.team_id, '') as "teamId", grouping(coalesce(a.team_id, '')) = 1 as every,
        percentile_cont(0.5) within group (order by ${since("decided_at")}) as median
      from approvals a where a.caller_kind <> 'canary' and a.requested_at >= $1 and a.requested_at < $2 and ${SEEN}
        and a.decided_at is not null and a.standing_id is null
      group by grouping sets ((coalesce(a.team_id, '')), ()) having count(*) > 0`,
    values: [from, to, seen.everything, seen.teamIds],
  });
  return rows;
}
