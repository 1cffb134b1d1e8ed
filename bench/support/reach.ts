import type pg from "pg";

/**
 * Gives every agent of a filled inventory a server with three tools, and 2,000 resources that they reach: one that three fifths of
 * all agents reach, one that two in a hundred do, the others few. A secret is shared by fifty agents each.
 */
export async function fillReach(client: pg.Client): Promise<void> {
  await client.query(`insert into resources (id, name, kind, data_classes, records, people, money)
    select 'res_' || lpad(i::text, 6, '0'), 'Resource ' || i, (array['database', 'service', 'files', 'account'])[1 + i % 4],
      array[(array['internal', 'confidential', 'personal', 'restricted', 'payment', 'secrets'])[1 + i % 6]], i * 100, i * 10, 0
    from generate_series(1, 2000) i`);
  await client.query(`insert into agent_servers (id, agent_id, name, address, credential)
    select replace(id, 'agt_', 'srv_'), id, 'server-' || n % 400, 'https://mcp.example.test/' || n % 400, 'secret-' || n / 50
    from (select id, row_number() over (order by id) as n from agents) a`);
  await client.query(`insert into agent_tools (id, agent_id, server_id, name, state, definition, hash, effect, capabilities, tier,
      accepted_hash, accepted_effect, accepted_capabilities, first_seen_at, last_seen_at)
    select replace(a.id, 'agt_', 'tol_') || k, a.id, replace(a.id, 'agt_', 'srv_'), 'tool_' || k,
      (case when n % 10 = k then 'quarantined' else 'accepted' end)::"ToolState", '{}', md5(a.id || k), (array['read', 'write', 'destructive'])[k],
      array[(array['read', 'write', 'pay'])[k]], 'low', md5(a.id || k), (array['read', 'write', 'destructive'])[k],
      array[(array['read', 'write', 'pay'])[k]], now(), now()
    from (select id, row_number() over (order by id) as n from agents) a cross join generate_series(1, 3) k`);
  await client.query(`insert into tool_resources (tool_id, resource_id, agent_id, access)
    select distinct on (1, 2) replace(a.id, 'agt_', 'tol_') || k, resource, a.id, case when k > 1 then 'write' else 'read' end
    from (select id, row_number() over (order by id) as n from agents) a cross join generate_series(1, 3) k
    cross join lateral (select 'res_' || lpad((3 + (n * 7 + k * 131) % 1998)::text, 6, '0') as resource
      union all select 'res_000001' where n % 5 < 3 and k < 3 union all select 'res_000002' where n % 50 = 0) r`);
  await client.query("vacuum analyze");
}

/** One agent with 500 tools on ten servers and 2,000 resources behind them. @returns its id */
export async function fillOneAgent(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    "select id from agents where status = 'active' and id not in (select agent_id from agent_servers where id like 'srv_wide%') order by id limit 1",
  );
  const id = rows[0]?.id;
  if (!id) throw new Error("There is no active agent to give tools to.");
  const key = id.slice(-8);
  await client.query(
    `insert into resources (id, name, kind, data_classes, records) select 'res_wide${key}' || i, 'Wide resource ${key} ' || i, 'database',
      array[(array['public', 'internal', 'confidential', 'personal', 'payment', 'health', 'restricted', 'secrets'])[1 + i % 8]], i from generate_series(1, 2000) i`,
  );
  await client.query(
    `insert into agent_servers (id, agent_id, name) select 'srv_wide${key}' || s, $1, 'Wide server ${key} ' || s from generate_series(0, 9) s`,
    [id],
  );
  await client.query(
    `insert into agent_tools (id, agent_id, server_id, name, state, definition, hash, effect, capabilities, tier, accepted_hash, accepted_effect,
        accepted_capabilities, first_seen_at, last_seen_at)
      select 'tol_wide${key}' || i, $1, 'srv_wide${key}' || i % 10, 'wide_tool_' || i, 'accepted', '{}', i::text, 'write', array[capability], 'low',
        i::text, 'write', array[capability], now(), now()
      from (select i, (array['read', 'write', 'pay', 'delete', 'execute'])[1 + (i / 10) % 5] as capability from generate_series(0, 499) i) t`,
    [id],
  );
  await client.query(
    `insert into tool_resources (tool_id, resource_id, agent_id, access) select 'tol_wide${key}' || (i * 7 + k * 131) % 500, 'res_wide${key}' || i, $1,
       case when i % 3 = 0 then 'write' else 'read' end from generate_series(1, 2000) i cross join generate_series(0, 1) k on conflict do nothing`,
    [id],
  );
  return id;
}
