/** What may wait for a person. Each kind has one sentence, one due rule and one place to act: see rules.ts. */
const INBOX_KINDS = [
  "log_fault",
  "hand_over",
  "activation",
  "tier_request",
  "tier_fall",
  "grant",
  "succeeded",
  "governance",
  "tools",
  "rotations",
  "unowned",
  "unsponsored",
  "unreviewed",
  "suspended",
  "draft",
  "invitation",
  "policy",
  "approvals",
  "approval_nobody",
  "after_review",
  "unknown_outcome",
  "asking_stopped",
  "standing_proposed",
  "delegating",
  "campaign_review",
  "campaign_signoff",
  "campaign_close",
  "campaign_confirm",
  "campaign_finish",
  "campaign_tasks",
  "campaign_own_tasks",
  "campaign_exclusions",
  "hold_confirm",
  "lift_confirm",
  "retention_confirm",
  "erasure_confirm",
  "control_gap",
] as const;
export type InboxKind = (typeof INBOX_KINDS)[number];

export type InboxSeverity = "alert" | "warning" | "notice";

export interface InboxItem {
  id: string;
  kind: InboxKind;
  title: string;
  /** Why it waits for this person, and what to do. */
  why: string;
  dueAt: Date | null;
  href: string;
  severity: InboxSeverity;
}

export interface Inbox {
  items: InboxItem[];
  /** True when more of one kind wait than are listed. */
  cut: boolean;
}
