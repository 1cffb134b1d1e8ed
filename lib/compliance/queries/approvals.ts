import { DANGEROUS_ACTIONS } from "@/lib/entitlements/terms";
import { type EvidenceQuery, NONE, ofAll, upTo } from "./query";

const YEAR = "$1::timestamptz - interval '365 days'";
const MONTH = "$1::timestamptz - interval '30 days'";
const GLASS_DAYS = 3;
const OUTCOME_DAYS = 1;
const DANGEROUS = DANGEROUS_ACTIONS.map((action) => `'${action}'`).join(", ");

const ALLOWED = `d.id >= $2 and d.caller_kind <> 'person' and d.outcome in ('allow', 'allow_with_warning') and d.action in (${DANGEROUS})`;
const ASKED = `p.requested_at >= ${MONTH} and p.status not in ('pending', 'cancelled', 'superseded') and p.caller_kind <> 'canary' and p.standing_id is null`;
const AGREED = `v.answer = 'approve' and v.at >= ${YEAR}`;
const approvalRow = (note: string, at: string) =>
  `'approval' as kind, p.id, a.name || ' · ' || p.server || '/' || p.tool as name, ${note} as note, ${at} as at`;
const FROM = "from approvals p join agents a on a.id = p.agent_id";

/** What one person asked for or wrote and another had to agree to, from every place where that is the rule. */
const PAIRS = `select 'policy' as kind, v.policy_id as id, p.name || ' ' || v.number as name, v.published_at as at,
      v.published_by_id = any(v.writer_ids || v.author_id) as alone
    from policy_versions v join policies p on p.id = v.policy_id where v.published_by_id is not null and v.published_at >= ${YEAR}
  union all select 'agent', o.agent_id, a.name, o.decided_at, o.requested_by_id = o.decided_by_id from tier_overrides o join agents a on a.id = o.agent_id
    where o.kind <> 'raise' and o.decided_by_id is not null and o.decided_at >= ${YEAR}
  union all select 'standing', s.id, a.name || ' · ' || s.server || '/' || s.tool, s.confirmed_at, s.proposed_by_id = s.confirmed_by_id
    from standing_approvals s join agents a on a.id = s.agent_id where s.confirmed_by_id is not null and s.confirmed_at >= ${YEAR}
  union all select 'switch', k.id, k.target_kind || ' ' || k.target, k.lifted_at, k.lift_requested_by_id = k.lifted_by_id from kill_switches k
    where not k.drill and k.lift_requested_by_id is not null and k.lifted_by_id is not null and k.lifted_at >= ${YEAR}
  union all select 'campaign', c.id, c.name, c.confirmed_at, c.close_asked_by_id = c.confirmed_by_id from campaigns c
    where c.confirmed_by_id is not null and c.confirmed_at >= ${YEAR}
  union all select 'exclusion', x.id, x.target_id, x.decided_at, x.requested_by_id = x.decided_by_id from campaign_exclusions x
    where x.decided_by_id is not null and x.decided_at >= ${YEAR}
  union all select 'hold', h.id, h.title, h.confirmed_at, h.asked_by_id = h.confirmed_by_id from legal_holds h
    where h.confirmed_by_id is not null and h.confirmed_at >= ${YEAR}
  union all select 'person', e.person_id, e.person_id, e.done_at, e.asked_by_id = e.confirmed_by_id from erasures e
    where e.confirmed_by_id is not null and e.done_at >= ${YEAR}`;

export const APPROVAL_QUERIES = {
  "calls-met-person": {
    title: "Dangerous calls met a person",
    asks: "Of the calls that pay, delete, export, execute or administer and were allowed within the last 30 days, at least 95 of 100 had an approval: one of that moment, or one that stands.",
    threshold: upTo(0.5, 0.05),
    of: `(select count(*) from decisions d where ${ALLOWED})`,
    against: `select 'decision' as kind, d.id, d.server || '/' || d.tool as name, 'Allowed without an approval (' || d.action || ').' as note, d.at
      from decisions d where ${ALLOWED} and d.approval_id is null`,
    says: ofAll("dangerous calls that were allowed", "had an approval", "had none"),
    place: { label: "Decisions that allowed", href: "/decisions?outcome=allow" },
  },
  "approvals-separate": {
    title: "Nobody approves for themselves",
    asks: "No approval of the last year came from the person in whose name the agent acted, or from who then answered for the agent.",
    threshold: NONE,
    of: `(select count(*) from approval_votes v where ${AGREED})`,
    against: `select ${approvalRow("'Approved by who asked or answers for the agent.'", "v.at")} from approval_votes v
      join approvals p on p.id = v.approval_id join agents a on a.id = p.agent_id
      where ${AGREED} and (v.person_id = p.person_id or v.person_id = p.caller_id or v.person_id = any(p.chain) or exists (select 1 from accountabilities x
        where x.agent_id = p.agent_id and x.person_id = v.person_id and x.from_at <= v.at and (x.until_at is null or x.until_at > v.at)))`,
    says: ofAll("approving votes", "came from somebody independent", "did not come from somebody independent"),
    place: { label: "Measures of approvals", href: "/approvals/measures" },
  },
  "two-people-always": {
    title: "What needs two people had two",
    asks: "Policies, lowered tiers, standing approvals, lifted switches, large closes, exclusions, holds and erasures of the last year were each agreed to by a second person.",
    threshold: NONE,
    of: `(select count(*) from (${PAIRS}) x)`,
    against: `select x.kind, x.id, x.name, 'One person did both.' as note, x.at from (${PAIRS}) x where x.alone`,
    says: ofAll("decisions that need two people", "had two", "had one"),
    place: { label: "Audit log", href: "/audit" },
  },
  "approvals-in-time": {
    title: "Requests are answered before they expire",
    asks: "Of the requests of the last 30 days that people were asked, no more than 5 of 100 ran out without an answer. Canaries and what a standing approval answered are left out.",
    threshold: upTo(0.2, 0.05),
    of: `(select count(*) from approvals p where ${ASKED})`,
    against: `select ${approvalRow("'Nobody answered in time.'", "p.requested_at")} ${FROM} where ${ASKED} and p.status = 'expired'`,
    says: ofAll("requests", "were answered in time", "expired"),
    place: { label: "Expired requests", href: "/approvals/measures/requests?outcome=expired" },
  },
  "glass-reviewed": {
    title: "Broken glass was looked at",
    asks: `Each emergency approval of the last year was reviewed by somebody else within ${GLASS_DAYS} days.`,
    threshold: NONE,
    of: `(select count(*) from approvals p where p.break_glass and p.requested_at >= ${YEAR})`,
    against: `select ${approvalRow("case when p.reviewed_at is null then 'Not reviewed since the glass was broken.' else 'Reviewed late.' end", "p.decided_at")} ${FROM}
      where p.break_glass and p.requested_at >= ${YEAR} and coalesce(p.reviewed_at, $1::timestamptz) > p.decided_at + interval '${GLASS_DAYS} days'`,
    says: ofAll("emergency approvals", "were reviewed, or can still be in time", "were not reviewed in time"),
    place: { label: "Emergency approvals", href: "/approvals/measures/requests?only=break_glass" },
  },
  "outcomes-known": {
    title: "What came of approved actions is known",
    asks: `No approved action of the last year is without a reported outcome for more than ${OUTCOME_DAYS} day.`,
    threshold: upTo(0.1),
    of: `(select count(*) from approvals p where p.requested_at >= ${YEAR} and p.status in ('consumed', 'executed', 'failed', 'unknown'))`,
    against: `select ${approvalRow("'Nobody knows what came of it.'", "p.consumed_at")} ${FROM} where p.requested_at >= ${YEAR}
      and p.status in ('consumed', 'unknown') and p.consumed_at < $1::timestamptz - interval '${OUTCOME_DAYS} days'`,
    says: ofAll("approved actions that ran", "have a known outcome", "have no known outcome"),
    place: { label: "Approvals", href: "/approvals" },
  },
} as const satisfies Record<string, EvidenceQuery>;
