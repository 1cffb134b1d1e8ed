import type { CampaignWaiting } from "@/lib/campaigns";
import type { GapWaiting } from "@/lib/compliance";
import type { PrivilegeClass } from "@/lib/people/schema";
import { PRIVILEGE_CLASS_LABELS } from "@/lib/people/schema";
import type { RetentionWaiting } from "@/lib/retention";
import { type ApprovalWaiting, approvalWords } from "./approvals/words";
import { campaignWords } from "./campaigns/words";
import { retentionWords } from "./retention/words";
import type { InboxItem, InboxKind, InboxSeverity } from "./schema";

const DAY_MS = 86_400_000;
/** How long each kind may wait; absent means no date is promised. */
const DUE_DAYS: Partial<Record<InboxKind, number>> = {
  draft: 14,
  activation: 7,
  suspended: 30,
  tier_request: 7,
  tier_fall: 30,
  grant: 7,
  policy: 7,
};

const SEVERITY: Record<InboxKind, InboxSeverity> = {
  log_fault: "alert",
  hand_over: "notice",
  activation: "notice",
  tier_request: "notice",
  tier_fall: "notice",
  grant: "notice",
  succeeded: "warning",
  governance: "warning",
  tools: "notice",
  rotations: "notice",
  unowned: "warning",
  unsponsored: "warning",
  unreviewed: "warning",
  suspended: "warning",
  draft: "notice",
  invitation: "notice",
  policy: "notice",
  approvals: "warning",
  approval_nobody: "alert",
  after_review: "warning",
  unknown_outcome: "warning",
  asking_stopped: "warning",
  standing_proposed: "notice",
  delegating: "notice",
  campaign_review: "notice",
  campaign_signoff: "notice",
  campaign_close: "warning",
  campaign_confirm: "warning",
  campaign_finish: "warning",
  campaign_tasks: "notice",
  campaign_own_tasks: "notice",
  campaign_exclusions: "notice",
  hold_confirm: "warning",
  lift_confirm: "warning",
  retention_confirm: "notice",
  erasure_confirm: "warning",
  control_gap: "warning",
};

/** What the database found waiting, before it is put into words. */
export type Waiting =
  | { kind: "draft" | "activation" | "suspended"; id: string; name: string; since: Date; note: string }
  /** `note`: the tier asked for (or held), the one that stands, the computed one. */
  | { kind: "tier_request" | "tier_fall"; id: string; name: string; since: Date; note: string }
  /** `id`: of the grant; `name`: of its agent; `note`: what it is about. */
  | { kind: "grant"; id: string; name: string; since: Date; note: string }
  | { kind: "unowned" | "unsponsored" | "governance" | "succeeded" | "tools"; count: number }
  /** Credentials to rotate, and when the first of them ends for want of it. */
  | { kind: "rotations"; count: number; endsAt: Date }
  | { kind: "hand_over"; count: number; seat: string; name: string; askedBy: string; expiresAt: Date }
  | { kind: "unreviewed"; privilegeClass: PrivilegeClass }
  | { kind: "invitation"; id: string; name: string; expiresAt: Date }
  /** `note`: what publishing it would do: change, rollback, retirement. */
  | { kind: "policy"; id: string; name: string; since: Date; note: string }
  | { kind: "log_fault"; reason: string }
  | ApprovalWaiting
  | CampaignWaiting
  | GapWaiting
  | RetentionWaiting;

/** One thing that waits, in words, with its date. Things past their date weigh more. */
export function itemOf(waiting: Waiting, now: Date): InboxItem {
  const item = { ...worded(waiting, now), kind: waiting.kind };
  const overdue = item.dueAt !== null && item.dueAt < now;
  const severity = SEVERITY[waiting.kind];
  return { ...item, severity: overdue && severity === "notice" ? "warning" : severity };
}

type Worded = Omit<InboxItem, "kind" | "severity">;

function worded(waiting: Waiting, now: Date): Worded {
  switch (waiting.kind) {
    case "draft":
      return ofAgent(
        waiting,
        `Register ${waiting.name}`,
        "You answer for this draft. Complete it and register it, or remove it.",
      );
    case "activation":
      return ofAgent(
        waiting,
        `Activate ${waiting.name}`,
        "Registered, and waiting for someone to look at it and activate it.",
      );
    case "suspended":
      return ofAgent(
        waiting,
        `${waiting.name} is suspended`,
        waiting.note || "You answer for it: resume or decommission it.",
      );
    case "tier_request":
    case "tier_fall":
      return ofTier(waiting);
    case "grant":
      return {
        ...ofAgent(
          waiting,
          `Let ${waiting.name} use ${waiting.note}?`,
          "Somebody asked for it, with a reason. Nothing is permitted until a second person approves.",
        ),
        href: `/entitlements/${waiting.id}`,
      };
    case "governance":
      return aggregate(
        waiting,
        "in the governance queue",
        "Claim each, or name somebody who answers for it.",
        "/ownership?view=queue",
      );
    case "succeeded":
      return aggregate(
        waiting,
        "came to you from somebody who left",
        "Keep what you can answer for, and hand over the rest.",
        "/ownership?view=received",
      );
    case "tools":
      return ofTools(waiting.count);
    case "rotations":
      return ofRotations(waiting);
    case "unowned":
      return aggregate(
        waiting,
        "without an active owner",
        "Name somebody who answers for each.",
        "/agents?people=orphan",
      );
    case "unsponsored":
      return aggregate(
        waiting,
        "without an active sponsor",
        "Name a business sponsor for each.",
        "/agents?people=unsponsored",
      );
    case "hand_over":
      return ofHandOver(waiting);
    case "unreviewed":
      return ofClass(waiting.privilegeClass);
    case "invitation":
      return ofInvitation(waiting, now);
    case "policy":
      return ofPolicy(waiting);
    case "log_fault":
      return {
        id: `log_fault:${waiting.reason}`,
        title: "The audit log needs attention",
        why: waiting.reason,
        dueAt: null,
        href: "/audit",
      };
    case "control_gap":
      return {
        id: `control_gap:${waiting.id}`,
        title: `${waiting.name} is in a gap`,
        why: "You answer for this control, and what shows it is beyond its threshold. Look at the rows, and settle them where they are.",
        dueAt: null,
        href: waiting.href,
      };
    case "campaign_review":
    case "campaign_signoff":
    case "campaign_close":
    case "campaign_confirm":
    case "campaign_finish":
    case "campaign_tasks":
    case "campaign_own_tasks":
    case "campaign_exclusions":
      return campaignWords(waiting);
    case "hold_confirm":
    case "lift_confirm":
    case "retention_confirm":
    case "erasure_confirm":
      return retentionWords(waiting);
    default:
      return approvalWords(waiting);
  }
}

function ofAgent(waiting: Extract<Waiting, { since: Date }>, title: string, why: string): Worded {
  const days = DUE_DAYS[waiting.kind];
  const dueAt = days === undefined ? null : new Date(waiting.since.getTime() + days * DAY_MS);
  return { id: `${waiting.kind}:${waiting.id}`, title, why, dueAt, href: `/agents/${waiting.id}` };
}

function ofTier(waiting: Extract<Waiting, { kind: "tier_request" | "tier_fall" }>): Worded {
  const [asked = "", stands = "", computed = ""] = waiting.note.split(" ");
  const request = waiting.kind === "tier_request";
  const item = ofAgent(
    waiting,
    request
      ? `Lower the tier of ${waiting.name} from ${stands} to ${asked}?`
      : `Let the tier of ${waiting.name} fall from ${stands} to ${computed}?`,
    request
      ? "Somebody asked for it, with a reason. It stands only if a second person agrees."
      : "A change made what is computed fall. The former tier stands until a second person confirms.",
  );
  return { ...item, href: `/agents/${waiting.id}?tab=risk` };
}

function aggregate(waiting: { kind: string; count: number }, what: string, why: string, href: string): Worded {
  const agents = waiting.count === 1 ? "1 agent" : `${waiting.count.toLocaleString("en")} agents`;
  return { id: waiting.kind, title: `${agents} ${what}`, why, dueAt: null, href };
}

function ofHandOver(waiting: Extract<Waiting, { kind: "hand_over" }>): Worded {
  const { count, seat, name, askedBy, expiresAt } = waiting;
  const title = `${askedBy || "The console"} asks you to answer for ${name} as ${seat}`;
  return {
    id: "hand_over",
    title: count === 1 ? title : `${count.toLocaleString("en")} offers to answer for agents wait for you`,
    why: "Accept or decline. Until then nothing changes; without an answer the offer ends.",
    dueAt: expiresAt,
    href: "/inbox/hand-overs",
  };
}

function ofTools(count: number): Worded {
  return {
    id: "tools",
    title: count === 1 ? "1 tool waits in quarantine" : `${count.toLocaleString("en")} tools wait in quarantine`,
    why: "New or changed since somebody looked: they cannot be called until you accept or block them.",
    dueAt: null,
    href: "/tools?state=quarantined",
  };
}

function ofRotations({ count, endsAt }: { count: number; endsAt: Date }): Worded {
  return {
    id: "rotations",
    title:
      count === 1 ? "1 credential is to be rotated" : `${count.toLocaleString("en")} credentials are to be rotated`,
    why: "They are overdue or soon will be. What is not rotated in time ends, and its agent gets no tokens.",
    dueAt: endsAt,
    href: "/credentials?due=overdue,soon&mine=yes",
  };
}

function ofClass(privilegeClass: PrivilegeClass): Worded {
  return {
    id: `unreviewed:${privilegeClass}`,
    title: `Nobody reviews ${PRIVILEGE_CLASS_LABELS[privilegeClass].toLowerCase()}`,
    why: "Agents state this privilege, and no reviewer group for it has an active member.",
    dueAt: null,
    href: "/people/reviewers",
  };
}

function ofPolicy(waiting: Extract<Waiting, { kind: "policy" }>): Worded {
  const verb = { rollback: "Roll back", retirement: "Retire" }[waiting.note] ?? "Publish";
  return {
    id: `policy:${waiting.id}`,
    title: `${verb} the policy ${waiting.name}?`,
    why: "Somebody else wrote it: read what changes and what it would flip, then publish or reject it.",
    dueAt: new Date(waiting.since.getTime() + (DUE_DAYS.policy ?? 0) * DAY_MS),
    href: `/policies/${waiting.id}`,
  };
}

function ofInvitation(waiting: { id: string; name: string; expiresAt: Date }, now: Date): Worded {
  const over = waiting.expiresAt <= now;
  return {
    id: `invitation:${waiting.id}`,
    title: over ? `The invitation of ${waiting.name} has expired` : `${waiting.name} has not used the invitation yet`,
    why: over ? "Make a new link, or deactivate the account." : "The link works once, and until this time.",
    dueAt: waiting.expiresAt,
    href: `/people/${waiting.id}`,
  };
}

const RANK: Record<InboxSeverity, number> = { alert: 0, warning: 1, notice: 2 };

/** What is worst first, then what is due first; without a date last. */
export function inOrder(items: readonly InboxItem[]): InboxItem[] {
  const due = (item: InboxItem) => item.dueAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return [...items].sort((a, b) => {
    if (RANK[a.severity] !== RANK[b.severity]) return RANK[a.severity] - RANK[b.severity];
    if (due(a) !== due(b)) return due(a) < due(b) ? -1 : 1;
    return a.title.localeCompare(b.title, "en");
  });
}
