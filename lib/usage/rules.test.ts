import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { grainOf, growth, quantile, ratio, spanBefore, spanOf, stepsOf, wholeHours } from "./rules";
import { BOUNDS, BUCKETS, PERIODS } from "./terms";

const now = new Date("2026-11-21T18:05:00Z");

describe("M4 periods", () => {
  it.each([
    ["24h", "2026-11-20T19:00:00.000Z", 24],
    ["7d", "2026-11-15T00:00:00.000Z", 7],
    ["30d", "2026-10-23T00:00:00.000Z", 30],
    ["quarter", "2026-10-01T00:00:00.000Z", 52],
  ] as const)("%s begins at %s and has %d steps", (period, from, steps) => {
    const span = spanOf(period, now);
    expect([span.from.toISOString(), span.to.toISOString()]).toEqual([from, "2026-11-21T19:00:00.000Z"]);
    expect(stepsOf(span)).toHaveLength(steps);
    expect(grainOf(span)).toBe(period === "24h" ? "hour" : "day");
  });

  it("are compared with as many hours before, and hold now", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PERIODS),
        fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
        (period, at) => {
          const span = spanOf(period, at);
          const before = spanBefore(span);
          expect(before.to).toEqual(span.from);
          expect(before.to.getTime() - before.from.getTime()).toBe(span.to.getTime() - span.from.getTime());
          expect(span.from <= at && at < span.to).toBe(true);
          expect(wholeHours(span)).toEqual(span);
        },
      ),
    );
  });
});

describe("M4 latency from buckets", () => {
  it("is exact to the bucket that the true one lies in, and never falls with the share", () => {
    const durations = fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(durations, fc.double({ min: 0.01, max: 1, noNaN: true }), (millis, share) => {
        const buckets = Array.from({ length: BUCKETS }, () => 0);
        const placeOf = (value: number) => BOUNDS.findIndex((bound) => value <= bound);
        for (const value of millis) buckets[placeOf(value)] = (buckets[placeOf(value)] ?? 0) + 1;
        const sorted = millis.toSorted((a, b) => a - b);
        const truth = sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1)] ?? 0;
        const found = quantile(buckets, share) ?? -1;
        const place = placeOf(truth);
        expect(found).toBeGreaterThanOrEqual(BOUNDS[place - 1] ?? 0);
        expect(found).toBeLessThanOrEqual((BOUNDS[place] ?? 0) + 1e-6);
        expect(quantile(buckets, Math.min(1, share + 0.1)) ?? -1).toBeGreaterThanOrEqual(found - 1e-6);
      }),
    );
  });

  it.each([
    ["nothing was timed", [], 0.5, null],
    ["everything took longer than the last bound", [...BOUNDS.map(() => 0), 4], 0.5, 300_000],
    ["one of two is in the middle of its bucket", [0, 0, 0, 0, 0, 0, 0, 0, 0, 2], 0.5, 40],
  ] as const)("when %s", (_, buckets, share, found) => {
    expect(quantile(buckets, share)).toBe(found);
  });

  it("and shares of nothing are unknown, not zero", () => {
    expect([ratio(0, 0), ratio(1, 4), growth(3, 0), growth(3, 2), growth(0, 2)]).toEqual([null, 0.25, null, 0.5, -1]);
  });
});
