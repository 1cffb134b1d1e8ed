import type { Queryable } from "../store";

/** What an approval is bound to besides the call, as it is now. */
export interface CurrentFacts {
  agent: {
    id: string;
    name: string;
    status: string;
    /** Somebody is named to answer for it, and it does not wait for governance to name one. */
    owned: boolean;
    environment: string;
    tier: string;
    fingerprint: string;
    revision: number;
    teamId: string | null;
    ownerId: string | null;
  } | null;
  /** As a person accepted it; null: it is not accepted, or not there. */
  tool: { hash: string; resourceIds: string[] } | null;
  /** Whether everything else that the call rests on still stands: its chain, credential, instance and person. */
  rests: boolean;
  /** The database's clock. */
  now: Date;
}

/** Which facts: those of this agent, this tool and what the call rests on. */
export interface Wanted {
  agentId: string;
  chain: readonly string[];
  server: string;
  tool: string;
  credentialId: string | null;
  instanceId: string | null;
  personId: string | null;
}

// An instance or a person that nobody here knows was a gateway's word, and nothing that could end.
const facts = (lock: string) => `with
  a as materialized (select id, name, status::text as status, owner_id is not null and governance_since is null as owned,
      environment::text as environment, coalesce(tier::text, 'critical') as tier, fingerprint, revision,
      team_id as "teamId", owner_id as "ownerId" from agents where id = $1 or id = any($2) order by id ${lock}),
  t as materialized (select g.id, g.accepted_hash as hash from agent_tools g join agent_servers s on s.id = g.server_id
      where g.agent_id = $1 and s.name = $3 and g.name = $4 and g.state = 'accepted' and g.accepted_hash is not null
      ${lock.replace("for share", "for share of g")}),
  c as materialized (select state::text as state from credentials where id = $5 ${lock}),
  i as materialized (select state::text as state from agent_instances where id = $6 ${lock}),
  p as materialized (select status::text as status from people where id = $7 ${lock})
  select (select row_to_json(a) from a where id = $1) as agent,
    (select json_build_object('hash', t.hash, 'resourceIds', array(select resource_id from tool_resources where tool_id = t.id
      order by resource_id)) from t) as tool,
    (select count(*) from a where status = 'active' and id <> $1) = cardinality(array(select distinct unnest($2::text[]) except select $1))
      and ($5::text is null or exists (select 1 from c where state in ('active', 'overlap')))
      and not exists (select 1 from i where state <> 'active') and not exists (select 1 from p where status <> 'active') as rests,
    clock_timestamp() as now`;
const FACTS = facts("");
const HELD_FACTS = facts("for share nowait");

/**
 * What an approval is bound to besides the call.
 * @param held until commit nobody changes it, so that what ends the request finds it: fails at once (SQLSTATE 55P03) where
 * somebody is changing it, for whoever stops an agent must never wait in a circle with somebody who asks
 */
export async function readCurrentFacts(q: Queryable, wanted: Wanted, { held = false } = {}): Promise<CurrentFacts> {
  const { agentId, chain, server, tool, credentialId, instanceId, personId } = wanted;
  const { rows } = await q.query<CurrentFacts>({
    name: held ? "approval-facts-held" : "approval-facts",
    text: held ? HELD_FACTS : FACTS,
    values: [agentId, chain, server, tool, credentialId, instanceId, personId],
  });
  if (!rows[0]) throw new Error("a select without a table gave no row");
  return rows[0];
}
