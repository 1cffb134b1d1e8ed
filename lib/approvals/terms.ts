import type { PrivilegeClass } from "@/lib/risk/terms";

/** The closed words of approvals. Safe for the browser. */

export const STATUSES = [
  "pending",
  "approved",
  "denied",
  "expired",
  "cancelled",
  "superseded",
  "revoked",
  "lapsed",
  "consumed",
  "executed",
  "failed",
  "unknown",
] as const;
/**
 * Where a request stands (A6). `expired`: nobody answered in time, which is no denial. `lapsed`: approved, and not used in time.
 * `consumed`: used, and what came of it not yet reported; `unknown`: nobody can say what came of it.
 */
export type Status = (typeof STATUSES)[number];
export const STATUS_LABELS: Record<Status, string> = {
  pending: "Waiting",
  approved: "Approved",
  denied: "Denied",
  expired: "Timed out",
  cancelled: "Cancelled",
  superseded: "Superseded",
  revoked: "Withdrawn",
  lapsed: "Lapsed",
  consumed: "In use",
  executed: "Executed",
  failed: "Failed",
  unknown: "Outcome unknown",
};

/** What ended a request, or moved it, without a vote. Each has its sentence in present.ts. */
const STATUS_REASONS = [
  "agent",
  "reviewer",
  "agent_stopped",
  "agent_changed",
  "tool_changed",
  "policy_changed",
  "owner_gone",
  "credential_ended",
  "instance_stopped",
  "person_left",
  "killed",
  "time",
  "no_report",
  "canary",
] as const;
export type StatusReason = (typeof STATUS_REASONS)[number];

export const ANSWERS = ["approve", "deny"] as const;
export type VoteAnswer = (typeof ANSWERS)[number];

/** Preset reasons of a denial: what the agent may be told and measures can count. */
export const DENIAL_REASONS = [
  "not_asked_for",
  "wrong_target",
  "wrong_amount",
  "untrusted_source",
  "not_now",
  "needs_ticket",
  "other",
] as const;
export type DenialReason = (typeof DENIAL_REASONS)[number];
export const DENIAL_REASON_LABELS: Record<DenialReason, string> = {
  not_asked_for: "Nobody asked for this",
  wrong_target: "Wrong recipient or target",
  wrong_amount: "Wrong amount or extent",
  untrusted_source: "Comes from a source we do not trust",
  not_now: "Not now",
  needs_ticket: "Needs a ticket or more evidence",
  other: "Another reason (write it below)",
};

/** How a person came to decide, from the usual to the rare. */
const CAPACITIES = ["member", "delegate", "manager", "governance", "break_glass", "standing"] as const;
export type Capacity = (typeof CAPACITIES)[number];
export const CAPACITY_LABELS: Record<Capacity, string> = {
  member: "Member of the reviewer group",
  delegate: "Stands in for a member who is away",
  manager: "Manager of a member, asked because nobody answered",
  governance: "Governance, asked because nobody answered",
  break_glass: "Broke the glass",
  standing: "Gave a standing approval",
};

export const RUNGS = ["group", "manager", "governance"] as const;
export type Rung = (typeof RUNGS)[number];
export const RUNG_LABELS: Record<Rung, string> = {
  group: "Reviewer group",
  manager: "Managers of the group",
  governance: "Governance",
};

/** Why a person may not decide a request. Each has its sentence in present.ts. */
const BARS = [
  "requester",
  "acting_human",
  "on_chain",
  "owner",
  "former_owner",
  "policy_editor",
  "no_group",
  "lost_role",
  "inactive",
  "already_voted",
  "not_break_glass",
] as const;
export type Bar = (typeof BARS)[number];

const STANDING_STATES = ["proposed", "active", "rejected", "revoked", "ended"] as const;
export type StandingState = (typeof STANDING_STATES)[number];
export const STANDING_STATE_LABELS: Record<StandingState, string> = {
  proposed: "Waits for a second person",
  active: "In force",
  rejected: "Rejected",
  revoked: "Withdrawn",
  ended: "Ended",
};

/** For so long after a denial an approval of it may be asked for. */
export const REQUESTABLE_SECONDS = 600;

export const LIMITS = {
  /** Of a break-glass approval, in seconds. */
  glassSeconds: 3_600,
  /** Of an approval that was given and not used, whatever a policy says, in seconds. */
  approvedSeconds: 86_400,
  standingDays: 30,
  standingUses: 100,
  /** After this an approval in use without a report is of unknown outcome, in seconds. */
  reportSeconds: 600,
  /** Bytes of the bound action. */
  boundBytes: 1_048_576,
  textLength: 1_000,
  longPollSeconds: 50,
  /** Shares of the time to live after which managers, and then governance, may decide too. */
  managerAfter: 1 / 3,
  governanceAfter: 2 / 3,
} as const;

export type Group = PrivilegeClass;

/** Parts of the queue: what waits for the reader, all that waits, what the reader answered, all that is over. */
export const QUEUE_VIEWS = ["mine", "waiting", "answered", "past"] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];

/** What of a payload stands on the screen at once; anything longer is shown when it is opened, and approving waits for it (A2). */
export const SHOWN = { characters: 400, lines: 8, rows: 60, path: 120 } as const;

/** Stands among the hidden parts for all rows beyond the first sixty. A lone backslash stands in no argument's path, so no name poses as it. */
export const REST = "\\…";

export { DAYS, MEASURED_LABELS, MEASURED_OUTCOMES, type MeasuredOutcome, OUTCOME_OF } from "./measures/terms";
