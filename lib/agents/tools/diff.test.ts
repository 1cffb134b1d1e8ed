import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readListing, readPasted, readTool, type ToolDefinition } from "./definition";
import { changesBetween } from "./diff";
import { hashOf } from "./fingerprint";
import { wordsBetween } from "./words";

function toolOf(value: object) {
  const tool = readTool({ name: "send_note", ...value });
  if ("fault" in tool) throw new Error(tool.fault);
  return tool;
}
const defined = (value: object): ToolDefinition => toolOf(value).definition;
const schema = (properties: object, required: string[] = []) => ({
  inputSchema: { type: "object", properties, required },
});

describe("V4 the schema hash", () => {
  it("does not depend on the order of members, nor on whether what is empty is said", () => {
    const one = toolOf({
      description: "Sends.",
      inputSchema: { type: "object", properties: { a: { type: "string" } } },
    });
    const other = toolOf({
      annotations: {},
      outputSchema: null,
      inputSchema: { properties: { a: { type: "string" } }, type: "object" },
      description: "Sends.",
      title: "",
      icons: [{ src: "https://icons.example.test/a.png" }],
    });
    expect(hashOf(one)).toBe(hashOf(other));
  });
  it.each([
    ["name", { ...toolOf({}), name: "send_notes" }],
    ["title", toolOf({ title: "Send" })],
    ["description", toolOf({ description: "Sends." })],
    ["input schema", toolOf(schema({ to: {} }))],
    ["output schema", toolOf({ outputSchema: { type: "object" } })],
    ["annotations", toolOf({ annotations: { readOnlyHint: true } })],
    ["an invisible character", toolOf({ description: "\u200b" })],
    ["another form of one letter", toolOf({ description: "e\u0301" })],
  ])("changes with the %s", (_, changed) => {
    expect(hashOf(changed)).not.toBe(hashOf(toolOf({})));
  });
  it("tells two forms of one letter apart", () => {
    expect(hashOf(toolOf({ description: "\u00e9" }))).not.toBe(hashOf(toolOf({ description: "e\u0301" })));
  });
});

describe("V4 what a listing may hold", () => {
  it("reads an answer alone, in its envelope, and as a bare list", () => {
    const tools = [{ name: "a" }, { name: "b" }];
    for (const value of [tools, { tools }, { jsonrpc: "2.0", id: 1, result: { tools } }]) {
      expect(readPasted(JSON.stringify(value))).toMatchObject({
        complete: true,
        tools: [{ name: "a" }, { name: "b" }],
      });
    }
    expect(readPasted(JSON.stringify({ tools, nextCursor: "x" }))).toMatchObject({ complete: false });
  });
  it.each([
    ["no JSON", "tools: a", /not JSON/],
    ["no tools", "{}", /no list/],
    ["a tool without a name", '[{"description":"x"}]', /no name/],
    ["no object", "[1]", /JSON object/],
    ["a name twice", '[{"name":"a"},{"name":"a"}]', /twice/],
    ["a NUL", '[{"name":"a","description":"\\u0000"}]', /NUL/],
    ["half a character", '[{"name":"a","description":"\\ud800"}]', /half of a character/],
    ["a poisoned member", '[{"name":"a","inputSchema":{"__proto__":{}}}]', /__proto__/],
    ["a definition beyond measure", JSON.stringify([{ name: "a", description: "x".repeat(250_000) }]), /longer than/],
  ])("refuses %s", (_, text, reason) => {
    expect(readPasted(text)).toMatchObject({ fault: expect.stringMatching(reason) });
  });
  it("refuses more tools than anybody could look at", () => {
    const many = Array.from({ length: 2_001 }, (_, i) => ({ name: `t${i}` }));
    expect(readListing(many, true)).toHaveProperty("fault");
  });
});

describe("V4 the difference between two definitions", () => {
  it("says which parameter came, went, or is now required", () => {
    const before = defined(schema({ to: { type: "string" }, old: { type: "number" } }));
    const after = defined(
      schema({ to: { type: "string" }, copy: { type: "string", description: "Who else" } }, ["to"]),
    );
    expect(changesBetween(before, after)).toEqual([
      {
        part: "parameter",
        name: "to",
        member: "required",
        change: "changed",
        before: "false",
        after: "true",
        words: expect.anything(),
      },
      {
        part: "parameter",
        name: "old",
        member: "",
        change: "removed",
        before: "number · optional",
        after: "",
        words: null,
      },
      {
        part: "parameter",
        name: "copy",
        member: "",
        change: "added",
        before: "",
        after: "string · optional · Who else",
        words: null,
      },
    ]);
  });
  it("looks into nested parameters and lists", () => {
    const of = (type: string) =>
      defined(schema({ rows: { type: "array", items: { type: "object", properties: { amount: { type } } } } }));
    expect(changesBetween(of("number"), of("string"))).toMatchObject([
      { part: "parameter", name: "rows[].amount", member: "type", before: "number", after: "string" },
    ]);
  });
  it("shows the words that were put into a description", () => {
    const [change] = changesBetween(
      defined({ description: "Sends a note." }),
      defined({ description: "Sends a secret note." }),
    );
    expect(change).toMatchObject({ part: "description", change: "changed" });
    expect(
      change?.words
        ?.filter(({ kind }) => kind === "added")
        .map(({ text }) => text)
        .join(""),
    ).toContain("secret");
  });
  it("shows one invisible character", () => {
    const [change] = changesBetween(defined({ description: "Reads" }), defined({ description: "Re\u200bads" }));
    expect(change?.words).toContainEqual({ kind: "added", text: expect.stringContaining("\u200b") });
  });
  it("finds something whenever the hash differs, and nothing when it does not", () => {
    const value = fc.jsonValue({ maxDepth: 3, noUnicodeString: true } as object);
    const definition = fc.record({
      title: fc.constantFrom("", "Send"),
      description: fc.constantFrom("", "Sends", "Sends it"),
      inputSchema: fc.oneof(
        value,
        fc.record({
          type: fc.constant("object"),
          properties: fc.dictionary(fc.constantFrom("a", "b"), value),
          required: value,
        }),
      ),
      outputSchema: value,
      annotations: fc.oneof(
        fc.constant(null),
        fc.dictionary(fc.constantFrom("readOnlyHint", "title"), value, { minKeys: 1 }),
      ),
    });
    fc.assert(
      fc.property(definition, definition, (before, after) => {
        const differs = hashOf({ name: "x", definition: before }) !== hashOf({ name: "x", definition: after });
        expect(changesBetween(before, after).length > 0).toBe(differs);
      }),
    );
  });
});

describe("V4 word by word", () => {
  it("gives back both texts, whatever they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (before, after) => {
        const parts = wordsBetween(before, after);
        const but = (kind: string) =>
          parts
            .filter((part) => part.kind !== kind)
            .map(({ text }) => text)
            .join("");
        expect([but("added"), but("removed")]).toEqual([before, after]);
      }),
    );
  });
  it("does not compare endlessly", () => {
    const one = Array.from({ length: 40_000 }, (_, i) => `a${i}`).join(" ");
    const other = Array.from({ length: 40_000 }, (_, i) => `b${i}`).join(" ");
    expect(wordsBetween(one, other).map(({ kind }) => kind)).toEqual(["removed", "added"]);
  });
});
