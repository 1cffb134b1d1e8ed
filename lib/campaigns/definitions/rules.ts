/** When a schedule is none that people can follow, and which of its occurrences are worked off. Pure. */
const HOUR_MS = 3_600_000;
/** A day may have 23 hours. */
const LEAST_GAP_MS = 23 * HOUR_MS;

/** So many occurrences are looked at before a rule is taken for seldom enough. */
export const LOOKED_AT = 40;

/**
 * What is wrong with a rule that could be read, by its next occurrences in order; null when nothing is. A campaign that comes every
 * hour is answered by nobody, and one that never comes looks like a schedule and is none.
 */
export function problemOf(rule: string, next: readonly Date[]): string | null {
  if (!/(?:^|[;:\s])FREQ=/i.test(rule))
    return "Write a recurrence rule (RFC 5545), such as FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=9.";
  if (next.length === 0) return "This rule has no occurrence left.";
  const gaps = next.slice(1).map((at, position) => at.getTime() - (next[position]?.getTime() ?? 0));
  if (gaps.some((gap) => gap < LEAST_GAP_MS)) return "This rule comes more often than once a day.";
  return null;
}

/** What a reader of rules says, as a sentence for the person who wrote the rule. */
export function sentenceOf(message: string): string {
  if (/time zone/i.test(message)) return "This is not a time zone: use a name such as Europe/Lisbon.";
  if (/maximum|iterations|gave up/i.test(message)) return "This rule never occurs.";
  return `This rule cannot be read: ${message.slice(0, 200)}.`;
}

/**
 * Of occurrences that are due, in order: the one that is worked off, the last, and how many before it are let go. After a week
 * without a worker, nobody wants seven campaigns in one minute.
 */
export function caughtUp(due: readonly Date[]): { occurrence: Date; skipped: number } | null {
  const occurrence = due.at(-1);
  return occurrence ? { occurrence, skipped: due.length - 1 } : null;
}

/** The name of the campaign of an occurrence: that of the definition, and the day in its zone ("Quarterly · 1 Oct 2026"). */
export function nameOf(name: string, occurrence: Date, timeZone: string): string {
  const day = { day: "numeric", month: "short", year: "numeric" } as const;
  return `${name} · ${new Intl.DateTimeFormat("en-GB", { ...day, timeZone }).format(occurrence)}`;
}
