import { BOUNDS, type Period } from "./terms";

/** What numbers of usage mean. Pure; instants are UTC. */

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
/** So many hours are drawn hour by hour; a longer span day by day. */
const MOST_HOURS = 48;

export interface Span {
  from: Date;
  /** Exclusive. */
  to: Date;
}

const floor = (at: Date, unit: number) => Math.floor(at.getTime() / unit) * unit;

/** A preset as a span that ends with the running hour: whole hours for a day, whole days for more, a calendar quarter. */
export function spanOf(period: Period, now: Date): Span {
  const to = new Date(floor(now, HOUR_MS) + HOUR_MS);
  const today = floor(now, DAY_MS);
  if (period === "24h") return { from: new Date(to.getTime() - DAY_MS), to };
  if (period === "7d") return { from: new Date(today - 6 * DAY_MS), to };
  if (period === "30d") return { from: new Date(today - 29 * DAY_MS), to };
  return { from: new Date(Date.UTC(now.getUTCFullYear(), Math.floor(now.getUTCMonth() / 3) * 3, 1)), to };
}

/** Usage is kept by the hour: a span begins and ends with one, and holds at least one. */
export function wholeHours({ from, to }: Span): Span {
  const begins = floor(from, HOUR_MS);
  const ends = Math.ceil(to.getTime() / HOUR_MS) * HOUR_MS;
  return { from: new Date(begins), to: new Date(Math.max(ends, begins + HOUR_MS)) };
}

/** The span of the same length that ended where this one begins. */
export function spanBefore({ from, to }: Span): Span {
  return { from: new Date(2 * from.getTime() - to.getTime()), to: from };
}

export function grainOf({ from, to }: Span): "hour" | "day" {
  return to.getTime() - from.getTime() <= MOST_HOURS * HOUR_MS ? "hour" : "day";
}

/** Every hour or day (UTC) that the span touches. */
export function stepsOf(span: Span): Date[] {
  const unit = grainOf(span) === "hour" ? HOUR_MS : DAY_MS;
  const steps: Date[] = [];
  for (let at = floor(span.from, unit); at < span.to.getTime(); at += unit) steps.push(new Date(at));
  return steps;
}

/**
 * The duration, in milliseconds, that `share` of the counted calls did not exceed: exact to the bucket, and within it as if
 * its calls were spread evenly. Above the last bound that bound: "at least". Null when none said how long it took.
 */
export function quantile(buckets: readonly number[], share: number): number | null {
  const total = buckets.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let left = share * total;
  for (const [place, count] of buckets.entries()) {
    const ends = BOUNDS[place];
    if (ends === undefined) break;
    if (count > 0 && left <= count) {
      const begins = BOUNDS[place - 1] ?? 0;
      return begins + ((ends - begins) * left) / count;
    }
    left -= count;
  }
  return BOUNDS.at(-1) ?? null;
}

/** `part` of `whole`, 0 to 1; null where there is no whole. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Growth against before: 0.5 is half as much again; null where there was nothing before. */
export function growth(now: number, before: number): number | null {
  return before === 0 ? null : (now - before) / before;
}
