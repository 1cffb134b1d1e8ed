import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressesIn, addressForm, compact, daysIn, numbersIn, plain, shapeOf, spaced } from "./normal";
import { treeOf } from "./structure";

const anyText = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc.webUrl(),
  fc.emailAddress(),
);

describe("A10 one value, written in many ways", () => {
  it.each([
    ["plain", plain],
    ["spaced", spaced],
    ["compact", compact],
    ["addressForm", addressForm],
  ] as const)("%s leaves alone what it made", (_, form) => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(form(form(text))).toBe(form(text));
      }),
    );
  });

  it("sees through invisible characters, wide letters and curly quotes", () => {
    expect(plain("\uFF30\uFF41\uFF59\u200B  \u201Cnow\u201D\u00A0\u2014 please")).toBe('pay "now" - please');
  });

  it.each([
    ["1,100.00", [1100]],
    ["1.100,50", [1100.5]],
    ["1'100", [1100]],
    ["98.70", [98.7]],
    ["1,100", [1100, 1.1]],
    ["May 26th, 7 people", [7]],
    ["2026-05-26 10:20", []],
  ])("numbers in %s", (text, numbers) => expect(numbersIn(text)).toEqual(numbers));

  it.each([
    ["on May 26th", ["05-26"]],
    ["26 May 2026", ["05-26"]],
    ["2026-05-26", ["05-26"]],
    ["5/26/2026", ["05-26", "26-05"]],
  ])("days in %s", (text, days) => expect(daysIn(text)).toEqual(days));

  it.each([
    ["Ada <ada@loom.example>", "mail"],
    ["www.loom.example/x?y=1", "url"],
    ["http://10.0.0.1/x", "text"],
    ["report.pdf", "text"],
    ["jane.smith", "text"],
    ["2026-05-26 10:20", "date"],
    ["GB29 NWBK 6016 1331 9268 19", "account"],
    ["+49 30 1234567", "account"],
    ["the red house", "text"],
  ])("%s is a %s", (value, shape) => expect(shapeOf(value)).toBe(shape));

  it("finds addresses, and no file names", () => {
    expect(addressesIn("See https://www.Loom.example/a, mail Ada@Loom.example. (notes.pdf)")).toEqual([
      "ada@loom.example",
      "loom.example/a",
    ]);
  });

  it("reads long texts of any kind in the time that their length takes", () => {
    for (const piece of [
      "a",
      "a.",
      "a-",
      "1,",
      "\n ",
      "'",
      '"',
      "<<",
      ">> ",
      "- a: '",
      "@",
      "{",
      "you must ",
      "do the ",
    ]) {
      const long = piece.repeat(60_000);
      expect(addressesIn(long).length + numbersIn(long).length + spaced(long).length).toBeGreaterThanOrEqual(0);
      expect(() => treeOf(long)).not.toThrow();
    }
  });
});

describe("A10 answers of tools as records", () => {
  const value = { name: "Ada", tags: ["a", "b"], rent: 920.5, note: 'Two lines:\n\nit\'s "here"', none: null };

  it("reads JSON", () => expect(treeOf(JSON.stringify([value]))).toMatchObject([value]));

  it("reads the literals of Python", () => {
    expect(treeOf("{'name': 'Ada', 'ok': True, 'none': None, 'list': ('a', 1)}")).toMatchObject({
      name: "Ada",
      ok: true,
      none: null,
      list: ["a", 1],
    });
  });

  it("reads the block form of YAML, folded and quoted", () => {
    const block =
      "- name: Ada\n  tags:\n  - a\n  - b\n  rent: 920.5\n  note: 'Two lines:\n\n    it''s here'\n  text: |\n    one\n    two\n  long: and so\n    on\n- name: Max";
    expect(treeOf(block)).toMatchObject([
      {
        name: "Ada",
        tags: ["a", "b"],
        rent: 920.5,
        note: "Two lines:\nit's here",
        text: "one\ntwo",
        long: "and so on",
      },
      { name: "Max" },
    ]);
  });

  it.each(["Dear Ada,\nplease note: the rent rises.", "", "- name: 'Ada\n  rent: 1", "{ torn", "[1, 2"])(
    "leaves text as text: %j",
    (text) => {
      expect(treeOf(text)).toBeUndefined();
    },
  );
});
