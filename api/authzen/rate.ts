import { CountersignError } from "@/lib/errors";

/** How many evaluations a caller may ask of one instance: so many at once, and so many per second after that. */
const PACE = { agent: { burst: 1_000, perSecond: 200 }, gateway: { burst: 20_000, perSecond: 10_000 } } as const;
const MOST_CALLERS = 50_000;

interface Bucket {
  left: number;
  at: number;
}

/**
 * Counted in this process: a look at the database per decision would cost more than the decision. With several instances each
 * has a pace of its own.
 */
const buckets = new Map<string, Bucket>();

/**
 * Takes `count` evaluations from what a caller may ask.
 * @param nowMs on a clock that never jumps
 * @throws CountersignError `rate_limited`
 */
export function takePace(caller: { agentId: string; enforcesForOthers: boolean }, count: number, nowMs: number): void {
  const { burst, perSecond } = PACE[caller.enforcesForOthers ? "gateway" : "agent"];
  let bucket = buckets.get(caller.agentId);
  if (!bucket) {
    if (buckets.size >= MOST_CALLERS) buckets.delete(buckets.keys().next().value ?? "");
    bucket = { left: burst, at: nowMs };
    buckets.set(caller.agentId, bucket);
  }
  bucket.left = Math.min(burst, bucket.left + ((nowMs - bucket.at) * perSecond) / 1_000);
  bucket.at = nowMs;
  if (bucket.left < count) {
    throw new CountersignError(
      "rate_limited",
      `More than ${perSecond} decisions a second: wait a second and ask again.`,
    );
  }
  bucket.left -= count;
}
