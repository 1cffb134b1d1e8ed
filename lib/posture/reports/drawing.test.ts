import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { literal } from "@/lib/packs";
import { bars } from "./bars";
import { line } from "./spark";

describe("L5 D4 a report draws names as they are, or says what it cannot draw", () => {
  it.each([
    ["Zahlungen ąčß Łódź", "Zahlungen ąčß Łódź"],
    ["Ελλάδα, Київ – “Ops” €", "Ελλάδα, Київ – “Ops” €"],
    ["e\u0301quipe", "équipe"],
    ["日本 team", "[U+65E5 U+672C] team"],
    ["🚀", "[U+1F680]"],
    ["left \u202Ethgir", "left U+202Ethgir"],
  ])("%s", (given, drawn) => expect(literal(given)).toBe(drawn));
});

describe("D4 a bar of the report says its numbers in words", () => {
  const parts = [
    { label: "Approved", ink: "#00f" },
    { label: "Denied", ink: "#f00" },
  ];
  const saidOf = (values: number[], beside?: string) => {
    const [row] = bars([{ name: "2026-11-16", values, ...(beside ? { beside } : {}) }], parts);
    return JSON.stringify(row);
  };

  it.each([
    [[4, 3], "7: 4 approved, 3 denied"],
    [[0, 1_200], "1,200 denied"],
    [[0, 0], '"0"'],
  ])("%j: %s", (values, said) => expect(saidOf(values)).toContain(said));

  it("with what stands beside them", () => {
    expect(saidOf([1, 0], "median 2 min")).toContain("1 approved; median 2 min");
  });
});

describe("D1 the course of a number on paper", () => {
  it("stays within its frame, whatever was measured", () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(values, (all) => {
        const trend = all.map((value, at) => ({ day: `2026-11-${String(at + 1).padStart(2, "0")}`, value }));
        const [drawn] = line(trend, 30, { width: 60, height: 9 });
        const points = drawn?.type === "polyline" ? drawn.points : [];
        expect(points).toHaveLength(all.length);
        for (const { x, y } of points)
          expect([x >= -1e-9, x <= 60, y >= -1e-9, y <= 9 + 1e-9]).toEqual(Array(4).fill(true));
        expect(points.at(-1)?.x).toBe(60);
      }),
    );
  });

  it("is nothing where fewer than two days were measured", () => {
    expect(line([{ day: "2026-11-20", value: 1 }], 30, { width: 60, height: 9 })).toEqual([]);
  });
});
