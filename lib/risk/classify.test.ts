import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classify, type RiskFacts } from "./classify";
import { AUTONOMIES, CAPABILITIES, DATA_CLASSES, ENVIRONMENTS, EXPOSURES, PRIVILEGE_CLASSES, TIERS } from "./terms";

const QUIET: RiskFacts = {
  tools: [{ name: "list_shelves", capabilities: ["read"] }],
  privileges: [],
  dataRead: ["internal"],
  dataWritten: [],
  environment: "development",
  autonomy: "suggests",
  exposure: "internal",
  reach: {},
};

const ids = (facts: RiskFacts) => classify(facts).factors.map((factor) => factor.id);

describe("K1 tier of an agent", () => {
  it("is low for one that looks things up and suggests", () => {
    expect(classify(QUIET)).toMatchObject({ tier: "low", score: 2 });
  });

  it.each(["pay", "change_permissions", "change_infrastructure"] as const)(
    "is never below high for %s in production",
    (capability) => {
      const tools = [{ name: "lever", capabilities: [capability] }];
      expect(classify({ ...QUIET, tools, environment: "production" }).tier).toBe("high");
      expect(ids({ ...QUIET, tools, environment: "production" })).toContain(`floor.${capability}`);
      expect(ids({ ...QUIET, tools })).not.toContain(`floor.${capability}`);
    },
  );

  it("counts untrusted input, private data and a way out as more than their sum", () => {
    const reads = { name: "fetch_page", capabilities: ["browse_untrusted"] } as const;
    const sends = { name: "send_letter", capabilities: ["communicate"] } as const;
    const two = classify({ ...QUIET, tools: [reads, sends] });
    const three = classify({ ...QUIET, tools: [reads, sends], dataRead: ["personal"] });
    expect(two.tier).toBe("moderate");
    expect(three.tier).toBe("high");
    expect(classify({ ...QUIET, tools: [reads] }).factors.map(({ id }) => id)).not.toContain("combination");
  });

  it("takes what is not stated for the worst case and says so", () => {
    const silent = classify({ ...QUIET, autonomy: null, exposure: null, dataRead: [] });
    expect(silent.score).toBeGreaterThan(classify(QUIET).score);
    expect(silent.factors.filter(({ because }) => because.includes("assumed"))).toHaveLength(3);
  });

  it("counts a stated privilege like a tool, and not twice", () => {
    const tool = { name: "wire", capabilities: ["pay"] } as const;
    const both = classify({ ...QUIET, tools: [tool], privileges: ["payment"] });
    expect(classify({ ...QUIET, tools: [], privileges: ["payment"] }).score).toBe(both.score);
  });

  it("names the tools a factor rests on", () => {
    const tools = ["d", "c", "b", "a"].map((name) => ({ name, capabilities: ["delete" as const] }));
    expect(classify({ ...QUIET, tools }).factors.find(({ id }) => id === "capability.delete")?.because).toBe(
      "`a`, `b`, `c` and 1 more can: delete",
    );
  });

  it("is critical for a public agent that pays, executes and holds health data alone in production", () => {
    const tools = [{ name: "lever", capabilities: ["pay", "execute", "browse_untrusted", "communicate"] as const }];
    const facts: RiskFacts = {
      ...QUIET,
      tools,
      dataRead: ["health"],
      environment: "production",
      autonomy: "acts_alone",
      exposure: "public",
    };
    expect(classify(facts).tier).toBe("critical");
  });
});

const amount = fc.integer({ min: 0, max: 5_000_000 });
const tool = fc.record({
  name: fc.string({ minLength: 1, maxLength: 8 }),
  capabilities: fc.subarray([...CAPABILITIES]),
});
const anyFacts: fc.Arbitrary<RiskFacts> = fc.record({
  tools: fc.array(tool, { maxLength: 6 }),
  privileges: fc.subarray([...PRIVILEGE_CLASSES]),
  dataRead: fc.subarray([...DATA_CLASSES], { minLength: 1 }),
  dataWritten: fc.subarray([...DATA_CLASSES]),
  environment: fc.constantFrom(...ENVIRONMENTS),
  autonomy: fc.constantFrom(...AUTONOMIES, null),
  exposure: fc.constantFrom(...EXPOSURES, null),
  reach: fc.record(
    { users: amount, systems: amount, records: amount, people: amount, money: amount },
    { requiredKeys: [] },
  ),
});

describe("K1 properties of the agent's score", () => {
  it("is the sum of its factors, each with a reason", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { score, factors } = classify(facts);
        expect(factors.reduce((sum, factor) => sum + factor.points, 0)).toBe(score);
        expect(new Set(factors.map(({ id }) => id)).size).toBe(factors.length);
        expect(factors.every(({ because }) => because.length > 0)).toBe(true);
      }),
    );
  });

  it("does not depend on the order of facts", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const turned = {
          ...facts,
          tools: facts.tools.toReversed(),
          dataRead: facts.dataRead.toReversed(),
          dataWritten: facts.dataWritten.toReversed(),
        };
        expect(classify(turned)).toEqual(classify(facts));
      }),
    );
  });

  it("is never lowered by one more tool, data class or privilege", () => {
    fc.assert(
      fc.property(
        anyFacts,
        tool,
        fc.constantFrom(...DATA_CLASSES),
        fc.constantFrom(...PRIVILEGE_CLASSES),
        (facts, more, data, privilege) => {
          const before = classify(facts);
          const grown = [
            { ...facts, tools: [...facts.tools, more] },
            { ...facts, dataRead: [...facts.dataRead, data] },
            { ...facts, dataWritten: [...facts.dataWritten, data] },
            { ...facts, privileges: [...facts.privileges, privilege] },
          ].map(classify);
          for (const after of grown) {
            expect(after.score).toBeGreaterThanOrEqual(before.score);
            expect(TIERS.indexOf(after.tier)).toBeGreaterThanOrEqual(TIERS.indexOf(before.tier));
          }
        },
      ),
    );
  });
});
