import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FIRST_LOOK, isFacetFirst, isFewerThanWorded, nextLook, readsByFacet } from "./looking";

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

describe("L4 words are looked for among the events of a facet where these are fewer than the index reads", () => {
  const month = { events: 800_000, wanted: 51 };
  const common = { looked: 1_500, worded: 300 };
  const nothing = { looked: 0, worded: 0 };
  const none = { looked: 1_500, worded: 0 };
  it.each([
    [
      "hardly any events of the facet, nothing was looked at: all of them",
      { driving: 200, others: 1, seen: nothing },
      200,
    ],
    ["hardly any events of the facet, a rare word: the index", { driving: 200, others: 1, seen: none }, 0],
    ["fewer than the index costs in any case: all of them", { driving: 40, others: 1, seen: none }, 40],
    ["few events of the facet, a common word: all of them", { driving: 1_000, others: 1, seen: common }, 1_000],
    [
      "many events of the facet, of which every fifth has the word: up to what the index costs",
      { driving: 50_000, others: 1, seen: common },
      1_384,
    ],
    [
      "few events of the facet, a word that the newest events do not have: the index",
      { driving: 2_000, others: 1, seen: none },
      0,
    ],
    [
      "many events of the facet, of which few meet the others: the index",
      { driving: 50_000, others: 0.01, seen: common },
      0,
    ],
    ["nothing was looked at: the index", { driving: 2_000, others: 1, seen: nothing }, 0],
  ])("%s", (_, choice, expected) => {
    expect(readsByFacet({ ...month, ...choice })).toBe(expected);
  });

  it.each([
    ["a facet that has hardly any events", { alone: true, driving: 300 }, true],
    ["one that is not counted and rare by its nature", { alone: true, driving: null }, true],
    ["one with some thousand events", { alone: true, driving: 5_000 }, false],
    ["no facet", { alone: false, driving: null }, false],
  ])("%s comes before the newest events or does not", (_, facet, expected) => {
    expect(isFacetFirst(facet)).toBe(expected);
  });
});

describe("L4 the index is asked for the facets alone where gathering the words costs more", () => {
  const events = 800_000;
  it.each([
    ["few events of the facets, a word that every fifth event has", 0.003, { looked: 1_500, worded: 300 }, true],
    ["a tenth as many as have the word: no gain", 0.02, { looked: 1_500, worded: 300 }, false],
    ["few events of the facets, a rare word", 0.003, { looked: 1_500, worded: 1 }, false],
    ["a word that the newest events do not have", 0, { looked: 1_500, worded: 0 }, false],
    ["nothing was looked at", 0.003, { looked: 0, worded: 0 }, false],
  ])("%s", (_, share, seen, expected) => {
    expect(isFewerThanWorded({ events, share, seen })).toBe(expected);
  });
});
