import { type SqlTx, sql } from "@/lib/db";
import { type ApprovalRow, approvalColumns } from "../store";
import type { Group } from "../terms";
import type { Testable } from "./rules";

export interface GroupReviewer extends Testable {
  groups: Group[];
}

/** Active members of reviewer groups who hold the role and are not away, with the groups they sit in. */
export async function selectReviewers(now: Date): Promise<GroupReviewer[]> {
  const { rows } = await sql().query<GroupReviewer>({
    name: "canary-reviewers",
    text: `select p.id as "personId", p.time_zone as "timeZone", array_agg(distinct g.privilege_class::text) as groups
      from reviewer_group_members m join reviewer_groups g on g.id = m.group_id join people p on p.id = m.person_id and p.status = 'active'
      where exists (select 1 from role_grants r where r.person_id = p.id and r.role = 'reviewer')
        and not exists (select 1 from absences b where b.person_id = p.id and b.ended_at is null and b.from_at <= $1 and b.until_at > $1)
      group by p.id order by p.id`,
    values: [now],
  });
  return rows;
}

const LATEST = 40;
const MOST_BYTES = 16_384;

/** What agents that run today asked of these groups lately and people let them do: the latest first. Never of tier critical. */
export async function selectModels(groups: readonly Group[]): Promise<ApprovalRow[]> {
  const { rows } = await sql().query<ApprovalRow>({
    name: "canary-models",
    text: `select ${approvalColumns("a")} from approvals a join agents g on g.id = a.agent_id and g.status = 'active' and g.fingerprint = a.fingerprint
      where a.caller_kind <> 'canary' and a.groups && $1 and a.status in ('executed', 'consumed') and a.tier <> 'critical' and not a.break_glass
        and a.quorum = 1 and octet_length(a.bound) <= ${MOST_BYTES} order by a.requested_at desc limit ${LATEST}`,
    values: [groups],
  });
  return rows;
}

/** Marks a new request as a canary that should be denied. */
export async function markCanary(tx: SqlTx, id: string): Promise<void> {
  await tx.query("update approvals set known_answer = 'deny' where id = $1 and caller_kind = 'canary'", [id]);
}

export interface EndedCanary {
  id: string;
  agentId: string;
  correlationId: string;
  status: string;
  requestedAt: Date;
  denied: boolean;
  approved: boolean;
}

/**
 * Takes the canaries that are over and not yet on record: an approved one is withdrawn, one that nobody answered expires. What
 * somebody else takes at the same time is left to them.
 */
export async function takeEnded(tx: SqlTx): Promise<EndedCanary[]> {
  const { rows } = await tx.query<EndedCanary>(
    `with due as (select id from approvals where caller_kind = 'canary' and outcome_at is null
        and (status <> 'pending' or expires_at <= clock_timestamp()) order by id limit 200 for update skip locked)
     update approvals a set outcome_at = clock_timestamp(), unrecorded = false, version = a.version + 1,
       status = case a.status when 'pending' then 'expired' when 'approved' then 'revoked' else a.status end,
       status_reason = case when a.status in ('pending', 'approved', 'denied') then 'canary' else a.status_reason end,
       ended_at = coalesce(a.ended_at, clock_timestamp())
     from due where a.id = due.id
     returning a.id, a.agent_id as "agentId", a.correlation_id as "correlationId", a.status, a.requested_at as "requestedAt",
       exists (select 1 from approval_votes v where v.approval_id = a.id and v.answer = 'deny') as denied,
       exists (select 1 from approval_votes v where v.approval_id = a.id and v.answer = 'approve') as approved`,
  );
  return rows;
}
