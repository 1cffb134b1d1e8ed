import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Access, DataClass } from "@/lib/agents/terms";
import { DATA_CLASSES } from "@/lib/risk/terms";
import { amountOf, sentenceOf } from "./present";
import { blastOf, chiefCapability, statedAccess, systemKey, topClassOf, weightOf } from "./rules";
import { BY_DANGER, BY_SENSITIVITY, SENSITIVITY } from "./terms";
import type { Place, Way } from "./views";

const place = (key: string, dataClasses: DataClass[], more: Partial<Place> = {}): Place => ({
  key,
  id: key,
  name: key,
  kind: "database",
  dataClasses,
  records: 0,
  people: 0,
  money: 0,
  ...more,
});
const way = (to: string, access: Access = "read", now = true): Way => ({ place: to, access, now });

const KEYS = ["a", "b", "c", "d", "e", "f"];
const places = fc
  .tuple(...KEYS.map(() => fc.subarray([...DATA_CLASSES])))
  .map((classes) => KEYS.map((key, at) => place(key, classes[at] ?? [], { records: at, people: at, money: at })));
const ways = fc.array(
  fc.record({
    place: fc.constantFrom(...KEYS),
    access: fc.constantFrom("read", "write") as fc.Arbitrary<Access>,
    now: fc.boolean(),
  }),
  { maxLength: 30 },
);

describe("V9 the blast radius", () => {
  it("can be repeated on paper: four weights, twice where it can be written", () => {
    const reached = [
      place("vault", ["secrets"]),
      place("payroll", ["personal", "restricted"], { people: 1_340 }),
      place("ledger", ["confidential"], { records: 8_200_000 }),
      place("site", []),
    ];
    const { now, later, added } = blastOf(reached, [
      way("vault"),
      way("payroll"),
      way("payroll", "write"),
      way("ledger", "read", false),
      way("site"),
    ]);
    expect(now.score).toBe(8 + 6 * 2 + 1);
    expect(later.score).toBe(8 + 6 * 2 + 1 + 4);
    expect(added).toBe(4);
    expect(now.classes.map(({ dataClass, score }) => [dataClass, score])).toEqual([
      ["secrets", 8],
      ["restricted", 12],
      [null, 1],
    ]);
    expect(sentenceOf(later)).toBe(
      "4 resources: 1 holds secrets, 1 can be written; up to 8.2 million records and 1,340 people.",
    );
  });

  it("counts nothing twice and knows no order", () => {
    fc.assert(
      fc.property(places, ways, (all, given) => {
        const once = blastOf(all, given);
        expect(blastOf(all, [...given, ...given])).toEqual(once);
        expect(blastOf(all.toReversed(), given.toReversed())).toEqual(once);
      }),
    );
  });

  it("never falls when a way or a stronger access is added", () => {
    fc.assert(
      fc.property(places, ways, ways, (all, given, more) => {
        const before = blastOf(all, given);
        const after = blastOf(all, [...given, ...more]);
        for (const sum of ["now", "later"] as const) {
          for (const part of ["score", "resources", "written", "records", "people", "money"] as const) {
            expect(after[sum][part]).toBeGreaterThanOrEqual(before[sum][part]);
          }
        }
      }),
    );
  });

  it("never falls when more lies at a place", () => {
    fc.assert(
      fc.property(places, ways, fc.constantFrom(...KEYS), fc.constantFrom(...DATA_CLASSES), (all, given, key, more) => {
        const richer = all.map((one) => (one.key === key ? { ...one, dataClasses: [...one.dataClasses, more] } : one));
        expect(blastOf(richer, given).later.score).toBeGreaterThanOrEqual(blastOf(all, given).later.score);
      }),
    );
  });

  it("is the sum of its classes, and what waits is never less than what is there", () => {
    fc.assert(
      fc.property(places, ways, (all, given) => {
        const { now, later, added } = blastOf(all, given);
        for (const sum of [now, later]) {
          expect(sum.classes.reduce((total, { score }) => total + score, 0)).toBe(sum.score);
          expect(sum.classes.reduce((total, { resources }) => total + resources, 0)).toBe(sum.resources);
        }
        expect(added).toBe(later.score - now.score);
        expect(added).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("weighs every class, and orders them by weight", () => {
    expect([...BY_SENSITIVITY].sort()).toEqual([...DATA_CLASSES].sort());
    const weights = BY_SENSITIVITY.map((one) => SENSITIVITY[one]);
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
  });
});

describe("V9 small rules", () => {
  it.each([
    [["internal", "payment", "personal"], "payment"],
    [["public"], "public"],
    [[], null],
  ] as const)("the most sensitive of %j is %s", (classes, top) => {
    expect(topClassOf(classes)).toBe(top);
  });

  it.each([
    [["restricted"], ["restricted"], "write"],
    [["internal"], ["restricted"], "read"],
    [[], ["restricted"], "read"],
    [["internal"], [], "read"],
  ] as const)("what writes %j reaches a stated system with %j to %s", (written, there, access) => {
    expect(statedAccess(written, there)).toBe(access);
  });

  it("names a group by the most dangerous capability", () => {
    expect(chiefCapability(["read", "write", "pay"])).toBe("pay");
    expect(chiefCapability([])).toBe("read");
    expect(new Set(BY_DANGER).size).toBe(11);
  });

  it("takes one system for one, in whatever letters", () => {
    expect(systemKey(" SAP ")).toBe(systemKey("sap"));
    expect(weightOf([], "write")).toBe(2);
  });

  it.each([
    [999_999, "999,999"],
    [1_000_000, "1 million"],
    [1_240_000, "1.2 million"],
    [2_500_000_000, "2.5 billion"],
  ])("says %i as %s", (amount, said) => {
    expect(amountOf(amount)).toBe(said);
  });

  it.each([
    [[], "No resource."],
    [[way("a")], "1 resource: it holds secrets and cannot be written."],
    [[way("a"), way("b", "write")], "2 resources: all hold secrets, 1 can be written."],
  ])("says what %j counts", (given, said) => {
    expect(sentenceOf(blastOf([place("a", ["secrets"]), place("b", ["secrets"])], given).now)).toBe(said);
  });
});
