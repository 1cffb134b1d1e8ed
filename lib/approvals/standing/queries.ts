import type { Queryable } from "../store";
import type { StandingRow } from "./store";

export interface ListedRow extends Omit<StandingRow, "fromBound" | "proposedEvidence" | "confirmedEvidence"> {
  agentName: string;
  environment: string;
  proposedByName: string;
  confirmedByName: string | null;
  signed: boolean;
}

/** The newest of every state, those that wait or are in force first; no more than `limit`. */
export async function selectStanding(q: Queryable, limit: number): Promise<ListedRow[]> {
  const { rows } = await q.query<ListedRow>(
    `select s.id, s.agent_id as "agentId", s.server, s.tool, s.groups, s.conditions, s.max_uses as "maxUses", s.used,
       case when s.state in ('proposed', 'active') and s.expires_at <= clock_timestamp() then 'ended' else s.state end as state,
       case when s.state in ('proposed', 'active') and s.expires_at <= clock_timestamp() then 'time' else s.state_reason end as "stateReason",
       s.reason, s.from_id as "fromId", s.tool_hash as "toolHash", s.fingerprint, s.policies, s.tier, s.proposed_by_id as "proposedById",
       s.proposed_at as "proposedAt", s.confirmed_by_id as "confirmedById", s.confirmed_at as "confirmedAt", s.expires_at as "expiresAt",
       s.ended_at as "endedAt", s.version, s.expires_at <= clock_timestamp() as over, s.proposed_evidence is not null as signed,
       g.name as "agentName", g.environment::text as environment, coalesce(p.name, s.proposed_by_id) as "proposedByName", c.name as "confirmedByName"
     from standing_approvals s join agents g on g.id = s.agent_id left join people p on p.id = s.proposed_by_id
       left join people c on c.id = s.confirmed_by_id
     order by (s.state = 'proposed' and s.expires_at > clock_timestamp()) desc, (s.state = 'active' and s.expires_at > clock_timestamp()) desc,
       s.proposed_at desc, s.id limit $1`,
    [limit],
  );
  return rows;
}
