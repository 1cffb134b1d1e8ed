import type { BadgeTone } from "@/components/ui/badge";
import type { Mark, Recommendation, Silence } from "@/lib/campaigns/terms";

export const RECOMMENDED: Record<Recommendation, { label: string; short: string; tone: BadgeTone }> = {
  keep: { label: "The facts speak for keeping it", short: "Keep", tone: "success" },
  revoke: { label: "The facts speak for revoking it", short: "Revoke", tone: "warning" },
  reduce: { label: "The facts speak for reducing it", short: "Reduce", tone: "warning" },
  transfer: { label: "The facts speak for handing it on", short: "Transfer", tone: "warning" },
  look: { label: "The facts do not say: look closely", short: "Look", tone: "outline" },
};

export const MARK_WORDS: Record<Mark, string> = {
  escalated: "Escalated",
  reassigned: "Handed on",
  paused: "Paused",
  narrowed: "Narrowed since",
  second_look: "Second look",
};

/** What happens without an answer, after "Without an answer in time". */
export const SILENCE_WORDS: Record<Silence, string> = {
  keep: "it is kept, this once",
  revoke: "it is revoked",
  escalate: "the next person up is asked, then it is suspended",
  suspend: "it is suspended",
  suspend_and_alert: "it is suspended, and an alert goes out",
};

export const ASK_WORDS: Record<string, string> = {
  left: "left or was deactivated",
  owner_changed: "the owner changed",
  barred: "separation of duties",
  reassigned: "handed on",
  escalated: "no answer in time",
  second_look: "a second look",
  stage: "the next stage",
  group_empty: "the group had nobody active",
};

const SECOND = 1_000;

/** "4 s", "2 min 5 s". */
export function spanWords(millis: number): string {
  const seconds = Math.round(millis / SECOND);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** "1 item", "12 items". */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
