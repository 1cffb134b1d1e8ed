import { valueText } from "./present";
import type { Better, MeasureId, Unit } from "./terms";

const DAY_MS = 86_400_000;

/** The day of an instant, UTC. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** The day so many days before. */
export function daysBefore(day: string, days: number): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS));
}

/** The first instant of the week (Monday, UTC) that `at` lies in. */
export function weekStart(at: Date): Date {
  const midnight = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate());
  return new Date(midnight - ((at.getUTCDay() + 6) % 7) * DAY_MS);
}

/** "2026-Q4" */
export function quarterOf(at: Date): string {
  return `${at.getUTCFullYear()}-Q${Math.floor(at.getUTCMonth() / 3) + 1}`;
}

/** The first instant of a quarter, and that of the next. */
export function boundsOf(quarter: string): { from: Date; to: Date } {
  const year = Number(quarter.slice(0, 4));
  const month = (Number(quarter.slice(6)) - 1) * 3;
  return { from: new Date(Date.UTC(year, month)), to: new Date(Date.UTC(year, month + 3)) };
}

/** The quarter so many before this one. */
export function quarterBefore(quarter: string, count = 1): string {
  const { from } = boundsOf(quarter);
  return quarterOf(new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() - 3 * count)));
}

export type Direction = "better" | "worse" | "same" | "neutral";

/** Whether a change is for the better. What is within a rounding of what it was is the same. */
export function directionOf(better: Better, { from, to }: { from: number; to: number }): Direction {
  const by = to - from;
  if (Math.abs(by) <= 1e-9 * Math.max(1, Math.abs(from), Math.abs(to))) return "same";
  if (better === "neither") return "neutral";
  return by > 0 === (better === "more") ? "better" : "worse";
}

export interface Compared {
  id: MeasureId;
  label: string;
  unit: Unit;
  better: Better;
  weight: number;
  from: number;
  to: number;
}

/**
 * What got worse, the heaviest first: the weight of the measure times how much of it the change is. One of a hundred more matters
 * less than the first one.
 */
export function worsened<T extends Compared>(compared: readonly T[]): T[] {
  return compared
    .filter(({ better, from, to }) => directionOf(better, { from, to }) === "worse")
    .sort((a, b) => heft(b) - heft(a) || b.weight - a.weight || a.id.localeCompare(b.id));
}

function heft({ unit, weight, from, to }: Compared): number {
  // Points of a share are felt at once; a count or a time by how many times it grew.
  const size = unit === "share" ? Math.abs(to - from) * 10 : Math.abs(to - from) / Math.max(1, Math.min(from, to));
  return weight * Math.min(size, 10);
}

/** "Overdue reviews rose from 4 to 9." */
export function worseSentence({ label, unit, from, to }: Compared): string {
  return `${label}: ${to > from ? "up" : "down"} from ${valueText(unit, from)} to ${valueText(unit, to)}.`;
}

/** The value that stood on `day`, or on the latest day before it that is at most `slack` days older. */
export function valueOn(
  trend: readonly { day: string; value: number }[],
  day: string,
  slack: number,
): { day: string; value: number } | null {
  const oldest = daysBefore(day, slack);
  return trend.findLast((one) => one.day <= day && one.day >= oldest) ?? null;
}

const RULES = {
  weekly: "FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=0;BYSECOND=0",
  monthly: "FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=8;BYMINUTE=0;BYSECOND=0",
  quarterly: "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=1;BYHOUR=8;BYMINUTE=0;BYSECOND=0",
} as const;

/** When a report of this rhythm comes, as a recurrence rule (RFC 5545): at eight in the morning of the reader's zone. */
export function ruleOf(rhythm: keyof typeof RULES): string {
  return RULES[rhythm];
}

const HOUR_MS = 3_600_000;
/** Without a day measured so near its end, nobody can say how a quarter ended. */
const LAST_DAYS = 7;

/**
 * From what a quarter that is over is written down: measured now when it ended within this hour, or else taken from the last of its
 * days that was measured. A quarter of which no day was measured was before the installation began: nothing is invented for it.
 * @param lastDay the last day of the quarter that was measured
 */
export function sourceOf(quarter: string, lastDay: string | null, now: Date): "measured" | "last_day" | null {
  const { from, to } = boundsOf(quarter);
  if (now < to || lastDay === null || lastDay < dayOf(from) || lastDay >= dayOf(to)) return null;
  if (now.getTime() - to.getTime() <= HOUR_MS) return "measured";
  return lastDay >= daysBefore(dayOf(to), LAST_DAYS) ? "last_day" : null;
}
