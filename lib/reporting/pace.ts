import { CountersignError } from "@/lib/errors";
import { type Bucket, take } from "./rules";
import { LIMITS } from "./terms";

const MOST_SOURCES = 50_000;
const SECONDS_AT_ONCE = 2;

/** Counted in this process: with several instances of the machines' door each has a pace of its own. */
const buckets = new Map<string, Bucket>();

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
 * @param nowMs on a clock that never jumps
 * @throws TooFast (`rate_limited`)
 */
export function takeReportingPace(
  sourceId: string,
  count: number,
  { perSecond, nowMs }: { perSecond: number; nowMs: number },
) {
  const burst = Math.max(LIMITS.batch, perSecond * SECONDS_AT_ONCE);
  let bucket = buckets.get(sourceId);
  if (!bucket) {
    if (buckets.size >= MOST_SOURCES) buckets.delete(buckets.keys().next().value ?? "");
    bucket = { left: burst, at: nowMs };
    buckets.set(sourceId, bucket);
  }
  const waitMs = take(bucket, count, { burst, perSecond, nowMs });
  if (waitMs > 0) throw new TooFast(waitMs, perSecond);
}
