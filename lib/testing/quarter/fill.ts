import { sql } from "@/lib/db";
import { actionsOf } from "@/lib/entitlements/terms";
import type { Capability, Effect } from "@/lib/risk/terms";
import type { SimAgent, SimGrant, SimPerson, World } from "./world";

const CHUNK = 5_000;
const TEAM = "tem_sim";

/** What a tool of each action is rated as, so that a call of it is decided under that action. */
export const RATED: Record<SimGrant["action"], { effect: Effect; capabilities: Capability[] }> = {
  read: { effect: "read", capabilities: ["read"] },
  write: { effect: "write", capabilities: ["write"] },
  pay: { effect: "destructive", capabilities: ["pay"] },
  delete: { effect: "destructive", capabilities: ["delete"] },
  export: { effect: "read", capabilities: ["export"] },
};

async function insertAll(statement: string, rows: readonly object[]): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    await sql().query(statement, [JSON.stringify(rows.slice(from, from + CHUNK))]);
  }
}

/** Writes the organisation into an empty database, as verbs would leave it; grants of later are not there yet. */
export async function fillWorld(world: World): Promise<void> {
  await sql().query("insert into teams (id, name) values ($1, 'Simulated')", [TEAM]);
  await insertPeople(world.people);
  const agents = world.agents.map((agent, at) => ({ ...agent, at }));
  await insertAll(
    `insert into agents (id, name, environment, status, tier, purpose, provider, team_id, owner_id, deputy_id, sponsor_id, registered_by_id, fingerprint)
     select id, 'Simulated ' || at, 'production', 'active', tier::"Tier", 'Works in the simulation.', 'Northwind', '${TEAM}', "ownerId",
       "deputyId", "sponsorId", "creatorId", id
     from jsonb_to_recordset($1::jsonb) as r(id text, at int, tier text, "ownerId" text, "deputyId" text, "sponsorId" text, "creatorId" text)`,
    agents,
  );
  await insertAll(
    `insert into agent_servers (id, agent_id, name) select replace(id, 'agt_', 'srv_'), id, 'Works'
     from jsonb_to_recordset($1::jsonb) as r(id text)`,
    world.agents,
  );
  await insertTools(world.agents);
  await insertGrants(world.agents.flatMap((agent) => agent.grants.map((grant) => ({ ...grant, agentId: agent.id }))));
  await insertExclusions(world.agents.flatMap(({ grants }) => grants.filter(({ excluded }) => excluded)));
  await sql().query("analyze");
}

async function insertPeople(people: readonly SimPerson[]): Promise<void> {
  await insertAll(
    `insert into people (id, email, name, team_id) select id, id || '@example.test', initcap(replace(id, 'per_', '')), '${TEAM}'
     from jsonb_to_recordset($1::jsonb) as r(id text)`,
    people,
  );
  await insertAll(
    `update people p set manager_id = r."managerId" from jsonb_to_recordset($1::jsonb) as r(id text, "managerId" text) where p.id = r.id`,
    people,
  );
  const roles = people.map(({ id, compliance, groups }) => ({
    id: `grt_${id}`,
    personId: id,
    role: compliance ? "compliance" : groups.length > 0 ? "reviewer" : "owner",
  }));
  await insertAll(
    `insert into role_grants (id, person_id, role) select id, "personId", role::"Role"
     from jsonb_to_recordset($1::jsonb) as r(id text, "personId" text, role text)`,
    roles,
  );
  const classes = [...new Set(people.flatMap(({ groups }) => groups))];
  await insertAll(
    `insert into reviewer_groups (id, name, privilege_class) select 'grp_' || class, class, class::"PrivilegeClass"
     from jsonb_to_recordset($1::jsonb) as r(class text)`,
    classes.map((name) => ({ class: name })),
  );
  await insertAll(
    `insert into reviewer_group_members (group_id, person_id) select 'grp_' || class, "personId"
     from jsonb_to_recordset($1::jsonb) as r(class text, "personId" text)`,
    people.flatMap(({ id, groups }) => groups.map((name) => ({ class: name, personId: id }))),
  );
}

async function insertTools(agents: readonly SimAgent[]): Promise<void> {
  const tools = agents.flatMap(({ id, grants, late }) =>
    [...grants, ...(late ? [late] : [])].map(({ id: grantId, tool, action }) => ({
      ...{ id: grantId.replace("ent_", "tol_"), agentId: id, tool, ...RATED[action] },
    })),
  );
  await insertAll(
    `insert into agent_tools (id, agent_id, server_id, name, state, definition, hash, effect, capabilities, tier, accepted_definition, accepted_hash,
       accepted_effect, accepted_capabilities, accepted_at, first_seen_at, last_seen_at)
     select id, "agentId", replace("agentId", 'agt_', 'srv_'), tool, 'accepted', '{}', tool, effect, capabilities, 'low', '{}', tool, effect, capabilities,
       now() - interval '1 year', now() - interval '1 year', now()
     from jsonb_to_recordset($1::jsonb) as r(id text, "agentId" text, tool text, effect text, capabilities text[])`,
    tools,
  );
}

/** Grants in force, approved in spring. */
export async function insertGrants(grants: readonly (SimGrant & { agentId: string })[]): Promise<void> {
  await insertAll(
    `insert into entitlements (id, agent_id, server, tool, actions, state, justification, requested_by_id, requested_at, approved_by_id, approved_at,
       expires_at, last_used_at, use_count)
     select id, "agentId", 'Works', tool, actions, 'active', 'For its work', "requestedById", now() - interval '100 days', "approvedById",
       now() - interval '100 days', now() + interval '200 days', case when used then now() - interval '2 days' end, case when used then 40 else 0 end
     from jsonb_to_recordset($1::jsonb) as r(id text, "agentId" text, tool text, actions text[], "requestedById" text, "approvedById" text, used boolean)`,
    grants.map((grant) => ({ ...grant, actions: actionsOf(RATED[grant.action]) })),
  );
}

/** Left out with two people's word, for half a year. */
async function insertExclusions(grants: readonly SimGrant[]): Promise<void> {
  await insertAll(
    `insert into campaign_exclusions (id, target_kind, target_id, team_id, reason, state, requested_by_id, requested_at, decided_by_id, decided_at, until)
     select replace(id, 'ent_', 'cex_'), 'entitlement', id, '${TEAM}', 'Under a separate audit', 'active', 'per_ines', now(), 'per_cora', now(),
       now() + interval '180 days'
     from jsonb_to_recordset($1::jsonb) as r(id text)`,
    grants,
  );
}
