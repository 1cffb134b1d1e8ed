import { describe, expect, it } from "vitest";
import { comparedOf, earlierOf, laterOf, valuesNow } from "./compared";

const THREE = ["2026-Q3", "2026-Q2", "2026-Q1"];

describe("D1 two quarters beside each other, or a quarter and now", () => {
  it.each([
    ["the last two where nothing is asked for", THREE, {}, { from: "2026-Q2", to: "2026-Q3" }],
    ["the only one and now", ["2026-Q3"], {}, { from: "2026-Q3", to: "now" }],
    ["what is asked for", THREE, { from: "2026-Q1", to: "2026-Q2" }, { from: "2026-Q1", to: "2026-Q2" }],
    ["now, with any quarter before it", THREE, { from: "2026-Q1", to: "now" }, { from: "2026-Q1", to: "now" }],
    ["now and the latest where no other is named", THREE, { to: "now" }, { from: "2026-Q3", to: "now" }],
    ["never the oldest at the right", THREE, { to: "2026-Q1" }, { from: "2026-Q2", to: "2026-Q3" }],
    [
      "never an earlier one that is not earlier",
      THREE,
      { from: "2026-Q3", to: "2026-Q2" },
      { from: "2026-Q1", to: "2026-Q2" },
    ],
    ["nothing that was not written", THREE, { from: "2020-Q1", to: "2030-Q1" }, { from: "2026-Q2", to: "2026-Q3" }],
  ])("%s", (_, quarters, asked, expected) => {
    expect(comparedOf(quarters, asked)).toEqual(expected);
  });

  it("every choice at the right has one at the left", () => {
    for (const to of laterOf(THREE)) expect(earlierOf(THREE, to).length).toBeGreaterThan(0);
  });

  it("what is not measured now is not told as nothing", () => {
    const values = valuesNow([
      { id: "coverage", value: 0 },
      { id: "approval_median", value: null },
    ]);
    expect(values).toEqual({ coverage: 0 });
  });
});
