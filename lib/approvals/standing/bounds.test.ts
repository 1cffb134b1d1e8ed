import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Condition } from "@/lib/entitlements/terms";
import { boundablesIn, fits, flawsIn } from "./bounds";

const REQUEST = {
  amount: 400,
  currency: "EUR",
  payee: { iban: "DE02120300000000202051" },
  to: ["ana@firm.example", "bo@firm.example"],
  urgent: false,
  memo: "Invoice 881",
  cc: [],
};
const BOUNDS: Condition[] = [
  { argument: "amount", operator: "gte", value: 0 },
  { argument: "amount", operator: "lte", value: 500 },
  { argument: "currency", operator: "eq", value: "EUR" },
  { argument: "payee.iban", operator: "in", value: ["DE02120300000000202051", "NO9386011117947"] },
  { argument: "to.*", operator: "in", value: ["ana@firm.example", "bo@firm.example"] },
  { argument: "urgent", operator: "eq", value: false },
  { argument: "cc", operator: "has_not" },
];
const without = (argument: string) => BOUNDS.filter((bound) => bound.argument !== argument);
const paths = (conditions: readonly Condition[], args: Parameters<typeof flawsIn>[0] = REQUEST) =>
  flawsIn(args, conditions).map(({ path }) => path);

describe("A4 a standing approval binds every argument", () => {
  it("accepts bounds on everything, and leaves nothing but a remark open", () => {
    expect(paths(BOUNDS)).toEqual([]);
    expect(boundablesIn(REQUEST).filter(({ free }) => free)).toMatchObject([{ argument: "memo" }]);
  });

  it.each(["amount", "currency", "payee.iban", "to.*", "urgent", "cc"])(
    "refuses bounds that leave %s open",
    (argument) => {
      expect(paths(without(argument))).toEqual([`conditions.${argument}`]);
    },
  );

  it.each<[string, Condition[]]>([
    ["any amount up to the most", [{ argument: "amount", operator: "lte", value: 500 }]],
    ["any amount from the least", [{ argument: "amount", operator: "gte", value: 0 }]],
    ["an amount that is merely given", [{ argument: "amount", operator: "has" }]],
    ["everything but one amount", [{ argument: "amount", operator: "ne", value: 1 }]],
    [
      "a range of nothing",
      [
        { argument: "amount", operator: "gte", value: 9 },
        { argument: "amount", operator: "lte", value: 8 },
      ],
    ],
  ])("refuses %s", (_, bounds) => {
    expect(paths([...without("amount"), ...bounds])).toEqual(["conditions.amount"]);
  });

  it.each<[string, Condition]>([
    ["a pattern", { argument: "payee.iban", operator: "like", value: "*" }],
    ["all texts but some", { argument: "payee.iban", operator: "not_in", value: ["X"] }],
  ])("refuses %s for a text", (_, bound) => {
    expect(paths([...without("payee.iban"), bound])).toEqual(["conditions.payee.iban"]);
  });

  it("refuses bounds that the request itself does not keep, and bounds on what is not there", () => {
    const other: Condition = { argument: "currency", operator: "eq", value: "NOK" };
    expect(paths([...without("currency"), other])).toEqual(["conditions"]);
    expect(paths([...BOUNDS, { argument: "speed", operator: "eq", value: 1 }])).toEqual(["conditions.speed"]);
  });

  it("refuses numbers in lists, whose sum nothing limits", () => {
    const args = { items: [{ amount: 1 }, { amount: 2 }] };
    expect(boundablesIn(args)).toMatchObject([{ argument: "items.*.amount", never: expect.stringContaining("sum") }]);
    const range: Condition[] = [
      { argument: "items.*.amount", operator: "gte", value: 0 },
      { argument: "items.*.amount", operator: "lte", value: 5 },
    ];
    expect(paths(range, args)).toEqual(["conditions.items.*.amount"]);
  });
});

describe("A4 what lies within the bounds of a standing approval", () => {
  it.each<[string, object, boolean]>([
    ["the same again", {}, true],
    ["another remark", { memo: "Something else" }, true],
    ["less", { amount: 0.01 }, true],
    ["the most", { amount: 500 }, true],
    ["another of the list", { payee: { iban: "NO9386011117947" } }, true],
    ["fewer recipients", { to: ["bo@firm.example"] }, true],
    ["a hair more", { amount: 500.01 }, false],
    ["less than nothing", { amount: -1 }, false],
    ["the amount as a text", { amount: "400" }, false],
    ["another currency", { currency: "eur" }, false],
    ["an unknown payee", { payee: { iban: "XX" } }, false],
    ["one stranger among the recipients", { to: ["ana@firm.example", "eve@evil.example"] }, false],
    ["a recipient twice", { to: ["ana@firm.example", "ana@firm.example"] }, false],
    ["a list instead of a value", { currency: ["EUR"] }, false],
    ["a value where nothing was", { cc: ["eve@evil.example"] }, false],
    ["an argument nobody bound", { bcc: "eve@evil.example" }, false],
    ["a long remark", { memo: "x".repeat(501) }, false],
    ["a remark with structure", { memo: { run: "rm" } }, false],
  ])("%s: %j", (_, change, expected) => {
    expect(fits({ ...REQUEST, ...change }, BOUNDS)).toBe(expected);
  });

  it.each(["amount", "currency", "payee", "to", "urgent"])("needs %s to be given", (name) => {
    const { [name as keyof typeof REQUEST]: _, ...rest } = REQUEST;
    expect(fits(rest, BOUNDS)).toBe(false);
  });

  it("holds for nothing that has an argument beyond those bound, whatever its name", () => {
    const name = fc
      .string({ minLength: 1 })
      .filter((text) => !Object.hasOwn(REQUEST, text) && !/memo|note|comment|remark|reason|justif|summ/i.test(text));
    fc.assert(
      fc.property(name, fc.oneof(fc.integer(), fc.string(), fc.boolean()), (added, value) => {
        return !fits({ ...REQUEST, [added]: value }, BOUNDS);
      }),
    );
  });
});
