import { describe, expect, it } from "vitest";
import { compileInSlices, compilePolicies } from "./compile";
import { refTo } from "./refs";
import type { EngineRequest, Entity } from "./types";

const alone = () => undefined;
const NONE: ReadonlySet<string> = new Set();

function asking(agent: string, action = "pay", tool = "bank/pay"): EngineRequest {
  return {
    principal: refTo("Agent", agent),
    action: refTo("Action", action),
    resource: refTo("Tool", tool),
    context: {},
  };
}

describe("Z1 deny by default", () => {
  it("denies when nothing permits, and determines nothing", () => {
    expect(compilePolicies([]).evaluate(asking("a"), alone, [])).toEqual({
      decision: "deny",
      determining: [],
      errors: [],
    });
  });

  it("lets one forbid outweigh every permit", () => {
    const compiled = compilePolicies([
      { id: "permits", text: "permit (principal, action, resource);" },
      { id: "forbids", text: 'forbid (principal, action == Action::"pay", resource);' },
    ]);
    expect(compiled.evaluate(asking("a"), alone, [])).toMatchObject({ decision: "deny", determining: ["forbids"] });
    expect(compiled.evaluate(asking("a", "read"), alone, [])).toMatchObject({
      decision: "allow",
      determining: ["permits"],
    });
  });

  it("skips a policy that fails, forbids included, and says so in words for its author", () => {
    const compiled = compilePolicies([
      { id: "permits", text: "permit (principal, action, resource);" },
      { id: "fails", text: 'forbid (principal, action, resource) when { context.amount == "x" };' },
    ]);
    const answer = compiled.evaluate(asking("a"), alone, []);
    expect(answer).toMatchObject({ decision: "allow", determining: ["permits"], errors: [{ id: "fails" }] });
    expect(answer.errors[0]?.message).toBe('There is no attribute "amount" here: ask with "has" first.');
  });
});

describe("Z6 every answer names what determined it", () => {
  it("names each of them, in the order in which they were given", () => {
    const compiled = compilePolicies([
      { id: "b", text: 'permit (principal == Agent::"a", action, resource);' },
      { id: "other", text: 'permit (principal == Agent::"b", action, resource);' },
      { id: "a", text: "permit (principal, action, resource is Tool);" },
    ]);
    expect(compiled.evaluate(asking("a"), alone, []).determining).toEqual(["b", "a"]);
  });

  it("names a policy once that lists an action and the group it is in", () => {
    const group = refTo("Action", "grave");
    const pay: Entity = { ref: refTo("Action", "pay"), attributes: {}, ancestors: new Set([group.uid]) };
    const text = 'permit (principal, action in [Action::"pay", Action::"grave", Action::"pay"], resource);';
    const find = (uid: string) => (uid === pay.ref.uid ? pay : undefined);
    expect(compilePolicies([{ id: "p", text }]).evaluate(asking("a"), find, []).determining).toEqual(["p"]);
  });

  it("keeps what annotations say, and the effect", () => {
    const compiled = compilePolicies([
      { id: "p", text: '@stepup("payments") @quorum("2") @noted forbid (principal, action, resource);' },
    ]);
    expect(compiled.annotations("p")).toEqual({ stepup: "payments", quorum: "2", noted: "" });
    expect(compiled.effect("p")).toBe("forbid");
    expect(compiled.annotations("unknown")).toEqual({});
    expect(() => compiled.effect("unknown")).toThrow("there is no policy unknown");
  });
});

describe("Z3 what the head of a policy names decides whether it speaks", () => {
  const ada: Entity = { ref: refTo("Agent", "ada"), attributes: {}, ancestors: new Set([refTo("Team", "red").uid]) };
  const pay: Entity = {
    ref: refTo("Tool", "bank/pay"),
    attributes: {},
    ancestors: new Set([refTo("Server", "bank").uid]),
  };
  const find = (uid: string) => [ada, pay].find((one) => one.ref.uid === uid);
  it.each([
    ["principal, action, resource", true],
    ['principal == Agent::"ada", action, resource', true],
    ['principal == Agent::"eve", action, resource', false],
    ['principal in Team::"red", action, resource', true],
    ['principal in Agent::"ada", action, resource', true],
    ['principal in Team::"blue", action, resource', false],
    ["principal is Agent, action, resource", true],
    ["principal is Person, action, resource", false],
    ['principal is Agent in Team::"red", action, resource', true],
    ['principal is Person in Team::"red", action, resource', false],
    ['principal is Agent in Team::"blue", action, resource', false],
    ['principal, action == Action::"pay", resource', true],
    ['principal, action in [Action::"read", Action::"pay"], resource', true],
    ['principal, action in [Action::"read"], resource', false],
    ["principal, action in [], resource", false],
    ['principal, action, resource == Tool::"bank/pay"', true],
    ['principal, action, resource in Server::"bank"', true],
    ['principal, action, resource is Tool in Server::"shop"', false],
    ['principal is Agent in Team::"red", action == Action::"pay", resource is Tool in Server::"bank"', true],
  ])("permit (%s): %s", (head, expected) => {
    const answer = compilePolicies([{ id: "p", text: `permit (${head});` }]).evaluate(asking("ada"), find, []);
    expect(answer.decision === "allow").toBe(expected);
  });
});

describe("Z1 what cannot be compiled", () => {
  it.each([
    ["nonsense", /^The policy pol_1 cannot be read: .*unexpected end of input \(line 1\)\.$/],
    ["permit (principal,\n  action, resource) when { principal.x = 1 };", /'=' is not a valid operator.*\(line 2\)/],
    ["permit (principal == ?principal, action, resource);", /template/],
    ["", /cannot be read/],
  ])("%j is refused with its id, Cedar's words and the line", (text, message) => {
    expect(() => compilePolicies([{ id: "pol_1", text }])).toThrow(message);
  });

  it("refuses two policies of one id: an answer could not say which", () => {
    const source = { id: "p", text: "permit (principal, action, resource);" };
    expect(() => compilePolicies([source, source])).toThrow("Two policies have the id p.");
  });

  it("leaves to Cedar what JavaScript cannot hold, with the entities that the policy leads to", () => {
    const owner = { ref: refTo("Person", "p"), attributes: { level: 3 }, ancestors: NONE };
    const agent = { ref: refTo("Agent", "a"), attributes: { owner: owner.ref }, ancestors: NONE };
    const find = (uid: string) => [agent, owner].find((one) => one.ref.uid === uid);
    const compiled = compilePolicies([
      {
        id: "holds",
        text: "permit (principal, action, resource) when { principal.owner.level < 9223372036854775807 };",
      },
      {
        id: "fails",
        text: "permit (principal, action, resource) when { 9223372036854775807 + principal.owner.level > 0 };",
      },
    ]);
    const answer = compiled.evaluate(asking("a"), find, []);
    expect(answer).toMatchObject({ decision: "allow", determining: ["holds"], errors: [{ id: "fails" }] });
  });
});

describe("Z1 a publication", () => {
  const sources = Array.from({ length: 60 }, (_, at) => ({
    id: `p${at}`,
    text: `permit (principal == Agent::"${at}", action, resource);`,
  }));

  it("is compiled in slices, between which everything else goes on", async () => {
    let turns = 0;
    const turn = () => {
      turns++;
      if (!done) setImmediate(turn);
    };
    let done = false;
    setImmediate(turn);
    const many = Array.from({ length: 1_000 }, (_, at) => ({ id: `q${at}`, text: sources[at % 60]?.text ?? "" }));
    const compiled = await compileInSlices(many);
    done = true;
    expect(turns).toBeGreaterThan(1);
    expect(compiled.sources).toHaveLength(1_000);
  });

  it("takes over what did not change, compiles what did, and forgets what is gone", async () => {
    const former = compilePolicies(sources);
    const changed = { id: "p1", text: 'forbid (principal == Agent::"2", action, resource);' };
    const next = await compileInSlices([...sources.filter(({ id }) => id !== "p1" && id !== "p3"), changed], former);
    expect(next.evaluate(asking("1"), alone, []).decision).toBe("deny");
    expect(next.evaluate(asking("2"), alone, [])).toMatchObject({ decision: "deny", determining: ["p1"] });
    expect(next.evaluate(asking("3"), alone, []).decision).toBe("deny");
    expect(next.evaluate(asking("4"), alone, [])).toMatchObject({ decision: "allow", determining: ["p4"] });
    expect(former.evaluate(asking("3"), alone, []).decision).toBe("allow");
  });

  it("is refused in slices as it is at once", async () => {
    await expect(compileInSlices([{ id: "p", text: "permit" }])).rejects.toThrow("The policy p cannot be read");
  });
});
