import { describe, expect, it } from "vitest";
import { needsOf } from "./annotations";
import { ARGUMENT_LIMITS, decimalOf, tagsOf } from "./arguments";

describe("Z2 arguments", () => {
  it("are tags by dotted path, and no name can pose as a path", () => {
    const tags = tagsOf({
      payee: { iban: "DE1" },
      "payee.iban": "EVIL",
      items: [{ sku: "a" }],
      tags: ["x"],
      ok: true,
      n: 1.5,
      none: null,
    });
    expect({ ...tags.texts }).toEqual({ "payee.iban": "DE1", "payee\\.iban": "EVIL", "items.0.sku": "a", n: "1.5" });
    expect([Object.keys(tags.numbers), { ...tags.flags }, { ...tags.lists }]).toEqual([
      ["n"],
      { ok: true },
      {
        "": ["payee", "payee.iban", "payee\\.iban", "items", "items.0", "items.0.sku", "tags", "ok", "n"],
        tags: ["x"],
      },
    ]);
  });

  it.each([
    [1.1, 11_000n],
    [0.00001, 1n],
    [-0.00001, -1n],
    [1e-300, 1n],
    [1e300, 9_223_372_036_854_775_807n],
    [-1e300, -9_223_372_036_854_775_808n],
    [100.00001, 1_000_001n],
    [0, 0n],
  ])("%s is a decimal, away from zero", (value, expected) => {
    expect(decimalOf(value).tenThousandths).toBe(expected);
  });

  it("are refused beyond what can be decided about", () => {
    const wide = Object.fromEntries(Array.from({ length: ARGUMENT_LIMITS.values + 1 }, (_, at) => [`a${at}`, at]));
    for (const args of [wide, { list: new Array(ARGUMENT_LIMITS.values + 1).fill("x") }]) {
      expect(() => tagsOf(args)).toThrow(expect.objectContaining({ code: "invalid" }));
    }
  });
});

describe("Z5 what policies ask", () => {
  it("is the union of groups and reasons, the largest quorum and the shortest life", () => {
    const asked = needsOf([
      { stepup: "payments, treasury", quorum: "2", ttl: "1h", reason: "A" },
      { stepup: "payments", ttl: "90s", reason: "B" },
    ]);
    expect(asked).toEqual({ groups: ["payments", "treasury"], quorum: 2, ttlSeconds: 90, reasons: ["A", "B"] });
  });
  it("errs on the strict side where it cannot be read", () => {
    expect(needsOf([{ stepup: "p", quorum: "many", ttl: "soon" }])).toMatchObject({ quorum: 10, ttlSeconds: 60 });
  });
});
