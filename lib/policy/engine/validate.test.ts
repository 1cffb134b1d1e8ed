import { describe, expect, it } from "vitest";
import { validatePolicies } from "./validate";

const permit = (condition: string) => `permit (principal, action, resource) when {\n  ${condition}\n};`;

describe("Z1 policies are validated against the schema", () => {
  it.each([
    ['principal.tier == "high"'],
    ['context.texts.hasTag("to") && context.texts.getTag("to") like "DE*"'],
    ['context.numbers.hasTag("amount") && context.numbers.getTag("amount").lessThan(decimal("10.0"))'],
    ['context.provenance.worst == "stated" && context.touches.containsAll(resource.resources)'],
    ["context has approval && context.approval.count >= 2 && !(context.approval.by.isEmpty())"],
    ["principal has owner && principal.owner.active"],
  ])("finds nothing wrong with %s", (condition) => {
    expect(validatePolicies([{ id: "p", text: permit(condition) }])).toEqual([]);
  });

  it.each([
    ["an attribute that is not there", 'principal.teir == "high"', /Attribute `teir`.*did you mean `tier`/, 2],
    ["an optional attribute that nobody asked for", "principal.owner.active", /optional attribute `owner`/, 2],
    ["a tag that nobody asked for", 'context.texts.getTag("to") == "x"', /tag/, 2],
    ["values of different kinds", "principal.tier == 3", /types/, 2],
    ["a sum of texts", 'principal.tier + "x" == 3', /String/, 2],
    ["an action that does not exist", 'action == Action::"fly"', /Action::"fly"/, 2],
    [
      "what is no policy",
      "principal.tier = 3",
      /'=' is not a valid operator in Cedar \(try using '==' instead\)\.$/,
      2,
    ],
  ])("says what is wrong with %s, and where", (_, condition, message, line) => {
    const [found] = validatePolicies([{ id: "p", text: permit(condition) }]);
    expect(found).toMatchObject({ id: "p", severity: "error", message: expect.stringMatching(message), line });
  });

  it("counts lines behind characters of several bytes", () => {
    const [found] = validatePolicies([{ id: "p", text: `// zwölf Büros 😀\n${permit("principal.nope")}` }]);
    expect(found).toMatchObject({ line: 3 });
  });

  it("warns of a policy that can never match, and of one that says the same as another", () => {
    const found = validatePolicies([
      { id: "never", text: permit('principal.tier == "high" && false') },
      { id: "one", text: permit("principal.owned") },
      { id: "same", text: permit("principal . owned // in other spaces") },
      { id: "asks", text: `@stepup("payments") ${permit("principal.owned")}` },
    ]);
    expect(found).toEqual([
      { id: "same", severity: "warning", message: "It says the same as one." },
      expect.objectContaining({ id: "never", severity: "warning", message: expect.stringContaining("impossible") }),
    ]);
  });

  it("tells of what cannot be read and validates the rest", () => {
    const found = validatePolicies([
      { id: "broken", text: "permit" },
      { id: "wrong", text: permit("principal.nope") },
    ]);
    expect(found.map(({ id, severity }) => [id, severity])).toEqual([
      ["broken", "error"],
      ["wrong", "error"],
    ]);
  });
});
