import { describe, expect, it } from "vitest";
import { signalsOf } from "./rules";

const person = { id: "per_x", name: "Somebody" };
const careful = {
  person,
  votes: 42,
  approvals: 30,
  quick: 3,
  medianDwellMillis: 21_000,
  busiestHour: 9,
  canariesMissed: 0,
};

describe("A9 signals of fatigue", () => {
  it.each([
    ["careful work", {}, []],
    ["few votes, however quick", { votes: 19, approvals: 19, quick: 19, medianDwellMillis: 900 }, []],
    ["quick approvals without one no", { approvals: 42, quick: 40, medianDwellMillis: 1_400 }, ["rubber_stamp"]],
    ["approvals without one no, looked at", { approvals: 42, quick: 4 }, []],
    ["a median of exactly the limit", { approvals: 42, quick: 20, medianDwellMillis: 5_000 }, []],
    ["half of the votes quick", { quick: 21, medianDwellMillis: 4_000 }, ["quick"]],
    ["thirty in an hour", { busiestHour: 30 }, []],
    ["thirty-one in an hour", { busiestHour: 31 }, ["rush"]],
    ["one missed canary, and few votes", { votes: 1, canariesMissed: 1 }, ["canary_missed"]],
    [
      "all at once",
      { approvals: 42, medianDwellMillis: 10, busiestHour: 42, canariesMissed: 2 },
      ["canary_missed", "rubber_stamp", "rush"],
    ],
  ])("after %s", (_case, given, expected) => {
    expect(signalsOf({ ...careful, ...given }).map(({ kind }) => kind)).toEqual(expected);
  });

  it("say what was counted and by which rule", () => {
    const [signal] = signalsOf({ ...careful, approvals: 42, quick: 40, medianDwellMillis: 1_400 });
    expect(signal?.sentence).toBe("approved 42 of 42 in the last 7 days with a median dwell of 1.4 s");
    expect(signal?.rule).toBe("20 votes or more, all of them approvals, half of them under 5.0 s.");
  });
});
