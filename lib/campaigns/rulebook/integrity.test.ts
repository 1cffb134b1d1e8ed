import { describe, expect, it } from "vitest";
import { integrityOf, type MeasuredVote } from "./integrity";

const START = new Date("2026-11-20T09:00:00Z").getTime();
const careful: MeasuredVote = {
  ...{ decision: "keep", recommended: "keep", dwellMillis: 30_000, bulkId: null },
  at: new Date(START),
};

/** So many votes, one each half minute unless said otherwise; every fifth revokes. */
function votes(count: number, over: Partial<MeasuredVote> = {}, everyMillis = 30_000): MeasuredVote[] {
  return Array.from({ length: count }, (_, at) => ({
    ...careful,
    decision: at % 5 === 0 ? ("revoke" as const) : ("keep" as const),
    at: new Date(START + at * everyMillis),
    ...over,
  }));
}

describe("C5 reviewer integrity: dwell, approve share, bulk share, speed, canary misses", () => {
  it.each<[string, MeasuredVote[], number, "good" | "watch" | "poor"]>([
    ["careful work", votes(40), 0, "good"],
    ["nothing done", [], 0, "good"],
    ["a few quick ones say nothing", votes(19, { dwellMillis: 10 }, 100), 0, "good"],
    ["half under six seconds", votes(40, { dwellMillis: 5_000 }), 0, "watch"],
    ["half under three seconds", votes(40, { dwellMillis: 2_000 }), 0, "poor"],
    ["everything kept", votes(40, { decision: "keep" }), 0, "watch"],
    ["everything kept by bulk", votes(40, { decision: "keep", bulkId: "b", dwellMillis: 0 }), 0, "poor"],
    ["nearly all by bulk", votes(40, { bulkId: "b", dwellMillis: 0 }), 0, "watch"],
    ["fifteen in a minute", votes(40, {}, 4_000), 0, "watch"],
    ["thirty in a minute", votes(40, {}, 2_000), 0, "poor"],
    ["ten kept against the recommendation", votes(40, { recommended: "revoke" }), 0, "watch"],
    ["one canary missed", votes(5), 1, "watch"],
    ["two canaries missed", votes(5), 2, "poor"],
    ["one canary missed, and everything kept", votes(40, { decision: "keep" }), 1, "poor"],
  ])("%s", (_, given, missed, score) => {
    const measured = integrityOf(given, missed);
    expect(measured.score).toBe(score);
    expect(measured.reasons.length > 0).toBe(score !== "good");
  });

  it("figures", () => {
    const measured = integrityOf(
      [...votes(10), ...votes(10, { bulkId: "b", decision: "keep", dwellMillis: 0 }, 10)],
      0,
    );
    expect(measured).toMatchObject({
      votes: 20,
      keepShare: 0.9,
      bulkShare: 0.5,
      medianDwellMillis: 30_000,
      mostPerMinute: 2,
    });
  });
});
