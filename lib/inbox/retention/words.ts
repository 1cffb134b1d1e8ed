import type { RetentionWaiting } from "@/lib/retention";
import type { InboxItem } from "../schema";

const DAY_MS = 86_400_000;
/** A hold that waits keeps nothing: it is due first. */
const DAYS = { hold_confirm: 1, lift_confirm: 7, erasure_confirm: 7 } as const;

/** What waits for a second person in words: holds, shorter times, erasures. */
export function retentionWords(waiting: RetentionWaiting): Omit<InboxItem, "kind" | "severity"> {
  const { kind, id, title, since } = waiting;
  const words = {
    hold_confirm: [
      `Put the legal hold “${title}” into force?`,
      "Until a second person confirms, what it covers can be let go.",
    ],
    lift_confirm: [
      `Lift the legal hold “${title}”?`,
      "Somebody asked for it, with a reason. It stays in force until you agree.",
    ],
    retention_confirm: [
      `Keep ${title} records shorter?`,
      "Somebody asked for it. What is older would go with the next night.",
    ],
    erasure_confirm: [`Erase what is known of ${title}?`, "Somebody asked for it, with a reason. It cannot be undone."],
  }[kind] as [string, string];
  const dueAt = kind === "retention_confirm" ? null : new Date(since.getTime() + DAYS[kind] * DAY_MS);
  return { id: `${kind}:${id}`, title: words[0], why: words[1], dueAt, href: "/audit/retention" };
}
