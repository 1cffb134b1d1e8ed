/** The closed words of recertification, and the shapes that campaigns keep as JSON. Safe for the browser. */
import type { Environment, PrivilegeClass, Tier } from "@/lib/risk/terms";

export const CAMPAIGN_STATES = [
  "draft",
  "scheduled",
  "active",
  "paused",
  "deciding_closed",
  "remediating",
  "verifying",
  "closed",
  "closed_with_exceptions",
  "cancelled",
] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];
export const CAMPAIGN_STATE_LABELS: Record<CampaignState, string> = {
  draft: "Draft",
  scheduled: "Scheduled",
  active: "Active",
  paused: "Paused",
  deciding_closed: "Reviews over",
  remediating: "Remediating",
  verifying: "Verifying",
  closed: "Closed",
  closed_with_exceptions: "Closed with exceptions",
  cancelled: "Cancelled",
};
/** Nothing happens in these any more. */
export const ENDED_STATES: readonly CampaignState[] = ["closed", "closed_with_exceptions", "cancelled"];

export const CAMPAIGN_KINDS = ["scheduled", "adhoc", "micro"] as const;
export type CampaignKind = (typeof CAMPAIGN_KINDS)[number];
export const CAMPAIGN_KIND_LABELS: Record<CampaignKind, string> = {
  scheduled: "By schedule",
  adhoc: "Ad hoc",
  micro: "Micro-certification",
};

/** What an item reviews (C2). The subject of `owner` and `purpose` is the agent, of `dependency` one of its servers. */
export const ITEM_KINDS = ["entitlement", "owner", "credential", "purpose", "dependency"] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];
export const ITEM_KIND_LABELS: Record<ItemKind, string> = {
  entitlement: "Grant",
  owner: "Ownership",
  credential: "Credential",
  purpose: "Purpose",
  dependency: "Dependency",
};

export const DECISIONS = ["keep", "revoke", "reduce", "transfer"] as const;
export type ItemDecision = (typeof DECISIONS)[number];
/** What stands on an item: a person's decision, or what silence led to. */
export type ItemOutcome = ItemDecision | "suspend";
export const DECISION_LABELS: Record<ItemOutcome, string> = {
  keep: "Keep",
  revoke: "Revoke",
  reduce: "Reduce",
  transfer: "Transfer",
  suspend: "Suspend",
};

/** What can be said of each kind. Transfer hands the agent on to another owner, who must accept (O2). */
export const DECISIONS_OF: Record<ItemKind, readonly ItemDecision[]> = {
  entitlement: ["keep", "revoke", "reduce"],
  owner: ["keep", "revoke", "transfer"],
  credential: ["keep", "revoke"],
  purpose: ["keep", "revoke", "transfer"],
  dependency: ["keep", "revoke"],
};

/**
 * `no_reviewer`: nobody can be asked, a task waits. `no_response`: silence was settled by the rule of the tier. `conflict`: the votes
 * contradict each other and the strategy does not settle it. `stale`: the right was widened after it was reviewed, and is asked
 * again. `void`: what was reviewed is gone. From `open` on it is remediated.
 */
export const ITEM_STATES = [
  "pending",
  "decided",
  "signed_off",
  "no_reviewer",
  "no_response",
  "conflict",
  "stale",
  "void",
  "excluded",
  "open",
  "manual",
  "done",
  "error",
  "verified",
] as const;
export type ItemState = (typeof ITEM_STATES)[number];
export const ITEM_STATE_LABELS: Record<ItemState, string> = {
  pending: "Waits",
  decided: "Decided",
  signed_off: "Signed off",
  no_reviewer: "Nobody to ask",
  no_response: "No answer",
  conflict: "Votes disagree",
  stale: "Changed, asked again",
  void: "Gone",
  excluded: "Excluded",
  open: "To be remediated",
  manual: "Waits for a person",
  done: "Remediated",
  error: "Remediation failed",
  verified: "Verified",
};
/** Still asks somebody for an answer. */
export const ASKING_STATES: readonly ItemState[] = ["pending", "stale"];
/** The reviewer's word can still change freely. */
export const OPEN_STATES: readonly ItemState[] = ["pending", "decided", "stale"];

const MARKS = ["escalated", "reassigned", "paused", "narrowed", "second_look"] as const;
export type Mark = (typeof MARKS)[number];

/** Whom a stage asks. `group`: the reviewer group of the privilege class of what is reviewed. */
export const STAGE_REVIEWERS = ["owner", "sponsor", "manager", "group", "compliance", "person"] as const;
export type StageReviewer = (typeof STAGE_REVIEWERS)[number];
export const STAGE_REVIEWER_LABELS: Record<StageReviewer, string> = {
  owner: "Owner of the agent",
  sponsor: "Business sponsor",
  manager: "Manager of the owner",
  group: "Reviewer group",
  compliance: "Compliance",
  person: "A named person",
};

/** How the votes of one stage make its result: see stageResult in rules.ts. */
export const STRATEGIES = ["one_accepts", "all_accept", "one_denies", "accepted_unless_denied"] as const;
export type Strategy = (typeof STRATEGIES)[number];
export const STRATEGY_LABELS: Record<Strategy, string> = {
  one_accepts: "The first answer counts",
  all_accept: "Everybody asked must keep it",
  one_denies: "One no is enough, else the first keep",
  accepted_unless_denied: "Kept unless somebody says no in time",
};

export interface Stage {
  reviewer: StageReviewer;
  /** Of `person` alone. */
  personId: string | null;
  strategy: Strategy;
  /** How long it lasts. */
  days: number;
  /** Percent of the items of tier low and moderate that reach this stage; high and critical always do. */
  samplePercent: number;
}

/** What happens to an item that nobody answered. `escalate`: the next person up is asked for some days, then it is suspended. */
export const SILENCES = ["keep", "revoke", "escalate", "suspend", "suspend_and_alert"] as const;
export type Silence = (typeof SILENCES)[number];
export const SILENCE_LABELS: Record<Silence, string> = {
  keep: "Keep once",
  revoke: "Revoke",
  escalate: "Escalate, then suspend",
  suspend: "Suspend at the deadline",
  suspend_and_alert: "Suspend and alert",
};
/** What may be chosen for a tier, first and second time; a second silence in a row is never "keep". */
export const SILENCE_CHOICES: Record<Tier, { first: readonly Silence[]; second: readonly Silence[] }> = {
  low: { first: ["keep", "revoke", "escalate", "suspend"], second: ["revoke", "suspend"] },
  moderate: { first: ["escalate", "revoke", "suspend"], second: ["revoke", "suspend", "escalate"] },
  high: { first: ["suspend", "revoke", "suspend_and_alert"], second: ["suspend", "revoke", "suspend_and_alert"] },
  critical: { first: ["suspend_and_alert"], second: ["suspend_and_alert"] },
};

/** Which rights are looked at; an empty list limits nothing. All limits must hold. */
export interface CampaignScope {
  teamIds: readonly string[];
  tiers: readonly Tier[];
  environments: readonly Environment[];
  providers: readonly string[];
  /** "server" or "server/tool"; limits grants and dependencies. */
  tools: readonly string[];
  ownerIds: readonly string[];
  agentIds: readonly string[];
  /** Only what no campaign certified in so many days; null: whatever. */
  notCertifiedDays: number | null;
}

export interface CampaignRules {
  /** By tier, the first and the second time in a row. */
  silence: Record<Tier, { first: Silence; second: Silence }>;
  /** How long whoever is asked after a silence has. */
  escalationDays: number;
  /** Days before the deadline on which people with open items are reminded; after it they are daily, then their manager. */
  reminderDays: readonly number[];
  /** Overdue for so many days: the manager is told. */
  managerAfterDays: number;
  /** More revocations than this, or a larger share of the items, need a second person at the close. */
  secondPersonAbove: { count: number; percent: number };
  /** For how long what was taken away can be given back. */
  undoHours: number;
  /** Between waves of the remediation: unused first, then used low and moderate, then used high and critical. */
  waveHours: number;
}

/** What a definition makes and a campaign keeps. */
export interface CampaignPlan {
  kinds: readonly ItemKind[];
  scope: CampaignScope;
  stages: readonly Stage[];
  rules: CampaignRules;
}

/** Schedules that are usual, as recurrence rules (RFC 5545): beside them any rule that comes once a day at most. */
export const SCHEDULE_PRESETS = [
  {
    key: "quarterly",
    label: "Every quarter, on its first day at 09:00",
    rule: "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0",
  },
  {
    key: "monthly",
    label: "Every month, on its first day at 09:00",
    rule: "FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0",
  },
  {
    key: "yearly",
    label: "Every year, on 1 January at 09:00",
    rule: "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0",
  },
] as const;

export const EMPTY_SCOPE: CampaignScope = {
  teamIds: [],
  tiers: [],
  environments: [],
  providers: [],
  tools: [],
  ownerIds: [],
  agentIds: [],
  notCertifiedDays: null,
};

export const USUAL_RULES: CampaignRules = {
  silence: {
    low: { first: "keep", second: "revoke" },
    moderate: { first: "escalate", second: "suspend" },
    high: { first: "suspend", second: "suspend" },
    critical: { first: "suspend_and_alert", second: "suspend_and_alert" },
  },
  escalationDays: 3,
  reminderDays: [7, 3, 1],
  managerAfterDays: 3,
  secondPersonAbove: { count: 50, percent: 10 },
  undoHours: 72,
  waveHours: 24,
};

export const USUAL_STAGES: readonly Stage[] = [
  { reviewer: "owner", personId: null, strategy: "one_accepts", days: 14, samplePercent: 100 },
  { reviewer: "group", personId: null, strategy: "one_accepts", days: 7, samplePercent: 0 },
];

/** How the seat of an item was found. `none`: nobody can be asked. */
const SEAT_KINDS = [
  "owner",
  "deputy",
  "sponsor",
  "manager",
  "group",
  "compliance",
  "person",
  "fallback",
  "none",
] as const;
export type SeatKind = (typeof SEAT_KINDS)[number];

/** Seats that are not one person: "group:<privilege class>" and COMPLIANCE_SEAT; "" is nobody. */
export const COMPLIANCE_SEAT = "compliance";
export const groupSeat = (group: PrivilegeClass): string => `group:${group}`;

const ASK_REASONS = [
  "left",
  "owner_changed",
  "barred",
  "reassigned",
  "escalated",
  "second_look",
  "stage",
  "group_empty",
] as const;
export type AskReason = (typeof ASK_REASONS)[number];

/** As what somebody voted. */
export const CAPACITIES = ["seat", "delegate", "group", "compliance", "fallback"] as const;
export type Capacity = (typeof CAPACITIES)[number];

/** Why a person may not decide an item. */
const BARS = [
  "not_asked",
  "inactive",
  "owner",
  "former_owner",
  "creator",
  "grant_approver",
  "late",
  "not_open",
  "paused",
  "own_second_look",
] as const;
export type Bar = (typeof BARS)[number];

/** Preset reasons. Words beside them are needed where `needsText`. */
export const REASONS: Record<ItemDecision, readonly string[]> = {
  keep: ["needed_for_purpose", "used_regularly", "seasonal", "required_by_contract", "other"],
  revoke: ["unused", "purpose_ended", "too_wide", "wrong_owner", "risk_too_high", "other"],
  reduce: ["unused_part", "too_wide", "other"],
  transfer: ["moved_team", "left_role", "wrong_owner", "other"],
};
export const REASON_LABELS: Record<string, string> = {
  needed_for_purpose: "Needed for the stated purpose",
  used_regularly: "Used regularly",
  seasonal: "Used at certain times of the year",
  required_by_contract: "Required by contract or law",
  unused: "Not used",
  purpose_ended: "Its purpose has ended",
  too_wide: "Wider than the work needs",
  wrong_owner: "Not mine to answer for",
  risk_too_high: "Too risky for what it gives",
  unused_part: "A part of it is not used",
  moved_team: "The agent moved to another team",
  left_role: "I no longer do this work",
  other: "Another reason",
};

export const RECOMMENDATIONS = ["keep", "revoke", "reduce", "transfer", "look"] as const;
/** `look`: the facts do not say. */
export type Recommendation = (typeof RECOMMENDATIONS)[number];

export const REMEDIATION_STATES = [
  "planned",
  "withdrawn",
  "applied",
  "verified",
  "error",
  "manual",
  "done",
  "undone",
] as const;
export type RemediationState = (typeof REMEDIATION_STATES)[number];

const TASK_KINDS = ["outside", "conflict", "no_reviewer", "error"] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

const DRIFTS = ["new_tool", "tier_rise", "owner_change", "new_grant", "new_agent", "anomaly"] as const;
export type Drift = (typeof DRIFTS)[number];

export const LIMITS = {
  /** Items in one bulk decision (tier moderate and below, within one agent). */
  bulk: 50,
  hops: 2,
  reasonLeast: 10,
  text: 2_000,
  name: 120,
  stages: 4,
  days: 60,
  scopeValues: 500,
  /** The largest campaign. */
  items: 2_000_000,
} as const;

/** Rights as they are compared (C4): what the digest is over. One shape for each kind; instants are milliseconds since 1970. */
export type Rights =
  | {
      kind: "entitlement";
      server: string;
      tool: string | null;
      resourceId: string | null;
      actions: readonly string[];
      conditions: readonly unknown[];
      windows: readonly unknown[];
      startsAt: number | null;
      expiresAt: number | null;
      tier: string;
    }
  | { kind: "owner"; ownerId: string | null; deputyId: string | null; sponsorId: string | null; tier: string }
  | {
      kind: "credential";
      type: string;
      strength: string;
      instanceId: string;
      thumbprint: string | null;
      issuerId: string | null;
      subject: string;
      tier: string;
    }
  | {
      kind: "purpose";
      purpose: string;
      dataRead: readonly string[];
      dataWritten: readonly string[];
      autonomy: string | null;
      exposure: string | null;
      tier: string;
    }
  | {
      kind: "dependency";
      name: string;
      address: string;
      supplier: string;
      credential: string;
      tools: readonly string[];
      tier: string;
    };

/** What the item stores: the rights, and beside them what was known of use and origin when the campaign began. */
export interface Snapshot {
  rights: Rights;
  /** The agent as people read it. */
  agent: { name: string; environment: string; status: string; teamId: string | null };
  use: { lastUsedAt: string | null; useCount: number | null };
  origin: { requestedById: string | null; approvedById: string | null; at: string | null; justification: string };
  /** When it was certified last, by any campaign. */
  certifiedAt: string | null;
}
