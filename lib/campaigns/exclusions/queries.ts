import { sql } from "@/lib/db";
import type { ExclusionState, ExclusionView } from "./views";

export type ExclusionRow = Omit<ExclusionView, "abilities" | "requestedBy" | "decidedBy"> & {
  teamId: string | null;
  ownerId: string | null;
  deputyId: string | null;
  sponsorId: string | null;
  requestedById: string;
  requestedByName: string | null;
  requestedByActive: boolean;
  decidedById: string | null;
  decidedByName: string | null;
  decidedByActive: boolean;
  readAt: Date;
};

/** Exclusions in these states, those that ask first, then by their end. One whose end has passed reads as ended. */
export async function selectExclusions(states: readonly ExclusionState[]): Promise<ExclusionRow[]> {
  const { rows } = await sql().query<ExclusionRow>(
    `select * from (select x.id, x.target_kind as "targetKind", x.target_id as "targetId", x.team_id as "teamId", x.reason,
       case when x.state in ('active', 'requested') and x.until <= clock_timestamp() then 'ended' else x.state end as state,
       x.state_reason as "stateReason", x.requested_by_id as "requestedById", x.requested_at as "requestedAt",
       x.decided_by_id as "decidedById", x.decided_at as "decidedAt", x.until, x.version, clock_timestamp() as "readAt",
       coalesce(a.id, '') as "agentId", coalesce(a.name, '') as "agentName",
       coalesce(e.server || coalesce('/' || e.tool, ''), '') as "grant",
       a.owner_id as "ownerId", a.deputy_id as "deputyId", a.sponsor_id as "sponsorId",
       r.name as "requestedByName", coalesce(r.status = 'active', false) as "requestedByActive",
       d.name as "decidedByName", coalesce(d.status = 'active', false) as "decidedByActive"
     from campaign_exclusions x
     left join entitlements e on x.target_kind = 'entitlement' and e.id = x.target_id
     left join agents a on a.id = case x.target_kind when 'agent' then x.target_id else e.agent_id end
     left join people r on r.id = x.requested_by_id left join people d on d.id = x.decided_by_id) all_of
     where state = any($1) order by state = 'requested' desc, until, id limit 500`,
    [states],
  );
  return rows;
}
