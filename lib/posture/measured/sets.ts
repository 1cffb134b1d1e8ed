import { REVIEW_DAYS, TIERS } from "@/lib/agents/terms";
import { ROTATION_DAYS_BY_TIER } from "@/lib/credentials/terms";
import type { MeasureId } from "../terms";
import { CONTROLS_FROM, CONTROLS_WITH, MISSES_ANY, MISSING_WORDS } from "./controls-sql";

/**
 * What each number is counted from, as SQL with `$1` the team (null: the organisation) and `$2` the instant. The number and the rows
 * behind it are made of the same words, so that they cannot disagree.
 */
export interface MeasuredSet {
  /** Common table expressions, "with …". */
  with?: string;
  /** The whole that is looked at, without the filter. */
  from: string;
  /** Limits the whole. */
  within: string;
  /** Which of it are the rows behind the number; null: all of it. */
  found: string | null;
  team: string;
  /** One row each: no two the same. Rows are listed by `at`, the oldest first, then by key. */
  key: string;
  at: string;
  /** The id that the row leads to, and the agent and the name that it is shown under where it has one. */
  target: string;
  agent: string;
  name: string;
  what: string;
  /** An aggregate instead of the count of rows, over those found. */
  value?: string;
}

const LIVING = "a.status in ('registered', 'active', 'suspended')";
const HAS_OWNER = "coalesce(a.owner_id in (select id from people where status = 'active'), false)";
const REVIEW_BY = `case a.tier::text ${TIERS.map((tier) => `when '${tier}' then interval '${REVIEW_DAYS[tier] * 24} hours'`).join(" ")}
  else interval '${Math.min(...Object.values(REVIEW_DAYS)) * 24} hours' end`;
const CONFIRM_BY = `coalesce(a.reviewed_at, to_timestamp(0)) + ${REVIEW_BY}`;
const STALE = `${CONFIRM_BY} < $2::timestamptz`;
const ago = (days: number) => `$2::timestamptz - interval '${days * 24} hours'`;

const agents = { from: "agents a", team: "a.team_id", key: "a.id", target: "a.id", agent: "a.id", name: "a.name" };

const ROTATE_BY = `least(c.rotation_due_at, c.created_at + make_interval(days => case a.tier when 'low' then ${ROTATION_DAYS_BY_TIER.low}
  when 'moderate' then ${ROTATION_DAYS_BY_TIER.moderate} when 'high' then ${ROTATION_DAYS_BY_TIER.high} else ${ROTATION_DAYS_BY_TIER.critical} end))`;

// Whole days, UTC, today among them: as the measures of approvals count them.
const LAST_30 = `date_trunc('day', $2::timestamptz at time zone 'UTC') at time zone 'UTC' - interval '${29 * 24} hours'`;
const TIMED_OUT =
  "(r.status = 'expired' or (r.status = 'pending' and r.expires_at <= $2::timestamptz)) and r.standing_id is null";
const requests = {
  from: "approvals r",
  within: `r.caller_kind <> 'canary' and r.requested_at >= ${LAST_30} and r.requested_at <= $2::timestamptz`,
  team: "r.team_id",
  key: "r.id",
  at: "r.requested_at",
  target: "r.id",
  agent: "r.agent_id",
  name: "r.server || '/' || r.tool",
};

const IN_FORCE = "e.state = 'active' and (e.expires_at is null or e.expires_at > $2::timestamptz)";
const grants = {
  from: "entitlements e join agents a on a.id = e.agent_id",
  within: IN_FORCE,
  team: "a.team_id",
  key: "e.id",
  target: "e.id",
  agent: "e.agent_id",
  name: "e.server || '/' || coalesce(e.tool, '*')",
};
const LAST_USE = "coalesce(e.last_used_at, greatest(e.approved_at, e.requested_at))";

const switches = {
  from: "kill_switches k",
  team: "null::text",
  key: "k.id",
  at: "k.thrown_at",
  target: "k.id",
  agent: "null::text",
  name: "case when k.drill then 'Drill' else 'Throw' end || ': ' || k.target_kind",
};

/** Records past their date, and what nobody answered in a running campaign. An item that its stopped agent holds up waits lawfully. */
const OVERDUE = `(select 'record ' || a.id as key, a.id as target, a.id as agent_id, a.team_id, ${CONFIRM_BY} as at, false as of_campaign, 'record' as kind
    from agents a where ${LIVING} and ${STALE}
  union all select i.campaign_id || ' ' || i.number, i.campaign_id, i.agent_id, i.team_id, coalesce(i.due_at, c.stage_due_at), true, i.kind
    from campaigns c join campaign_items i on i.campaign_id = c.id and i.stage = c.stage
    where c.state = 'active' and i.state in ('pending', 'stale') and i.paused_at is null and coalesce(i.due_at, c.stage_due_at) < $2::timestamptz) x`;

const UNDER_WAY = "('active', 'paused', 'deciding_closed', 'remediating', 'verifying')";

export const SETS: Record<MeasureId, MeasuredSet> = {
  coverage: {
    ...agents,
    within: LIVING,
    found: `(not ${HAS_OWNER} or a.tier is null or ${STALE})`,
    at: `case when ${STALE} then ${CONFIRM_BY} else coalesce(a.governance_since, a.created_at) end`,
    what: `concat_ws(', ', case when not ${HAS_OWNER} then 'no active owner' end, case when a.tier is null then 'no tier' end,
      case when ${STALE} then 'record not confirmed in time' end)`,
  },
  controls: {
    ...agents,
    with: CONTROLS_WITH,
    from: CONTROLS_FROM,
    within: `${LIVING} and a.tier in ('high', 'critical')`,
    found: MISSES_ANY,
    at: "a.created_at",
    what: `'Misses: ' || ${MISSING_WORDS}`,
  },
  overdue_reviews: {
    from: OVERDUE,
    within: "true",
    found: null,
    team: "x.team_id",
    key: "x.key",
    at: "x.at",
    target: "x.target",
    agent: "x.agent_id",
    name: "null::text",
    what: "case when x.of_campaign then 'Not answered in its campaign: ' || x.kind else 'Record not confirmed in time' end",
  },
  orphans: {
    ...agents,
    within: "a.status <> 'decommissioned'",
    found: `(a.governance_since is not null or not ${HAS_OWNER})`,
    at: "coalesce(a.governance_since, a.created_at)",
    what: "case when a.governance_since is not null then 'Waits in the governance queue' when a.owner_id is null then 'Nobody is named' else 'The owner has left' end",
  },
  stale_credentials: {
    from: "credentials c join agents a on a.id = c.agent_id",
    within: "c.state = 'active'",
    found: `${ROTATE_BY} <= $2::timestamptz`,
    team: "a.team_id",
    key: "c.id",
    at: ROTATE_BY,
    target: "c.agent_id",
    agent: "c.agent_id",
    name: "coalesce(nullif(c.label, ''), c.kind)",
    what: "'Rotation is overdue'",
  },
  approval_median: {
    ...requests,
    found: "r.decided_at is not null and r.standing_id is null",
    what: "'Decided'",
    value: "percentile_cont(0.5) within group (order by date_part('epoch', r.decided_at - r.requested_at))",
  },
  approvals_asked: { ...requests, found: null, what: "r.status" },
  approvals_denied: { ...requests, found: "r.status = 'denied' and r.standing_id is null", what: "'Denied'" },
  approvals_expired: { ...requests, found: TIMED_OUT, what: "'Nobody decided in time'" },
  approvals_escalated: {
    ...requests,
    within: "r.caller_kind <> 'canary' and r.status = 'pending' and r.expires_at > $2::timestamptz",
    found: "r.rung <> 'group'",
    what: "'Asked further: ' || r.rung",
  },
  denials: {
    from: "decisions d left join agents a on a.id = d.agent_id",
    // Ids begin with their instant: `$3` is where those of the last seven days begin.
    within: "d.outcome = 'deny' and d.id >= $3 and d.caller_kind <> 'person'",
    found: null,
    team: "a.team_id",
    key: "d.id",
    at: "d.at",
    target: "d.id",
    agent: "d.agent_id",
    name: "d.server || '/' || d.tool",
    what: "'Denied: ' || d.reason",
  },
  campaigns_open: {
    from: "campaigns c",
    within: `c.state in ${UNDER_WAY}`,
    found: null,
    team: "c.team_id",
    key: "c.id",
    at: "coalesce(c.launched_at, c.created_at)",
    target: "c.id",
    agent: "null::text",
    name: "c.name",
    what: "c.state",
  },
  unused_grants: { ...grants, found: `${LAST_USE} < ${ago(90)}`, at: LAST_USE, what: "'Not used for 90 days'" },
  expiring_grants: {
    ...grants,
    found: `e.expires_at <= $2::timestamptz + interval '${30 * 24} hours'`,
    at: "coalesce(e.expires_at, 'infinity')",
    what: "'Ends'",
  },
  quarantined_tools: {
    from: "agent_tools q join agents a on a.id = q.agent_id join agent_servers s on s.id = q.server_id",
    within: "q.state = 'quarantined' and a.status <> 'decommissioned'",
    found: null,
    team: "a.team_id",
    key: "q.id",
    at: "q.first_seen_at",
    target: "q.agent_id",
    agent: "q.agent_id",
    name: "s.name || '/' || q.name",
    what: "'Waits in quarantine'",
  },
  drills: {
    ...switches,
    within: `k.drill and k.thrown_at >= ${ago(365)}`,
    found: null,
    what: "case when k.kill_micros is null then 'Not yet confirmed' else 'Confirmed' end",
  },
  kill_p95: {
    ...switches,
    within: `k.kill_micros is not null and k.thrown_at >= ${ago(365)}`,
    found: null,
    what: "round(k.kill_micros / 1000.0) || ' ms'",
    value: "percentile_cont(0.95) within group (order by k.kill_micros / 1000000.0)",
  },
};
