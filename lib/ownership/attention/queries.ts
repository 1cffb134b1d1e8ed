import type { Visibility } from "@/lib/access";
import type { AgentStatus, Environment, PersonRef, TeamRef, Tier } from "@/lib/agents/schema";
import { REVIEW_DAYS, TIERS } from "@/lib/agents/terms";
import { sql } from "@/lib/db";
import type { AttentionCounts, PendingOffer } from "./schema";
import type { AttentionView } from "./terms";

/** Tabs say "1,000+" beyond: to count on would cost more than to list. */
const COUNT_MAX = 1_000;
const DAY_MS = 86_400_000;

/** Whose eyes, and at what time; `before`: unused since then counts as dormant. */
export interface Looking {
  seen: Visibility;
  personId: string;
  now: Date;
  before: Date;
}

// $1 sees everything · $2 teams · $3 now · $4 unused before · $5 person · $6–$10 confirmed before, by tier and without one
// Each is named once with its type, for no view uses all of them.
const GIVEN = `given as (select $1::boolean, $2::text[], $3::timestamptz, $4::timestamptz, $5::text, $6::timestamptz, $7::timestamptz,
  $8::timestamptz, $9::timestamptz, $10::timestamptz)`;
const VISIBLE = "($1::boolean or a.team_id = any($2::text[]))";
const USED = "coalesce(a.last_used_at, a.status_changed_at)";
const CONFIRMED = "coalesce(a.reviewed_at, to_timestamp(0))";
const LIVING = "a.status in ('registered', 'active', 'suspended')";

interface Source {
  from: string;
  /** What the rows are in order of, oldest first, before the id. */
  at: string;
}

// An array from a subquery lets the index on owners answer; `in (select …)` beside `or` would read every agent.
const LEFT = "array(select p.id from people p where p.status = 'deactivated')";
const SOURCES: Record<Exclude<AttentionView, "stale">, Source> = {
  queue: {
    from: `agents a where a.governance_since is not null and a.status <> 'decommissioned' and ${VISIBLE}`,
    at: "a.governance_since",
  },
  orphans: {
    from: `agents a where a.status <> 'decommissioned' and a.governance_since is null and (a.owner_id is null or a.owner_id = any(${LEFT})) and ${VISIBLE}`,
    at: "a.created_at",
  },
  dormant: { from: `agents a where a.status = 'active' and ${USED} < $4::timestamptz and ${VISIBLE}`, at: USED },
  received: {
    from: `(select n.agent_id, min(n.created_at) as came from notices n where n.person_id = $5 and n.kind = 'succeeded'
      and n.seen_at is null group by n.agent_id) w join agents a on a.id = w.agent_id
      where a.status <> 'decommissioned' and $5 in (a.owner_id, a.deputy_id, a.sponsor_id)`,
    at: "w.came",
  },
  handovers: {
    from: `hand_overs h join agents a on a.id = h.agent_id where h.state = 'pending' and h.expires_at > $3
      and a.status <> 'decommissioned' and (${VISIBLE} or h.to_person_id = $5)`,
    at: "h.offered_at",
  },
};

// One range of one index for each tier: what is due differs by tier, and so does how long ago it must have been confirmed.
const STALE_TIERS = [...TIERS.map((tier) => `a.tier = '${tier}'`), "a.tier is null"].map(
  (tier, at) => `agents a where ${LIVING} and ${tier} and ${CONFIRMED} < $${6 + at}::timestamptz and ${VISIBLE}`,
);
// In hours: a day of the session's time zone can be longer or shorter.
const DUE = TIERS.reduce(
  (cases, tier) => `${cases} when '${tier}' then interval '${REVIEW_DAYS[tier] * 24} hours'`,
  "case a.tier::text",
).concat(` else interval '${Math.min(...Object.values(REVIEW_DAYS)) * 24} hours' end`);

function valuesOf({ seen, personId, now, before }: Looking): unknown[] {
  const strictest = Math.min(...Object.values(REVIEW_DAYS));
  const limits = [...TIERS.map((tier) => REVIEW_DAYS[tier]), strictest];
  const due = limits.map((days) => new Date(now.getTime() - days * DAY_MS));
  return [seen.everything, seen.teamIds, now, before, personId, ...due];
}

/** The place after which a page begins. */
export interface Place {
  at: string;
  id: string;
}

// $11 place: instant · $12 place: id · $13 rows
function keysOf(view: AttentionView): string {
  const after = (at: string) => `and ($11::timestamptz is null or (${at}, a.id) > ($11::timestamptz, $12::text))`;
  if (view !== "stale") {
    const { from, at } = SOURCES[view];
    return `select a.id, ${at} as at from ${from} ${after(at)} order by ${at}, a.id limit $13`;
  }
  const due = `${CONFIRMED} + ${DUE}`;
  // The place is a due day: turned back into the day of confirmation, each tier's range begins there.
  const tiers = STALE_TIERS.map(
    (from) => `(select a.id, ${due} as at from ${from} ${after(due)}
      and ($11::timestamptz is null or ${CONFIRMED} >= $11::timestamptz - ${DUE}) order by a.tier, ${CONFIRMED}, a.id limit $13)`,
  );
  return `select id, at from (${tiers.join(" union all ")}) due order by at, id limit $13`;
}

const PERSON = (alias: string) =>
  `case when ${alias}.id is not null then json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'active', ${alias}.status = 'active') end`;

const rowsOf = (view: AttentionView) => `with ${GIVEN}, keys as (${keysOf(view)})
select a.id, a.name, a.environment, a.status, a.tier, a.version, a.governance_since as "governanceSince", a.last_used_at as "lastUsedAt",
  a.status_changed_at as "statusChangedAt", a.reviewed_at as "reviewedAt", a.team_id as "teamId", k.at,
  case when t.id is not null then json_build_object('id', t.id, 'name', t.name) end as team, o.deactivated_at as "leftAt",
  ${PERSON("o")} as owner, ${PERSON("d")} as deputy, ${PERSON("s")} as sponsor,
  (select json_build_object('id', h.id, 'seat', h.role, 'from', f.name, 'to', w.name, 'offeredBy', coalesce(b.name, h.offered_by_id),
      'offeredAt', h.offered_at, 'expiresAt', h.expires_at)
    from hand_overs h join people w on w.id = h.to_person_id left join people f on f.id = h.from_person_id left join people b on b.id = h.offered_by_id
    where h.agent_id = a.id and h.state = 'pending' and h.expires_at > $3 order by h.offered_at limit 1) as pending,
  (select json_build_object('role', n.content->>'role', 'from', coalesce(f.name, n.content->>'formerId')) from notices n
    left join people f on f.id = n.content->>'formerId' where n.person_id = $5 and n.agent_id = a.id and n.kind = 'succeeded'
    and n.seen_at is null order by n.created_at limit 1) as received
from keys k join agents a on a.id = k.id left join teams t on t.id = a.team_id left join people o on o.id = a.owner_id
  left join people d on d.id = a.deputy_id left join people s on s.id = a.sponsor_id
order by k.at, a.id`;

export interface AttentionRecord {
  id: string;
  name: string;
  environment: Environment;
  status: AgentStatus;
  tier: Tier | null;
  version: number;
  governanceSince: Date | null;
  lastUsedAt: Date | null;
  statusChangedAt: Date;
  reviewedAt: Date | null;
  teamId: string | null;
  team: TeamRef | null;
  owner: PersonRef | null;
  deputy: PersonRef | null;
  sponsor: PersonRef | null;
  /** When the owner left. */
  leftAt: Date | null;
  pending: PendingOffer | null;
  received: { role: string; from: string } | null;
  at: Date;
}

/** The rows of a view from a place on, oldest first. */
export async function selectAttention(
  view: AttentionView,
  looking: Looking,
  { place, limit }: { place: Place | null; limit: number },
): Promise<AttentionRecord[]> {
  const { rows } = await sql().query<AttentionRecord>({
    text: rowsOf(view),
    values: [...valuesOf(looking), place?.at ?? null, place?.id ?? null, limit],
  });
  return rows;
}

// In order, so that an index in that order is taken: the planner else trusts that a few rows are soon met anywhere.
const counted = (from: string, order: string) =>
  `(select count(*) from (select 1 from ${from} order by ${order} limit ${COUNT_MAX + 1}) c)`;
const COUNTS = `with ${GIVEN} select ${[
  ...Object.entries(SOURCES).map(([view, { from, at }]) => `${counted(from, at)}::int as ${view}`),
  `(${STALE_TIERS.map((from) => counted(from, `a.tier, ${CONFIRMED}`)).join(" + ")})::int as stale`,
].join(", ")}`;

/** How many rows each view has, stopping at a thousand. */
export async function countAttention(looking: Looking): Promise<AttentionCounts> {
  const { rows } = await sql().query<Record<AttentionView, number>>({
    text: COUNTS,
    values: valuesOf(looking),
  });
  const counts = rows[0] ?? { queue: 0, orphans: 0, dormant: 0, stale: 0, received: 0, handovers: 0 };
  const total = (count: number) => ({ count: Math.min(count, COUNT_MAX), exact: count <= COUNT_MAX });
  return {
    queue: total(counts.queue),
    orphans: total(counts.orphans),
    dormant: total(counts.dormant),
    stale: total(counts.stale),
    received: total(counts.received),
    handovers: total(counts.handovers),
  };
}
