const DAY_MS = 86_400_000;

/** An instant `days` before `now`, at a working hour that depends on the number, so that a history does not beat at midnight. */
export function daysBefore(now: Date, days: number): Date {
  const morning = new Date(now.getTime() - days * DAY_MS);
  morning.setUTCHours(7 + (Math.floor(days * 7) % 9), Math.floor(days * 13) % 60, Math.floor(days * 29) % 60, 0);
  // Early in a day, a working hour of today may lie ahead.
  return morning < now ? morning : new Date(now.getTime() - days * 3_600_000 - 60_000);
}
