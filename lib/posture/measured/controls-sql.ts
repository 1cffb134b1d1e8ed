import { CONTROLS, type ControlId, REVIEW_DAYS, TIERS } from "@/lib/agents/terms";

/**
 * Which controls of its tier an agent misses, as SQL over `agents a` with the instant as `$2` (K3). A hundred thousand agents are
 * measured by this; what it says of each is what the checklist of the agent says, and a test holds the two together.
 */
const active = (seat: string) => `coalesce(a.${seat} in (select id from people where status = 'active'), false)`;
const twoOf = (one: string, other: string) => `(${active(one)} and ${active(other)} and a.${one} <> a.${other})`;

// Shared by all agents: looked up once for the statement. `contracted` and `trusted` are names in lower case, as suppliers are known.
export const CONTROLS_WITH = `with w as materialized (select array(select distinct g.privilege_class::text from reviewer_groups g join reviewer_group_members m on m.group_id = g.id
    join people p on p.id = m.person_id where p.status = 'active') as reviewed),
  contracted as materialized (select distinct unnest(names) as name from suppliers where contract_ref <> ''
    and (contract_end is null or contract_end >= ($2::timestamptz at time zone 'UTC')::date)),
  trusted as materialized (select distinct unnest(names) as name from suppliers where trusted),
  waiting as materialized (select distinct agent_id from agent_tools where state = 'quarantined')`;

export const CONTROLS_FROM = "agents a cross join w left join agent_sources s on s.agent_id = a.id";

const ANSWERING = ["owner_id", "deputy_id", "sponsor_id"] as const;

const MET: Record<ControlId, string> = {
  accountable: `${active("owner_id")} and ${active("sponsor_id")}`,
  two_people: `${twoOf("owner_id", "deputy_id")} or ${twoOf("owner_id", "sponsor_id")} or ${twoOf("deputy_id", "sponsor_id")}`,
  deputy: `${active("deputy_id")} and a.deputy_id is distinct from a.owner_id`,
  purpose: "char_length(btrim(a.purpose, E' \\t\\n\\r')) >= 20",
  authority: "char_length(btrim(a.authority, E' \\t\\n\\r')) >= 10",
  tools: "a.id not in (select agent_id from waiting)",
  reviewers: "a.privileges::text[] <@ w.reviewed",
  supplier: "a.provider <> '' and lower(a.provider) in (select name from contracted)",
  provenance: `a.source = 'manual' or coalesce(s.signature::text = 'verified', false)
    or (a.provider <> '' and lower(a.provider) in (select name from trusted))`,
  deployment: "a.prompt_hash <> '' and a.image_digest <> ''",
  oversight: "coalesce(a.autonomy::text <> 'acts_alone', false)",
  // In hours: a day of the session's time zone can be longer or shorter.
  review: `coalesce(a.reviewed_at + case a.tier::text ${TIERS.map((tier) => `when '${tier}' then interval '${REVIEW_DAYS[tier] * 24} hours'`).join(" ")} end > $2, false)`,
};

/** A waiver counts until its time is over, never from somebody who answers for the agent, and never for what is firm at the top tier. */
const waived = (
  id: ControlId,
) => `exists (select 1 from control_waivers v where v.agent_id = a.id and v.control = '${id}'
  and v.ended_at is null and v.until > $2 and v.waived_by_id not in (${ANSWERING.map((seat) => `coalesce(a.${seat}, '')`).join(", ")})
  ${CONTROLS[id].firm ? "and a.tier <> 'critical'" : ""})`;

const atLeast = (tier: (typeof TIERS)[number]) =>
  `a.tier::text in (${TIERS.slice(TIERS.indexOf(tier))
    .map((one) => `'${one}'`)
    .join(", ")})`;

function askedOf(id: ControlId): string {
  const { from, fromWhenExposed } = CONTROLS[id];
  if (!fromWhenExposed) return atLeast(from);
  return `(${atLeast(from)} or (a.exposure::text <> 'internal' and ${atLeast(fromWhenExposed)}))`;
}

const missing = (id: ControlId) => `(${askedOf(id)} and not (${MET[id]}) and not ${waived(id)})`;
const IDS = Object.keys(CONTROLS) as ControlId[];

/** Whether anything is missing. */
export const MISSES_ANY = `(${IDS.map(missing).join("\n or ")})`;
/** What is missing, in the words of the checklist. */
export const MISSING_WORDS = `concat_ws(', ', ${IDS.map((id) => `case when ${missing(id)} then '${CONTROLS[id].label.toLowerCase()}' end`).join(", ")})`;
