import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marksOf, readLiteral } from "./literal";

const kinds = (text: string) =>
  readLiteral(text)
    .filter((part) => part.kind !== "text")
    .map((part) => `${part.kind} ${part.shown}`);

describe("A2 text from outside is shown literally", () => {
  it.each([
    ["a right-to-left override", "invoice\u202Efdp.exe", ["bidi U+202E"]],
    ["isolates", "\u2066a\u2069", ["bidi U+2066", "bidi U+2069"]],
    ["a zero-width space within a word", "pay\u200Bpal", ["invisible U+200B"]],
    ["a soft hyphen", "de\u00ADlete", ["invisible U+00AD"]],
    ["tag characters that spell a hidden order", "ok\u{E0041}\u{E0042}", ["invisible U+E0041", "invisible U+E0042"]],
    ["a variation selector on a letter", "a\uFE0F", ["invisible U+FE0F"]],
    ["escape and null", "\u001b[31m\u0000", ["control U+001B", "control U+0000"]],
    ["a lone surrogate", "a\ud800b", ["control U+D800"]],
    ["a Cyrillic letter in a Latin word", "p\u0430ypal", ["confusable p\u0430ypal"]],
    ["a wholly Cyrillic word among Latin ones", "send to \u0440\u0430\u0443", ["confusable \u0440\u0430\u0443"]],
    ["full-width letters", "\uff21dmin", ["confusable \uff21dmin"]],
    ["mathematical letters", "\u{1d41a}dmin", ["confusable \u{1d41a}dmin"]],
  ])("tells of %s", (_, text, told) => {
    expect(kinds(text)).toEqual(told);
  });

  it.each([
    ["plain English", "Reads mail, writes drafts: 3 of 4 (75 %)."],
    ["accents", "Inês Carvalho, Tomáš Dvořák, Łódź"],
    ["Russian alone", "Счёт на оплату"],
    ["Greek alone", "Ενημέρωση τιμολογίου"],
    ["Japanese and Arabic", "請求書 فاتورة"],
    ["emoji with joiners", "\u26a0\ufe0f 👩🏽‍💻 done"],
    ["lines and tabs", "one\n\ttwo"],
    ["markup", "<script>alert(1)</script> **bold** [a](javascript:b)"],
  ])("leaves %s alone", (_, text) => {
    const parts = readLiteral(text);
    expect(parts.every(({ kind }) => kind === "text")).toBe(true);
    expect(parts.map((part) => part.shown).join("")).toBe(text);
  });

  it("loses nothing: plain and look-alike parts are the text, the rest is named by code point", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const rebuilt = readLiteral(text).map((part) =>
          part.kind === "text" || part.kind === "confusable"
            ? part.shown
            : String.fromCodePoint(Number.parseInt(part.shown.slice(2), 16)),
        );
        expect(rebuilt.join("")).toBe(text);
      }),
    );
  });

  it("never shows a character that changes the direction of a line", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "\u202e", "\u2067", "\u200f", "ש", " ")), (characters) => {
        const shown = readLiteral(characters.join("")).map((part) => part.shown);
        expect(shown.join("")).not.toMatch(/[\u200f\u202e\u2067]/u);
      }),
    );
  });
});

describe("A2 the marks of a text are those that its reading shows", () => {
  it("for any text", () => {
    const odd = fc.constantFrom(
      "\u202E",
      "\u200B",
      "\u0000",
      "\u0430",
      "a",
      "😀",
      "\u200D",
      "\uFE0F",
      "o",
      " ",
      "\uff21",
      "𝐀",
      "ℹ",
      "э",
    );
    const text = fc
      .array(fc.oneof(odd, fc.string({ unit: "grapheme" })), { maxLength: 12 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (given) => {
        const shown = readLiteral(given).filter((part) => part.kind !== "text");
        const told = marksOf(given, 99).filter((mark) => mark !== "decomposed letters");
        const read = shown.map(({ kind, note }) =>
          kind === "confusable" ? note.replace(/:.*$/s, "").toLowerCase() : note,
        );
        expect(new Set(told)).toEqual(new Set(read));
      }),
      // Letters right behind the selector of an emoji, and a picture that is a letter as well.
      { examples: [["😀\uFE0F𝐀"], ["😀\uFE0F\u0430dmin"], ["ἀℹÀ"], ["aℹ\uFE0Fb"]] },
    );
  });
});
