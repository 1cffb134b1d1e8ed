import { describe, expect, it } from "vitest";
import { correlationOf, isAhead, mayReportFor, outcomeOf } from "./rules";
import { faultsOf, reportSchema } from "./schema";
import { HINTS } from "./terms";

const source = { kind: "gateway", onlyAgentId: null, teamId: null } as const;
const agent = { id: "agt_1", teamId: "tem_a" };

describe("L7 who reports for whom", () => {
  it.each([
    [source, true],
    [{ ...source, teamId: "tem_a" }, true],
    [{ ...source, teamId: "tem_b" }, false],
    [{ ...source, onlyAgentId: "agt_1" }, true],
    [{ ...source, onlyAgentId: "agt_2" }, false],
    [{ ...source, onlyAgentId: "agt_2", teamId: "tem_a" }, false],
  ])("%j: %s", (given, may) => expect(mayReportFor(given, agent)).toBe(may));
});

describe("L7 which workflow an event joins", () => {
  it.each([
    [{ ofDecision: "w-1", given: "theirs", isOfAgent: false }, "w-1"],
    [{ ofDecision: null, given: "w-1", isOfAgent: true }, "w-1"],
    [{ ofDecision: null, given: "w-1", isOfAgent: false }, "aky_1:w-1"],
    [{ ofDecision: null, given: undefined, isOfAgent: false }, null],
  ])("%j: %s", (joined, workflow) => expect(correlationOf("aky_1", joined)).toBe(workflow));
});

describe("L7 what the log says of an outcome", () => {
  it.each([
    ["ok", "done"],
    [undefined, "done"],
    ["denied", "refused"],
    ["error", "failed"],
    ["cancelled", "refused"],
  ] as const)("%s: %s", (given, said) => expect(outcomeOf(given)).toBe(said));
});

describe("L7 an event from the future", () => {
  it.each([
    ["2026-11-21T09:00:10Z", false],
    ["2026-11-21T09:00:10.001Z", true],
    ["2026-11-21T11:00:10+02:00", false],
  ])("%s: %s", (at, ahead) => expect(isAhead(at, new Date("2026-11-21T09:00:00Z"), 10_000)).toBe(ahead));
});

const row = {
  id: "e-1",
  occurredAt: "2026-11-21T09:00:00Z",
  type: "call",
  agentId: `agt_${"0".repeat(26)}`,
  tool: "pay",
  outcome: "ok",
};

describe("L7 the schema of an event", () => {
  it.each([
    [{ ...row, id: "" }, "id", /does not hold/],
    [{ ...row, id: "a b" }, "id", /does not hold/],
    [{ ...row, occurredAt: "yesterday" }, "occurredAt", /does not hold/],
    [{ ...row, occurredAt: "2026-11-21T09:00:00" }, "occurredAt", /does not hold/],
    [{ ...row, type: "payment" }, "type", /does not hold/],
    [{ ...row, agentId: "agt_1" }, "agentId", /does not hold/],
    [{ ...row, agent: "Refunds" }, "agent", /beside agentId/],
    [{ ...row, tool: undefined }, "tool", /missing/],
    [{ ...row, outcome: undefined }, "outcome", /missing/],
    [{ ...row, outcome: "fine" }, "outcome", /does not hold/],
    [{ ...row, chain: "agt_1" }, "chain", /does not hold/],
    [{ ...row, step: 1.5 }, "step", /does not hold/],
    [{ ...row, step: { $gt: 0 } }, "step", /does not hold/],
    [{ ...row, durationMillis: -1 }, "durationMillis", /./],
    [{ ...row, tokens: { input: 1, cost: 2 } }, "tokens.cost", /no field/],
    [{ ...row, severity: "info" }, "severity", /no field/],
    [{ ...row, correlationId: "a/b" }, "correlationId", /does not hold/],
    [{ ...row, input: JSON.parse("[".repeat(40) + "]".repeat(40)) }, "input", /nested/],
    [{ ...row, rationale: "x".repeat(8_001) }, "rationale", /too long/],
    ["a text", "", /JSON object/],
    [null, "", /JSON object/],
    [[], "", /JSON object/],
  ])("refuses %#, with a sentence and what to write", (given, field, sentence) => {
    const parsed = reportSchema.safeParse(given);
    const faults = parsed.success ? [] : faultsOf(parsed.error, given);
    expect(faults.map((one) => one.field)).toContain(field);
    expect(faults[0]?.sentence).toMatch(sentence);
    expect(faults.every(({ write }) => write.length > 0)).toBe(true);
  });

  it("has a hint for every field, and takes an event that says everything", () => {
    expect(Object.keys(HINTS).sort()).toEqual(Object.keys(reportSchema.shape).sort());
    expect(reportSchema.safeParse(row).success).toBe(true);
  });
});
