import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FIRST_LOOK, nextLook } from "./looking";

describe("L4 words are looked for where least is read", () => {
  it.each([
    ["nothing is known yet", 0, 0, 51, FIRST_LOOK],
    ["one in ten matches: a little further", 1_500, 50, 51, FIRST_LOOK],
    ["one in a hundred", 1_500, 15, 51, 4_680],
    ["one in a thousand: the index", 1_500, 1, 51, 0],
    ["none of the first: the index", 1_500, 0, 51, 0],
    ["many are asked for, one in ten matches", 1_500, 150, 2_001, 24_063],
    ["many are asked for, one in fifty matches: the index", 1_500, 30, 2_001, 0],
  ])("%s", (_, looked, found, wanted, expected) => {
    expect(nextLook({ looked, found }, wanted)).toBe(expected);
  });

  it("goes on looking a bounded number of times, and for a bounded number of events", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_001 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
        (wanted, densities) => {
          const so = { looked: 0, found: 0 };
          for (const density of densities) {
            const next = nextLook(so, wanted);
            if (next === 0 || so.found >= wanted) break;
            so.looked += next;
            so.found += Math.floor(next * density);
          }
          expect(so.looked).toBeLessThanOrEqual(Math.max(7_500, 15 * wanted) + FIRST_LOOK);
        },
      ),
    );
  });
});
