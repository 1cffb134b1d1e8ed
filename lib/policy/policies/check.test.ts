import { describe, expect, it } from "vitest";
import { checkDraft, NEW_POLICY } from "./check";
import { testCaseSchema } from "./schema";
import { STARTERS } from "./starters";
import { WORDS } from "./words";

const check = (text: string, tests: Parameters<typeof testCaseSchema.parse>[0][] = []) =>
  checkDraft({ policyId: NEW_POLICY, name: "New", text, tests: tests.map((one) => testCaseSchema.parse(one)) }, []);
const errors = (text: string) =>
  check(text)
    .issues.filter(({ severity }) => severity === "error")
    .map(({ line, message }) => ({ line, message }));

const RULE = "forbid (principal, action, resource);";

describe("Z1 a text is checked before it is proposed", () => {
  it("passes what is right, with the number of its rules", () => {
    expect(check(`${RULE}\nforbid (principal, action == Action::"pay", resource);`)).toEqual({
      issues: [],
      tests: [],
      sound: true,
      rules: 2,
    });
  });

  it.each([
    ["what cannot be read", `${RULE}\n\nforbid (principal;`, 3],
    [
      "what the schema does not know",
      `${RULE}\n${RULE}\npermit (principal == Agent::"a", action, resource)\nwhen { principal.colour == "red" };`,
      4,
    ],
    ["what nobody acts upon", `${RULE}\n@reason("x")\n@setpup("payment")\nforbid (principal, action, resource);`, 3],
    ["a quorum that is no number", `@stepup("payment")\n@quorum("two")\n${RULE}`, 2],
    ["a group that nobody sits in", `@stepup("treasurers")\n${RULE}`, 1],
    ["a life that cannot be read", `@stepup("payment")\n@ttl("soon")\n${RULE}`, 2],
    ["a step-up on a permit", `@stepup("payment")\npermit (principal == Agent::"a", action, resource);`, 1],
    ["an obligation on a forbid", `@obligation("mask:body")\n${RULE}`, 1],
  ])("refuses %s, on its line", (_what, text, line) => {
    const found = errors(text);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]?.line).toBe(line);
    expect(check(text).sound).toBe(false);
  });

  it("warns of a permit for every agent", () => {
    const { issues, sound } = check("\npermit (principal, action, resource);");
    expect(issues).toMatchObject([{ severity: "warning", line: 2 }]);
    expect(sound).toBe(true);
  });

  it("runs the tests with what ships, and names what decided", () => {
    const tool = { server: "mail", name: "read" };
    const { tests, sound } = check('forbid (principal, action, resource == Tool::"mail/read");', [
      { name: "It is forbidden", agent: {}, tool, expected: "deny" },
      { name: "It is wrongly thought allowed", agent: {}, tool, expected: "allow" },
      {
        name: "A guard denies first",
        agent: { status: "suspended" },
        tool: { server: "x", name: "y" },
        expected: "deny",
      },
      { name: "Nothing permits it", agent: {}, tool: { server: "x", name: "y" }, granted: false, expected: "deny" },
      { name: "A grant permits it", agent: {}, tool: { server: "x", name: "y" }, expected: "allow" },
    ]);
    expect(tests.map(({ passed }) => passed)).toEqual([true, false, true, true, true]);
    expect(sound).toBe(false);
    expect(tests[0]?.decidedBy).toEqual([{ id: NEW_POLICY, title: "New", own: true }]);
    expect(tests[2]?.decidedBy).toMatchObject([{ id: "guard.inactive", own: false }]);
    expect(tests[3]).toMatchObject({ outcome: "deny", reason: "not_granted" });
  });

  it("is tested in place of its own version in force", () => {
    const inForce = [{ policyId: NEW_POLICY, name: "New", number: 1, text: RULE, publishedAt: new Date(0) }];
    const test = testCaseSchema.parse({ name: "Free", agent: {}, tool: { server: "x", name: "y" }, expected: "allow" });
    const draft = {
      policyId: NEW_POLICY,
      name: "New",
      text: 'forbid (principal, action == Action::"pay", resource);',
      tests: [test],
    };
    expect(checkDraft(draft, inForce).sound).toBe(true);
    expect(checkDraft({ ...draft, policyId: "pol_other" }, inForce).tests[0]?.outcome).toBe("deny");
  });
});

describe("Z1 what writers are offered", () => {
  it.each(STARTERS.map((starter) => [starter.title, starter] as const))(
    "%s is valid and does what its tests say",
    (_title, starter) => {
      const { tests, issues } = check(starter.text, [...starter.tests]);
      expect(issues.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(tests.map(({ name, outcome, failure }) => ({ name, outcome, failure }))).toEqual(
        starter.tests.map(({ name, expected }) => ({ name, outcome: expected, failure: null })),
      );
    },
  );

  it.each(WORDS.flatMap(({ words }) => words.map(({ word }) => word)))("the schema knows %s", (word) => {
    const text = word.startsWith("@")
      ? `${word}\n${/obligation|warn/.test(word) ? "permit" : "forbid"} (principal == Agent::"a", action, resource);`
      : /^(principal|action|resource) (==|in)/.test(word)
        ? `forbid (${["principal", "action", "resource"].map((one) => (word.startsWith(one) ? word : one)).join(", ")});`
        : `forbid (principal, action, resource) when { ${word} };`;
    expect(errors(text)).toEqual([]);
  });
});
