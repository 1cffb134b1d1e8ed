import { type EvidenceQuery, NONE, NOTED, ofAll, upTo } from "./query";

const YEAR = "$1::timestamptz - interval '365 days'";
/** A review that ends later than this after its date is late. */
const LATE_DAYS = 1;
const CARRIED_OUT_DAYS = 7;
/** Of 100 rights under review. */
const SILENT_OF_100 = 5;

const HELD = `c.launched_at >= ${YEAR} and c.state not in ('draft', 'scheduled', 'cancelled')`;
const campaignRow = (note: string, at: string) => `'campaign' as kind, c.id, c.name, ${note} as note, ${at} as at`;
// The stage whose word counts, of tier high and critical: there nobody who answers for the agent may decide.
const COUNTING = `v.current and i.tier in ('high', 'critical') and v.stage = jsonb_array_length(c.plan->'stages') and v.at >= ${YEAR}`;
const VOTES = `campaigns c join campaign_items i on i.campaign_id = c.id join campaign_votes v on v.campaign_id = i.campaign_id and v.number = i.number`;

export const REVIEW_QUERIES = {
  "reviews-in-time": {
    title: "Reviews end in time",
    asks: "Each recertification of the last year was decided by its date.",
    threshold: upTo(0.25),
    of: `(select count(*) from campaigns c where ${HELD})`,
    against: `select ${campaignRow("case when c.decided_at is null then 'Still open after its date.' else 'Decided late.' end", "c.due_at")} from campaigns c
      where ${HELD} and coalesce(c.decided_at, $1::timestamptz) > c.due_at + interval '${LATE_DAYS} days'`,
    says: ofAll("recertifications of the last year", "were decided in time", "were late"),
    place: { label: "Campaigns", href: "/campaigns" },
  },
  "reviews-answered": {
    title: "Reviewers answer",
    asks: `In each recertification of the last year that is over, no more than ${SILENT_OF_100} of 100 rights went without anybody's answer.`,
    threshold: NOTED,
    of: `(select count(*) from campaigns c where ${HELD} and c.decided_at is not null and c.items > 0)`,
    against: `select ${campaignRow("s.silent || ' of ' || c.items || ' rights went without an answer.'", "c.decided_at")} from campaigns c
      cross join lateral (select count(*) as silent from campaign_items i where i.campaign_id = c.id
        and not exists (select 1 from campaign_votes v where v.campaign_id = i.campaign_id and v.number = i.number)
        and i.state not in ('void', 'excluded')) s
      where ${HELD} and c.decided_at is not null and c.items > 0 and s.silent * 100 > c.items * ${SILENT_OF_100}`,
    says: ofAll("recertifications that are over", "were answered", "left many rights unanswered"),
    place: { label: "Campaigns", href: "/campaigns" },
  },
  "revocations-done": {
    title: "What was revoked is gone",
    asks: `Each right that a recertification of the last year withdrew was withdrawn and proven gone within ${CARRIED_OUT_DAYS} days.`,
    threshold: NONE,
    of: `(select count(*) from campaign_remediations r join campaigns c on c.id = r.campaign_id
      where ${HELD} and r.state not in ('withdrawn', 'undone') and r.apply_at <= $1::timestamptz)`,
    against: `select ${campaignRow("count(*) || ' rights are not proven gone.'", "min(r.apply_at)")} from campaign_remediations r join campaigns c on c.id = r.campaign_id
      where ${HELD} and r.state in ('planned', 'applied', 'error', 'manual') and r.apply_at < $1::timestamptz - interval '${CARRIED_OUT_DAYS} days'
        and not exists (select 1 from campaign_exceptions x where x.campaign_id = r.campaign_id and x.number = r.number)
      group by c.id, c.name`,
    says: ({ found, of }) =>
      of === 0
        ? "Nothing had to be withdrawn yet."
        : found === 0
          ? `All ${of.toLocaleString("en")} rights that were withdrawn are gone, or signed for.`
          : `${found} ${found === 1 ? "campaign has" : "campaigns have"} withdrawn rights that are not proven gone.`,
    place: { label: "Campaigns", href: "/campaigns" },
  },
  "reviews-separate": {
    title: "Nobody certifies their own agent",
    asks: "No vote of the last year that settled a right of an agent of tier high or critical came from who then answered for it.",
    threshold: NONE,
    of: `(select count(*) from ${VOTES} where ${COUNTING})`,
    against: `select ${campaignRow("count(*) || ' votes by who answered for the agent.'", "max(v.at)")} from ${VOTES}
      where ${COUNTING} and exists (select 1 from accountabilities x where x.agent_id = i.agent_id and x.person_id = v.person_id
        and x.from_at <= v.at and (x.until_at is null or x.until_at > v.at)) group by c.id, c.name`,
    says: ({ found, of }) =>
      of === 0
        ? "Nothing of tier high or critical was certified yet."
        : found === 0
          ? `None of ${of.toLocaleString("en")} votes that counted came from who answered for the agent.`
          : `${found} ${found === 1 ? "campaign holds votes" : "campaigns hold votes"} of people who answered for the agent.`,
    place: { label: "Campaigns", href: "/campaigns" },
  },
} as const satisfies Record<string, EvidenceQuery>;
