import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { policyIdOf, sourcesOf } from "./sources";

const RULE = "permit (principal, action, resource);";

describe("Z1 the rules in a policy's text", () => {
  it("keeps the policy's id for a lone rule and numbers several", () => {
    expect(sourcesOf("pol_a", RULE)).toEqual([{ id: "pol_a", text: RULE, line: 1 }]);
    expect(sourcesOf("pol_a", `${RULE}\n\n${RULE}`).map(({ id, line }) => [id, line])).toEqual([
      ["pol_a#1", 1],
      ["pol_a#2", 3],
    ]);
  });

  it.each([
    ["a semicolon in a text", '@reason("first; then")\nforbid (principal, action, resource);'],
    ["a quote escaped in a text", '@reason("say \\"no;\\"")\nforbid (principal, action, resource);'],
    ["a semicolon in a comment", "permit ( // all; of them\n principal, action, resource);"],
    ["slashes in a text", '@reason("https://example.test/; yes")\nforbid (principal, action, resource);'],
  ])("does not cut at %s", (_name, text) => {
    expect(sourcesOf("pol_a", text)).toEqual([{ id: "pol_a", text, line: 1 }]);
  });

  it("leaves comments before a rule and after the last one out, and counts their lines", () => {
    expect(sourcesOf("pol_a", `// why\n\n${RULE}\n// the end`)).toEqual([{ id: "pol_a", text: RULE, line: 3 }]);
    expect(sourcesOf("pol_a", "// nothing here\n")).toEqual([]);
    expect(sourcesOf("pol_a", "")).toEqual([]);
  });

  it("keeps what is cut off, so that it can be refused", () => {
    expect(sourcesOf("pol_a", `${RULE}\nforbid (principal`)).toEqual([
      { id: "pol_a#1", text: RULE, line: 1 },
      { id: "pol_a#2", text: "forbid (principal", line: 2 },
    ]);
  });

  it("finds each rule on its line, whatever stands between them", () => {
    const rule = fc.constantFrom(RULE, `@reason(";\\"\n//")\n${RULE}`, "x", '"unended;\n');
    const between = fc
      .array(fc.constantFrom("\n", " ", "// a comment; with a semicolon\n", '// "\n'))
      .map((some) => some.join(""));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(between, fc.constantFrom(RULE, `@reason(";\\"\n//")\n${RULE}`))),
        between,
        (parts, end) => {
          let line = 1;
          const expected = parts.map(([before, text]) => {
            const begins = line + before.split("\n").length - 1;
            line = begins + text.split("\n").length - 1;
            return { text, line: begins };
          });
          const text = parts.map((part) => part.join("")).join("") + end;
          expect(sourcesOf("pol_a", text).map(({ id: _id, ...piece }) => piece)).toEqual(expected);
        },
      ),
    );
    fc.assert(
      fc.property(fc.array(rule), (rules) => sourcesOf("pol_a", rules.join("\n")).every(({ text }) => text !== "")),
    );
  });

  it("finds the policy of a rule", () => {
    expect([policyIdOf("pol_a"), policyIdOf("pol_a#12")]).toEqual(["pol_a", "pol_a"]);
  });
});
