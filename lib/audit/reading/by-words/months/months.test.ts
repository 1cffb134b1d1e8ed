import { describe, expect, it } from "vitest";
import type { Facet } from "../../where";
import { extentOf, keysOf, type Months, occupied } from "./months";

const month = (at: number) => new Date(Date.UTC(2026, at));
const counted = (...facets: (number | null)[][]): Months => ({
  complete: true,
  months: facets.map((each, at) => ({ start: month(at), events: 1_000, facets: each })),
});
const window = (from: number | null, until: number | null) => ({
  from: from === null ? null : month(from),
  until: until === null ? null : month(until),
});

describe("L4 months in which nothing can match are not asked", () => {
  const some = counted([5], [0], [0], [7], [2], [0]);

  it("newest first, month after month as one stretch", () => {
    expect(occupied([window(5, null), window(3, 5), window(null, 3)], some, false)).toEqual([
      window(3, 5),
      window(0, 1),
    ]);
    expect(occupied([window(null, null)], some, false)).toEqual([window(3, 5), window(0, 1)]);
  });

  it("oldest first", () => {
    expect(occupied([window(null, null)], some, true)).toEqual([window(0, 1), window(3, 5)]);
  });

  it("within the bounds that are asked for", () => {
    const [from, until] = [new Date(Date.UTC(2026, 3, 10)), new Date(Date.UTC(2026, 3, 12))];
    expect(occupied([{ from, until }], some, false)).toEqual([{ from, until }]);
  });

  it("of several facets every one has to have events", () => {
    expect(occupied([window(null, null)], counted([5, 0], [3, 1], [0, 4]), false)).toEqual([window(1, 2)]);
    expect(occupied([window(null, null)], counted([null, 0], [null, 1]), false)).toEqual([window(1, 2)]);
  });

  it("but all are asked where counts lack events, or tell of no facet", () => {
    const all = [window(1, null), window(null, 1)];
    expect(occupied(all, { ...some, complete: false }, false)).toEqual(all);
    expect(occupied(all, counted([null], [null]), false)).toEqual(all);
  });

  it("are added up for a stretch", () => {
    expect(extentOf(window(2, 5), counted([5, null], [0, null], [0, null], [7, null], [2, null]))).toEqual({
      events: 3_000,
      facets: [9, null],
    });
  });
});

describe("L4 which counts tell of a facet", () => {
  const person: Facet = [
    { column: "actor_id", values: ["per_1"] },
    { column: "target_id", values: ["per_1"] },
  ];
  it("all its values, or none: not of a person, who may be a target, nor of many values", () => {
    const many: Facet = [{ column: "agent_id", values: Array.from({ length: 31 }, (_, at) => `agt_${at}`) }];
    expect(keysOf([person, [{ column: "tool", values: ["a/b", "c/d"] }], many])).toEqual([
      { place: 1, counted: "tool", value: "a/b" },
      { place: 1, counted: "tool", value: "c/d" },
    ]);
  });
});
