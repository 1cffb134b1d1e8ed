import { describe, expect, it } from "vitest";
import { sentenceOf, sentenceText, windowWords } from "./present";
import type { ShapeView } from "./views";

const shape: ShapeView = {
  server: "payments",
  tool: "refund",
  resource: null,
  actions: ["pay"],
  conditions: [
    { argument: "amount", operator: "lte", value: 500 },
    { argument: "currency", operator: "eq", value: "EUR" },
  ],
  windows: [{ days: [1, 2, 3, 4, 5], fromMinute: 480, untilMinute: 1_080, zone: "Europe/Berlin" }],
  startsAt: null,
  expiresAt: "2027-03-01T00:00:00Z",
};

describe("Z2 a grant reads as a sentence", () => {
  it.each<[Partial<ShapeView>, string]>([
    [
      {},
      "may pay with payments/refund when amount ≤ 500 and currency is EUR, Mon–Fri 08:00–18:00 Europe/Berlin, until 1 March 2027",
    ],
    [
      { tool: null, actions: ["read", "write", "pay"], conditions: [], windows: [], expiresAt: null },
      "may read, write and pay with every tool of payments, without an end",
    ],
    [
      {
        conditions: [{ argument: "note", operator: "has_not" }],
        windows: [],
        resource: { id: "res_1", name: "Ledger" },
      },
      "may pay with payments/refund on Ledger when note is not given, until 1 March 2027",
    ],
    [
      { conditions: [], windows: [], startsAt: "2026-12-01T08:30:00Z" },
      "may pay with payments/refund, from 1 December 2026, 08:30 UTC, until 1 March 2027",
    ],
  ])("%j", (over, words) => {
    expect(sentenceText({ ...shape, ...over })).toBe(words);
  });

  it("keeps the words of others apart, so that they can be shown literally", () => {
    const outside = sentenceOf(shape).flatMap((part) => ("outside" in part ? [part.outside] : []));
    expect(outside).toEqual(["payments/refund", "amount", "500", "currency", "EUR"]);
  });

  it.each([
    [[1, 2, 3, 4, 5, 6, 7], "daily 22:00–02:00 UTC"],
    [[1, 3, 6, 7], "Mon, Wed, Sat, Sun 22:00–02:00 UTC"],
  ])("tells the days %j", (days, words) => {
    expect(windowWords({ days, fromMinute: 1_320, untilMinute: 120, zone: "UTC" })).toBe(words);
  });
});
