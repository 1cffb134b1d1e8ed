import type { SqlTx } from "@/lib/db";
import { type ApprovalRow, approvalColumns } from "../../store";
import { LIMITS } from "../../terms";

/** A request that ended without anybody's word, and how many had approved it by then. */
export type EndedRow = ApprovalRow & { approvals: number };

const RETURNED = `returning ${approvalColumns("a")}, (select count(*)::int from approval_votes v
  where v.approval_id = a.id and v.answer = 'approve') as approvals`;

const EXPIRED = "status = 'expired', status_reason = 'time', ended_at = a.expires_at, version = a.version + 1";

/** Labels what waited in vain: of one action, or up to so many. What somebody else holds is left to the next turn. */
export async function expirePending(
  tx: SqlTx,
  which: { actionDigest: string } | { most: number },
): Promise<EndedRow[]> {
  if ("actionDigest" in which) {
    const text = `update approvals a set ${EXPIRED} where action_digest = $1 and status = 'pending' and expires_at <= clock_timestamp() ${RETURNED}`;
    return (await tx.query<EndedRow>({ name: "approvals-expire-action", text, values: [which.actionDigest] })).rows;
  }
  const text = `with due as (select id from approvals where status = 'pending' and expires_at <= clock_timestamp()
      order by expires_at limit $1 for update skip locked)
    update approvals a set ${EXPIRED} from due where a.id = due.id and a.status = 'pending' ${RETURNED}`;
  return (await tx.query<EndedRow>({ name: "approvals-expire", text, values: [which.most] })).rows;
}

/** Labels what was approved and not used in time. */
export async function lapseApproved(tx: SqlTx, most: number): Promise<EndedRow[]> {
  const text = `with due as (select id from approvals where status = 'approved' and approved_until <= clock_timestamp()
      order by approved_until limit $1 for update skip locked)
    update approvals a set status = 'lapsed', status_reason = 'time', ended_at = a.approved_until, version = a.version + 1
    from due where a.id = due.id and a.status = 'approved' ${RETURNED}`;
  return (await tx.query<EndedRow>({ name: "approvals-lapse", text, values: [most] })).rows;
}

/** Labels what was used so long ago that whoever used it should have said what came of it. */
export async function forgetConsumed(tx: SqlTx, most: number): Promise<EndedRow[]> {
  const text = `with due as (select id from approvals where status = 'consumed'
      and consumed_at <= clock_timestamp() - make_interval(secs => ${LIMITS.reportSeconds}) order by consumed_at limit $1 for update skip locked)
    update approvals a set status = 'unknown', status_reason = 'no_report', outcome_at = clock_timestamp(), version = a.version + 1
    from due where a.id = due.id and a.status = 'consumed' ${RETURNED}`;
  return (await tx.query<EndedRow>({ name: "approvals-forget", text, values: [most] })).rows;
}

/** Takes what triggers moved, to be written down in this transaction. */
export async function takeUnrecorded(tx: SqlTx, most: number): Promise<EndedRow[]> {
  const text = `with due as (select id from approvals where unrecorded limit $1 for update skip locked)
    update approvals a set unrecorded = false from due where a.id = due.id and a.unrecorded ${RETURNED}`;
  return (await tx.query<EndedRow>({ name: "approvals-unrecorded", text, values: [most] })).rows;
}

/** Removes what every follower has long seen, and keys of submissions whose request ended more than a day ago. */
export async function pruneAsking(tx: SqlTx, most: number): Promise<number> {
  const changes = await tx.query(
    `delete from approval_changes where id in (select id from approval_changes where at < now() - interval '1 hour' order by at limit $1)`,
    [most],
  );
  const keys = await tx.query(
    `delete from approval_submissions s using (select k.caller_id, k.key from approval_submissions k join approvals a on a.id = k.approval_id
        where k.at < now() - interval '24 hours' and a.status not in ('pending', 'approved', 'consumed')
          and greatest(a.ended_at, a.outcome_at, a.decided_at) < now() - interval '24 hours' limit $1) d
      where s.caller_id = d.caller_id and s.key = d.key`,
    [most],
  );
  return (changes.rowCount ?? 0) + (keys.rowCount ?? 0);
}
