import type pg from "pg";

export const SERVER = "Books";
export const TOOL = "read_invoice";
export const stoppableId = (number: number) => `agt_${String(number).padStart(26, "0")}`;

/** So many active agents of one owner, each with one accepted tool and the grant to read with it. */
export async function fillStoppable(client: pg.Client, count: number): Promise<void> {
  await client.query("insert into teams (id, name) values ('tem_a', 'Team A')");
  await client.query(`insert into people (id, email, name) select 'per_' || n, n || '@example.test', n
    from unnest(array['olga', 'sven', 'henrik']) n`);
  await client.query(AGENTS, [count]);
  await client.query(
    "insert into agent_servers (id, agent_id, name) select 'srv_' || substr(id, 5), id, $1 from agents",
    [SERVER],
  );
  await client.query(TOOLS, [TOOL]);
  await client.query(GRANTS, [SERVER, TOOL]);
  await client.query("vacuum analyze");
}

const AGENTS = `insert into agents (id, name, environment, kind, purpose, provider, model, endpoint, systems, data_read, status, tier, autonomy, exposure,
  team_id, owner_id, sponsor_id, source, search_text, registered_by_id, reviewed_at)
select 'agt_' || lpad(i::text, 26, '0'), 'Agent ' || i, 'production', 'agent', 'Reads invoices and says what is in them.', 'Northwind', 'm-1', '',
  array['ledger'], array['internal'], 'active', 'low', 'suggests', 'internal', 'tem_a', 'per_olga', 'per_sven', 'manual', ' agent', 'per_olga', now()
from generate_series(0, $1::int - 1) i`;

const TOOLS = `insert into agent_tools (id, agent_id, server_id, name, state, definition, hash, effect, capabilities, tier, accepted_definition,
  accepted_hash, accepted_effect, accepted_capabilities, accepted_at, first_seen_at, last_seen_at)
select 'tol_' || substr(id, 5), id, 'srv_' || substr(id, 5), $1, 'accepted', '{}', md5(id), 'read', array['read'], 'low', '{}', md5(id), 'read', array['read'],
  now(), now(), now() from agents`;

const GRANTS = `insert into entitlements (id, agent_id, server, tool, actions, state, justification, requested_at, approved_at)
select 'ent_' || substr(id, 5), id, $1, $2, array['read'], 'active', 'To read invoices.', now(), now() from agents`;
