import type { Visibility } from "@/lib/access";
import { sql } from "@/lib/db";
import type { Capability, DataClass, Effect } from "@/lib/risk/terms";
import type { AgentFacts } from "../../decide/types";

const SEEN = "a.status <> 'decommissioned' and ($1 or a.team_id = any($2))";
/** An agent in sight as decisions know it. */
export async function selectFacts(seen: Visibility, id: string): Promise<AgentFacts | null> {
  const { rows } = await sql().query<AgentFacts>(
    `select a.id, a.name, a.environment, a.status, coalesce(a.tier::text, 'critical') as tier, a.kind,
       coalesce(a.autonomy::text, 'acts_alone') as autonomy, coalesce(a.exposure::text, 'public') as exposure, a.provider, a.model,
       a.purpose, a.team_id as "teamId", a.owner_id as "ownerId", a.deputy_id as "deputyId", a.sponsor_id as "sponsorId",
       a.owner_id is not null and a.governance_since is null as owned, false as attested, a.revision
     from agents a where ${SEEN} and a.id = $3`,
    [seen.everything, seen.teamIds, id],
  );
  return rows[0] ?? null;
}

export interface PickableTool {
  server: string;
  name: string;
  state: "quarantined" | "accepted" | "blocked" | "removed";
  effect: Effect;
  tier: "low" | "moderate" | "high" | "critical";
  capabilities: Capability[];
  dataClasses: DataClass[];
  /** JSON Schema of its arguments, as listed: written by outsiders. */
  inputSchema: unknown;
}

/** The tools of an agent as decisions know them, with what they take. */
export async function selectPickable(agentId: string): Promise<PickableTool[]> {
  const { rows } = await sql().query<PickableTool>(
    `select s.name as server, t.name, t.state, coalesce(t.corrected_effect, t.accepted_effect, t.effect) as effect, t.tier,
       case when t.corrected_effect is not null then t.corrected_capabilities
         when t.accepted_effect is not null then t.accepted_capabilities else t.capabilities end as capabilities,
       array(select distinct c from tool_resources l join resources r on r.id = l.resource_id, unnest(r.data_classes) c
         where l.tool_id = t.id order by c) as "dataClasses",
       t.definition->'inputSchema' as "inputSchema"
     from agent_tools t join agent_servers s on s.id = t.server_id where t.agent_id = $1 and t.state <> 'removed'
     order by s.name, t.name limit 500`,
    [agentId],
  );
  return rows;
}
