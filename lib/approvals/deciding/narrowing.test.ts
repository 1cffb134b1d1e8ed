import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "@/lib/policy";
import { isNarrowing, narrowablePaths } from "./narrowing";

type Arguments = { [key: string]: Json };

describe("A4 narrowing by the reviewer: what may be made smaller", () => {
  it.each<[string, Json, "number" | "list" | null]>([
    ["amount", 96_000, "number"],
    ["totalAmount", 12.5, "number"],
    ["max_rows", 500, "number"],
    ["limit", 100, "number"],
    ["duration_minutes", 60, "number"],
    ["quantity", 3, "number"],
    ["recipients", ["a@x.example", "b@x.example"], "list"],
    ["invoice_ids", [1, 2], "list"],
    ["items", [{ sku: "a" }, { sku: "b" }], "list"],
    // Less of these is more, or may be.
    ["min_amount", 100, null],
    ["minimumCount", 100, null],
    ["older_than_days", 365, null],
    ["max_age_days", 365, null],
    ["days", 90, null],
    ["offset", 100, null],
    ["retention_limit", 30, null],
    ["keep_count", 10, null],
    ["price", 10, null],
    ["account_number", 4711, null],
    ["id", 4711, null],
    ["exclude_ids", [1, 2], null],
    ["not_recipients", ["a", "b"], null],
    ["except", [1, 2], null],
    ["filters", ["paid", "old"], null],
    ["allowed_hosts", ["a", "b"], null],
    ["args", ["--force", "--dry-run"], null],
    ["range", [1, 100], null],
    // Nothing is below these.
    ["limit ", 0, null],
    ["amount", -5, null],
    ["amount", "96000", null],
    ["recipients", ["only one"], null],
  ])("%s: %j is %s", (name, value, kind) => {
    expect(narrowablePaths({ [name]: value }).get(name) ?? null).toBe(kind);
  });

  it("names what lies deeper by its path, and nothing below an exclusion", () => {
    const args = { "a.b": { amount: 5 }, items: [{ amount: 1 }, { amount: 2 }], where: { amount: 7, ids: [1, 2] } };
    expect([...narrowablePaths(args).keys()]).toEqual(["a\\.b.amount", "items", "items.0.amount", "items.1.amount"]);
  });
});

describe("A4 narrowing by the reviewer: structurally a subset", () => {
  const asked: Arguments = {
    amount: 96_000,
    currency: "EUR",
    recipients: ["a@x.example", "b@x.example", "c@x.example"],
    exclude: ["d@x.example", "e@x.example"],
    urgent: true,
    note: null,
    items: [
      { sku: "a", quantity: 4 },
      { sku: "b", quantity: 2 },
    ],
  };
  it.each<[string, Arguments, boolean]>([
    ["a smaller amount", { ...asked, amount: 4_200 }, true],
    ["fewer recipients", { ...asked, recipients: ["a@x.example", "c@x.example"] }, true],
    ["fewer and smaller items", { ...asked, items: [{ sku: "b", quantity: 1 }] }, true],
    ["the same", { ...asked }, false],
    ["a larger amount", { ...asked, amount: 96_001 }, false],
    ["half of a whole", { ...asked, amount: 1.5 }, false],
    ["nothing at all", { ...asked, amount: 0 }, false],
    ["a negative amount", { ...asked, amount: -1 }, false],
    ["a text for a number", { ...asked, amount: "1" }, false],
    ["another recipient", { ...asked, recipients: ["z@x.example"] }, false],
    ["the recipients in another order", { ...asked, recipients: ["c@x.example", "a@x.example"] }, false],
    ["one recipient twice", { ...asked, recipients: ["a@x.example", "a@x.example"] }, false],
    ["no recipients", { ...asked, recipients: [] }, false],
    ["fewer exceptions", { ...asked, exclude: ["d@x.example"] }, false],
    ["another currency", { ...asked, currency: "NOK" }, false],
    ["another flag", { ...asked, urgent: false }, false],
    ["a name more", { ...asked, extra: 1 }, false],
    ["a smaller amount and a name more", { ...asked, amount: 1, extra: 1 }, false],
    ["a name less", Object.fromEntries(Object.entries(asked).filter(([name]) => name !== "note")), false],
  ])("%s: %#", (_, narrowed, expected) => {
    expect(isNarrowing(asked, narrowed)).toBe(expected);
  });

  it.each([null, [], "x", 3, [asked]])("is no narrowing: %j", (other) => {
    expect(isNarrowing(asked, other)).toBe(false);
  });

  it("is not fooled by names of the prototype", () => {
    const own = JSON.parse('{"__proto__": 1, "amount": 2}') as Arguments;
    expect(isNarrowing(own, { amount: 1 })).toBe(false);
    expect(isNarrowing({ toString: 1, amount: 2 } as Arguments, { amount: 1, valueOf: 1 })).toBe(false);
    expect(isNarrowing(own, JSON.parse('{"__proto__": 1, "amount": 1}'))).toBe(true);
  });
});

const name = fc.constantFrom("amount", "max_rows", "min_rows", "recipients", "ids", "exclude", "note", "items");
const json: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small" },
    fc.integer({ min: -3, max: 99 }),
    fc.double({ min: 0, max: 4, noNaN: true }),
    fc.constantFrom("a", "b", null, true),
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(name, tie("json"), { maxKeys: 4 }),
  ),
})).json;
const args = fc.dictionary(name, json, { maxKeys: 5 }) as fc.Arbitrary<Arguments>;

/** Mostly less of what may be less, at times what no reviewer may do. */
function changed(value: Json, draw: () => number, key = ""): Json {
  if (draw() < 0.03) return "changed";
  if (typeof value === "number") return ["amount", "max_rows"].includes(key) ? Math.ceil(value / 2) : value;
  if (Array.isArray(value)) {
    const fewer = ["recipients", "ids", "items"].includes(key) ? value.filter(() => draw() < 0.7) : value;
    return fewer.map((one) => changed(one, draw));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, changed(one, draw, name)]));
}
/** Numbers from 0 to 1, evenly spread: those of fast-check crowd at its ends. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
const chain = fc.tuple(args, fc.noShrink(fc.nat())).map(([first, seed]) => {
  const draw = dice(seed);
  const second = changed(first, draw) as Arguments;
  return [first, second, changed(second, draw) as Arguments] as const;
});

describe("A4 narrowing is a strict partial order", () => {
  it("holds of nothing and itself, never both ways, and through a step between", () => {
    let through = 0;
    fc.assert(
      fc.property(chain, ([a, b, c]) => {
        expect(isNarrowing(a, structuredClone(a))).toBe(false);
        if (isNarrowing(a, b)) expect(isNarrowing(b, a)).toBe(false);
        if (isNarrowing(a, b) && isNarrowing(b, c)) {
          through += 1;
          expect(isNarrowing(a, c)).toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
    expect(through).toBeGreaterThan(20);
  });

  it("never takes an added name or a changed text", () => {
    fc.assert(
      fc.property(args, fc.string(), (asked, text) => {
        expect(isNarrowing({ ...asked, note: "as it was" }, { ...asked, note: text })).toBe(false);
        fc.pre(!Object.hasOwn(asked, text));
        expect(isNarrowing(asked, { ...asked, [text]: 1 })).toBe(false);
      }),
    );
  });

  it("changes only where it says that something is narrowable", () => {
    fc.assert(
      fc.property(chain, ([a, b]) => {
        if (isNarrowing(a, b)) expect(narrowablePaths(a).size).toBeGreaterThan(0);
      }),
    );
  });
});
