import { type Kind, LIMITS, type MailMode } from "./terms";
import { instantOf, localOf } from "./zones";

/** How somebody wants mails: `quietFrom` and `quietTo` are minutes of the day in `timeZone`; equal means no quiet hours. */
export interface MailWishes {
  mode: MailMode;
  quietFrom: number;
  quietTo: number;
  timeZone: string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The waits after the first attempt, second attempt and so on: the schedule that Standard Webhooks recommends. */
export const RETRY_AFTER_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/**
 * How long to wait after `attempts` failed attempts, in milliseconds; null: no more. Up to a fifth longer by `chance` (0 to 1),
 * so that what failed together does not come back together.
 */
export function retryAfter(attempts: number, chance: number): number | null {
  const wait = RETRY_AFTER_MS[attempts - 1];
  return wait === undefined ? null : Math.round(wait * (1 + chance / 5));
}

/** Whether a minute of the day is within quiet hours, which may pass over midnight. */
export function isQuiet(minute: number, { quietFrom, quietTo }: Pick<MailWishes, "quietFrom" | "quietTo">): boolean {
  if (quietFrom === quietTo) return false;
  if (quietFrom < quietTo) return minute >= quietFrom && minute < quietTo;
  return minute >= quietFrom || minute < quietTo;
}

/**
 * When a mail of somebody with these wishes may leave; null: never. An alert waits for no digest and no morning, but who wants
 * no mail gets none. Every hour: at the next full hour. Daily: at the next 08:00 of the person's own day.
 */
export function mailDueAt(wishes: MailWishes, now: Date, alert = false): Date | null {
  if (wishes.mode === "off") return null;
  if (alert) return now;
  return afterQuiet(wishes, collectedAt(wishes, now));
}

function collectedAt({ mode, timeZone }: MailWishes, now: Date): Date {
  if (mode === "hourly") return new Date((Math.floor(now.getTime() / HOUR) + 1) * HOUR);
  if (mode === "daily") return nextMinute(timeZone, LIMITS.dailyMinute, now);
  return now;
}

function afterQuiet(wishes: MailWishes, at: Date): Date {
  const { minute } = localOf(at, wishes.timeZone);
  return isQuiet(minute, wishes) ? nextMinute(wishes.timeZone, wishes.quietTo, at) : at;
}

/** The next instant after `now` at which the zone's clocks show this minute of the day. */
function nextMinute(timeZone: string, minute: number, now: Date): Date {
  const today = localOf(now, timeZone).day;
  for (const days of [0, 1, 2]) {
    const at = instantOf(new Date(today.getTime() + days * DAY), minute, timeZone);
    if (at > now) return at;
  }
  return new Date(now.getTime() + DAY);
}

/** Whether the moment of a message is over: nobody needs it any more. */
export function isOver(content: { until?: unknown }, now: Date): boolean {
  return typeof content.until === "string" && Date.parse(content.until) <= now.getTime();
}

/** What waits for no digest and no morning, and leaves as a mail of its own. */
export function isAlert(kind: Kind): boolean {
  return kind === "approval_glass" || kind === "campaign_alert";
}
