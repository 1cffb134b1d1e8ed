import {
  ArrowDownNarrowWide,
  BadgeCheck,
  Ban,
  Bot,
  CircleHelp,
  CirclePause,
  CircleSlash2,
  ClipboardCheck,
  FileWarning,
  Flag,
  Gavel,
  Hammer,
  Handshake,
  KeyRound,
  ListTodo,
  type LucideIcon,
  MailQuestionMark,
  PencilLine,
  Repeat,
  Scale,
  ScrollText,
  ShieldAlert,
  ShieldQuestionMark,
  Signature,
  Stamp,
  Inbox as Tray,
  UserRoundCheck,
  UserRoundPlus,
  UserRoundX,
  Wrench,
} from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { InboxItem, InboxKind, InboxSeverity } from "@/lib/inbox/schema";

const ICONS: Record<InboxKind, LucideIcon> = {
  log_fault: FileWarning,
  hand_over: Handshake,
  activation: Bot,
  tier_request: ArrowDownNarrowWide,
  tier_fall: ArrowDownNarrowWide,
  grant: BadgeCheck,
  succeeded: UserRoundPlus,
  governance: Scale,
  tools: Wrench,
  rotations: KeyRound,
  unowned: UserRoundX,
  unsponsored: UserRoundX,
  unreviewed: ShieldQuestionMark,
  suspended: CirclePause,
  draft: PencilLine,
  invitation: MailQuestionMark,
  policy: ScrollText,
  approvals: Stamp,
  approval_nobody: UserRoundX,
  after_review: Hammer,
  unknown_outcome: CircleHelp,
  asking_stopped: Ban,
  standing_proposed: Repeat,
  delegating: UserRoundCheck,
  campaign_review: ClipboardCheck,
  campaign_signoff: Signature,
  campaign_close: Gavel,
  campaign_confirm: Gavel,
  campaign_finish: Flag,
  campaign_tasks: ListTodo,
  campaign_own_tasks: ListTodo,
  campaign_exclusions: CircleSlash2,
  hold_confirm: Gavel,
  lift_confirm: Gavel,
  retention_confirm: Scale,
  erasure_confirm: UserRoundX,
  control_gap: ShieldAlert,
};

const TONES: Record<InboxSeverity, string> = {
  alert: "text-danger",
  warning: "text-warning",
  notice: "text-muted-foreground",
};

export interface InboxListProps {
  items: readonly InboxItem[];
  /** More of one kind wait than are listed. */
  cut: boolean;
  now: Date;
}

/** What waits, one line each: what it is, why it waits here, until when. The whole line leads to where it is settled. */
export function InboxList({ items, cut, now }: InboxListProps) {
  if (items.length === 0) {
    return (
      <EmptyState
        icon={<Tray />}
        title="Nothing waits for you"
        description="Agents to register or activate, people to name, reviewers to find: what needs you appears here with its date."
      />
    );
  }
  return (
    <>
      <ul aria-label="What waits for you" className="overflow-hidden rounded-lg border border-border bg-card">
        {items.map((item) => (
          <Entry key={item.id} item={item} overdue={item.dueAt !== null && item.dueAt < now} />
        ))}
      </ul>
      {cut ? (
        <p className="mt-3 text-muted-foreground">
          More wait than are listed here. The{" "}
          <Link href={"/agents" as Route} className="text-link underline-offset-3 hover:underline">
            inventory
          </Link>{" "}
          shows all of them.
        </p>
      ) : null}
    </>
  );
}

function Entry({ item, overdue }: { item: InboxItem; overdue: boolean }) {
  const Icon = ICONS[item.kind];
  return (
    <li className="border-border border-b last:border-b-0">
      <Link
        href={item.href as Route}
        className="flex items-start gap-3 px-4 py-3 hover:bg-accent focus-visible:-outline-offset-2"
      >
        <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${TONES[item.severity]}`} />
        <span className="min-w-0 flex-1">
          <span className="block font-medium">
            <LiteralText text={item.title} />
          </span>
          <span className="block text-muted-foreground">
            <LiteralText text={item.why} />
          </span>
        </span>
        {item.dueAt ? (
          <span className="flex shrink-0 flex-col items-end gap-1 text-muted-foreground text-xs sm:flex-row sm:items-center sm:gap-2">
            {overdue ? <Badge tone="warning">Overdue</Badge> : null}
            <span>
              due <Time at={item.dueAt} />
            </span>
          </span>
        ) : null}
      </Link>
    </li>
  );
}
