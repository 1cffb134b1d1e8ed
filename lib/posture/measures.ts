import type { Better, MeasureId, RowKind, Unit } from "./terms";

/** One number of the posture: what it means, which way is better, and where the work on its rows is done. */
export interface Measure {
  id: MeasureId;
  label: string;
  /** What is counted, in one sentence. */
  means: string;
  unit: Unit;
  better: Better;
  /** The six that matter stand above all others. */
  headline?: true;
  /** How much a change for the worse matters beside others: what got worse is sorted by it. */
  weight: number;
  /** What people may see of the number is what this verb lets them see. */
  verb:
    | "agents.read"
    | "tools.read"
    | "credentials.read"
    | "entitlements.read"
    | "approvals.measure"
    | "campaigns.read"
    | "decisions.read"
    | "switches.read";
  /** Concerns the installation as a whole: no team has a part of it. */
  organisation?: true;
  /** What its rows are called: "3 agents". */
  rows: { one: string; many: string };
  /** What the time of a row is. */
  when: string;
  /** Where somebody works on them, whatever is filtered by here. */
  work: { label: string; href: string };
  kind: RowKind;
}

const agents = { one: "agent", many: "agents" };
const requests = { one: "request", many: "requests" };

/** Every number of the posture. The order is the order of pages, files and documents. */
export const MEASURES: readonly Measure[] = [
  {
    id: "coverage",
    label: "Owned, classified and certified",
    means:
      "Agents in use with an active owner, a tier, and a record that was confirmed within the interval of that tier, of all agents in use.",
    unit: "share",
    better: "more",
    headline: true,
    weight: 5,
    verb: "agents.read",
    rows: agents,
    when: "Since",
    work: { label: "Ownership", href: "/ownership" },
    kind: "agent",
  },
  {
    id: "controls",
    label: "Controls met, high and critical",
    means:
      "Agents of tier high or critical that miss no control of their tier, of all such agents in use. A control that compliance waived for a time is not missing.",
    unit: "share",
    better: "more",
    headline: true,
    weight: 5,
    verb: "agents.read",
    rows: agents,
    when: "Registered",
    work: { label: "Agents, high and critical", href: "/agents?tier=high&tier=critical" },
    kind: "agent",
  },
  {
    id: "overdue_reviews",
    label: "Overdue reviews",
    means:
      "Records of agents that were not confirmed in time, and rights in running campaigns that nobody has answered by their deadline.",
    unit: "count",
    better: "less",
    headline: true,
    weight: 4,
    verb: "agents.read",
    rows: { one: "review", many: "reviews" },
    when: "Due",
    work: { label: "Stale records", href: "/ownership?view=stale" },
    kind: "agent",
  },
  {
    id: "orphans",
    label: "Nobody answers for them",
    means: "Agents without an active owner, and those that wait for the governance queue to name one.",
    unit: "count",
    better: "less",
    headline: true,
    weight: 5,
    verb: "agents.read",
    rows: agents,
    when: "Since",
    work: { label: "Ownership", href: "/ownership" },
    kind: "agent",
  },
  {
    id: "stale_credentials",
    label: "Stale credentials",
    means: "Credentials in use whose rotation is overdue by the tier of their agent.",
    unit: "count",
    better: "less",
    headline: true,
    weight: 4,
    verb: "credentials.read",
    rows: { one: "credential", many: "credentials" },
    when: "Due",
    work: { label: "Credentials, overdue", href: "/credentials?due=overdue" },
    kind: "credential",
  },
  {
    id: "approval_median",
    label: "Time to decide an approval",
    means: "How long half of the requests that people decided in the last 30 days had to wait at most.",
    unit: "seconds",
    better: "less",
    headline: true,
    weight: 2,
    verb: "approvals.measure",
    rows: requests,
    when: "Asked",
    work: { label: "Measures of approvals", href: "/approvals/measures" },
    kind: "approval",
  },
  {
    id: "approvals_asked",
    label: "Approvals asked for",
    means: "Requests for approval in the last 30 days, without canaries.",
    unit: "count",
    better: "neither",
    weight: 0,
    verb: "approvals.measure",
    rows: requests,
    when: "Asked",
    work: { label: "Measures of approvals", href: "/approvals/measures" },
    kind: "approval",
  },
  {
    id: "approvals_denied",
    label: "Approvals denied",
    means: "Requests of the last 30 days that people said no to.",
    unit: "count",
    better: "neither",
    weight: 0,
    verb: "approvals.measure",
    rows: requests,
    when: "Asked",
    work: { label: "Measures of approvals", href: "/approvals/measures" },
    kind: "approval",
  },
  {
    id: "approvals_expired",
    label: "Approvals timed out",
    means: "Requests of the last 30 days whose time was over before anybody decided.",
    unit: "count",
    better: "less",
    weight: 3,
    verb: "approvals.measure",
    rows: requests,
    when: "Asked",
    work: { label: "Measures of approvals", href: "/approvals/measures" },
    kind: "approval",
  },
  {
    id: "approvals_escalated",
    label: "Approvals waiting past their time",
    means: "Requests that wait now although the first who were asked did not answer in time.",
    unit: "count",
    better: "less",
    weight: 4,
    verb: "approvals.measure",
    rows: requests,
    when: "Asked",
    work: { label: "Approvals", href: "/approvals" },
    kind: "approval",
  },
  {
    id: "denials",
    label: "Calls denied",
    means: "Calls of agents that were denied in the last seven days.",
    unit: "count",
    better: "neither",
    weight: 0,
    verb: "decisions.read",
    rows: { one: "decision", many: "decisions" },
    when: "Denied",
    work: { label: "Decisions, denied", href: "/decisions?outcome=deny" },
    kind: "decision",
  },
  {
    id: "campaigns_open",
    label: "Campaigns under way",
    means:
      "Campaigns that were launched and are not over, from the first review to the last proof that a right is gone.",
    unit: "count",
    better: "neither",
    weight: 0,
    verb: "campaigns.read",
    rows: { one: "campaign", many: "campaigns" },
    when: "Launched",
    work: { label: "Campaigns", href: "/campaigns" },
    kind: "campaign",
  },
  {
    id: "unused_grants",
    label: "Grants unused for 90 days",
    means: "Grants in force that no call has needed for 90 days.",
    unit: "count",
    better: "less",
    weight: 2,
    verb: "entitlements.read",
    rows: { one: "grant", many: "grants" },
    when: "Last needed",
    work: { label: "Grants, unused", href: "/entitlements?attention=unused" },
    kind: "grant",
  },
  {
    id: "expiring_grants",
    label: "Grants that end within 30 days",
    means: "Grants in force whose end comes within 30 days.",
    unit: "count",
    better: "neither",
    weight: 0,
    verb: "entitlements.read",
    rows: { one: "grant", many: "grants" },
    when: "Ends",
    work: { label: "Grants, ending", href: "/entitlements?attention=expiring" },
    kind: "grant",
  },
  {
    id: "quarantined_tools",
    label: "Tools that nobody has looked at",
    means: "Tools of agents that wait in quarantine, new or changed, until a person accepts or blocks them.",
    unit: "count",
    better: "less",
    weight: 3,
    verb: "tools.read",
    rows: { one: "tool", many: "tools" },
    when: "First seen",
    work: { label: "Tools", href: "/tools" },
    kind: "tools",
  },
  {
    id: "drills",
    label: "Kill switch drills",
    means: "Drills of the kill switch in the last 365 days.",
    unit: "count",
    better: "more",
    weight: 2,
    verb: "switches.read",
    organisation: true,
    rows: { one: "drill", many: "drills" },
    when: "Thrown",
    work: { label: "Kill switch", href: "/kill-switch" },
    kind: "switch",
  },
  {
    id: "kill_p95",
    label: "Until everything denies",
    means:
      "From a throw of the kill switch, drills among them, until every decision point had confirmed that it denies: nineteen of twenty throws of the last 365 days took at most this.",
    unit: "seconds",
    better: "less",
    weight: 3,
    verb: "switches.read",
    organisation: true,
    rows: { one: "throw", many: "throws" },
    when: "Thrown",
    work: { label: "Kill switch", href: "/kill-switch" },
    kind: "switch",
  },
];

export const MEASURE_OF: Readonly<Record<MeasureId, Measure>> = Object.fromEntries(
  MEASURES.map((measure) => [measure.id, measure]),
) as Record<MeasureId, Measure>;
