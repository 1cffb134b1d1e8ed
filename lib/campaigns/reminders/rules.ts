/** Which rung of the reminders' ladder somebody stands on (C3). Pure; days are those of the person's own calendar. */
const DAY_MS = 86_400_000;
/** Nobody is reminded before this hour of their own day. */
const MORNING_HOUR = 8;

interface Ladder {
  dueAt: Date;
  now: Date;
  timeZone: string;
  /** Days before the deadline, in any order. */
  reminderDays: readonly number[];
}

/**
 * `days_7`, `due` on the day itself, `overdue:2026-11-21` for every day after the deadline; null: too early. A rung that was missed
 * while no worker ran is climbed late, and those below it not at all.
 */
export function rungOf({ dueAt, now, timeZone, reminderDays }: Ladder): string | null {
  const today = dayIn(timeZone, now);
  if (now >= dueAt) return `overdue:${today}`;
  const left = daysBetween(today, dayIn(timeZone, dueAt));
  if (left <= 0) return "due";
  const rung = Math.min(...reminderDays.filter((days) => days >= left));
  return Number.isFinite(rung) ? `days_${rung}` : null;
}

/** Whether the manager is told by now: so many days of the person's calendar after the deadline. */
export function isManagerDue({
  dueAt,
  now,
  timeZone,
  afterDays,
}: Omit<Ladder, "reminderDays"> & { afterDays: number }): boolean {
  return now >= dueAt && daysBetween(dayIn(timeZone, dueAt), dayIn(timeZone, now)) >= afterDays;
}

/** Whether it is late enough in the person's day. */
export function isMorning(timeZone: string, now: Date): boolean {
  const hour = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone }).format(now);
  return Number(hour) >= MORNING_HOUR;
}

/** The rung in words, for the mail. */
export function rungWords(step: string): string {
  if (step.startsWith("overdue")) return "Overdue";
  if (step === "due") return "Due today";
  const days = Number(step.slice("days_".length));
  return days === 1 ? "Due tomorrow" : `Due within ${days} days`;
}

/** The date that calendars in the zone show: "2026-11-21". */
export function dayIn(timeZone: string, at: Date): string {
  const parts = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  return new Intl.DateTimeFormat("en-CA", { ...parts, timeZone }).format(at);
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
