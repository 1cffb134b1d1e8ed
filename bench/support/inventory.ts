import type pg from "pg";

/**
 * Fills an empty database with `count` agents of 40 teams and 400 people, skewed as organisations are: a few big teams and
 * providers, most agents active, one in twenty without an owner.
 */
export async function fillInventory(client: pg.Client, count: number): Promise<void> {
  await client.query("select setseed(0.5)");
  await client.query(
    "insert into teams (id, name) select 'tem_' || lpad(i::text, 4, '0'), 'Team ' || i from generate_series(1, 40) i",
  );
  await client.query(`insert into people (id, email, name, status, team_id)
    select 'per_' || lpad(i::text, 4, '0'), 'p' || i || '@example.test', chr(65 + i % 26) || 'anna Example ' || i,
      (case when i % 50 = 0 then 'deactivated' else 'active' end)::"PersonStatus", 'tem_' || lpad((1 + i % 40)::text, 4, '0')
    from generate_series(1, 400) i`);
  await client.query(AGENTS, [count]);
  await client.query("vacuum analyze");
}

const AGENTS = `insert into agents (id, name, environment, kind, purpose, provider, model, endpoint, systems, data_read, status, tier,
  team_id, owner_id, sponsor_id, source, search_text, updated_at)
select id, name, environment, kind, purpose, provider, model, endpoint, array[system], array['internal'], status, tier,
  team, owner, sponsor, source, lower(concat_ws(' ', '', name, provider, model, endpoint, system, purpose)), timestamptz '2026-01-01' + i * interval '4 minutes'
from (select i, 'agt_' || lpad(to_hex((i * 7919) % 1000003), 26, '0') as id, thing || ' ' || work || ' ' || i as name,
  (array['production', 'production', 'production', 'staging', 'development'])[1 + i % 5]::"Environment" as environment,
  (array['agent', 'agent', 'assistant', 'workflow', 'mcp_server', 'mcp_server', 'plugin'])[1 + (i / 5) % 7]::"AgentKind" as kind,
  'Reads ' || input || ' and prepares the ' || work || ' for the ' || thing || ' desk every working day; asks before it sends ' || md5(i::text) || '.' as purpose,
  'Provider ' || (1 + floor(60 * power(random(), 3)))::int as provider, 'model-' || i % 30 as model,
  'https://agents.example.test/' || i as endpoint, 'system-' || i % 500 as system,
  (array['active', 'active', 'active', 'active', 'registered', 'draft', 'draft', 'suspended', 'decommissioned', 'active'])[1 + (i / 3) % 10]::"AgentStatus" as status,
  (array['low', 'low', 'low', 'moderate', 'moderate', 'high', 'critical', null])[1 + (i / 7) % 8]::"Tier" as tier,
  'tem_' || lpad((1 + floor(40 * power(random(), 2)))::int::text, 4, '0') as team,
  case when i % 20 <> 0 then 'per_' || lpad((1 + floor(400 * random()))::int::text, 4, '0') end as owner,
  case when i % 15 <> 0 then 'per_' || lpad((1 + floor(400 * random()))::int::text, 4, '0') end as sponsor,
  (array['manual', 'manual', 'mcp-registry', 'docker-mcp', 'a2a-card', 'm365-agent', 'csv'])[1 + (i / 11) % 7] as source
  from (select i,
    (array['invoice', 'travel', 'claims', 'payroll', 'ticket', 'contract', 'fleet', 'energy', 'credit', 'onboarding'])[1 + i % 10] as thing,
    (array['matcher', 'planner', 'summary', 'router', 'checker', 'digest', 'forecast', 'reply'])[1 + (i / 10) % 8] as work,
    (array['mail', 'ledger entries', 'sensor values', 'calendars', 'case files'])[1 + (i / 80) % 5] as input
    from generate_series(1, $1::int) i) words) agents`;
