import type { SqlTx } from "@/lib/db";
import type { Capability, Effect } from "@/lib/risk";
import type { Tier } from "../terms";
import type { ToolDefinition } from "../tools/definition";

export interface RatedTool {
  id: string;
  agentId: string;
  server: string;
  name: string;
  trusted: boolean;
  definition: ToolDefinition;
  effect: Effect;
  capabilities: Capability[];
  tier: Tier;
  because: string[];
  acceptedDefinition: ToolDefinition | null;
  acceptedEffect: Effect | null;
  acceptedCapabilities: Capability[];
}

// Whose claims a tool carries, as `claimantOf` in tools/rate.ts says it.
const SUPPLIER =
  "lower(coalesce(nullif(s.supplier, ''), case when a.kind in ('mcp_server', 'plugin') then a.provider else '' end))";

const TOOLS = `select t.id, t.agent_id as "agentId", s.name as server, t.name, t.definition, t.effect, t.capabilities, t.tier, t.because,
  t.accepted_definition as "acceptedDefinition", t.accepted_effect as "acceptedEffect", t.accepted_capabilities as "acceptedCapabilities",
  exists (select 1 from suppliers p where p.trusted and ${SUPPLIER} = any(p.names)) as trusted
from agent_tools t join agent_servers s on s.id = t.server_id join agents a on a.id = t.agent_id
where a.status <> 'decommissioned' and t.state <> 'removed' and ${SUPPLIER} = any($1)
order by t.agent_id, t.id for update of t`;

/** The tools of suppliers that go by these lower-case names, in use today, held until commit; and whether each is trusted now. */
export async function lockToolsOf(tx: SqlTx, names: readonly string[]): Promise<RatedTool[]> {
  const { rows } = await tx.query<RatedTool>(TOOLS, [names]);
  return rows;
}

/** Writes ratings over tools that the caller holds. Who looked at the former rating looked at an old version. */
export async function writeRatings(tx: SqlTx, tools: readonly RatedTool[]): Promise<void> {
  if (!tools.length) return;
  const rows = tools.map((tool) => ({
    id: tool.id,
    effect: tool.effect,
    capabilities: tool.capabilities,
    tier: tool.tier,
    because: tool.because,
    accepted_effect: tool.acceptedEffect,
    accepted_capabilities: tool.acceptedCapabilities,
  }));
  await tx.query(
    `update agent_tools t set effect = r.effect, capabilities = r.capabilities, tier = r.tier, because = r.because,
       accepted_effect = r.accepted_effect, accepted_capabilities = r.accepted_capabilities, version = t.version + 1
     from json_populate_recordset(null::agent_tools, $1) r where t.id = r.id`,
    [JSON.stringify(rows)],
  );
}
