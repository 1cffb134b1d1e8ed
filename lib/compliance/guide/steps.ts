import type { Phase } from "../terms";

/** What was seen of a step: done when there is something to do (`of` > 0) and all of it is there. */
export interface Seen {
  have: number;
  of: number;
}

export interface GuideStep {
  phase: Phase;
  title: string;
  why: string;
  /** Where it is done. */
  place: string;
  href: string;
  /** Scalars of SQL. */
  have: string;
  of: string;
  says: (seen: Seen) => string;
}

const GOVERNED = "a.status in ('registered', 'active', 'suspended')";
const ONE = "1";
const exists = (from: string) => `(case when exists (select 1 from ${from}) then 1 else 0 end)`;
const once = (done: string, open: string) => (seen: Seen) => (seen.have >= seen.of ? done : open);
const each = (noun: string, what: string) => (seen: Seen) =>
  seen.of === 0
    ? `There are no ${noun} yet.`
    : `${seen.have.toLocaleString("en")} of ${seen.of.toLocaleString("en")} ${noun} ${what}.`;

/** The steps of rolling the console out, in order (D4). Each looks for itself whether it is done. */
export const GUIDE_STEPS = {
  "import-inventory": {
    phase: 30,
    title: "Bring the agents in",
    why: "Nobody governs what nobody has listed. Import what your platforms know, and register what they do not.",
    place: "Imports",
    href: "/imports",
    have: exists("agents"),
    of: ONE,
    says: once("The inventory holds agents.", "The inventory is empty."),
  },
  "owners-accept": {
    phase: 30,
    title: "Find an owner for every agent",
    why: "Whoever owns an agent answers for what it does. They accept it themselves.",
    place: "Ownership",
    href: "/ownership",
    have: `(select count(*) from agents a join people o on o.id = a.owner_id and o.status = 'active' where ${GOVERNED})`,
    of: `(select count(*) from agents a where ${GOVERNED})`,
    says: each("agents", "have an active owner"),
  },
  "classify-agents": {
    phase: 30,
    title: "Know how dangerous each agent is",
    why: "The tier decides who has to agree, how often rights are reviewed and how long credentials live.",
    place: "Risk",
    href: "/risk",
    have: `(select count(*) from agents a where ${GOVERNED} and a.tier is not null)`,
    of: `(select count(*) from agents a where ${GOVERNED})`,
    says: each("agents", "have a tier"),
  },
  "connect-agent": {
    phase: 30,
    title: "Connect the first agent",
    why: "From its first question on, its calls are decided by rules and recorded.",
    place: "Agents",
    href: "/agents",
    have: exists("decisions d where d.caller_kind <> 'person'"),
    of: ONE,
    says: once("An agent asks for decisions.", "No agent has asked for a decision yet."),
  },
  "publish-policy": {
    phase: 30,
    title: "Put a policy of your own in force",
    why: "What ships with the console is a beginning. One of you writes, another publishes.",
    place: "Policies",
    href: "/policies",
    have: exists("policy_versions v where v.published_by_id is not null"),
    of: ONE,
    says: once("A policy was published by one of you.", "Nobody has published a policy yet."),
  },
  "gateway-key": {
    phase: 30,
    title: "Let a gateway report",
    why: "What agents did stands beside what they were allowed only when somebody reports it.",
    place: "Keys",
    href: "/settings/keys",
    have: exists("api_keys k where k.purpose = 'report' and k.revoked_at is null"),
    of: ONE,
    says: once("A key to report with exists.", "There is no key to report with yet."),
  },
  "reviewers-keys": {
    phase: 60,
    title: "Give reviewers a passkey",
    why: "A decision signed with a key of its own cannot be denied later.",
    place: "Reviewers",
    href: "/people/reviewers",
    have: `(select count(distinct p.id) from reviewer_group_members m join people p on p.id = m.person_id and p.status = 'active'
      where exists (select 1 from passkeys k where k.person_id = p.id and k.revoked_at is null))`,
    of: "(select count(distinct p.id) from reviewer_group_members m join people p on p.id = m.person_id and p.status = 'active')",
    says: each("reviewers", "have a passkey"),
  },
  "first-approval": {
    phase: 60,
    title: "Decide the first approval",
    why: "The way from an agent's question to a person's answer works before it matters.",
    place: "Approvals",
    href: "/approvals",
    have: exists("approval_votes"),
    of: ONE,
    says: once("Somebody decided a request.", "Nobody has decided a request yet."),
  },
  notifications: {
    phase: 60,
    title: "Reach people where they are",
    why: "Requests expire when nobody hears of them. Set up e-mail, or a webhook to where you work.",
    place: "Settings",
    href: "/settings",
    have: exists("deliveries d where d.state = 'sent'"),
    of: ONE,
    says: once("A message has reached its receiver.", "No message has been sent yet."),
  },
  "switch-drill": {
    phase: 60,
    title: "Try the kill switch",
    why: "A drill goes the whole way and stops nothing. It shows how long stopping takes.",
    place: "Kill switch",
    href: "/kill-switch",
    have: exists("kill_switches k where k.acknowledged_at is not null"),
    of: ONE,
    says: once("It was tried, and every decision point confirmed.", "Nobody has tried it yet."),
  },
  "launch-campaign": {
    phase: 60,
    title: "Launch the first recertification",
    why: "Every right is looked at by somebody who can say whether it is still needed.",
    place: "Campaigns",
    href: "/campaigns",
    have: exists("campaigns c where c.launched_at is not null"),
    of: ONE,
    says: once("A campaign was launched.", "No campaign was launched yet."),
  },
  "confirm-retention": {
    phase: 60,
    title: "Say how long records are kept",
    why: "The times that ship with the console are a guess. Yours follow from law and contracts.",
    place: "Retention",
    href: "/audit/retention",
    have: exists("retention_rules r where r.set_by_id is not null"),
    of: ONE,
    says: once("Somebody has set how long records are kept.", "The times are still those that ship with the console."),
  },
  "close-campaign": {
    phase: 90,
    title: "Close it, with what was revoked gone",
    why: "A review is worth what it changed: each right that was withdrawn is tried, and must be refused.",
    place: "Campaigns",
    href: "/campaigns",
    have: exists("campaigns c where c.state in ('closed', 'closed_with_exceptions')"),
    of: ONE,
    says: once("A campaign is closed.", "No campaign is closed yet."),
  },
  "take-evidence": {
    phase: 90,
    title: "Take evidence home, and verify it there",
    why: "Run “npm run -s countersign -- verify” on a machine without this console. That you did, nobody can see here: only that a pack was made.",
    place: "Evidence",
    href: "/evidence",
    have: `greatest(${exists("campaign_packs p where p.ready_at is not null")}, ${exists("evidence_exports e where e.ready_at is not null")})`,
    of: ONE,
    says: once("A pack of evidence was made.", "No evidence was taken yet."),
  },
  "add-witness": {
    phase: 90,
    title: "Let somebody outside sign the log",
    why: "A witness remembers how long the log was: nobody can shorten it unseen, not even who runs the database. Keep a copy of the log's public key as well.",
    place: "Witnesses",
    href: "/settings/witnesses",
    have: exists("log_witnesses w where w.signed_at is not null"),
    of: ONE,
    says: once("A witness has signed the log.", "Nobody outside signs the log yet."),
  },
  "first-quarter": {
    phase: 90,
    title: "End the first quarter",
    why: "Its numbers are written once and do not change afterwards: what you report stays what you reported.",
    place: "Posture",
    href: "/posture",
    have: exists("posture_quarters"),
    of: ONE,
    says: once("A quarter is written down.", "No quarter has ended yet."),
  },
} as const satisfies Record<string, GuideStep>;

export type StepId = keyof typeof GUIDE_STEPS;
export const STEP_IDS = Object.keys(GUIDE_STEPS) as [StepId, ...StepId[]];

export function isDone({ have, of }: Seen): boolean {
  return of > 0 && have >= of;
}
