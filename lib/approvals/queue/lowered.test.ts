import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isNarrowing, narrowablePaths } from "../deciding/narrowing";
import { type Lowered, loweredArguments } from "./lowered";

const ASKED = {
  amount: 500,
  to: ["a@x.no", "b@x.no", "c@x.no"],
  items: [{ amount: 3 }, { amount: 4 }],
  "a.b": { max: 9 },
};
const lowered = (changes: Record<string, Lowered>) => loweredArguments(ASKED, new Map(Object.entries(changes)));
const number = (text: string): Lowered => ({ kind: "number", text });
const list = (...keep: number[]): Lowered => ({ kind: "list", keep });

describe("A4 narrowing by the reviewer, as it is typed", () => {
  it.each<[string, Record<string, Lowered>, object | null]>([
    ["a number", { amount: number("120.5") }, { ...ASKED, amount: 120.5 }],
    ["entries of a list", { to: list(0, 2) }, { ...ASKED, to: ["a@x.no", "c@x.no"] }],
    [
      "a number in an entry that stays behind one that goes",
      { "items.1.amount": number("2"), items: list(1) },
      { ...ASKED, items: [{ amount: 2 }] },
    ],
    ["a name with a dot", { "a\\.b.max": number("1") }, { ...ASKED, "a.b": { max: 1 } }],
    ["a name that is not there", { sum: number("1") }, null],
    ["what every object has", { "__proto__.amount": number("1") }, null],
    ["a text as a number", { "to.0": number("1") }, null],
    ["what is no plain number", { amount: number("1e2") }, null],
    ["nothing", { amount: number("") }, null],
    ["a place that the list has not", { to: list(3) }, null],
  ])("%s", (_, changes, expected) => {
    expect(lowered(changes)).toEqual(expected);
  });

  it("changes nothing of what was asked, and every lower extent of it is a narrowing", () => {
    const numbers = [...narrowablePaths(ASKED)].filter(([, kind]) => kind === "number").map(([path]) => path);
    expect(numbers.sort()).toEqual(["a\\.b.max", "amount", "items.0.amount", "items.1.amount"]);
    const before = JSON.stringify(ASKED);
    fc.assert(
      fc.property(fc.subarray(numbers, { minLength: 1 }), (paths) => {
        const next = loweredArguments(ASKED, new Map(paths.map((path) => [path, number("1")])));
        expect(isNarrowing(ASKED, next)).toBe(true);
        expect(JSON.stringify(ASKED)).toBe(before);
      }),
    );
  });
});
