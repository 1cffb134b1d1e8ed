import type { InboxItem } from "../schema";

/** What of approvals was found waiting. */
export type ApprovalWaiting =
  /** `name`: of the agent; of `delegating` the person who is away. `at`: since when; of the last two until when. */
  | {
      kind: "after_review" | "unknown_outcome" | "asking_stopped" | "standing_proposed" | "delegating";
      id: string;
      name: string;
      at: Date;
    }
  /** The queue: how many wait for the reader, and until when the first of them does. */
  | { kind: "approvals"; count: number; firstUntil: Date }
  /** A request that nobody may decide. */
  | { kind: "approval_nobody"; id: string; name: string; until: Date };

type Worded = Omit<InboxItem, "kind" | "severity">;

const DAY_MS = 86_400_000;
/** An emergency is looked at within a day. */
const REVIEW_DAYS = 1;

/** Approvals in words: what waits, why for this person, by when, and where it is settled. */
export function approvalWords(waiting: ApprovalWaiting): Worded {
  switch (waiting.kind) {
    case "approvals":
      return {
        id: "approvals",
        title:
          waiting.count === 1
            ? "1 request waits for your decision"
            : `${waiting.count} requests wait for your decision`,
        why: "Agents stand still until somebody answers. What nobody answers times out.",
        dueAt: waiting.firstUntil,
        href: "/approvals",
      };
    case "approval_nobody":
      return {
        id: `approval_nobody:${waiting.id}`,
        title: `Nobody may decide what ${waiting.name} asks`,
        why: "Everybody who could is barred or away. Put somebody into the group, or it times out.",
        dueAt: waiting.until,
        href: `/approvals/${waiting.id}`,
      };
    case "after_review":
      return ofRequest(waiting, `Review the emergency approval for ${waiting.name}`, {
        why: "Somebody broke the glass. Say whether that was justified.",
        dueAt: new Date(waiting.at.getTime() + REVIEW_DAYS * DAY_MS),
      });
    case "unknown_outcome":
      return ofRequest(waiting, `Find out whether ${waiting.name} did what was approved`, {
        why: "The approval was used and nobody reported what came of it. Look, and write it down.",
        dueAt: null,
      });
    case "asking_stopped":
      return {
        id: `asking_stopped:${waiting.id}`,
        title: `${waiting.name} may not ask for approval any more`,
        why: "It asked for too much at once. Find out why, then let it ask again.",
        dueAt: null,
        href: "/settings/approvals",
      };
    case "standing_proposed":
      return {
        id: `standing_proposed:${waiting.id}`,
        title: `Give ${waiting.name} a standing approval?`,
        why: "Somebody proposed it. It holds only if a second person agrees.",
        dueAt: waiting.at,
        href: "/approvals/standing",
      };
    case "delegating":
      return {
        id: `delegating:${waiting.id}`,
        title: `You stand in for ${waiting.name}`,
        why: "Requests that would wait for them wait for you until then.",
        dueAt: waiting.at,
        href: "/approvals",
      };
  }
}

function ofRequest(
  waiting: { kind: string; id: string },
  title: string,
  rest: { why: string; dueAt: Date | null },
): Worded {
  return { id: `${waiting.kind}:${waiting.id}`, title, ...rest, href: `/approvals/${waiting.id}` };
}
