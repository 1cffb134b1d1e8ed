import type pg from "pg";

/**
 * Makes every agent of a filled inventory one that may act, with ten grants each on its server, and puts `policies` policies of
 * the organisation in force: most for a team and a server, a few for everybody.
 */
export async function fillDecisions(client: pg.Client, policies: number): Promise<void> {
  // Without its indexes for the while: a change of every row would write each of them twenty times.
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
      where i.indrelid = 'agents'::regclass and not i.indisprimary`,
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  await client.query(`update agents set status = 'active', tier = 'low', owner_id = coalesce(owner_id, 'per_0001')`);
  for (const { definition } of rows) await client.query(definition);
  await client.query("update people set status = 'active'");
  await client.query("update agent_tools set state = 'accepted' where state = 'quarantined'");
  await client.query(`insert into entitlements (id, agent_id, server, tool, actions, conditions, state, justification, requested_at)
    select 'ent_' || substr(a.id, 5) || k, a.id, s.name, 'tool_' || 1 + k % 3, array[(array['read', 'write', 'pay'])[1 + k % 3]],
      case when k < 6 then '[]'::jsonb else '[{"argument": "amount", "operator": "lte", "value": 100}]'::jsonb end, 'active', 'bench', now()
    from agents a join agent_servers s on s.agent_id = a.id and s.id = replace(a.id, 'agt_', 'srv_') cross join generate_series(0, 9) k`);
  await client.query(
    "insert into policies (id, name, published, created_at) select 'pol_b' || i, 'Bench ' || i, 1, now() from generate_series(1, $1::int) i",
    [policies],
  );
  await client.query(
    `insert into policy_versions (policy_id, number, text, state, created_at) select 'pol_b' || i, 1,
      'forbid (principal in Team::"tem_' || lpad((1 + i % 40)::text, 4, '0') || '", action == Action::"pay", resource in Server::"server-' || i % 400
        || '") when { context.numbers.hasTag("amount") && context.numbers.getTag("amount").greaterThan(decimal("' || 100 + i || '.0")) };',
      'published', now() from generate_series(1, $1::int) i`,
    [policies],
  );
  await client.query("update decision_control set policy_epoch = policy_epoch + 1");
  await client.query("delete from decision_changes");
  await client.query("vacuum analyze");
}
