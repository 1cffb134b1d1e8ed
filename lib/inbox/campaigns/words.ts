import type { CampaignWaiting } from "@/lib/campaigns";
import type { InboxItem } from "../schema";

type Worded = Omit<InboxItem, "kind" | "severity">;

const DAY_MS = 86_400_000;
/** How long each act may wait, where the campaign itself sets no date. */
const CLOSE_DAYS = 7;
const CONFIRM_DAYS = 3;
const EXCLUSION_DAYS = 7;

const plus = (at: Date, days: number) => new Date(at.getTime() + days * DAY_MS);
const counted = (count: number, one: string) => `${count.toLocaleString("en")} ${count === 1 ? one : `${one}s`}`;

/** Campaigns in words: what waits, why for this person, by when, and where it is settled. */
export function campaignWords(waiting: CampaignWaiting): Worded {
  switch (waiting.kind) {
    case "campaign_review":
      return of(waiting, `${counted(waiting.count, "item")} to review in ${waiting.name}`, {
        why: "Say of each right whether it is still needed. What nobody answers is settled by the rule for its tier.",
        dueAt: waiting.at,
        page: "review",
      });
    case "campaign_signoff":
      return of(waiting, `Sign off what you decided in ${waiting.name}`, {
        why: `${counted(waiting.count, "answer")} of yours can still be changed, and does not count as signed until you stand by it.`,
        dueAt: waiting.at,
        page: "review",
      });
    case "campaign_close":
      return of(waiting, `Close ${waiting.name}`, {
        why: "Everybody was asked. Look at what the close would do and what would stop working, then ask for it.",
        dueAt: plus(waiting.at, CLOSE_DAYS),
        page: "close",
      });
    case "campaign_confirm":
      return of(waiting, `Confirm the close of ${waiting.name}`, {
        why: "Somebody asked for it. It takes away more than one person may: read the effects, then confirm or leave it.",
        dueAt: plus(waiting.at, CONFIRM_DAYS),
        page: "close",
      });
    case "campaign_finish":
      return of(waiting, `${waiting.count ? "Sign for what is left of" : "Finish"} ${waiting.name}`, {
        why: waiting.count
          ? `${counted(waiting.count, "item")} could not be proven gone or settled. Settle each, or sign an exception for it.`
          : "Everything that was withdrawn is verified, or signed for. Nothing is under way any more.",
        dueAt: null,
        page: "remediation",
      });
    case "campaign_tasks":
      return of(waiting, `${counted(waiting.count, "task")} to settle in ${waiting.name}`, {
        why: "Votes that contradict each other, rights that nobody can be asked about, or what failed.",
        dueAt: waiting.at,
        page: "tasks",
      });
    case "campaign_own_tasks":
      return {
        id: waiting.kind,
        title: `${counted(waiting.count, "task")} of a recertification for you`,
        why: "Withdraw by hand what this console does not reach, and write down that it is done.",
        dueAt: waiting.at,
        href: "/campaigns/tasks",
      };
    case "campaign_exclusions":
      return {
        id: waiting.kind,
        title: `${counted(waiting.count, "exclusion")} from recertification to decide`,
        why: "Somebody asks to leave something out until a date. Nothing is left out until a second person agrees.",
        dueAt: plus(waiting.at, EXCLUSION_DAYS),
        href: "/campaigns/exclusions",
      };
  }
}

function of(
  waiting: { kind: string; id: string },
  title: string,
  { page, ...rest }: { why: string; dueAt: Date | null; page: string },
): Worded {
  return { id: `${waiting.kind}:${waiting.id}`, title, ...rest, href: `/campaigns/${waiting.id}/${page}` };
}
