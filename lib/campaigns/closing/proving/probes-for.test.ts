import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conditionHolds, isOpen, valuesOf } from "@/lib/entitlements/rules";
import type { Condition } from "@/lib/entitlements/terms";
import { type Permission, type ProbedTool, probesFor, satisfying } from "./probes-for";

const NOW = Date.parse("2026-11-21T15:00:00Z");
const GRANT: Permission = {
  ...{ server: "Books", tool: null, resourceId: null, actions: ["read", "pay"], conditions: [], windows: [] },
  ...{ startsAt: null, expiresAt: null },
};
const tool = (name: string, over: Partial<ProbedTool> = {}): ProbedTool => ({
  ...{ server: "Books", name, state: "accepted", effect: "read", capabilities: ["read"], resourceIds: [] },
  ...over,
});
const TOOLS = [
  tool("list"),
  tool("pay", { effect: "destructive", capabilities: ["pay"] }),
  tool("new", { state: "quarantined" }),
];

describe("C6 probes: a call that the right allowed", () => {
  it("tries the most dangerous tools that it covers first, and never what is not accepted", () => {
    expect(probesFor(GRANT, [], { tools: TOOLS, nowMs: NOW }).map((probe) => probe.tool)).toEqual(["pay", "list"]);
    const other = probesFor({ ...GRANT, server: "Else" }, [], { tools: TOOLS, nowMs: NOW });
    expect(other.map((probe) => probe.tool)).toEqual(["any"]);
  });

  it("tries only what the narrower grants do not cover", () => {
    const part: Permission = { ...GRANT, tool: "list", actions: ["read"] };
    expect(probesFor(GRANT, [part], { tools: TOOLS, nowMs: NOW }).map((probe) => probe.tool)).toEqual(["pay"]);
    expect(probesFor(GRANT, [GRANT], { tools: TOOLS, nowMs: NOW })).toEqual([]);
  });

  it("asks at an instant at which the grant is open", () => {
    const windows = [{ days: [1], fromMinute: 540, untilMinute: 600, zone: "Europe/Lisbon" }];
    const [probe] = probesFor({ ...GRANT, windows }, [], { tools: TOOLS, nowMs: NOW });
    expect(isOpen({ ...GRANT, windows }, probe?.at ?? 0)).toBe(true);
  });

  it.each([
    [[{ argument: "amount", operator: "lte", value: 500 }]],
    [
      [
        { argument: "amount", operator: "gt", value: 10 },
        { argument: "amount", operator: "lt", value: 12 },
      ],
    ],
    [[{ argument: "payee.iban", operator: "in", value: ["DE1", "DE2"] }]],
    [[{ argument: "path", operator: "like", value: "/reports/*.pdf" }]],
    [
      [
        { argument: "labels", operator: "contains", value: "paid" },
        { argument: "labels", operator: "contains", value: "eu" },
      ],
    ],
    [
      [
        { argument: "a\\.b", operator: "eq", value: true },
        { argument: "c", operator: "has_not" },
        { argument: "d", operator: "has" },
        { argument: "e", operator: "ne", value: "x" },
        { argument: "f", operator: "not_in", value: ["x", "y"] },
      ],
    ],
  ] as unknown as [Condition[]][])("satisfies %j", (conditions) => {
    const values = valuesOf(satisfying(conditions));
    expect(conditions.filter((condition) => !conditionHolds(condition, values))).toEqual([]);
  });

  it("satisfies every single comparison of a number", () => {
    const operators = fc.constantFrom(
      "lt" as const,
      "lte" as const,
      "gt" as const,
      "gte" as const,
      "eq" as const,
      "ne" as const,
    );
    fc.assert(
      fc.property(operators, fc.integer({ min: -1_000_000, max: 1_000_000 }), (operator, value) => {
        const condition: Condition = { argument: "amount", operator, value };
        return conditionHolds(condition, valuesOf(satisfying([condition])));
      }),
    );
  });
});
