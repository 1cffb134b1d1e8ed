import { type EvidenceQuery, NONE, ofAll, upTo } from "./query";

/** Standing grants that nobody used within this many days. */
const UNUSED_DAYS = 90;
const RUNNING = "e.state = 'active' and (e.expires_at is null or e.expires_at > $1::timestamptz)";
const grantRow = (note: string, at: string) =>
  `'entitlement' as kind, e.id, a.name || ' · ' || e.server || '/' || coalesce(e.tool, 'every tool') as name, ${note} as note, ${at} as at`;
const FROM = "from entitlements e join agents a on a.id = e.agent_id";

export const GRANT_QUERIES = {
  "grants-two-people": {
    title: "Every grant was approved by a second person",
    asks: "Each grant in force was approved by somebody other than who asked for it. One that was narrowed keeps its approval.",
    threshold: NONE,
    of: `(select count(*) from entitlements e where ${RUNNING})`,
    against: `select ${grantRow("case when e.approved_by_id is null then 'Nobody approved it.' else 'Approved by who asked for it.' end", "e.approved_at")} ${FROM}
      where ${RUNNING} and (e.approved_by_id is null or (e.replaces_id is null and e.approved_by_id = e.requested_by_id))`,
    says: ofAll("grants in force", "were approved by a second person", "were not approved by a second person"),
    place: { label: "Grants in force", href: "/entitlements?state=active" },
  },
  "grants-used": {
    title: "Standing grants are used",
    asks: `Each standing grant in force was used, or approved, within the last ${UNUSED_DAYS} days.`,
    threshold: upTo(0.2, 0.02),
    of: `(select count(*) from entitlements e where ${RUNNING} and e.kind = 'standing')`,
    against: `select ${grantRow(`'Not used for ${UNUSED_DAYS} days or more.'`, "coalesce(e.last_used_at, greatest(e.approved_at, e.requested_at))")} ${FROM}
      where ${RUNNING} and e.kind = 'standing'
        and coalesce(e.last_used_at, greatest(e.approved_at, e.requested_at)) < $1::timestamptz - interval '${UNUSED_DAYS} days'`,
    says: ofAll("standing grants", "were used lately", `were not used for ${UNUSED_DAYS} days`),
    place: { label: "Grants worth a look", href: "/entitlements?attention=unused" },
  },
  "grants-end": {
    title: "Every grant ends",
    asks: "Each grant in force has a date on which it ends by itself.",
    threshold: NONE,
    of: `(select count(*) from entitlements e where ${RUNNING})`,
    against: `select ${grantRow("'It has no end.'", "e.approved_at")} ${FROM} where ${RUNNING} and e.expires_at is null`,
    says: ofAll("grants in force", "have an end", "have no end"),
    place: { label: "Grants in force", href: "/entitlements?state=active" },
  },
} as const satisfies Record<string, EvidenceQuery>;
