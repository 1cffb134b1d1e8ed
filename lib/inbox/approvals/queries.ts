import type { Visibility } from "@/lib/access";
import { sql } from "@/lib/db";
import type { ApprovalWaiting } from "./words";

/** Who asks, and how far what they do about approvals reaches. */
export interface ApprovalReader {
  personId: string;
  review: Visibility;
  resolve: Visibility;
  lift: Visibility;
}

// $1 person · $2 now · $3, $4 review in scope: everywhere, teams · $5, $6, $7 resolve: the same, and their own · $8, $9, $10 lift: the same
const OWN = "$1 in (a.owner_id, a.deputy_id, a.sponsor_id)";
const IN_SCOPE = (first: number) => `($${first}::boolean or a.team_id = any($${first + 1}::text[]))`;
const REACHED = (first: number) => `(${IN_SCOPE(first)} or ($${first + 2}::boolean and ${OWN}))`;

// Who broke the glass, or answers for the agent, does not review it.
const AFTER_REVIEW = `from approvals p join agents a on a.id = p.agent_id where p.break_glass and p.decided_at is not null
  and p.reviewed_at is null and ${IN_SCOPE(3)} and (${OWN}) is not true
  and not exists (select 1 from approval_votes v where v.approval_id = p.id and v.person_id = $1)`;
const UNKNOWN = `from approvals p join agents a on a.id = p.agent_id where p.status = 'unknown' and ${REACHED(5)}`;
// From tier high up who answers for the agent does not let it ask again alone.
const STOPPED = `from asking_stops s join agents a on a.id = s.agent_id where s.lifted_at is null and ${REACHED(8)}
  and not (coalesce(a.tier::text, 'critical') in ('high', 'critical') and coalesce(${OWN}, false))`;
// A second person out of the asked groups, who neither proposed it nor answers for the agent.
const PROPOSED = `from standing_approvals s join agents a on a.id = s.agent_id where s.state = 'proposed' and s.expires_at > $2
  and s.proposed_by_id <> $1 and (${OWN}) is not true
  and exists (select 1 from reviewer_groups g join reviewer_group_members m on m.group_id = g.id and m.person_id = $1
    where g.privilege_class::text = any(s.groups))
  and exists (select 1 from role_grants r where r.person_id = $1 and r.role = 'reviewer' and (r.team_id is null or r.team_id = a.team_id))`;
const DELEGATING = `from absences b join people w on w.id = b.person_id where b.delegate_id = $1 and b.ended_at is null
  and b.from_at <= $2 and b.until_at > $2`;

const LISTED = 51;
const one = (kind: string, columns: string, source: string, order: string) =>
  `(select '${kind}' as kind, ${columns} ${source} order by ${order} limit ${LISTED})`;

const WAITING = [
  one("after_review", "p.id, a.name, p.decided_at as at", AFTER_REVIEW, "p.decided_at"),
  one("unknown_outcome", "p.id, a.name, coalesce(p.outcome_at, p.consumed_at) as at", UNKNOWN, "p.consumed_at"),
  one("asking_stopped", "a.id, a.name, s.since as at", STOPPED, "s.since"),
  one("standing_proposed", "s.id, a.name, s.expires_at as at", PROPOSED, "s.expires_at"),
  one("delegating", "b.id, w.name, b.until_at as at", DELEGATING, "b.until_at"),
].join("\nunion all\n");

function valuesOf({ personId, review, resolve, lift }: ApprovalReader, now: Date): unknown[] {
  const reach = ({ everything, teamIds, ownerId }: Visibility) => [everything, teamIds, ownerId !== null];
  return [personId, now, review.everything, review.teamIds, ...reach(resolve), ...reach(lift)];
}

/** What of approvals waits for this reader, the queue aside, in one round trip. */
export async function selectOfApprovals(reader: ApprovalReader, now: Date): Promise<ApprovalWaiting[]> {
  const { rows } = await sql().query<ApprovalWaiting>({
    name: "inbox-approvals",
    text: WAITING,
    values: valuesOf(reader, now),
  });
  return rows;
}

const upTo = (source: string) => `(select count(*) from (select 1 ${source} limit ${LISTED - 1}) c)`;
const COUNT = `select (${[AFTER_REVIEW, UNKNOWN, STOPPED, PROPOSED, DELEGATING].map(upTo).join(" + ")})::int as count`;

/** How many `selectOfApprovals` would list: asked with every page of the console. */
export async function countOfApprovals(reader: ApprovalReader, now: Date): Promise<number> {
  const { rows } = await sql().query<{ count: number }>({
    name: "inbox-approvals-count",
    text: COUNT,
    values: valuesOf(reader, now),
  });
  return rows[0]?.count ?? 0;
}
