import { occurrencesOf } from "@/lib/jobs";
import { ruleOf } from "../rules";
import type { Rhythm } from "../terms";

const DAY_MS = 86_400_000;

/** When a report of this rhythm comes next after an instant. */
export function nextOf({ rhythm, timeZone }: { rhythm: Rhythm; timeZone: string }, after: Date): Date {
  const [next] = occurrencesOf(ruleOf(rhythm), timeZone, { from: after, count: 1 });
  return next ?? new Date(after.getTime() + 7 * DAY_MS);
}
