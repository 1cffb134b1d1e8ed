/** Between what a clock on the wall of a zone shows and the instant it means. Pure. */

const MINUTE_MS = 60_000;

/** Minutes by which a zone is ahead of UTC at an instant. */
function offsetAt(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return Math.round((wall - Math.floor(at.getTime() / 1_000) * 1_000) / MINUTE_MS);
}

/**
 * The instant at which clocks in `timeZone` show `local` ("2026-12-01T09:00"); null for what is no time. Where the clock is put
 * forward and never shows it, the instant an hour later by the clock; where it shows it twice, the first of the two.
 */
export function instantOf(local: string, timeZone: string): Date | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(local);
  if (!match) return null;
  const [, year, month, day, hour, minute] = match.map(Number);
  const wall = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute);
  if (Number.isNaN(wall)) return null;
  const candidates = [wall - 86_400_000, wall + 86_400_000]
    .map((near) => new Date(wall - offsetAt(new Date(near), timeZone) * MINUTE_MS))
    .filter((at) => at.getTime() + offsetAt(at, timeZone) * MINUTE_MS === wall);
  return candidates[0] ?? new Date(wall - offsetAt(new Date(wall - 86_400_000), timeZone) * MINUTE_MS);
}

/** What a clock in `timeZone` shows at an instant, as a field for date and time takes it. */
export function localOf(at: Date, timeZone: string): string {
  return new Date(at.getTime() + offsetAt(at, timeZone) * MINUTE_MS).toISOString().slice(0, 16);
}
