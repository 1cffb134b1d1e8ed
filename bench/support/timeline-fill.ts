import type pg from "pg";
import { wordsOf } from "@/lib/audit/reading/texts";

/** A year of believable events, made by the database itself, with real leaf hashes and numbers; the tree is not needed to read. */

export const FIRST = Date.UTC(2025, 11, 1);
export const LAST = Date.UTC(2026, 11, 1);
export const AGENTS = 300;
const PEOPLE = 80;
const TOOLS = 60;
const POLICIES = 25;
const BATCH = 250_000;

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

const ROWS = `select n, timestamptz 'epoch' + ms * interval '1 millisecond' as at, 'evt_' || ${digits("ms", 10)} || lpad(to_hex(n), 7, '0') || substr(md5(n::text), 1, 9) as id,
    m.*, agent, person, tool, policy, story from (
  select n, $3::bigint + ((n - $1::bigint)::numeric * ($4::bigint - $3::bigint) / ($2::bigint - $1::bigint))::bigint as ms, ${drawn(1, "100")} as share,
    ${agentId(`floor(${AGENTS} * power(${drawn(2, "100000")} / 100000.0, 2))::int`)} as agent,
    'per_0000000000000000000000' || lpad(${drawn(3, String(PEOPLE))}::text, 4, '0') as person,
    floor(${TOOLS} * power(${drawn(4, "100000")} / 100000.0, 1.5))::int as tool_number,
    'pol_0000000000000000000000' || lpad(${drawn(5, String(POLICIES))}::text, 4, '0') as policy,
    case when n % 20000 < 100 and n < 100000 then 0 when n % 100 = 7 and n < 9000000 then 1 else 2 + n / 4 end as story
  from generate_series($1::bigint, $2::bigint - 1) n) r
  join (values ${MIX}) m (type, severity, outcome, target_kind, actor_kind, low, high) on share >= low and share < high
  cross join lateral (select (${SERVERS})[tool_number % 10 + 1] || '/' || (${VERBS})[tool_number / 10 + 1] || '_' || (${SUBJECTS})[tool_number % 12 + 1] as tool) t`;

const FILL = `with made as materialized (select *, type in ('decision.made', 'call.reported', 'approval.requested', 'approval.approved', 'approval.denied') as called,
    case when target_kind = 'agent' then agent when target_kind = 'person' then person
      else substr(target_kind, 1, 3) || '_' || substr(id, 5) end as target from (${ROWS}) r),
  told as materialized (select *, case when type = 'decision.made' then jsonb_build_object('answer', case outcome when 'done' then 'permit' else 'deny' end,
      'reason', (array['granted', 'no_grant', 'condition', 'step_up'])[n % 4 + 1], 'action', 'call', 'policies', jsonb_build_array(policy || '@1'))
    else jsonb_build_object('environment', 'production') end as details,
    case actor_kind when 'agent' then agent else person end as actor, case when type in ('session.started', 'access.refused', 'campaign.voted') then null else agent end as about from made),
  leafed as materialized (select *, convert_to(jsonb_build_object('v', 1, 'id', id, 'type', type, 'actor', actor, 'agent', about, 'target', target,
      'correlation', story, 'details', details)::text, 'utf8') as leaf from told),
  numbered as (insert into log_sequence (epoch, seq, event_id, at) select 1, n, id, at from leafed),
  beside as (insert into audit_personal (event_id, field, salt, value, at, retention)
    select id, field, decode(md5(id), 'hex'), to_json(value)::text, at, 'evidence' from leafed
      cross join lateral (values ('server', split_part(tool, '/', 1)), ('tool', split_part(tool, '/', 2))) f (field, value)
      where called and at >= timestamptz '2026-10-01')
  insert into audit_events (id, at, type, severity, outcome, actor_kind, actor_id, agent_id, target_kind, target_id, correlation_id, tool, policy, details, leaf, leaf_hash)
    select id, at, type, severity, outcome, actor_kind, actor, about, target_kind, target, 'req_' || lpad(story::text, 26, '0'),
      case when called then tool end, case when type = 'decision.made' then policy end, details, leaf, sha256('\\x00'::bytea || leaf) from leafed order by n`;

// What the followers write, set by set: as many words, and a comment of some words that a person might have written.
const WORDS = `insert into audit_search (event_id, at, words) select e.id, e.at,
    ${wordsOf("array[]::text[]")} || ' ' || (${SUBJECTS})[(hashtext(e.id) & 7) + 1] || ' case' || (hashtext(e.id) & 8191) || case when hashtext(e.id) & 65535 = 77 then ' chargeback dispute' else '' end
  from audit_events e where e.at >= $1 and e.at < $2`;
const COUNTS = `insert into audit_counts (grain, start, facet, value, events)
  select grain, start, facet, value, sum(events) from (select date_trunc('hour', e.at, 'UTC') as hour, facet, value, count(*) as events from audit_events e
      cross join lateral (values ('type', e.type), ('outcome', e.outcome), ('severity', e.severity), ('agent', e.agent_id), ('actor', e.actor_id),
        ('tool', e.tool), ('policy', e.policy)) f (facet, value) where value is not null and e.at >= $1 and e.at < $2 group by 1, 2, 3) h
    cross join lateral (values ('hour', hour), ('day', date_trunc('day', hour, 'UTC')), ('month', date_trunc('month', hour, 'UTC')),
      ('ever', timestamptz 'epoch')) g (grain, start) group by 1, 2, 3, 4
  on conflict (grain, facet, start, value) do update set events = audit_counts.events + excluded.events`;

export interface Filled {
  events: number;
  seconds: number;
}

/** Adds events until there are `until`, from `from` on, spread evenly over the year; with counts and words. */
export async function fillEvents(client: pg.Client, from: number, until: number): Promise<Filled> {
  const began = performance.now();
  await client.query(
    "set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '1GB'; set work_mem = '256MB'",
  );
  await client.query("select audit_make_partitions($1::date, $2::date)", [new Date(FIRST), new Date(LAST)]);
  const indexes = await dropIndexes(client);
  const share = (n: number) => FIRST + Math.floor(((LAST - FIRST) * (n - from)) / (until - from));
  for (let at = from; at < until; at += BATCH) {
    const end = Math.min(at + BATCH, until);
    await client.query(FILL, [at, end, share(at), share(end)]);
  }
  for (const definition of indexes) await client.query(definition);
  await client.query("truncate audit_counts, audit_search");
  await client.query("drop index if exists audit_search_terms");
  for (let month = 0; month < 12; month++) {
    const months = [month, month + 1].map((number) => new Date(Date.UTC(2025, 11 + number)));
    await client.query(WORDS, months);
    await client.query(COUNTS, months);
  }
  await client.query(
    "create index audit_search_terms on audit_search using gin (audit_terms(words)) with (gin_pending_list_limit = 256)",
  );
  await settle(client, until);
  return { events: until, seconds: (performance.now() - began) / 1_000 };
}

async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    "select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index where indrelid = 'audit_events'::regclass and not indisprimary",
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map((row) => row.definition.replace(" ON ONLY ", " ON "));
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
  await client.query("vacuum (analyze) audit_events, audit_search, audit_personal, log_sequence, audit_counts");
}
