import type { Visibility } from "@/lib/access";
import { sql } from "@/lib/db";
import type { Capability } from "@/lib/risk/schema";
import type { StoredTemplate } from "./store";

type Named = StoredTemplate & { proposedByName: string | null; approvedByName: string | null };

const TEMPLATES = `select t.id, t.name, t.description, t.content, t.state, t.proposed_by_id as "proposedById", t.proposed_at as "proposedAt",
  t.approved_by_id as "approvedById", t.approved_at as "approvedAt", t.version, p.name as "proposedByName", a.name as "approvedByName"
from agent_templates t left join people p on p.id = t.proposed_by_id left join people a on a.id = t.approved_by_id`;

/** The organisation's own templates by name; the retired ones too. */
export async function selectTemplates(): Promise<Named[]> {
  const { rows } = await sql().query<Named>(`${TEMPLATES} order by lower(t.name), t.id limit 500`);
  return rows;
}

export async function selectTemplate(id: string): Promise<Named | null> {
  const { rows } = await sql().query<Named>(`${TEMPLATES} where t.id = $1`, [id]);
  return rows[0] ?? null;
}

/** How many living agents in the caller's sight were made from each template. */
export async function countByTemplate(seen: Visibility): Promise<Map<string, number>> {
  const { rows } = await sql().query<{ id: string; agents: number }>(
    `select template_id as id, count(*)::int as agents from agents
     where template_id is not null and status <> 'decommissioned' and ($1 or team_id = any($2)) group by template_id`,
    [seen.everything, seen.teamIds],
  );
  return new Map(rows.map(({ id, agents }) => [id, agents]));
}

/** What an agent's tools can do, as its tier counts them: corrections win, then what was accepted, for a draft what is listed. */
export async function selectTools(agentId: string): Promise<{ name: string; capabilities: Capability[] }[]> {
  const { rows } = await sql().query<{ name: string; capabilities: Capability[] }>(
    `select t.name, case when t.corrected_effect is not null then t.corrected_capabilities
       when a.status = 'draft' then t.capabilities else t.accepted_capabilities end as capabilities
     from agent_tools t join agents a on a.id = t.agent_id
     where t.agent_id = $1 and t.state not in ('blocked', 'removed') and (a.status = 'draft' or t.accepted_hash is not null)
     order by lower(t.name), t.id`,
    [agentId],
  );
  return rows;
}
