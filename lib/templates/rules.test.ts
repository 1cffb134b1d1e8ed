import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AUTONOMIES, CAPABILITIES, DATA_CLASSES, EXPOSURES, PRIVILEGE_CLASSES } from "@/lib/risk/schema";
import { CATALOGUE } from "./catalogue";
import { expectedIn, expectedOf } from "./expected";
import {
  type Drifting,
  decideApproval,
  decideProposal,
  decideRetirement,
  decideUse,
  driftFrom,
  fieldsFrom,
} from "./rules";
import { templateContentSchema, templateIdSchema } from "./schema";

const ticketing = CATALOGUE.find((template) => template.id === "tpl_ticketing") ?? expect.fail("no ticketing template");
const within: Drifting = {
  ...fieldsFrom(ticketing.content),
  tools: ticketing.content.tools.map(({ what, capabilities }) => ({ name: what, capabilities })),
};

describe("V5 shipped templates", () => {
  it("are eight with ids and names of their own, and each can be read", () => {
    expect(CATALOGUE).toHaveLength(8);
    for (const key of ["id", "name"] as const) {
      expect(new Set(CATALOGUE.map((template) => template[key])).size).toBe(CATALOGUE.length);
    }
    for (const { id, content } of CATALOGUE) {
      expect(templateIdSchema.parse(id)).toBe(id);
      expect(templateContentSchema.parse(content)).toEqual(content);
      expect(content.mustNot.length).toBeGreaterThan(0);
    }
  });

  it.each([
    ["tpl_readonlyanalyst", "low"],
    ["tpl_ticketing", "moderate"],
    ["tpl_payments", "high"],
    ["tpl_remediation", "high"],
  ])("%s is rated %s in production by the classifier", (id, tier) => {
    const content = CATALOGUE.find((template) => template.id === id)?.content ?? expect.fail(id);
    expect(expectedIn(content, "production").tier).toBe(tier);
  });

  it("ask for more controls the higher the tier, and for reviewers only where there is a privilege", () => {
    const controls = (id: string) => {
      const content = CATALOGUE.find((template) => template.id === id)?.content ?? expect.fail(id);
      return expectedIn(content, "production").controls.map((control) => control.id);
    };
    expect(controls("tpl_payments")).toEqual(expect.arrayContaining(["two_people", "supplier", "reviewers"]));
    expect(controls("tpl_readonlyanalyst")).not.toContain("two_people");
    expect(controls("tpl_readonlyanalyst")).not.toContain("reviewers");
  });

  it("are never rated higher in development than in production", () => {
    for (const { content } of CATALOGUE) {
      const [production, , development] = expectedOf(content);
      expect(development?.score).toBeLessThanOrEqual(production?.score ?? 0);
    }
  });
});

describe("V5 drift", () => {
  it("finds none in an agent that stays within", () => {
    expect(driftFrom(ticketing.content, within)).toEqual([]);
    expect(driftFrom(ticketing.content, { ...within, autonomy: "suggests", tools: [], dataRead: [] })).toEqual([]);
    expect(driftFrom(ticketing.content, { ...within, autonomy: null, exposure: null })).toEqual([]);
  });

  it.each([
    ["kind", { kind: "plugin" as const }, ["Plugin"]],
    ["exposure", { exposure: "public" as const }, ["Public"]],
    ["dataRead", { dataRead: ["internal" as const, "health" as const] }, ["Health"]],
    ["dataWritten", { dataWritten: ["secrets" as const] }, ["Secrets"]],
    ["privileges", { privileges: ["payment" as const] }, ["Payment"]],
    [
      "tools",
      { tools: [{ name: "wipe_queue", capabilities: ["read", "write", "delete"] as const }] },
      ["wipe_queue: delete"],
    ],
  ])("names what goes beyond in %s", (id, over, beyond) => {
    expect(driftFrom(ticketing.content, { ...within, ...over })).toMatchObject([{ id, beyond }]);
  });

  it("never shrinks when an agent gains something", () => {
    const agent = fc.record({
      kind: fc.constantFrom("agent" as const, "plugin" as const),
      autonomy: fc.constantFrom(...AUTONOMIES),
      exposure: fc.constantFrom(...EXPOSURES),
      dataRead: fc.subarray([...DATA_CLASSES]),
      dataWritten: fc.subarray([...DATA_CLASSES]),
      privileges: fc.subarray([...PRIVILEGE_CLASSES]),
      tools: fc.array(fc.record({ name: fc.string(), capabilities: fc.subarray([...CAPABILITIES]) }), { maxLength: 4 }),
    });
    const count = (one: Drifting) =>
      driftFrom(ticketing.content, one).reduce((sum, { beyond }) => sum + beyond.length, 0);
    fc.assert(
      fc.property(
        agent,
        fc.constantFrom(...DATA_CLASSES),
        fc.constantFrom(...CAPABILITIES),
        (one, data, capability) => {
          const more = {
            ...one,
            dataRead: [...new Set([...one.dataRead, data])],
            tools: [...one.tools, { name: "further", capabilities: [capability] }],
          };
          expect(count(more)).toBeGreaterThanOrEqual(count(one));
        },
      ),
    );
  });
});

describe("V5 decisions", () => {
  const states = ["shipped", "proposed", "approved", "retired"] as const;
  it.each([
    ["shipped", false, false, true],
    ["proposed", true, true, false],
    ["approved", false, true, true],
    ["retired", false, false, false],
  ] as const)("%s: approved %s, retired %s, used %s", (state, approve, retire, use) => {
    expect(decideApproval({ state, proposedById: "per_a" }, "per_b").allowed).toBe(approve);
    expect(decideRetirement(state).allowed).toBe(retire);
    expect(decideUse(state).allowed).toBe(use);
  });

  it("never lets anybody approve what they proposed", () => {
    for (const state of states) {
      expect(decideApproval({ state, proposedById: "per_a" }, "per_a").allowed).toBe(false);
    }
  });

  it.each([
    ["active", true],
    ["draft", false],
    ["suspended", false],
    ["decommissioned", false],
  ])("an agent that is %s can be proposed: %s", (status, allowed) => {
    expect(decideProposal({ status }).allowed).toBe(allowed);
  });
});
