import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { takeReportingPace } from "./pace";
import { takeShared } from "./store";

testDatabase();

const START = Date.parse("2026-11-21T09:00:00Z");
const at = (ms: number) => new Date(START + ms);

describe("L7 the pace of a reporter, counted for all instances together", () => {
  it("lets through so many at once and so many a second, never more, and says when the rest may come", async () => {
    let source = 0;
    const batches = fc.array(fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 500 })), {
      maxLength: 25,
    });
    await fc.assert(
      fc.asyncProperty(
        batches,
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 0, max: 50 }),
        async (sent, perSecond, ahead) => {
          const pace = { sourceId: `s${source++}`, ahead, burst: 100, perSecond };
          let [now, all] = [0, 0];
          for (const [count, after] of sent) {
            now += after;
            const { taken, waitMs } = await takeShared({ ...pace, count }, at(now));
            all += taken;
            if (taken === 0) {
              now += waitMs;
              const then = await takeShared({ ...pace, count }, at(now));
              expect(then.taken).toBeGreaterThanOrEqual(count);
              all += then.taken;
            } else expect(taken).toBeGreaterThanOrEqual(count);
            expect(all).toBeLessThanOrEqual(100 + (now * perSecond) / 1_000 + 1e-6);
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it("takes more than it ever holds when nothing is missing, and has it owed", async () => {
    const pace = { sourceId: "large", ahead: 0, burst: 1_000, perSecond: 100 };
    expect(await takeShared({ ...pace, count: 10_000 }, at(0))).toEqual({ taken: 10_000, waitMs: 0 });
    expect(await takeShared({ ...pace, count: 1 }, at(0))).toEqual({ taken: 0, waitMs: 90_010 });
    expect(await takeShared({ ...pace, count: 1 }, at(90_010))).toMatchObject({ taken: 1 });
  });

  it("is one pace, however many take from it at the same moment", async () => {
    const pace = { sourceId: "side by side", ahead: 0, burst: 1_000, perSecond: 1 };
    const answers = await Promise.all(Array.from({ length: 20 }, () => takeShared({ ...pace, count: 100 }, at(0))));
    expect(answers.filter(({ taken }) => taken === 100)).toHaveLength(10);
  });

  it("refuses a batch for which another instance has left nothing", async () => {
    await takeShared({ sourceId: "two doors", count: 1_000, ahead: 0, burst: 1_000, perSecond: 1 });
    await expect(takeReportingPace("two doors", 500, 1)).rejects.toMatchObject({
      code: "rate_limited",
      retryAfterSeconds: expect.any(Number),
    });
    // What was taken ahead is used for the next batch: two of five hundred are the thousand that may come at once.
    await takeReportingPace("one door", 500, 10);
    await takeReportingPace("one door", 500, 10);
  });
});
