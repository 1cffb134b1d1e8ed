import type { Mark } from "../terms";

interface Timed {
  marks: readonly Mark[];
  /** Of what was escalated, looked at again, or held up: until when instead of the stage's end. */
  dueAt: Date | null;
}

/**
 * Until when an item decides (C3): the stage's end, or its own later one. No deadline runs against what is paused: null then.
 */
export function deadlineOf(item: Timed, campaign: { stageDueAt: Date | null }): Date | null {
  if (item.marks.includes("paused")) return null;
  return item.dueAt ?? campaign.stageDueAt;
}

const LEAST_AFTER_PAUSE_MS = 24 * 3_600_000;

/**
 * The deadline of what was paused and waits again: what was left when it was paused, and a day at least.
 * @returns null when the stage's own end is late enough
 */
export function dueAfterPause(
  item: { dueAt: Date | null },
  { stageDueAt, pausedAt, now }: { stageDueAt: Date | null; pausedAt: Date; now: Date },
): Date | null {
  const due = item.dueAt ?? stageDueAt;
  if (!due) return item.dueAt;
  const left = Math.max(due.getTime() - pausedAt.getTime(), LEAST_AFTER_PAUSE_MS);
  const renewed = new Date(now.getTime() + left);
  return stageDueAt && stageDueAt >= renewed ? null : renewed;
}
