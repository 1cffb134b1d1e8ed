import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, Provenance } from "@/lib/policy";
import { type BoundAction, bytesOf } from "../binding";
import { REST, SHOWN } from "../terms";
import type { PayloadRow } from "../views";
import { mustOpenOf } from "./hidden";
import { payloadOf } from "./payload";
import { subjectFor } from "./sentence";

type Args = { [key: string]: Json };

function actionWith(args: Args, over: Partial<BoundAction> = {}): BoundAction {
  return {
    v: 1,
    agent: { id: "agt_1", fingerprint: "f", revision: 1, environment: "production", tier: "high" },
    person: null,
    chain: [],
    server: "Treasury gateway",
    tool: "release_payment",
    toolHash: "h",
    action: "pay",
    arguments: args,
    targets: [],
    policies: [],
    credential: null,
    expires: "2026-11-21T12:00:00.000Z",
    ...over,
  };
}

const plain = { provenance: null, usual: null, schema: null };
const rowsOf = (args: Args, over: Partial<Parameters<typeof payloadOf>[0]> = {}) =>
  payloadOf({ bytes: bytesOf(actionWith(args)), ...plain, ...over });
const only = (args: Args): PayloadRow => rowsOf(args)[0] as PayloadRow;

describe("A2 each value is shown by its kind, exactly as it is stored", () => {
  it.each<[string, Args, Partial<PayloadRow>]>([
    [
      "an amount with its currency beside it",
      { amount: 96000.5, currency: "NOK" },
      { kind: "amount", text: "96000.5", unit: "NOK" },
    ],
    [
      "an amount in words with its currency",
      { note: "EUR 1,200.00" },
      { kind: "amount", text: "EUR 1,200.00", unit: "EUR" },
    ],
    [
      "an amount in hundredths",
      { amount_cents: 4200, currency: "USD" },
      { kind: "amount", text: "4200", unit: "USD, in hundredths" },
    ],
    ["an amount without a currency", { total: 12 }, { kind: "amount", unit: "no currency given" }],
    ["a number that is no money", { retries: 3 }, { kind: "number", text: "3", unit: null }],
    ["a large number", { rows: 1e21 }, { kind: "number", text: "1e+21" }],
    ["a mail address", { x: "ola@example.com" }, { kind: "recipient", text: "ola@example.com" }],
    ["a named recipient", { to: "Ola Nordmann" }, { kind: "recipient" }],
    ["an IBAN", { x: "NO9386011117947" }, { kind: "account", reading: null }],
    [
      "an IBAN that cannot be",
      { x: "NO9386011117948" },
      { kind: "account", reading: "an IBAN whose check digits do not fit" },
    ],
    [
      "a date with an offset",
      { x: "2026-11-21T14:00:00+02:00" },
      { kind: "date", unit: "UTC+02:00", reading: "2026-11-21 12:00 UTC" },
    ],
    ["a date in UTC", { x: "2026-11-21T14:00:00Z" }, { kind: "date", unit: "UTC", reading: null }],
    ["a time without a zone", { x: "2026-11-21T14:00" }, { kind: "date", unit: "no time zone given" }],
    ["a day", { x: "2026-11-21" }, { kind: "date", unit: null }],
    ["an address", { x: "https://pay.example.com/a?b" }, { kind: "address", reading: "leads to pay.example.com" }],
    [
      "an address in letters of another alphabet",
      { x: "https://xn--80ak6aa92e.com/" },
      { kind: "address", reading: "leads to xn--80ak6aa92e.com, written “аррӏе.com”" },
    ],
    [
      "an address that misleads",
      { x: "https://bank.com@evil.example/" },
      { kind: "address", reading: "leads to evil.example; “bank.com” before the @ is a user name, not the place" },
    ],
    [
      "a script that poses as an address",
      { x: "javascript:alert(1)" },
      { kind: "address", reading: "no web address: a script that runs where it is opened" },
    ],
    ["a command", { command: "rm -rf /tmp/x" }, { kind: "command" }],
    ["code", { query: "select * from t;" }, { kind: "code" }],
    ["yes or no", { force: true }, { kind: "flag", text: "true" }],
    ["nothing", { a: null }, { kind: "none", text: "null" }],
    ["an empty list", { a: [] }, { kind: "none", text: "[]" }],
    ["an empty object", { a: {} }, { kind: "none", text: "{}" }],
    ["a prototype's name", JSON.parse('{"__proto__": "x"}'), { path: "__proto__", kind: "text", text: "x" }],
    [
      "a constructor",
      { constructor: { prototype: 1 } } as unknown as Args,
      { path: "constructor.prototype", text: "1" },
    ],
  ])("%s", (_, args, expected) => {
    expect(only(args)).toMatchObject(expected);
  });

  it("each recipient of a list is a row of its own, and may be taken away", () => {
    const rows = rowsOf({ to: ["a@x.com", "b@x.com"] });
    expect(rows.map(({ path, narrowable }) => [path, narrowable])).toEqual([
      ["to.0", "list"],
      ["to.1", "list"],
    ]);
  });

  it("a name with a dot never poses as a path", () => {
    expect(rowsOf({ "payee.iban": "a", payee: { iban: "b" } }).map(({ path, text }) => [path, text])).toEqual([
      ["payee.iban", "b"],
      ["payee\\.iban", "a"],
    ]);
  });

  it("what the tool's schema says is a word beside the value, and changes none", () => {
    const schema = { properties: { when: { format: "date-time", description: "When to\u202E pay" } } };
    expect(rowsOf({ when: "tomorrow" }, { schema })[0]).toMatchObject({
      kind: "date",
      text: "tomorrow",
      says: "When to pay",
    });
  });
});

type ArgumentOrigin = Provenance["arguments"][number];

const traced = (argument: string, over: Partial<ArgumentOrigin> = {}): ArgumentOrigin => ({
  argument,
  origin: "stated",
  matters: true,
  because: "said so",
  ...over,
});

describe("A10 where each value came from stands beside it", () => {
  it("what says where the action goes comes first", () => {
    const provenance = { arguments: [traced("memo", { matters: false }), traced("to", { origin: "untrusted" })] };
    const rows = rowsOf({ memo: "m", other: "o", to: ["a", "b"] }, { provenance });
    expect(rows.map(({ path, origin }) => [path, origin])).toEqual([
      ["to.0", "untrusted"],
      ["to.1", "untrusted"],
      ["memo", "stated"],
      ["other", null],
    ]);
  });

  it("two names that a dot makes alike count as the worse of the two", () => {
    const provenance = { arguments: [traced("a.b"), traced("a.b", { origin: "untrusted" })] };
    const rows = rowsOf({ "a.b": "x", a: { b: "y" } }, { provenance });
    expect(rows.map(({ origin }) => origin)).toEqual(["untrusted", "untrusted"]);
  });
});

describe("A2 what cannot be seen is named", () => {
  it.each([
    ["bidirectional marks", "a\u202Eb", "right-to-left override"],
    ["zero-width characters", "a\u200Bb", "zero-width space"],
    ["control characters", "a\u0000b", "control character"],
    ["look-alike letters", "p\u0430ypal", "letters of several alphabets in one word"],
    ["decomposed letters", "e\u0301", "decomposed letters"],
  ])("%s", (_, text, mark) => {
    expect(only({ x: text }).marks).toContain(mark);
    expect(only({ [text]: "x" }).marks).toContain(mark);
  });

  it("honest text has no marks", () => {
    expect(only({ x: "Inês pays 3 % to Łódź" }).marks).toEqual([]);
  });
});

describe("A2 what is too long to stand on the screen has to be opened", () => {
  it.each<[string, Args, string[]]>([
    ["short texts", { a: "x".repeat(SHOWN.characters) }, []],
    ["a long text", { a: "x".repeat(SHOWN.characters + 1) }, ["a"]],
    ["many lines", { a: "\n".repeat(SHOWN.lines) }, ["a"]],
    ["lines that end in other ways", { a: "\u2028".repeat(SHOWN.lines) }, ["a"]],
    ["a long name", { ["n".repeat(SHOWN.path + 1)]: 1 }, ["n".repeat(SHOWN.path + 1)]],
    ["sixty rows", Object.fromEntries(Array.from({ length: SHOWN.rows }, (_, at) => [`k${at}`, at])), []],
    [
      "more than sixty rows",
      Object.fromEntries(Array.from({ length: SHOWN.rows + 1 }, (_, at) => [`k${at}`, at])),
      [REST],
    ],
  ])("%s", (_, args, expected) => {
    expect(mustOpenOf(actionWith(args))).toEqual(expected);
  });

  it("says how much is not shown yet", () => {
    expect(only({ a: "x\n".repeat(500) }).hidden).toEqual({ characters: 1000, lines: 501 });
  });
});

const json = fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue({ stringUnit: "binary" }) as fc.Arbitrary<Json>);

function stringsIn(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

function leafCount(value: Json): number {
  if (typeof value !== "object" || value === null) return 1;
  const members = Object.values(value) as Json[];
  return members.length ? members.reduce<number>((sum, one) => sum + leafCount(one), 0) : 1;
}

/** Lone surrogates cannot be said in canonical JSON: the strict doors let nobody send them. */
const isSayable = (value: Json) => JSON.stringify(value).isWellFormed() && !/\\ud[89a-f]/i.test(JSON.stringify(value));

describe("A2 nothing of any payload is lost or shown twice", () => {
  it("every leaf is exactly one row, with every text of it exactly", () => {
    fc.assert(
      fc.property(json.filter(isSayable), (args) => {
        const rows = rowsOf(args);
        const leaves = Object.values(args).reduce<number>((sum, one) => sum + leafCount(one), 0);
        expect(rows).toHaveLength(leaves);
        expect(new Set(rows.map(({ path }) => path)).size).toBe(rows.length);
        const shown = rows.map(({ text }) => text);
        for (const text of stringsIn(args)) expect(shown).toContain(text);
        const hidden = rows.flatMap((row) => (row.hidden ? [row.path] : []));
        expect(new Set(mustOpenOf(actionWith(args)))).toEqual(
          new Set(rows.length > SHOWN.rows ? [...hidden, REST] : hidden),
        );
      }),
    );
  });

  it("says a sentence of any call without failing", () => {
    fc.assert(
      fc.property(json.filter(isSayable), fc.string(), fc.string(), (args, tool, server) => {
        expect(subjectFor(actionWith(args, { tool, server })).length).toBeGreaterThan(0);
      }),
    );
  });

  it("nesting as deep as strangers like", () => {
    let deep: Json = "bottom";
    for (let level = 0; level < 2_000; level++) deep = [deep];
    expect(only({ deep }).text).toBe("bottom");
  });
});
