import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conditionHolds, isLike, isOpen, tenThousandths, valuesOf } from "./holds";
import { beyond, type Extent, isNarrower } from "./narrower";
import type { Condition, TimeWindow } from "./terms";

const AT = Date.parse("2026-11-20T09:00:00Z");
const grant = (over: Partial<Extent> = {}): Extent => ({
  server: "payments",
  tool: "refund",
  resourceId: null,
  actions: ["pay"],
  conditions: [],
  windows: [],
  startsAt: null,
  expiresAt: AT,
  ...over,
});
const where = (...conditions: Condition[]) => grant({ conditions });
const is = (operator: Condition["operator"], value?: Condition["value"]): Condition => ({
  argument: "x",
  operator,
  ...(value === undefined ? {} : { value }),
});

describe("Z2 conditions on arguments", () => {
  it.each<[Condition, Record<string, never> | object, boolean]>([
    [is("lte", 500), { x: 500 }, true],
    [is("lte", 500), { x: 500.00001 }, false],
    [is("gte", -500), { x: -500.00001 }, false],
    [is("lte", 500), { x: "1" }, false],
    [is("lte", 500), {}, false],
    [is("lt", 0.1), { x: 0.09999 }, false],
    [is("eq", "EUR"), { x: "EUR" }, true],
    [is("eq", "5"), { x: 5 }, true],
    [is("eq", 5), { x: "5" }, false],
    [is("ne", "EUR"), { x: "USD" }, true],
    [is("ne", "EUR"), {}, false],
    [is("ne", "EUR"), { x: true }, false],
    [is("eq", true), { x: true }, true],
    [is("in", ["a", "b"]), { x: "b" }, true],
    [is("not_in", ["a"]), {}, false],
    [is("like", "DE*"), { x: "DE12" }, true],
    [is("like", "*@firm.example"), { x: "a@firm.example.evil" }, false],
    [is("contains", "a"), { x: ["a", "b"] }, true],
    [is("contains", "a"), { x: "a" }, false],
    [is("has"), { x: false }, true],
    [is("has"), { x: null }, false],
    [is("has_not"), { y: 1 }, true],
    [{ argument: "x.0.sku", operator: "eq", value: "A1" }, { x: [{ sku: "A1" }] }, true],
    [{ argument: "x.iban", operator: "like", value: "DE*" }, { x: { iban: "DE1" } }, true],
  ])("%j of %j is %s", (condition, args, expected) => {
    expect(conditionHolds(condition, valuesOf(args as never))).toBe(expected);
  });

  it("rounds away from zero at the fourth place and holds what is too large", () => {
    expect(tenThousandths(1.00001)).toBe(10_001n);
    expect(tenThousandths(-1.00001)).toBe(-10_001n);
    expect(tenThousandths(1e300)).toBe(2n ** 63n - 1n);
    expect(tenThousandths(5e-324)).toBe(1n);
    expect(tenThousandths(0)).toBe(0n);
  });

  it("matches a pattern as the plain reading of it does", () => {
    const few = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 10 });
    fc.assert(
      fc.property(text, few, (given, pattern) => {
        expect(isLike(given, pattern)).toBe(new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(given));
      }),
      { numRuns: 3_000 },
    );
  });
});

describe("Z2 time windows", () => {
  const office: TimeWindow = { days: [1, 2, 3, 4, 5], fromMinute: 480, untilMinute: 1_080, zone: "Europe/Berlin" };
  const at = (iso: string, windows: TimeWindow[]) =>
    isOpen({ startsAt: null, expiresAt: null, windows }, Date.parse(iso));

  it.each([
    ["2026-11-20T06:59:59Z", false],
    ["2026-11-20T07:00:00Z", true],
    ["2026-11-20T16:59:59Z", true],
    ["2026-11-20T17:00:00Z", false],
    ["2026-11-21T09:00:00Z", false],
    ["2026-07-03T06:00:00Z", true],
    ["2026-07-03T16:00:00Z", false],
  ])("in Berlin, 8 to 18 on working days: %s is %s, summer and winter", (iso, open) => {
    expect(at(iso, [office])).toBe(open);
  });

  it("belongs to the day it began when it runs past midnight", () => {
    const night: TimeWindow = { days: [5], fromMinute: 1_320, untilMinute: 120, zone: "UTC" };
    expect(at("2026-11-20T22:00:00Z", [night])).toBe(true);
    expect(at("2026-11-21T01:59:00Z", [night])).toBe(true);
    expect(at("2026-11-20T01:00:00Z", [night])).toBe(false);
    expect(at("2026-11-21T02:00:00Z", [night])).toBe(false);
  });

  it("opens at its first instant and is over at its last", () => {
    const span = { startsAt: AT, expiresAt: AT + 1_000, windows: [] };
    expect([AT - 1, AT, AT + 999, AT + 1_000].map((now) => isOpen(span, now))).toEqual([false, true, true, false]);
  });
});

describe("Z2 one grant within another", () => {
  it.each([
    ["a smaller amount", where(is("lte", 200)), where(is("lte", 500)), true],
    ["a larger amount", where(is("lte", 600)), where(is("lte", 500)), false],
    ["below and at most", where(is("lt", 500)), where(is("lte", 499.9999)), true],
    ["no condition any more", grant(), where(is("lte", 500)), false],
    ["one more condition", where(is("lte", 500), is("gt", 1)), where(is("lte", 500)), true],
    ["one of fewer", where(is("in", ["a"])), where(is("in", ["a", "b"])), true],
    ["one of more", where(is("in", ["a", "c"])), where(is("in", ["a", "b"])), false],
    ["a text that the pattern matches", where(is("eq", "DE1")), where(is("like", "DE*")), true],
    ["a longer beginning", where(is("like", "DE1*")), where(is("like", "DE*")), true],
    ["a shorter beginning", where(is("like", "D*")), where(is("like", "DE*")), false],
    ["the number for its text", where(is("eq", 5)), where(is("in", ["5"])), false],
    ["the text for its number", where(is("eq", "5")), where(is("lte", 5)), false],
    ["one tool of the server", grant(), grant({ tool: null }), true],
    ["the server of a tool", grant({ tool: null }), grant(), false],
    ["one resource", grant({ resourceId: "res_1" }), grant(), true],
    ["every resource", grant(), grant({ resourceId: "res_1" }), false],
    ["another action", grant({ actions: ["read"] }), grant(), false],
    ["a later end", grant({ expiresAt: AT + 1 }), grant(), false],
    ["no end", grant({ expiresAt: null }), grant(), false],
    ["a start", grant({ startsAt: AT - 5 }), grant(), true],
  ])("%s", (_what, a, b, narrower) => {
    expect(isNarrower(a, b)).toBe(narrower);
    expect(beyond(a, b) === null).toBe(narrower);
  });

  it("compares hours within one time zone only", () => {
    const hours = (zone: string, fromMinute: number, untilMinute: number) =>
      grant({ windows: [{ days: [1], fromMinute, untilMinute, zone }] });
    expect(isNarrower(hours("UTC", 540, 600), hours("UTC", 480, 660))).toBe(true);
    expect(isNarrower(hours("UTC", 540, 700), hours("UTC", 480, 660))).toBe(false);
    expect(isNarrower(hours("Europe/Berlin", 600, 601), hours("UTC", 480, 660))).toBe(false);
    expect(isNarrower(grant(), hours("UTC", 480, 660))).toBe(false);
  });

  const texts = ["a", "b", "ab", "5"];
  const numbers = [0, 1, 4.9999, 5, 5.00001, -1];
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*"), minLength: 1, maxLength: 4 });
  const condition: fc.Arbitrary<Condition> = fc.oneof(
    fc.record({
      argument: fc.constantFrom("x", "y"),
      operator: fc.constantFrom("eq" as const, "ne" as const),
      value: fc.constantFrom<Condition["value"]>(...texts, 0, 1, 5, true, false),
    }),
    fc.record({
      argument: fc.constantFrom("x", "y"),
      operator: fc.constantFrom("lt" as const, "lte" as const, "gt" as const, "gte" as const),
      value: fc.constantFrom(0, 1, 4.9999, 5),
    }),
    fc.record({
      argument: fc.constantFrom("x", "y"),
      operator: fc.constantFrom("in" as const, "not_in" as const),
      value: fc.subarray(texts, { minLength: 1 }),
    }),
    fc.record({ argument: fc.constantFrom("x", "y"), operator: fc.constant("like" as const), value: pattern }),
    fc.record({
      argument: fc.constantFrom("x", "y"),
      operator: fc.constant("contains" as const),
      value: fc.constantFrom("a", "b"),
    }),
    fc.record({
      argument: fc.constantFrom("x", "y"),
      operator: fc.constantFrom("has" as const, "has_not" as const),
    }),
  );
  const window = fc.record({
    days: fc.subarray([1, 2, 5, 7], { minLength: 1 }),
    fromMinute: fc.constantFrom(0, 480, 1_380),
    untilMinute: fc.constantFrom(60, 600, 1_440),
    zone: fc.constantFrom("UTC", "Europe/Berlin"),
  });
  const extent: fc.Arbitrary<Extent> = fc.record({
    server: fc.constant("payments"),
    tool: fc.constantFrom("refund", null),
    resourceId: fc.constantFrom(null, "res_1"),
    actions: fc.subarray(["read", "pay"] as const, { minLength: 1 }),
    conditions: fc.array(condition, { maxLength: 3 }),
    windows: fc.array(window, { maxLength: 2 }),
    startsAt: fc.constantFrom(null, AT - 1_000, AT),
    expiresAt: fc.constantFrom(null, AT + 86_400_000, AT + 604_800_000),
  });
  const value = fc.oneof(
    fc.constantFrom<unknown>(...texts, ...numbers, true, false, null),
    fc.subarray(["a", "b"]),
    fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 5 }),
  );
  const call = fc.record({
    tool: fc.constantFrom("refund", "charge"),
    action: fc.constantFrom("read" as const, "pay" as const),
    touches: fc.subarray(["res_1", "res_2"]),
    args: fc.dictionary(fc.constantFrom("x", "y"), value),
    at: fc.integer({ min: AT - 2_000, max: AT + 700_000_000 }),
  });

  const permits = (
    of: Extent,
    { tool, action, touches, args, at }: typeof call extends fc.Arbitrary<infer C> ? C : never,
  ) =>
    (of.tool === null || of.tool === tool) &&
    (of.resourceId === null || touches.includes(of.resourceId)) &&
    of.actions.includes(action) &&
    isOpen(of, at) &&
    of.conditions.every((one) => conditionHolds(one, valuesOf(args as never)));

  it("permits nothing that the wider one does not, whatever the two are and whatever is called", () => {
    let proved = 0;
    fc.assert(
      fc.property(extent, extent, fc.array(call, { minLength: 8, maxLength: 12 }), (a, b, calls) => {
        for (const [inner, outer] of [
          [a, b],
          [{ ...a, conditions: [...a.conditions, ...b.conditions], windows: b.windows, tool: b.tool }, b],
        ] as const) {
          if (!isNarrower(inner, outer)) continue;
          proved++;
          for (const one of calls) if (permits(inner, one)) expect(permits(outer, one)).toBe(true);
        }
      }),
      { numRuns: 8_000 },
    );
    expect(proved).toBeGreaterThan(200);
  });

  it("proves a single tightened condition against every value, both ways", () => {
    let proved = 0;
    fc.assert(
      fc.property(condition, condition, fc.array(value, { minLength: 20, maxLength: 30 }), (a, b, values) => {
        const [left, right] = [
          { ...a, argument: "x" },
          { ...b, argument: "x" },
        ];
        if (!isNarrower(where(left), where(right))) return;
        proved++;
        for (const x of values) {
          const given = valuesOf({ x } as never);
          if (conditionHolds(left, given)) expect(conditionHolds(right, given)).toBe(true);
        }
      }),
      { numRuns: 20_000 },
    );
    expect(proved).toBeGreaterThan(1_000);
  });

  it("is true of a grant and itself", () => {
    fc.assert(
      fc.property(extent, (one) => {
        expect(isNarrower(one, one)).toBe(true);
      }),
    );
  });
});
