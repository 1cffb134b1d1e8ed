import { monthOf, type Window } from "../windows";

/** Which kept counts add up to a stretch of time: whole months, days and hours, and what is left at its ends. Pure. */

export interface Span {
  grain: "hour" | "day" | "month" | "ever";
  /** Null of `ever`. Inclusive, exclusive. */
  from: Date | null;
  until: Date | null;
}

export interface Spans {
  /** They meet, and do not overlap. */
  counted: Span[];
  /** Parts of an hour, whose events have to be counted one by one. */
  edges: { from: Date; until: Date }[];
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const roundUp = (at: Date, unit: number) => new Date(Math.ceil(at.getTime() / unit) * unit);
const roundDown = (at: Date, unit: number) => new Date(Math.floor(at.getTime() / unit) * unit);
const monthUp = (at: Date) => (monthOf(at) < at ? monthOf(at, 1) : at);

/** @param until open ends are bounded by the caller: what is counted ends with the newest event */
export function spansOf({ from, until }: Window, bounds: { oldest: Date; newest: Date }): Spans {
  if (!from && !until) return { counted: [{ grain: "ever", from: null, until: null }], edges: [] };
  const begins = from ?? monthOf(bounds.oldest);
  const ends = until ?? monthOf(bounds.newest, 1);
  if (begins >= ends) return { counted: [], edges: [] };
  const inside = { from: roundUp(begins, HOUR), until: roundDown(ends, HOUR) };
  if (inside.from >= inside.until) return { counted: [], edges: [{ from: begins, until: ends }] };
  const edges = [
    { from: begins, until: inside.from },
    { from: inside.until, until: ends },
  ].filter(({ from: first, until: last }) => first < last);
  return { counted: wholeHours(inside.from, inside.until), edges };
}

function wholeHours(from: Date, until: Date): Span[] {
  const days = { from: roundUp(from, DAY), until: roundDown(until, DAY) };
  if (days.from >= days.until) return some("hour", from, until);
  return [...some("hour", from, days.from), ...wholeDays(days.from, days.until), ...some("hour", days.until, until)];
}

function wholeDays(from: Date, until: Date): Span[] {
  const months = { from: monthUp(from), until: monthOf(until) };
  if (months.from >= months.until) return some("day", from, until);
  const whole = some("month", months.from, months.until);
  return [...some("day", from, months.from), ...whole, ...some("day", months.until, until)];
}

function some(grain: Span["grain"], from: Date, until: Date): Span[] {
  return from < until ? [{ grain, from, until }] : [];
}
