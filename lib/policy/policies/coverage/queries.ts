import type { Visibility } from "@/lib/access";
import type { Tier } from "@/lib/agents/terms";
import { sql } from "@/lib/db";
import type { Action } from "@/lib/entitlements/terms";

export interface UngrantedTool {
  server: string;
  tool: string;
  /** Agents that have it and may not call it. */
  agents: number;
  tier: Tier;
}

const LIVING = "a.status <> 'decommissioned' and ($1 or a.team_id = any($2))";
const seenAs = (seen: Visibility) => [seen.everything, seen.teamIds];

/** Tools that some living agent has accepted and no active grant covers, the most dangerous first. */
export async function selectUngranted(seen: Visibility): Promise<UngrantedTool[]> {
  const { rows } = await sql().query<UngrantedTool>({
    name: "policy-coverage-tools",
    text: `select s.name as server, t.name as tool, count(distinct a.id)::int as agents, max(t.tier) as tier
      from agent_tools t join agents a on a.id = t.agent_id and ${LIVING} join agent_servers s on s.id = t.server_id
      where t.state = 'accepted' and not exists (select 1 from entitlements e where e.agent_id = a.id and e.server = s.name
        and (e.tool is null or e.tool = t.name) and e.state = 'active' and (e.expires_at is null or e.expires_at > now()))
      group by 1, 2 order by max(t.tier) desc, count(distinct a.id) desc, 1, 2 limit 2000`,
    values: seenAs(seen),
  });
  return rows;
}

export interface BroadRights {
  id: string;
  name: string;
  tier: Tier | null;
  /** Servers of which it may call every tool. */
  servers: string[];
  /** Dangerous actions that it was granted anywhere. */
  actions: Action[];
  grants: number;
}

/** Living agents with a grant for a whole server, or with several of these actions, the broadest first. */
export async function selectBroad(
  seen: Visibility,
  broad: { actions: readonly Action[]; from: number },
): Promise<BroadRights[]> {
  const { rows } = await sql().query<BroadRights>({
    name: "policy-coverage-agents",
    text: `select a.id, a.name, a.tier, g.servers, g.actions, g.grants from agents a join lateral (
        select count(*)::int as grants,
          coalesce(array_agg(distinct e.server) filter (where e.tool is null), '{}') as servers,
          array(select distinct u from entitlements d, unnest(d.actions) u where d.agent_id = a.id and d.state = 'active'
            and u = any($3::text[]) order by 1) as actions
        from entitlements e where e.agent_id = a.id and e.state = 'active') g on true
      where ${LIVING} and (cardinality(g.servers) > 0 or cardinality(g.actions) >= $4)
      order by cardinality(g.servers) desc, cardinality(g.actions) desc, a.tier desc nulls last, lower(a.name), a.id limit 200`,
    values: [...seenAs(seen), broad.actions, broad.from],
  });
  return rows;
}
