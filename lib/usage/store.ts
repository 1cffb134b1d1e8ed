import { eventsOf, type Stretch } from "@/lib/audit";
import type { SqlTx } from "@/lib/db";
import { BOUNDS, BUCKETS } from "./terms";

/** The longest name of a server or tool that is kept apart: an index takes no more than a third of a page. */
const NAME = 300;
/** Of a report a month is believed, in milliseconds. */
const LONGEST = 2_678_400_000;

const places = Array.from({ length: BUCKETS }, (_, place) => place);
// Numbered from 1 as arrays are; what took exactly a bound belongs below it.
const BUCKET = `width_bucket(-millis, array[${BOUNDS.map((bound) => -bound)
  .toReversed()
  .join(",")}]::float8[])`;
const COUNTED = places.map((place) => `count(*) filter (where bucket = ${BUCKETS - 1 - place})`).join(", ");

// What stands beside a report can be gone, sealed or spoilt: a follower that throws would stop at it for ever.
const beside = (field: string) => `(select case when p.value is json scalar then p.value::jsonb #>> '{}' end
  from audit_personal p where p.at = e.at and p.event_id = e.id and p.field = '${field}')`;

// What people tried at the test bench is no use. A decision's row says which team it was decided for; a report is of today's.
// A report that names a decision of the same agent speaks of a call that is counted already.
const ADD = `with seen as materialized (
    select s.seq, e.* ${eventsOf("id, at, type, outcome, agent_id, target_id, tool, details")}
      and e.type in ('decision.made', 'call.reported') and e.agent_id is not null),
  decided as (
    select e.seq, e.at, e.agent_id, coalesce(d.request -> 'agent' ->> 'teamId', '') as team_id, d.server, d.tool,
        d.outcome as answer, d.duration_micros as micros
      from seen e cross join lateral (select * from decisions where id = e.target_id and caller_kind <> 'person' offset 0) d
      where e.type = 'decision.made'),
  reported as (
    select e.seq, e.at, e.agent_id, coalesce(a.team_id, '') as team_id,
        coalesce(${beside("server")}, case when strpos(e.tool, '/') > 0 then split_part(e.tool, '/', 1) end, '') as server,
        coalesce(${beside("tool")}, case when strpos(e.tool, '/') > 0 then substr(e.tool, strpos(e.tool, '/') + 1) else e.tool end, '') as tool,
        e.outcome = 'failed' as failed,
        not exists (select from decisions d where d.id = e.details ->> 'decisionId' and d.agent_id = e.agent_id) as undecided,
        case when jsonb_typeof(e.details -> 'durationMillis') = 'number'
          then least(greatest((e.details ->> 'durationMillis')::numeric, 0), ${LONGEST})::float8 end as millis
      from seen e left join agents a on a.id = e.agent_id where e.type = 'call.reported'),
  calls as (
    select seq, at, agent_id, team_id, server, tool, true as is_decision, answer, micros, false as failed, false as undecided,
        null::float8 as millis, null::int as bucket from decided
    union all
    select seq, at, agent_id, team_id, server, tool, false, null, 0, failed, undecided, millis, ${BUCKET} from reported),
  added as (insert into usage_hours as u (hour, agent_id, team_id, server, tool, decided, allowed, denied, stepped_up, reported, undecided, errors,
      decide_micros, timed, call_millis, buckets)
    select date_trunc('hour', at, 'UTC') as hour, agent_id, (array_agg(team_id order by is_decision desc, seq desc))[1],
        left(server, ${NAME}) as server, left(tool, ${NAME}) as tool, count(*) filter (where is_decision),
        count(*) filter (where answer in ('allow', 'allow_with_warning')), count(*) filter (where answer = 'deny'),
        count(*) filter (where answer = 'step_up'), count(*) filter (where not is_decision), count(*) filter (where undecided),
        count(*) filter (where failed), sum(micros), count(millis), coalesce(sum(round(millis::numeric)), 0),
        case when count(millis) > 0 then array[${COUNTED}]::int[] else '{}' end
      from calls group by 1, 2, left(server, ${NAME}), left(tool, ${NAME}) order by hour, agent_id, server, tool
  on conflict (hour, agent_id, server, tool) do update set
    team_id = case when excluded.decided > 0 then excluded.team_id else u.team_id end,
    decided = u.decided + excluded.decided, allowed = u.allowed + excluded.allowed, denied = u.denied + excluded.denied,
    stepped_up = u.stepped_up + excluded.stepped_up, reported = u.reported + excluded.reported,
    undecided = u.undecided + excluded.undecided, errors = u.errors + excluded.errors,
    decide_micros = u.decide_micros + excluded.decide_micros, timed = u.timed + excluded.timed,
    call_millis = u.call_millis + excluded.call_millis,
    buckets = case when excluded.timed = 0 then u.buckets when u.timed = 0 then excluded.buckets
      else (select array_agg(a + b order by place) from unnest(u.buckets, excluded.buckets) with ordinality as t (a, b, place)) end
    returning hour)
  insert into usage_day_states as s (day) select distinct date_trunc('day', hour, 'UTC') from added
  on conflict (day) do update set kept = false, touched_at = excluded.touched_at`;

export async function addUsage(tx: SqlTx, { epoch, from, to }: Stretch): Promise<void> {
  await tx.query({ name: "follow-usage", text: ADD, values: [epoch, from, to] });
  await keepDay(tx);
}

export async function emptyUsage(tx: SqlTx): Promise<void> {
  await tx.query("delete from usage_hours");
  await tx.query("delete from usage_days");
  await tx.query("delete from usage_day_states");
}

// Of a day that is over, and that nothing was added to for a while: late reports come in bursts.
const NEXT_DAY = `select day from usage_day_states where not kept and touched_at < now() - interval '10 minutes'
    and day < date_trunc('day', now(), 'UTC') order by day limit 1`;

const SUMMED = ["decided", "allowed", "denied", "stepped_up", "reported", "undecided", "errors", "timed"];
const BUCKET_SUMS = places
  .map((place) => `coalesce(sum(buckets[${place + 1}]) filter (where timed > 0), 0)`)
  .join(", ");
const KEPT = `insert into usage_days (cut, day, team_id, agent_id, server, tool, hour, agents, ${SUMMED.join(", ")}, buckets)
  select case when grouping(agent_id) = 0 then 'agent' else 'tool' end, $1, team_id, coalesce(agent_id, ''), coalesce(server, ''), coalesce(tool, ''),
      max(hour), case when grouping(agent_id) = 0 then '{}' else array_agg(distinct agent_id) end,
      ${SUMMED.map((column) => `sum(${column})`).join(", ")}, case when sum(timed) > 0 then array[${BUCKET_SUMS}]::int[] else '{}' end
    from usage_hours where hour >= $1 and hour < $1::timestamptz + interval '24 hours'
    group by grouping sets ((team_id, agent_id), (team_id, server, tool))`;

/** Makes the next day that waits for it from its hours. The turn of the follower holds its place: nobody counts hours meanwhile. */
async function keepDay(tx: SqlTx): Promise<void> {
  const { rows } = await tx.query<{ day: Date }>({ name: "usage-next-day", text: NEXT_DAY });
  const [next] = rows;
  if (!next) return;
  await tx.query("delete from usage_days where cut in ('agent', 'tool') and day = $1", [next.day]);
  await tx.query({ name: "usage-keep-day", text: KEPT, values: [next.day] });
  await tx.query("update usage_day_states set kept = true where day = $1", [next.day]);
}
