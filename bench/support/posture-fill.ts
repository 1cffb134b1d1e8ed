import type pg from "pg";
import { fillInventory } from "./inventory";
import { AGENTS, LAST } from "./timeline-fill";

/** What posture and usage are counted from, for a log that fillEvents made: agents, requests, denied decisions, and calls by the hour. */

const OF_LOG = `insert into agents (id, name, environment, kind, status, tier, team_id, owner_id, source, search_text, updated_at)
  select 'agt_0000000000000000000000' || lpad(i::text, 4, '0'), 'Caller ' || i, 'production', 'agent', 'active', 'high',
    'tem_' || lpad((1 + i % 40)::text, 4, '0'), 'per_' || lpad((1 + i % 400)::text, 4, '0'), 'manual', ' caller ' || i, now()
  from generate_series(0, ${AGENTS} - 1) i on conflict do nothing`;

const REQUESTS = `insert into approvals (id, handle, agent_id, caller_kind, caller_id, correlation_id, environment, server, tool, action, tool_hash,
    fingerprint, revision, tier, team_id, bound, digest, action_digest, quorum, ttl_seconds, status, requested_at, expires_at, decided_at)
  select 'apr_' || substr(e.id, 5), 'h' || e.id, e.agent_id, 'agent', e.agent_id, e.correlation_id, 'production', split_part(e.tool, '/', 1),
    split_part(e.tool, '/', 2), 'call', '', '', 1, 'high', a.team_id, '', md5(e.id), md5(e.id), 1, 600,
    (array['consumed', 'consumed', 'denied', 'expired'])[1 + (hashtext(e.id) & 3)], e.at, e.at + interval '10 minutes',
    case when hashtext(e.id) & 3 < 3 then e.at + (hashtext(e.id) & 255) * interval '1 second' end
  from audit_events e join agents a on a.id = e.agent_id where e.type = 'approval.requested' and e.at >= $1 and e.at < $2`;

const DENIED = `insert into decisions (id, at, agent_id, caller_kind, caller_id, server, tool, action, outcome, reason, request, answer, context_digest,
    duration_micros, snapshot, correlation_id, event_id)
  select 'dec_' || substr(id, 5), at, agent_id, 'agent', agent_id, split_part(tool, '/', 1), split_part(tool, '/', 2), 'call', 'deny', 'no_grant',
    '{}', '{}', '', 200, 1, correlation_id, id
  from audit_events where type = 'decision.made' and outcome = 'refused' and at >= $1 and at < $2`;

const CALLS = `insert into usage_hours (hour, agent_id, team_id, server, tool, decided, allowed, denied, reported, undecided, errors, timed, call_millis, buckets)
  select date_trunc('hour', e.at, 'UTC'), e.agent_id, a.team_id, split_part(e.tool, '/', 1), split_part(e.tool, '/', 2),
    count(*) filter (where e.type = 'decision.made'), count(*) filter (where e.type = 'decision.made' and e.outcome = 'done'),
    count(*) filter (where e.type = 'decision.made' and e.outcome = 'refused'), count(*) filter (where e.type = 'call.reported'), 0,
    count(*) filter (where e.outcome = 'failed'), count(*) filter (where e.type = 'call.reported'), 20 * count(*),
    case when bool_or(e.type = 'call.reported') then array_fill(0, array[8]) || array[(count(*) filter (where e.type = 'call.reported'))::int] || array_fill(0, array[20])
      else '{}' end
  from audit_events e join agents a on a.id = e.agent_id
  where e.type in ('decision.made', 'call.reported') and e.at >= $1 and e.at < $2 group by 1, 2, 3, 4, 5`;

const FILLED = [
  "agents",
  "people",
  "teams",
  "approvals",
  "decisions",
  "usage_hours",
  "usage_days",
  "usage_day_states",
  "posture_days",
];
/** Nothing looks farther back than a quarter and the one before it. */
const MONTHS = 6;

/** Drops the indexes of what is filled month by month. @returns the statements that build them */
async function withoutIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
      where i.indrelid = any('{usage_hours, approvals, decisions}'::regclass[]) and not i.indisprimary`,
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

/** Once for each database: `others` agents beside those of the log. */
export async function fillPosture(client: pg.Client, others: number): Promise<void> {
  await client.query("set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB'");
  await client.query(`truncate ${FILLED.join(", ")} cascade`);
  await fillInventory(client, others);
  await client.query(OF_LOG);
  const indexes = await withoutIndexes(client);
  for (let month = 12 - MONTHS; month < 12; month++) {
    const bounds = [month, month + 1].map((at) => new Date(Date.UTC(2025, 11 + at)));
    for (const statement of [REQUESTS, DENIED, CALLS]) await client.query(statement, bounds);
  }
  for (const definition of indexes) await client.query(definition);
  await client.query(
    "insert into usage_day_states (day, touched_at) select distinct date_trunc('day', hour, 'UTC'), timestamptz 'epoch' from usage_hours on conflict do nothing",
  );
  await client.query(
    "insert into log_followers (name, epoch, seq) select 'usage', 1, published_size from log_state on conflict (name) do update set seq = excluded.seq",
  );
  await client.query(
    `insert into posture_days (day, team_id, measure, value) select day::date, team, measure, 10 + extract(doy from day)::int % 7
      from generate_series(timestamptz '${new Date(LAST - 100 * 86_400_000).toISOString()}', timestamptz '${new Date(LAST).toISOString()}', interval '1 day') day
        cross join (values ('coverage'), ('controls'), ('orphans'), ('denials'), ('approvals_asked')) m (measure)
        cross join (select '' as team union all select id from teams) t on conflict do nothing`,
  );
  await client.query("set session_replication_role = origin");
  await client.query(`vacuum (analyze) ${FILLED.join(", ")}`);
}
