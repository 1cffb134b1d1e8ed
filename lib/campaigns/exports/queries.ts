import { sql } from "@/lib/db";
import type { ItemKind, ItemState, Mark, Rights } from "../terms";

export interface OpenItem {
  number: number;
  kind: ItemKind;
  agentId: string;
  agentName: string;
  environment: string;
  tier: string;
  rights: Rights;
  stage: number;
  state: ItemState;
  marks: Mark[];
  seat: string;
  personName: string | null;
  personEmail: string | null;
  dueAt: Date | null;
  lastUsedAt: string | null;
}

/** What still waits for an answer, a signature or somebody to ask, in order of the numbers after this one. */
export async function selectOpenItems(campaignId: string, after: number, most: number): Promise<OpenItem[]> {
  const { rows } = await sql().query<OpenItem>(
    `select i.number, i.kind, i.agent_id as "agentId", i.snapshot->'agent'->>'name' as "agentName",
       i.snapshot->'agent'->>'environment' as environment, i.tier, i.snapshot->'rights' as rights, i.stage::int as stage, i.state, i.marks,
       i.seat, p.name as "personName", p.email as "personEmail", coalesce(i.due_at, c.stage_due_at) as "dueAt",
       i.snapshot->'use'->>'lastUsedAt' as "lastUsedAt"
     from campaign_items i join campaigns c on c.id = i.campaign_id left join people p on p.id = i.seat
     where i.campaign_id = $1 and i.number > $2 and i.state in ('pending', 'stale', 'conflict', 'no_reviewer', 'decided')
     order by i.number limit $3`,
    [campaignId, after, most],
  );
  return rows;
}
