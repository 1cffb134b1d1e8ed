import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdsNothing, type Json, maskDocument } from "./index";

/** What the rules look for, and what is nearly that. */
const FOUND = [
  "sk-live-abcdefghijklmnop1234",
  "ghp_abcdefghijklmnopqrstuvwxyz",
  "AKIAIOSFODNN7EXAMPLE",
  "eyJhbGciOiJub25l.eyJzdWIiOiIx.sig",
  "postgresql://me:hunter2@host/db",
  "-----BEGIN PRIVATE KEY-----MIIE",
  "Bearer abcdefghijklmnopqrstuvwxyz",
  "AccountKey=Zm9vYmFyYmF6cXV1eA==",
  "password=hunter2!",
  "ada@example.com",
  "DE89 3704 0044 0532 0130 00",
  "NO9386011117947",
  "4111 1111 1111 1111",
  "123-45-6789",
  "12345678Z",
  "X1234567L",
  "RSSMRA85T10A562S",
  "1 84 12 76 451 089 46",
  "111.444.777-35",
  "850709-9805",
  "131052-308T",
  "01019010046",
  "+49 30 901820",
  "0049 30 9018200",
  "(212) 555-0123",
  "212.555.0123",
  "030 9018200",
  "(030) 9018-200",
] as const;
const NAMES = [
  "api_key",
  "sig",
  "my-otp",
  "x.ssn",
  "tel",
  "faxNo",
  "mobile phone",
  "tax_id",
  "Cookie",
  "session id",
  "q",
  "id",
  "note",
] as const;
const piece = fc.oneof(
  fc.constantFrom(...FOUND),
  fc.constantFrom(...NAMES),
  fc.string({ maxLength: 12 }),
  fc.stringMatching(/^[0-9 +().-]{1,16}$/),
  fc.stringMatching(/^[A-Za-z0-9]{1,20}$/),
);
const text = fc
  .array(fc.tuple(piece, fc.constantFrom("", " ", "-", "=", ": ", "/", ".", ",")), { minLength: 1, maxLength: 4 })
  .map((pieces) => pieces.flat().join(""));
const { doc } = fc.letrec<{ doc: Json }>((tie) => ({
  doc: fc.oneof(
    { depthSize: "small" },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(null, true, ""),
    fc.array(tie("doc"), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), piece), tie("doc"), { maxKeys: 3 }),
  ) as fc.Arbitrary<Json>,
}));

describe("L8 the first look at a document", () => {
  it("never says that there is nothing where a rule finds something", () => {
    fc.assert(
      fc.property(doc, (value) => {
        const { masked, value: kept } = maskDocument({ value }, { personal: true });
        if (holdsNothing(JSON.stringify({ value }))) {
          expect(masked).toEqual({});
          expect(kept).toEqual({ value });
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it.each(FOUND)("sees %s", (one) => {
    expect(maskDocument([one], { personal: true }).masked).not.toEqual({});
    expect(holdsNothing(JSON.stringify([one]))).toBe(false);
    expect(holdsNothing(JSON.stringify({ text: `see (${one})` }))).toBe(false);
  });

  it.each([
    {
      id: "gateway-7-31234-171234",
      query: "INV-2026-171234",
      fields: ["supplier", "amount", "due"],
      limit: 20,
      at: "2026-11-21T09:30:00Z",
    },
    { task_id: "task_17", monkey: "design of a shipping label", hotel: 1840.5, share: 0.25, path: "docs/2026/11/21" },
  ])("has nothing to say of what is ordinary: %j", (one) => {
    expect(holdsNothing(JSON.stringify(one))).toBe(true);
  });

  it("reads on with a table begun anew when a text leads into very many states", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[0-9+().A-Za-z -]{80}$/), { minLength: 50, maxLength: 50 }), (texts) => {
        for (const one of texts) {
          const { masked } = maskDocument([one], { personal: true });
          if (Object.keys(masked).length) expect(holdsNothing(JSON.stringify([one]))).toBe(false);
        }
        expect(holdsNothing('["+49 30 901820"]')).toBe(false);
      }),
      { numRuns: 20 },
    );
  });
});
