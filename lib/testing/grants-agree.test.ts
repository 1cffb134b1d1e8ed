import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as told from "@/lib/entitlements/rules";
import { type Condition, type Grant, OPERATORS } from "@/lib/entitlements/terms";
import { conditionHolds } from "@/lib/policy/engine/conditions";
import { isOpen } from "@/lib/policy/engine/open";

const text = fc.constantFrom("EUR", "5", "a*", "", "aXb", "ab");
const scalar = fc.oneof(
  text,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(5, 0.00001, -5.00001),
  fc.boolean(),
  fc.constant(null),
);
const value = fc.oneof(
  scalar,
  fc.array(text, { maxLength: 3 }),
  fc.record({ x: scalar }),
  fc.array(fc.record({ x: scalar }), { maxLength: 2 }),
);
const condition: fc.Arbitrary<Condition> = fc.record({
  argument: fc.constantFrom("a", "b", "a.x", "a.0.x"),
  operator: fc.constantFrom(...OPERATORS),
  value: fc.oneof(text, fc.constantFrom(5, 0, 4.9999), fc.boolean(), fc.array(text, { minLength: 1, maxLength: 3 })),
});

/** Whether the value is one that a grant can carry with this operator. */
function fits({ operator, value: given }: Condition): boolean {
  if (operator === "has" || operator === "has_not") return true;
  if (operator === "in" || operator === "not_in") return Array.isArray(given);
  if (operator === "like" || operator === "contains") return typeof given === "string";
  if (operator === "eq" || operator === "ne") return !Array.isArray(given);
  return typeof given === "number";
}

// Right-sizing says what a narrower grant would have broken, and decisions say what it breaks: were the two to differ, an offer
// that breaks nothing on paper would stop an agent at work.
const ANYTHING: Grant = {
  id: "ent_any",
  agentId: "agt_any",
  server: "ledger",
  tool: null,
  resourceId: null,
  actions: ["read"],
  conditions: [],
  windows: [],
  startsAt: null,
  expiresAt: null,
};

describe("Z8 grants mean the same where they are right-sized and where they decide", () => {
  it("for every condition on any arguments", () => {
    fc.assert(
      fc.property(condition.filter(fits), fc.dictionary(fc.constantFrom("a", "b"), value), (one, args) => {
        expect(told.conditionHolds(one, told.valuesOf(args as never))).toBe(conditionHolds(one, args as never));
      }),
      { numRuns: 10_000 },
    );
  });

  it("for every instant and any hours", () => {
    const window = fc
      .record({
        days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
        fromMinute: fc.integer({ min: 0, max: 1_439 }),
        untilMinute: fc.integer({ min: 1, max: 1_440 }),
        zone: fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"),
      })
      .filter(({ fromMinute, untilMinute }) => fromMinute !== untilMinute);
    const instant = fc.integer({ min: Date.parse("2026-01-01"), max: Date.parse("2027-12-31") });
    const span = fc.record({
      windows: fc.array(window, { maxLength: 2 }),
      startsAt: fc.option(instant),
      expiresAt: fc.option(instant),
    });
    fc.assert(
      fc.property(span, instant, (given, now) => {
        expect(told.isOpen(given, now)).toBe(isOpen({ ...ANYTHING, ...given }, now));
      }),
      { numRuns: 5_000 },
    );
  });
});
