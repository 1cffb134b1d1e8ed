import { CountersignError } from "@/lib/errors";
import { takeShared } from "./store";
import { LIMITS } from "./terms";

const MOST_SOURCES = 50_000;
const SECONDS_AT_ONCE = 2;
/** What this process takes ahead, in seconds: asking for every batch would cost more than counting it. */
const SECONDS_AHEAD = 0.25;

/** What was taken ahead for each source and is not used yet; the rest is counted in PostgreSQL, for all instances together. */
const ahead = new Map<string, number>();

/** How long to wait before the same batch may be sent again. */
export class TooFast extends CountersignError {
  readonly retryAfterSeconds: number;

  constructor(waitMs: number, perSecond: number) {
    super("rate_limited", `More than ${perSecond} events a second: wait, then send the same batch again.`);
    this.retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1_000));
  }
}

/**
 * Takes `count` events from what a source may report: `perSecond` on average, two seconds' worth or a whole batch at once.
 * @throws TooFast (`rate_limited`)
 */
export async function takeReportingPace(sourceId: string, count: number, perSecond: number): Promise<void> {
  const held = ahead.get(sourceId) ?? 0;
  if (held >= count) {
    ahead.set(sourceId, held - count);
    return;
  }
  const burst = Math.max(LIMITS.batch, perSecond * SECONDS_AT_ONCE);
  const most = Math.floor(perSecond * SECONDS_AHEAD);
  // Taken out before anybody else may count on it, and put back where it was of no use.
  ahead.delete(sourceId);
  const putBack = (left: number) => {
    if (ahead.size >= MOST_SOURCES) ahead.delete(ahead.keys().next().value ?? "");
    ahead.set(sourceId, Math.min((ahead.get(sourceId) ?? 0) + left, most));
  };
  const wanted = count - held;
  const { taken, waitMs } = await takeShared({ sourceId, count: wanted, ahead: most, burst, perSecond });
  putBack(taken === 0 ? held : taken - wanted);
  if (taken === 0) throw new TooFast(waitMs, perSecond);
}
