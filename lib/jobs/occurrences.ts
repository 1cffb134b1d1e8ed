import { PgBoss } from "pg-boss";

/** Nothing is asked of the database by looking at a rule. */
const reader = { executeSql: async () => ({ rows: [] }) };
let boss: PgBoss | undefined;

/**
 * When a recurrence rule (RFC 5545 §3.3.10) occurs after `from`, at most `count` times, read in an IANA time zone: nine o'clock stays
 * nine o'clock over a change to daylight saving time. A rule without DTSTART counts from 1970-01-01 00:00 in that zone.
 * @throws Error (see isRuleProblem) when the rule or the zone cannot be read
 */
export function occurrencesOf(rule: string, timeZone: string, given: { from: Date; count: number }): Date[] {
  boss ??= new PgBoss({ db: reader, schedule: false, supervise: false, migrate: false });
  return boss.previewSchedule(rule, { tz: timeZone, ...given });
}

/** What is wrong with a rule or a zone, in the words of who reads them. */
export function isRuleProblem(error: unknown): error is Error {
  return error instanceof Error;
}
