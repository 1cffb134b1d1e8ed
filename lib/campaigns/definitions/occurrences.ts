import { CountersignError } from "@/lib/errors";
import { isRuleProblem, occurrencesOf } from "@/lib/jobs";
import { LOOKED_AT, problemOf, sentenceOf } from "./rules";

/**
 * The next occurrences of a schedule after `from`, in order.
 * @throws CountersignError `invalid` naming what is wrong with the rule or the zone
 */
export function requireOccurrences(given: { rule: string; timeZone: string; from: Date; count?: number }): Date[] {
  const { rule, timeZone, from, count = LOOKED_AT } = given;
  const next = readRule({ rule, timeZone, from, count: Math.max(count, LOOKED_AT) });
  const problem = typeof next === "string" ? next : problemOf(rule, next);
  if (problem === null && typeof next !== "string") return next.slice(0, count);
  const path = /time zone/i.test(problem ?? "") ? "timeZone" : "schedule";
  throw new CountersignError("invalid", "Some fields need your attention.", [{ path, message: problem ?? "" }]);
}

/** The next one after `from`; null when there is none any more, or no rule. */
export function nextOf(rule: string | null, timeZone: string, from: Date): Date | null {
  if (rule === null) return null;
  return occurrencesOf(rule, timeZone, { from, count: 1 })[0] ?? null;
}

function readRule({ rule, timeZone, ...given }: { rule: string; timeZone: string; from: Date; count: number }) {
  try {
    return occurrencesOf(rule, timeZone, given);
  } catch (error) {
    if (isRuleProblem(error)) return sentenceOf(error.message);
    throw error;
  }
}
