const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const parts = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
  const format = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", { ...parts, timeZone, hourCycle: "h23" });
  formats.set(timeZone, format);
  return format;
}

/** What clocks in the zone show at an instant: the day (as midnight UTC of the same date) and the minute of it. */
export function localOf(at: Date, timeZone: string): { day: Date; minute: number } {
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(at)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = shown;
  return { day: new Date(Date.UTC(year, month - 1, day)), minute: hour * 60 + minute };
}

const MINUTE = 60_000;

/**
 * The first instant at which clocks in the zone show this minute of this day (as `localOf` gives days). A minute that they skip
 * when summer begins counts as the first one after the gap.
 */
export function instantOf(day: Date, minute: number, timeZone: string): Date {
  const wanted = day.getTime() + minute * MINUTE;
  // How far the zone's clocks are from UTC a day before and a day after: where they are changed between, both are tried.
  const shifts = [-1, 1].map((days) => shiftAt(wanted + days * 1_440 * MINUTE, timeZone));
  const tried = shifts.map((shift) => wanted - shift).sort((a, b) => a - b);
  const found = tried.find((at) => shownAt(at, timeZone) === wanted);
  if (found !== undefined) return new Date(found);
  return new Date(endOfGap(Math.min(...tried), Math.max(...tried), { timeZone, wanted }));
}

function shownAt(at: number, timeZone: string): number {
  const { day, minute } = localOf(new Date(at), timeZone);
  return day.getTime() + minute * MINUTE;
}

function shiftAt(at: number, timeZone: string): number {
  const whole = Math.floor(at / MINUTE) * MINUTE;
  return shownAt(whole, timeZone) - whole;
}

/** The first minute after `before` at which clocks show what was wanted, or later. */
function endOfGap(before: number, after: number, { timeZone, wanted }: { timeZone: string; wanted: number }): number {
  for (let at = before; at < after; at += MINUTE) if (shownAt(at, timeZone) >= wanted) return at;
  return after;
}
