import { describe, expect, it } from "vitest";
import { classify, type RiskFacts } from "./classify";
import { factorLabel, floors, isFloor, methodTables, pointsToNext, TIER_FROM } from "./present";
import { CAPABILITIES, DATA_CLASSES, PRIVILEGE_CLASSES } from "./terms";

const everything: RiskFacts = {
  tools: [{ name: "all", capabilities: CAPABILITIES }],
  privileges: PRIVILEGE_CLASSES,
  dataRead: DATA_CLASSES,
  dataWritten: DATA_CLASSES,
  environment: "production",
  autonomy: "acts_alone",
  exposure: "public",
  reach: { users: 1e6, systems: 100, records: 1e9, people: 1e9, money: 1e9 },
};

describe("K1 the method in words", () => {
  it("names every factor that can occur", () => {
    for (const { id } of classify(everything).factors) expect(factorLabel(id)).not.toBe(id);
    expect(factorLabel("capability.pay")).toBe("Move money");
    expect(factorLabel("data.personal")).toBe("Personal data");
  });
  it("shows each number that the classifier adds: those of the heaviest agent are all there", () => {
    const shown = new Set(methodTables().flatMap(({ rows }) => rows.map(({ points }) => points)));
    const single = classify(everything).factors.filter(({ id, points }) => points > 0 && id !== "data.further");
    for (const { points } of single) expect(shown).toContain(points);
  });
  it("tells the floors that the classifier keeps", () => {
    const paying = {
      ...everything,
      dataRead: [],
      dataWritten: [],
      exposure: "internal",
      autonomy: "suggests",
      reach: {},
    } as const;
    const calm = classify({ ...paying, tools: [{ name: "pay", capabilities: ["pay"] }], privileges: [] });
    expect(calm.tier).toBe("high");
    expect(calm.factors.some(({ id }) => isFloor(id))).toBe(true);
    expect(floors()).toContainEqual({ when: "Move money, in production", tier: "high" });
  });
  it("says how far the next tier is", () => {
    expect(pointsToNext(TIER_FROM.high - 1)).toEqual({ tier: "high", points: 1 });
    expect(pointsToNext(TIER_FROM.high)).toEqual({ tier: "critical", points: TIER_FROM.critical - TIER_FROM.high });
    expect(pointsToNext(TIER_FROM.critical)).toBeNull();
  });
});
