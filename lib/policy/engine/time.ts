import { Failure } from "./failure";
import { Instant, type Long, long, Span } from "./values";

export const DAY = 86_400_000n;
const UNITS = [DAY, 3_600_000n, 60_000n, 1_000n, 1n] as const;
const DURATION = /^(-?)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const DATETIME = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{3}))?(?:Z|([+-])(\d{2})(\d{2})))?$/;

/** As Cedar reads it: "1d2h3m4s5ms", in this order, each part at most once. @throws Failure */
export function spanFrom(text: string): Span {
  const [, sign, ...parts] = DURATION.exec(text) ?? [];
  if (!/\d/.test(text) || parts.length === 0) {
    throw new Failure(`duration(${JSON.stringify(text)}) is no duration: write it like 1d2h3m4s5ms.`);
  }
  const sum = parts.reduce((total, part, at) => total + BigInt(part ?? 0) * (UNITS[at] ?? 0n), 0n);
  return new Span(long(sign ? -sum : sum, "reading a duration"));
}

/** As Cedar reads it: a day, or a day and a time with seconds and `Z` or an offset. @throws Failure */
export function instantFrom(text: string): Instant {
  const parts = DATETIME.exec(text);
  const milliseconds = parts && millisecondsOf(parts);
  if (milliseconds === null || milliseconds === undefined) {
    throw new Failure(
      `datetime(${JSON.stringify(text)}) is no date: write it like 2026-11-21 or 2026-11-21T08:05:00Z.`,
    );
  }
  return new Instant(milliseconds);
}

function millisecondsOf(parts: RegExpExecArray): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, thousandth = 0] = parts
    .slice(1, 8)
    .map((part) => Number(part ?? 0));
  const [sign, offsetHours, offsetMinutes] = [parts[8], Number(parts[9] ?? 0), Number(parts[10] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59 || offsetHours > 23 || offsetMinutes > 59) return null;
  const date = new Date(0);
  // Not Date.UTC, which takes the years 0 to 99 for those of the last century.
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000 * (sign === "-" ? -1 : 1);
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1_000 + thousandth - offset;
}

/** Midnight of the day that an instant lies in. @throws Failure before the first one that Cedar knows */
export function dayOf({ milliseconds }: Instant): Instant {
  const exact = BigInt(milliseconds);
  return new Instant(long(exact - timeWithin(exact), "toDate"));
}

/** How long after midnight an instant lies. */
export function timeOf({ milliseconds }: Instant): Span {
  return new Span(Number(timeWithin(BigInt(milliseconds))));
}

function timeWithin(exact: bigint): bigint {
  return ((exact % DAY) + DAY) % DAY;
}

/** Whole units, towards zero. */
export function wholeUnits({ milliseconds }: Span, unit: bigint): Long {
  return long(BigInt(milliseconds) / unit, "counting units of time");
}
