import pg from "pg";

/** A year of believable events, made by the database itself, with real leaf hashes and numbers; the tree is not needed to read. */

export const FIRST = Date.UTC(2025, 11, 1);
export const LAST = Date.UTC(2026, 11, 1);
export const AGENTS = 300;
const PEOPLE = 80;
const TOOLS = 60;
const POLICIES = 25;
/** Events that are thought up; every round through them is a stretch of the year with ids, instants, hashes and remarks of its own. */
const ROUND = 100_000;
/** Statements that run at the same time. */
const LANES = 3;

const MIX = `('decision.made', 'info', 'done', 'decision', 'agent', 0, 48), ('decision.made', 'info', 'refused', 'decision', 'agent', 48, 52),
  ('call.reported', 'info', 'done', 'agent', 'agent', 52, 76), ('call.reported', 'info', 'failed', 'agent', 'agent', 76, 78),
  ('token.issued', 'info', 'done', 'token', 'agent', 78, 84), ('approval.requested', 'notice', 'done', 'approval', 'agent', 84, 88),
  ('approval.approved', 'warning', 'done', 'approval', 'user', 88, 91), ('approval.denied', 'notice', 'done', 'approval', 'user', 91, 92),
  ('session.started', 'info', 'done', 'session', 'user', 92, 95), ('campaign.voted', 'notice', 'done', 'campaign', 'user', 95, 97),
  ('agent.grant_requested', 'notice', 'done', 'agent', 'user', 97, 98), ('access.refused', 'warning', 'refused', 'person', 'user', 98, 99),
  ('agent.suspended', 'warning', 'done', 'agent', 'user', 99, 100)`;
const SERVERS =
  "array['payments','ledger','crm','warehouse','mail','identity','support','travel','contracts','reports']";
const VERBS = "array['refund','lookup','export','create','update','close']";
const SUBJECTS =
  "array['invoice','customer','order','shipment','contract','ticket','account','supplier','budget','journey','meeting','salary']";

// Crockford's digits of a number, five bits each.
const digits = (value: string, count: number) =>
  Array.from({ length: count }, (_, at) => {
    const shift = 5 * (count - 1 - at);
    return `substr('0123456789abcdefghjkmnpqrstvwxyz', ((${value} >> ${shift}) & 31)::int + 1, 1)`;
  }).join(" || ");
/** SQL: a number between 0 and `below`, drawn from `n`. */
const drawn = (salt: number, below: string) => `((hashint8extended(n, ${salt}) & 2147483647) % ${below})`;
const agentId = (at: string) => `'agt_0000000000000000000000' || lpad((${at})::text, 4, '0')`;

const DRAWN = `select n, m.*, agent, person, tool, policy from (
  select n, ${drawn(1, "100")} as share,
    ${agentId(`floor(${AGENTS} * power(${drawn(2, "100000")} / 100000.0, 2))::int`)} as agent,
    'per_0000000000000000000000' || lpad(${drawn(3, String(PEOPLE))}::text, 4, '0') as person,
    floor(${TOOLS} * power(${drawn(4, "100000")} / 100000.0, 1.5))::int as tool_number,
    'pol_0000000000000000000000' || lpad(${drawn(5, String(POLICIES))}::text, 4, '0') as policy
  from generate_series(0, ${ROUND} - 1::bigint) n) r
  join (values ${MIX}) m (type, severity, outcome, target_kind, actor_kind, low, high) on share >= low and share < high
  cross join lateral (select (${SERVERS})[tool_number % 10 + 1] || '/' || (${VERBS})[tool_number / 10 + 1] || '_' || (${SUBJECTS})[tool_number % 12 + 1] as tool) t`;

// With the words that the product makes of such an event: the slow part, and the same in every round.
const TEMPLATES = `create unlogged table bench_templates as
  with made as (select *, type in ('decision.made', 'call.reported', 'approval.requested', 'approval.approved', 'approval.denied') as called from (${DRAWN}) r),
  told as (select *, case when type = 'decision.made' then jsonb_build_object('answer', case outcome when 'done' then 'permit' else 'deny' end,
      'reason', (array['granted', 'no_grant', 'condition', 'step_up'])[n % 4 + 1], 'action', 'call', 'policies', jsonb_build_array(policy || '@1'))
    else jsonb_build_object('environment', 'production') end as details,
    case actor_kind when 'agent' then agent else person end as actor_id,
    case when type in ('session.started', 'access.refused', 'campaign.voted') then null else agent end as agent_id,
    case target_kind when 'agent' then agent when 'person' then person end as target_id from made),
  placed as (select n, type, severity, outcome, actor_kind, actor_id, agent_id, target_kind, target_id, case when called then tool end as tool,
      case when type = 'decision.made' then policy end as policy, details, null::text as id, null::timestamptz as at from told)
  select e.*, audit_words(type, severity, outcome, actor_id, agent_id, target_id, tool, policy, details, null) as words from placed e`;

const EVENTS = `with made as materialized (
    select t.*, $2::bigint + t.n as number, timestamptz 'epoch' + ms * interval '1 millisecond' as happened, evt, 'evt_' || evt as event_id,
        coalesce(t.target_id, substr(t.target_kind, 1, 3) || '_' || evt) as target,
        'req_' || lpad((case when $2 + t.n < 100000 and t.n % 20000 < 100 then 0 when $2 + t.n < 9000000 and t.n % 100 = 7 then 1 else 2 + ($2 + t.n) / 4 end)::text, 26, '0') as story
      from bench_templates t cross join lateral (select ${FIRST} + floor(($2 + t.n)::float8 * ${LAST - FIRST} / $1)::bigint as ms) m
        cross join lateral (select ${digits("ms", 10)} || lpad(to_hex($2 + t.n), 7, '0') || substr(md5(($2 + t.n)::text), 1, 9) as evt) i
      where $2 + t.n < $1 order by t.n),
  numbered as (insert into log_sequence (epoch, seq, event_id, at) select 1, number, event_id, happened from made),
  beside as (insert into audit_personal (event_id, field, salt, value, at, retention)
    select event_id, field, decode(md5(event_id), 'hex'), to_json(value)::text, happened, 'evidence' from made
      cross join lateral (values ('server', split_part(tool, '/', 1)), ('tool', split_part(tool, '/', 2))) f (field, value)
      where tool is not null and happened >= timestamptz '2026-10-01'),
  worded as (insert into audit_search (event_id, at, words) select event_id, happened, words || ' ' || (${SUBJECTS})[(hashtext(event_id) & 7) + 1]
      || ' case' || (hashtext(event_id) & 8191) || case when hashtext(event_id) & 65535 = 77 then ' chargeback dispute' else '' end from made)
  insert into audit_events (id, at, type, severity, outcome, actor_kind, actor_id, agent_id, target_kind, target_id, correlation_id, tool, policy, details, leaf, leaf_hash)
    select event_id, happened, type, severity, outcome, actor_kind, actor_id, agent_id, target_kind, target, story, tool, policy, details, leaf,
        sha256('\\x00'::bytea || leaf)
      from made cross join lateral (select convert_to('{"v":1,"id":"' || event_id || '","type":"' || type || '","actor":"' || actor_id || '","agent":"'
        || coalesce(agent_id, '') || '","target":"' || target || '","correlation":"' || story || '","details":' || details::text || '}', 'utf8') as leaf) l`;

// What the follower counts: month by month, and then grain by grain.
const HOURS = `insert into audit_counts (grain, start, facet, value, events)
    select 'hour', date_trunc('hour', e.at, 'UTC'), facet, value, count(*) from audit_events e
      cross join lateral (values ('type', e.type), ('outcome', e.outcome), ('severity', e.severity), ('agent', e.agent_id), ('actor', e.actor_id),
        ('tool', e.tool), ('policy', e.policy)) f (facet, value) where value is not null and e.at >= $1 and e.at < $2 group by 2, 3, 4`;
const GRAINS = [
  ["day", "hour", "date_trunc('day', start, 'UTC')"],
  ["month", "day", "date_trunc('month', start, 'UTC')"],
  ["ever", "month", "timestamptz 'epoch'"],
].map(
  ([grain, of, start]) => `insert into audit_counts (grain, start, facet, value, events)
    select '${grain}', ${start}, facet, value, sum(events) from audit_counts where grain = '${of}' group by 2, 3, 4`,
);

const TABLES = ["audit_events", "audit_personal", "audit_search", "log_sequence", "audit_counts"];

export interface Filled {
  events: number;
  seconds: number;
}

/**
 * Makes the log of an empty or filled bench database one of `events` events, spread evenly over the year, with words and counts. What
 * stood in it goes. The server is made hasty for it and durable again: it must be one that nothing else uses.
 */
export async function fillEvents(url: string, events: number): Promise<Filled> {
  const began = performance.now();
  const lanes = await Promise.all(Array.from({ length: LANES }, () => connected(url)));
  const [client] = lanes as [pg.Client];
  await hasty(client, true);
  await client.query("select audit_make_partitions($1::date, $2::date)", [new Date(FIRST), new Date(LAST)]);
  await client.query(`truncate ${TABLES.join(", ")}`);
  const { keys, indexes } = await dropIndexes(client);
  await client.query("drop table if exists bench_templates");
  await client.query(TEMPLATES);
  const rounds = Array.from({ length: Math.ceil(events / ROUND) }, (_, at) => [events, at * ROUND]);
  await inLanes(lanes, rounds, (lane, values) => lane.query(EVENTS, values));
  await client.query("drop table bench_templates");
  const months = Array.from({ length: 12 }, (_, at) =>
    [at, at + 1].map((month) => new Date(Date.UTC(2025, 11 + month))),
  );
  await inLanes(lanes, months, (lane, month) => lane.query(HOURS, month));
  for (const statement of GRAINS) await client.query(statement);
  await inLanes(lanes, keys, (lane, key) => lane.query(key));
  await inLanes(lanes, indexes, (lane, index) => lane.query(index));
  await settle(client, events);
  await hasty(client, false);
  await Promise.all(lanes.map((lane) => lane.end()));
  return { events, seconds: (performance.now() - began) / 1_000 };
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query("set session_replication_role = replica; set synchronous_commit = off; set jit = off");
  await client.query(
    "set maintenance_work_mem = '700MB'; set work_mem = '512MB'; set max_parallel_maintenance_workers = 0",
  );
  return client;
}

async function inLanes<T>(
  lanes: readonly pg.Client[],
  all: readonly T[],
  work: (lane: pg.Client, one: T) => Promise<unknown>,
) {
  const left = [...all];
  await Promise.all(
    lanes.map(async (lane) => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) await work(lane, one);
    }),
  );
}

const HASTY = [
  "fsync = off",
  "full_page_writes = off",
  "autovacuum = off",
  "max_wal_size = '16GB'",
  "checkpoint_timeout = '1h'",
];

async function hasty(client: pg.Client, on: boolean): Promise<void> {
  for (const setting of HASTY) {
    await client.query(on ? `alter system set ${setting}` : `alter system reset ${setting.split(" ")[0]}`);
  }
  await client.query("select pg_reload_conf()");
  await client.query("checkpoint");
}

/** Keys and indexes are built when everything stands. @returns the statements that build them */
async function dropIndexes(client: pg.Client): Promise<{ keys: string[]; indexes: string[] }> {
  const { rows } = await client.query<{ owner: string; name: string; key: string | null; definition: string }>(
    `select i.indrelid::regclass::text as owner, i.indexrelid::regclass::text as name, c.conname as key,
        coalesce(pg_get_constraintdef(c.oid), pg_get_indexdef(i.indexrelid)) as definition
      from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.contype = 'p' where i.indrelid = any($1::regclass[])`,
    [TABLES],
  );
  for (const { owner, name, key } of rows) {
    await client.query(key ? `alter table ${owner} drop constraint ${key}` : `drop index ${name}`);
  }
  const keys = rows.flatMap(({ owner, key, definition }) =>
    key ? [`alter table ${owner} add constraint ${key} ${definition}`] : [],
  );
  return {
    keys,
    indexes: rows.flatMap(({ key, definition }) => (key ? [] : [definition.replace(" ON ONLY ", " ON ")])),
  };
}

async function settle(client: pg.Client, size: number): Promise<void> {
  await client.query("update log_state set size = $1, published_size = $1", [size]);
  await client.query(
    "insert into log_followers (name, epoch, seq) values ('counts', 1, $1), ('search', 1, $1) on conflict (name) do update set seq = excluded.seq",
    [size],
  );
  await client.query(
    "insert into log_epochs (epoch, origin, vkey) values (1, 'bench', 'bench') on conflict do nothing",
  );
  await client.query("set session_replication_role = origin");
  await client.query("set default_statistics_target = 30");
  await client.query("vacuum (analyze) audit_events, audit_search, audit_personal, log_sequence, audit_counts");
}
