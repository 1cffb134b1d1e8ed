import { ROTATION_DAYS_BY_TIER } from "@/lib/credentials/terms";
import { type EvidenceQuery, NONE, ofAll, upTo } from "./query";

const SECRET_DAYS = 90;
const LIVE = "c.state in ('active', 'overlap')";
/** By when a credential is due: the day it was given, or sooner where its agent has since become more dangerous. */
const DUE = `least(c.rotation_due_at, c.created_at + make_interval(days => case a.tier when 'low' then ${ROTATION_DAYS_BY_TIER.low}
  when 'moderate' then ${ROTATION_DAYS_BY_TIER.moderate} when 'high' then ${ROTATION_DAYS_BY_TIER.high} else ${ROTATION_DAYS_BY_TIER.critical} end))`;
const credentialRow = (note: string, at: string) =>
  `select 'credential' as kind, c.agent_id as id, a.name || coalesce(' · ' || nullif(c.label, ''), '') as name, ${note} as note, ${at} as at
   from credentials c join agents a on a.id = c.agent_id`;

const SERVED =
  "from agent_servers v join agents a on a.id = v.agent_id and a.status in ('registered', 'active', 'suspended') where v.credential <> ''";
const YEAR = "$1::timestamptz - interval '365 days'";
/** What a person who has left still holds, each as a sentence; null: nothing. */
const HELD = `case
  when exists (select 1 from console_sessions s where s.person_id = p.id and s.revoked_at is null and s.expires_at > $1::timestamptz) then 'Still signed in.'
  when exists (select 1 from agents a where a.status <> 'decommissioned' and a.owner_id = p.id) then 'Still the owner of agents.'
  when exists (select 1 from agents a where a.status <> 'decommissioned' and a.deputy_id = p.id) then 'Still the deputy of agents.'
  when exists (select 1 from break_glass_members m where m.person_id = p.id) then 'May still break the glass.' end`;

export const IDENTITY_QUERIES = {
  "credentials-rotated": {
    title: "Credentials are rotated in time",
    asks: "No credential in use is past the day on which it had to be replaced. One that was replaced and runs out is not looked at.",
    threshold: upTo(0.05),
    of: "(select count(*) from credentials c where c.state = 'active')",
    against: `${credentialRow(`'Overdue since ' || to_char(${DUE} at time zone 'UTC', 'YYYY-MM-DD') || '.'`, DUE)}
      where c.state = 'active' and ${DUE} <= $1::timestamptz`,
    says: ofAll("credentials", "are within their time", "are overdue for rotation"),
    place: { label: "Overdue credentials", href: "/credentials?due=overdue" },
  },
  "secrets-young": {
    title: "Shared secrets are young",
    asks: `No shared secret that is accepted is older than ${SECRET_DAYS} days.`,
    threshold: upTo(0.1),
    of: `(select count(*) from credentials c where ${LIVE} and c.kind = 'secret')`,
    against: `${credentialRow(`'A secret older than ${SECRET_DAYS} days.'`, "c.created_at")}
      where ${LIVE} and c.kind = 'secret' and c.created_at < $1::timestamptz - interval '${SECRET_DAYS} days'`,
    says: ofAll("shared secrets", `are younger than ${SECRET_DAYS} days`, `are older than ${SECRET_DAYS} days`),
    place: { label: "Shared secrets", href: "/credentials?strength=secret" },
  },
  "secrets-not-risky": {
    title: "Dangerous agents prove themselves with more than a secret",
    asks: "No agent of tier high or critical is accepted with a shared secret.",
    threshold: upTo(0.2),
    of: `(select count(*) from credentials c join agents a on a.id = c.agent_id where ${LIVE} and a.tier in ('high', 'critical'))`,
    against: `${credentialRow("'A shared secret, at tier ' || a.tier || '.'", "c.created_at")}
      where ${LIVE} and c.kind = 'secret' and a.tier in ('high', 'critical')`,
    says: ofAll("credentials of agents of tier high or critical", "are keys or federated", "are shared secrets"),
    place: { label: "Shared secrets", href: "/credentials?strength=secret" },
  },
  "credentials-unshared": {
    title: "Tool servers know agents apart",
    asks: "No named credential with which agents reach tool servers is used by several agents.",
    threshold: upTo(0.25),
    of: `(select count(distinct v.credential) ${SERVED})`,
    against: `select 'agent' as kind, min(a.id) as id, v.credential as name, 'Used by ' || count(distinct a.id) || ' agents.' as note, null::timestamptz as at
      ${SERVED} group by v.credential having count(distinct a.id) > 1`,
    says: ofAll("credentials of tool servers", "serve one agent each", "are shared by several agents"),
    place: { label: "Agents", href: "/agents" },
  },
  "environments-apart": {
    title: "Environments share no credential",
    asks: "No named credential with which agents reach tool servers is used both in production and elsewhere.",
    threshold: NONE,
    of: `(select count(distinct v.credential) ${SERVED})`,
    against: `select 'agent' as kind, min(a.id) as id, v.credential as name, 'Used in ' || string_agg(distinct a.environment::text, ', ') || '.' as note, null::timestamptz as at
      ${SERVED} group by v.credential having bool_or(a.environment = 'production') and bool_or(a.environment <> 'production')`,
    says: ofAll("credentials of tool servers", "stay within production or outside it", "cross into production"),
    place: { label: "Agents in production", href: "/agents?env=production" },
  },
  "credentials-end-with-agents": {
    title: "Decommissioned agents cannot sign in",
    asks: "No credential of a decommissioned agent is accepted.",
    threshold: NONE,
    of: "(select count(*) from agents a where a.status = 'decommissioned')",
    against: `${credentialRow("'Still accepted although its agent is decommissioned.'", "a.status_changed_at")} where ${LIVE} and a.status = 'decommissioned'`,
    says: ({ found, of }) =>
      of === 0
        ? "No agent was decommissioned yet."
        : found === 0
          ? `None of ${of.toLocaleString("en")} decommissioned agents has a credential that is accepted.`
          : `${found} credentials of decommissioned agents are still accepted.`,
    place: { label: "Decommissioned agents", href: "/agents?status=decommissioned" },
  },
  "leavers-out": {
    title: "Who left is out",
    asks: "Nobody who was deactivated within the last year is still signed in, answers for agents or may break the glass.",
    threshold: NONE,
    of: `(select count(*) from people p where p.status = 'deactivated' and p.deactivated_at >= ${YEAR})`,
    against: `select 'person' as kind, p.id, p.name, ${HELD} as note, p.deactivated_at as at from people p
      where p.status = 'deactivated' and p.deactivated_at >= ${YEAR} and ${HELD} is not null`,
    says: ofAll("people who left within the last year", "are out", "still hold something"),
    place: { label: "People", href: "/people" },
  },
  "reviewers-sign": {
    title: "Reviewers have a key of their own",
    asks: "Each active member of a reviewer group has a passkey to sign decisions with.",
    threshold: upTo(0.5),
    of: "(select count(distinct p.id) from reviewer_group_members m join people p on p.id = m.person_id and p.status = 'active')",
    against: `select distinct on (p.id) 'person' as kind, p.id, p.name, 'Has no passkey.' as note, null::timestamptz as at from reviewer_group_members m
      join people p on p.id = m.person_id and p.status = 'active'
      where not exists (select 1 from passkeys k where k.person_id = p.id and k.revoked_at is null)`,
    says: ofAll("reviewers", "have a passkey", "have no passkey"),
    place: { label: "Reviewers", href: "/people/reviewers" },
  },
} as const satisfies Record<string, EvidenceQuery>;
