import type { Visibility } from "@/lib/access";
import type { Tier } from "@/lib/agents/terms";
import type { CampaignWaiting } from "@/lib/campaigns";
import type { GapWaiting } from "@/lib/compliance";
import { GRACE_DAYS_BY_TIER, ROTATION_DAYS_BY_TIER, SOON_DAYS } from "@/lib/credentials/terms";
import { sql } from "@/lib/db";
import { DANGEROUS_ACTIONS } from "@/lib/entitlements/terms";
import { PRIVILEGE_CLASSES, type PrivilegeClass } from "@/lib/people/schema";
import type { RetentionWaiting } from "@/lib/retention";
import type { ApprovalWaiting } from "./approvals/words";
import type { Waiting } from "./rules";

/** Who asks, and how far each duty of theirs reaches. */
export interface Reader {
  personId: string;
  /** May activate or register in scope, and their own. */
  activate: Visibility;
  /** May name owners within these teams: what lacks one waits for them. */
  assign: Visibility;
  reviewers: boolean;
  invitations: boolean;
  log: boolean;
  /** May put policies in force that others wrote. */
  policies: boolean;
}

/** No list of one kind is longer: what is behind it is reached through the inventory. */
export const LISTED_MAX = 50;
const EXPIRED_SHOWN_DAYS = 14;

// $1 person · $2 now · $3, $4 activation in scope: everywhere, teams · $5, $6 naming owners · $7 reviewers · $8 invitations · $9 log · $11 policies
const OWN = "(a.owner_id = $1 or a.deputy_id = $1 or a.sponsor_id = $1)";
const inScope = (everywhere: number, teams: number) =>
  `($${everywhere}::boolean or a.team_id = any($${teams}::text[]))`;
const ACTIVE = (column: string) => `exists (select 1 from people p where p.id = a.${column} and p.status = 'active')`;
const SOME_SCOPE = "($5::boolean or cardinality($6::text[]) > 0)";

const DRAFTS = `from agents a where a.status = 'draft' and a.owner_id = $1`;
const SUSPENDED = `from agents a where a.status = 'suspended' and ${OWN}`;
// Whoever completed the registration of a high tier cannot activate it, so it does not wait for them.
const ACTIVATIONS = `from agents a where a.status = 'registered' and (${inScope(3, 4)} or ${OWN})
  and (a.tier is null or a.tier in ('low', 'moderate') or a.registered_by_id is distinct from $1)`;
const LACKING = (column: string) =>
  `from agents a where a.status <> 'decommissioned' and ${SOME_SCOPE} and ${inScope(5, 6)} and not ${ACTIVE(column)}`;
const UNREVIEWED = `from unnest($10::text[]) as c(class) where $7::boolean and not exists (select 1 from reviewer_groups g
    join reviewer_group_members m on m.group_id = g.id join people p on p.id = m.person_id and p.status = 'active'
    where g.privilege_class::text = c.class)
  and exists (select 1 from agents a where a.status <> 'decommissioned' and c.class::"PrivilegeClass" = any(a.privileges))`;
// New and changed tools of agents on which this reader may decide.
const TOOLS = `from agent_tools t join agents a on a.id = t.agent_id where t.state = 'quarantined'
  and a.status <> 'decommissioned' and (${inScope(3, 4)} or ${OWN})`;
// Credentials to rotate go to who answers for the agent: nobody else holds what replaces them.
const byTier = (days: Readonly<Record<Tier, number>>) =>
  `make_interval(days => case a.tier when 'low' then ${days.low} when 'moderate' then ${days.moderate} when 'high' then ${days.high} else ${days.critical} end)`;
const ROTATION_DUE = `least(c.rotation_due_at, c.created_at + ${byTier(ROTATION_DAYS_BY_TIER)})`;
const ROTATIONS = `from credentials c join agents a on a.id = c.agent_id and a.status <> 'decommissioned'
  where c.state = 'active' and ${OWN} and ${ROTATION_DUE} <= $2::timestamptz + interval '${SOON_DAYS} days'`;
const HAND_OVERS = `from hand_overs h join agents a on a.id = h.agent_id and a.status <> 'decommissioned'
  left join people f on f.id = h.offered_by_id where h.to_person_id = $1 and h.state = 'pending' and h.expires_at > $2`;
// Who asked, or made what is computed fall, is no second person: it does not wait for them.
const TIERS = (
  state: string,
  kinds: string,
) => `from tier_overrides o join agents a on a.id = o.agent_id and a.status <> 'decommissioned'
  where o.state = '${state}' and o.kind in (${kinds}) and (${inScope(3, 4)} or ${OWN}) and o.requested_by_id is distinct from $1
  and not exists (select 1 from tier_overrides c where c.agent_id = a.id and c.state = 'active' and $1 = any(c.caused_by_ids))`;
// Who asked for a grant is no second person, nor is owner or deputy of the agent for what the other asked that is dangerous.
const SAME_HANDS = `$1 in (a.owner_id, a.deputy_id) and e.requested_by_id in (a.owner_id, a.deputy_id)
  and (a.tier is null or a.tier in ('high', 'critical') or e.actions && '{${DANGEROUS_ACTIONS.join()}}'::text[])`;
const GRANTS = `from entitlements e join agents a on a.id = e.agent_id and a.status <> 'decommissioned'
  where e.state = 'requested' and (e.expires_at is null or e.expires_at > $2) and (${inScope(3, 4)} or ${OWN})
  and e.requested_by_id is distinct from $1 and (${SAME_HANDS}) is not true`;
const TIER_REQUESTS = TIERS("pending", "'raise', 'lower', 'release'");
const TIER_FALLS = TIERS("active", "'held'");
const TIER_NOTE = "o.tier::text || ' ' || a.tier::text || ' ' || coalesce(a.computed_tier::text, '')";
// What came by succession waits to be kept or handed over: it is an item of its own, not a notice to be seen.
const UNSEEN = "from notices n where n.person_id = $1 and n.seen_at is null and n.kind <> 'succeeded'";
const SUCCEEDED = `from notices n join agents a on a.id = n.agent_id and a.status <> 'decommissioned'
  where n.person_id = $1 and n.seen_at is null and n.kind = 'succeeded' and $1 in (a.owner_id, a.deputy_id, a.sponsor_id)`;
const GOVERNANCE = `from agents a where a.governance_since is not null and a.status <> 'decommissioned' and ${SOME_SCOPE} and ${inScope(5, 6)}`;
const INVITATIONS = `from people p join lateral (select l.expires_at from setup_links l where l.person_id = p.id
    and l.purpose = 'invitation' and l.used_at is null order by l.created_at desc limit 1) l on true
  where $8::boolean and p.status = 'active' and l.expires_at > $2::timestamptz - interval '${EXPIRED_SHOWN_DAYS} days'`;
// Who had a hand in a version is no second person for it.
const POLICIES = `from policy_versions v join policies p on p.id = v.policy_id where $11::boolean and v.state = 'proposed'
  and not ($1 = any(v.writer_ids)) and v.proposed_by_id is distinct from $1`;
const SEALED = `from log_state s where $9::boolean and s.id = 1 and s.sealed_reason <> ''`;
const FAULTS = `from audit_events e where $9::boolean and e.type = 'log.self_audit_failed' and e.at > $2::timestamptz - interval '7 days'`;

function valuesOf(reader: Reader, now: Date): unknown[] {
  const { personId, activate, assign, reviewers, invitations, log, policies } = reader;
  return [
    personId,
    now,
    activate.everything,
    activate.teamIds,
    assign.everything,
    assign.teamIds,
    reviewers,
    invitations,
    log,
    PRIVILEGE_CLASSES,
    policies,
  ];
}

const rowsOf = (kind: string, since: string, source: string, note = "''") =>
  `(select '${kind}' as kind, a.id, a.name, ${since} as at, ${note} as note, 0 as count ${source} order by ${since}, a.id limit ${LISTED_MAX + 1})`;
const countOf = (kind: string, source: string) =>
  `(select '${kind}', '', '', null::timestamptz, '', count(*)::int ${source} having count(*) > 0)`;

const WAITING = [
  rowsOf("draft", "a.created_at", DRAFTS),
  rowsOf("activation", "a.status_changed_at", ACTIVATIONS),
  rowsOf("suspended", "a.status_changed_at", SUSPENDED, "a.status_reason"),
  rowsOf("tier_request", "o.requested_at", TIER_REQUESTS, TIER_NOTE),
  rowsOf("tier_fall", "o.requested_at", TIER_FALLS, TIER_NOTE),
  `(select 'grant', e.id, a.name, e.requested_at, e.server || coalesce('/' || e.tool, ': every tool'), 0
    ${GRANTS} order by e.requested_at, e.id limit ${LISTED_MAX + 1})`,
  countOf("tools", TOOLS),
  `(select 'rotations', '', '', min(${ROTATION_DUE} + ${byTier(GRACE_DAYS_BY_TIER)}), '', count(*)::int ${ROTATIONS} having count(*) > 0)`,
  countOf("governance", GOVERNANCE),
  `(select 'succeeded', '', '', null::timestamptz, '', count(distinct a.id)::int ${SUCCEEDED} having count(*) > 0)`,
  countOf("unowned", LACKING("owner_id")),
  countOf("unsponsored", LACKING("sponsor_id")),
  `(select 'hand_over', min(h.role), min(a.name), min(h.expires_at), coalesce(min(f.name), ''), count(*)::int ${HAND_OVERS}
    having count(*) > 0)`,
  `(select 'unreviewed', '', c.class, null::timestamptz, '', 0 ${UNREVIEWED})`,
  `(select 'invitation', p.id, p.name, l.expires_at, '', 0 ${INVITATIONS} order by l.expires_at limit ${LISTED_MAX + 1})`,
  `(select 'policy', p.id, p.name, v.proposed_at, coalesce(v.findings->>'kind', ''), 0 ${POLICIES} order by v.proposed_at limit ${LISTED_MAX + 1})`,
  `(select 'log_fault', '', '', null::timestamptz, 'It is sealed and takes no events: ' || s.sealed_reason, 0 ${SEALED})`,
  `(select 'log_fault', '', '', e.at, 'The self-audit found a fault: ' || coalesce(e.details->>'reason', 'see the log'), 0
    ${FAULTS} order by e.at desc limit 1)`,
].join("\nunion all\n");

interface Row {
  kind: Exclude<Waiting, ApprovalWaiting | CampaignWaiting | GapWaiting | RetentionWaiting>["kind"];
  id: string;
  name: string;
  at: Date;
  note: string;
  count: number;
}

/** Everything that waits for this reader, in one round trip; at most `LISTED_MAX` + 1 of a kind. */
export async function selectWaiting(reader: Reader, now: Date): Promise<Waiting[]> {
  const { rows } = await sql().query<Row>({ name: "inbox", text: WAITING, values: valuesOf(reader, now) });
  return rows.map(waitingOf);
}

function waitingOf({ kind, id, name, at, note, count }: Row): Waiting {
  switch (kind) {
    case "draft":
    case "activation":
    case "suspended":
    case "tier_request":
    case "tier_fall":
    case "policy":
    case "grant":
      return { kind, id, name, since: at, note };
    case "governance":
    case "tools":
    case "succeeded":
    case "unowned":
    case "unsponsored":
      return { kind, count };
    case "rotations":
      return { kind, count, endsAt: at };
    case "hand_over":
      return { kind, count, seat: id, name, askedBy: note, expiresAt: at };
    case "unreviewed":
      return { kind, privilegeClass: name as PrivilegeClass };
    case "invitation":
      return { kind, id, name, expiresAt: at };
    case "log_fault":
      return { kind, reason: note };
  }
}

const upTo = (source: string) => `(select count(*) from (select 1 ${source} limit ${LISTED_MAX}) c)`;
const any = (source: string) => `(select count(*) from (select 1 ${source} limit 1) c)`;

const COUNT = `select (${[
  upTo(DRAFTS),
  upTo(ACTIVATIONS),
  upTo(SUSPENDED),
  upTo(TIER_REQUESTS),
  upTo(TIER_FALLS),
  upTo(GRANTS),
  upTo(UNSEEN),
  any(TOOLS),
  any(ROTATIONS),
  any(GOVERNANCE),
  any(SUCCEEDED),
  any(LACKING("owner_id")),
  any(LACKING("sponsor_id")),
  any(HAND_OVERS),
  upTo(UNREVIEWED),
  upTo(INVITATIONS),
  upTo(POLICIES),
  any(SEALED),
  any(FAULTS),
].join(" + ")})::int as count`;

/** How many items `selectWaiting` would list, and how many notices are unseen, stopping early: asked with every page of the console. */
export async function countWaiting(reader: Reader, now: Date): Promise<number> {
  const { rows } = await sql().query<{ count: number }>({
    name: "inbox-count",
    text: COUNT,
    values: valuesOf(reader, now),
  });
  return rows[0]?.count ?? 0;
}
