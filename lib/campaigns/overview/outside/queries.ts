import { sql } from "@/lib/db";
import type { Tier } from "@/lib/risk/terms";
import type { CampaignScope, ItemKind } from "../../terms";

export interface OutsideFound {
  kind: "agent" | "entitlement";
  id: string;
  agentId: string;
  agentName: string;
  tier: Tier | null;
  server: string | null;
  tool: string | null;
  at: Date;
  campaignId: string | null;
  campaignName: string | null;
}

const IN_SCOPE = `(cardinality($2::text[]) = 0 or a.team_id = any($2)) and (cardinality($3::text[]) = 0 or a.tier::text = any($3))
  and (cardinality($4::text[]) = 0 or a.environment::text = any($4)) and (cardinality($5::text[]) = 0 or a.provider = any($5))
  and (cardinality($6::text[]) = 0 or a.owner_id = any($6)) and (cardinality($7::text[]) = 0 or a.id = any($7))
  and a.status not in ('draft', 'decommissioned')`;
/** Another campaign that meanwhile holds an item about the same subject. */
const ASKED = (kind: string, subject: string) =>
  `select i.campaign_id, o.name from campaign_items i join campaigns o on o.id = i.campaign_id
   where i.subject_id = ${subject} and i.kind = any(${kind}) and i.campaign_id <> $9 and o.created_at > $1 order by o.created_at desc limit 1`;

/** Agents and grants in the scope that came after the launch, the latest first. */
export async function selectOutside(
  campaignId: string,
  { since, scope, kinds, limit }: { since: Date; scope: CampaignScope; kinds: readonly ItemKind[]; limit: number },
): Promise<OutsideFound[]> {
  const { rows } = await sql().query<OutsideFound>(
    `select n.*, q.campaign_id as "campaignId", q.name as "campaignName" from (
        (select 'agent' as kind, a.id, a.id as "agentId", a.name as "agentName", a.tier::text as tier, null as server, null as tool, a.created_at as at
          from agents a where a.created_at > $1 and $11::boolean and ${IN_SCOPE}
            and not exists (select 1 from campaign_items i where i.campaign_id = $9 and i.agent_id = a.id) order by a.created_at desc limit $10)
        union all
        (select 'entitlement', e.id, a.id, a.name, a.tier::text, e.server, e.tool, e.approved_at
          from entitlements e join agents a on a.id = e.agent_id
          where e.approved_at > $1 and $12::boolean and e.state = 'active' and ${IN_SCOPE}
            and (cardinality($8::text[]) = 0 or e.server = any($8) or e.server || '/' || coalesce(e.tool, '') = any($8))
            and not exists (select 1 from campaign_items i where i.campaign_id = $9 and i.kind = 'entitlement' and i.subject_id = e.id)
          order by e.approved_at desc limit $10)) n
      left join lateral (${ASKED("case n.kind when 'agent' then array['owner', 'purpose'] else array['entitlement'] end", "n.id")}) q on true
      order by n.at desc, n.id limit $10`,
    [
      since,
      scope.teamIds,
      scope.tiers,
      scope.environments,
      scope.providers,
      scope.ownerIds,
      scope.agentIds,
      scope.tools,
      campaignId,
      limit,
      kinds.some((kind) => kind !== "entitlement"),
      kinds.includes("entitlement"),
    ],
  );
  return rows;
}
