import { describe, expect, it } from "vitest";
import { auditSearchSchema } from "../../search";
import { facetsOf, leftOut, type Seen } from "../where";
import { keptFacet } from "./kept";

const auditor: Seen = { everything: true, actorId: "per_1", agentIds: [] };
const owner: Seen = { everything: false, actorId: "per_1", agentIds: ["agt_1"] };
const kept = (input: object, seen = auditor) => {
  const search = auditSearchSchema.parse(input);
  return keptFacet(facetsOf(search, seen), leftOut(search));
};

describe("L4 which searches the kept counts answer", () => {
  it.each([
    ["one agent", { agentId: "agt_1" }, { facet: "agent", values: ["agt_1"] }],
    ["several tools", { tool: ["a/b", "c/d"] }, { facet: "tool", values: ["a/b", "c/d"] }],
    [
      "one severity within a time",
      { severity: ["alert"], from: "2026-01-01" },
      { facet: "severity", values: ["alert"] },
    ],
    ["nothing", {}, null],
    ["a person, who acts or is acted on", { personId: ["per_2"] }, null],
    ["a target, which is not counted", { targetId: "apr_1" }, null],
    ["two facets", { agentId: "agt_1", outcome: ["failed"] }, null],
    ["one facet, and one that is left out", { agentId: "agt_1", not: { outcome: ["failed"] } }, null],
  ])("%s", (_, search, expected) => {
    expect(kept(search)).toEqual(expected);
  });

  it("a resource stands for all of its types", () => {
    const types = kept({ kind: ["approval"] })?.values ?? [];
    expect(types.length).toBeGreaterThan(5);
    expect(types.every((type) => type.startsWith("approval."))).toBe(true);
  });

  it("what is not everyone's is counted event by event", () => {
    expect(kept({ agentId: "agt_1" }, owner)).toBeNull();
    expect(kept({}, owner)).toBeNull();
  });
});
