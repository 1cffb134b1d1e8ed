import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chainOf, completenessOf } from "./dora/rules";
import { contractState, decideTrust, faultsOf, isLei, keysOf, nameKey } from "./rules";
import { type SupplierFields, UNSTATED } from "./schema";
import { COUNTRIES } from "./terms";

const supplier = (over: Partial<SupplierFields> = {}): SupplierFields => ({ ...UNSTATED, name: "Northwind", ...over });

/** Two check digits by the rule of ISO 7064 MOD 97-10, written a second way: big integers instead of steps. */
function withCheckDigits(body: string): string {
  const digits = [...`${body}00`].map((character) => Number.parseInt(character, 36)).join("");
  return `${body}${String(98n - (BigInt(digits) % 97n)).padStart(2, "0")}`;
}

const leiBody = fc
  .array(fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"), { minLength: 18, maxLength: 18 })
  .map((characters) => characters.join(""));

describe("V6 LEI check digits", () => {
  it("accepts every code whose check digits fit and none with another pair", () => {
    fc.assert(
      fc.property(leiBody, fc.integer({ min: 1, max: 96 }), (body, off) => {
        const lei = withCheckDigits(body);
        expect(isLei(lei)).toBe(true);
        const pair = (Number(lei.slice(18)) + off) % 97;
        expect(isLei(`${body}${String(pair).padStart(2, "0")}`)).toBe(pair % 97 === Number(lei.slice(18)) % 97);
      }),
    );
  });

  it("finds each single digit mistyped as another, and each letter", () => {
    fc.assert(
      fc.property(
        leiBody,
        fc.nat(17),
        fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        (body, at, digit) => {
          const isDigit = (character = "") => character <= "9";
          fc.pre(body[at] !== digit && isDigit(body[at]) === isDigit(digit));
          const lei = withCheckDigits(body);
          expect(isLei(lei.slice(0, at) + digit + lei.slice(at + 1))).toBe(false);
        },
      ),
    );
  });

  it.each(["", "5299", "529900t8bm49aursdo55", "529900T8BM49AURSDO5", "529900T8BM49AURSDO5X"])("refuses %j", (code) => {
    expect(isLei(code)).toBe(false);
  });
});

describe("V6 names", () => {
  it.each([
    ["  Northwind   AI ", "northwind ai"],
    ["NORTHWIND", "northwind"],
    ["Café", "café"],
  ])("compares %j as %j", (name, key) => {
    expect(nameKey(name)).toBe(key);
  });

  it("finds a supplier under each name once, its own first", () => {
    expect(keysOf("Northwind", ["NORTHWIND", "Northwind AI", "", "northwind ai"])).toEqual([
      "northwind",
      "northwind ai",
    ]);
  });
});

const now = new Date("2026-11-21T09:00:00Z");

describe("V6 contracts", () => {
  it.each([
    ["none", { contractRef: "", contractStart: "", contractEnd: "", noticeDays: null }],
    ["running", { contractRef: "C-1", contractStart: "", contractEnd: "", noticeDays: null }],
    ["running", { contractRef: "C-1", contractStart: "2025-01-01", contractEnd: "2027-02-20", noticeDays: null }],
    ["soon", { contractRef: "C-1", contractStart: "2025-01-01", contractEnd: "2027-02-19", noticeDays: null }],
    ["soon", { contractRef: "C-1", contractStart: "2025-01-01", contractEnd: "2027-05-01", noticeDays: 180 }],
    ["soon", { contractRef: "C-1", contractStart: "2025-01-01", contractEnd: "2026-11-21", noticeDays: null }],
    ["ended", { contractRef: "C-1", contractStart: "2025-01-01", contractEnd: "2026-11-20", noticeDays: null }],
    ["future", { contractRef: "C-1", contractStart: "2026-11-22", contractEnd: "", noticeDays: null }],
  ])("reads as %s: %j", (state, contract) => {
    expect(contractState(contract, now)).toBe(state);
  });

  it.each([
    ["contractEnd", { contractStart: "2026-02-01", contractEnd: "2026-01-31" }],
    ["overarchingRef", { arrangement: "standalone" as const, overarchingRef: "C-1" }],
    ["overarchingRef", { arrangement: "subsequent" as const, overarchingRef: "C-1", contractRef: "C-1" }],
    ["otherCodeType", { otherCode: "DE123" }],
    ["currency", { annualCost: 12 }],
    ["subcontractorIds", { subcontractorIds: ["sup_1"] }],
  ])("objects to %s in %j", (path, over) => {
    expect(faultsOf({ ...supplier(over), id: "sup_1" }).map((fault) => fault.path)).toEqual([path]);
  });

  it("finds nothing wrong with what is merely unstated", () => {
    expect(faultsOf({ ...supplier(), id: "sup_1" })).toEqual([]);
  });

  it.each([
    [false, true, true],
    [true, false, true],
    [true, true, false],
    [false, false, false],
  ])("trusted %s, wanted %s: allowed %s", (trusted, wanted, allowed) => {
    expect(decideTrust(trusted, wanted).allowed).toBe(allowed);
  });

  it("knows the 249 countries of ISO 3166-1", () => {
    expect(new Set(COUNTRIES).size).toBe(249);
    expect(COUNTRIES).toHaveLength(249);
  });
});

describe("V6 completeness for the register of information", () => {
  it("asks more of a supplier that a critical or important function rests on", () => {
    const plain = completenessOf(supplier());
    expect(completenessOf(supplier({ criticality: "important" })).asked).toBeGreaterThan(plain.asked);
    expect(plain.missing.some(({ template }) => template === "B_07.01")).toBe(false);
  });

  it("takes the LEI or another code with its kind", () => {
    const lacks = (over: Partial<SupplierFields>) =>
      completenessOf(supplier(over)).missing.some(
        ({ template, column }) => `${template}.${column}` === "B_05.01.c0010",
      );
    expect(lacks({})).toBe(true);
    expect(lacks({ otherCode: "DE123" })).toBe(true);
    expect(lacks({ otherCode: "DE123", otherCodeType: "vat" })).toBe(false);
    expect(lacks({ lei: withCheckDigits("529900T8BM49AURSDO") })).toBe(false);
  });

  it("asks where data is only where data is stored", () => {
    const fields = (over: Partial<SupplierFields>) =>
      completenessOf(supplier({ criticality: "critical", ...over })).missing.map(({ field }) => field);
    expect(fields({ storesData: "no" })).not.toContain("dataCountries");
    expect(fields({ storesData: "yes" })).toContain("dataCountries");
  });

  it("never falls when a field is stated that asks for nothing further", () => {
    const stated: Partial<SupplierFields>[] = [
      { legalName: "Northwind Ltd" },
      { country: "IE" },
      { contractRef: "C-1" },
    ];
    fc.assert(
      fc.property(fc.subarray(stated), fc.constantFrom(...stated), (some, more) => {
        const before = completenessOf(supplier(Object.assign({}, ...some)));
        const after = completenessOf(supplier(Object.assign({}, ...some, more)));
        expect(after.percent).toBeGreaterThanOrEqual(before.percent);
        expect(after.filled + after.missing.length).toBe(after.asked);
      }),
    );
  });
});

describe("V6 supply chains", () => {
  it("ranks who stands behind whom, and ends in circles", () => {
    const links: Record<string, string[]> = { a: ["b", "c"], b: ["c", "d"], d: ["a"] };
    expect(chainOf("a", (id) => links[id] ?? [])).toEqual([
      { supplierId: "a", rank: 1, recipientId: null },
      { supplierId: "b", rank: 2, recipientId: "a" },
      { supplierId: "c", rank: 2, recipientId: "a" },
      { supplierId: "d", rank: 3, recipientId: "b" },
    ]);
  });

  it("names everybody once, whatever the links", () => {
    const id = fc.constantFrom("a", "b", "c", "d", "e");
    fc.assert(
      fc.property(fc.dictionary(id, fc.array(id)), (links) => {
        const chain = chainOf("a", (from) => links[from] ?? []);
        expect(new Set(chain.map((link) => link.supplierId)).size).toBe(chain.length);
        expect(chain.filter((link) => link.rank > 1).every((link) => link.recipientId !== null)).toBe(true);
      }),
    );
  });
});
