import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACTIONS, type Grant } from "@/lib/entitlements/terms";
import { CAPABILITIES, EFFECTS } from "@/lib/risk/terms";
import { compilePolicies } from "../engine";
import { answerCall, type Ground } from "./answer";
import type { AgentFacts, Call, Provenance, ToolFacts } from "./types";

const NOW = new Date("2026-11-20T09:00:00Z");
const AGENT: AgentFacts = {
  ...{ id: "agt_1", name: "Payer", environment: "production", status: "active", tier: "low", kind: "agent" },
  ...{
    autonomy: "acts_alone",
    exposure: "internal",
    provider: "Northwind",
    model: "m",
    purpose: "Pays",
    teamId: "tem_a",
  },
  ...{ ownerId: "per_a", deputyId: null, sponsorId: null, owned: true, attested: false, revision: 1 },
};
const TOOL: ToolFacts = {
  ...{ server: "Books", name: "pay", state: "accepted", effect: "destructive", tier: "low" },
  ...{ capabilities: ["pay"], resourceIds: ["res_1"], dataClasses: ["payment"] },
};
const STATED: Provenance = {
  ...{ requestKnown: true, worst: "stated", arguments: [], readUntrusted: false, carriesOut: false },
  ...{ asked: true, ordered: false, signs: [] },
};
const GRANT: Grant = {
  ...{ id: "ent_1", agentId: "agt_1", server: "Books", tool: "pay", resourceId: null, actions: ["pay"] },
  ...{ conditions: [], windows: [], startsAt: null, expiresAt: null },
};
const CALL: Call = {
  ...{ agentId: "agt_1", instanceId: "ins_1", credentialId: "crd_1", tokenId: "tok_1", strength: "own_key", chain: [] },
  ...{ server: "Books", tool: "pay", action: null, arguments: { amount: 50, payee: { iban: "DE1" } }, resourceIds: [] },
  ...{ purpose: "", network: "", workflow: { request: null, personId: null, earlier: [] }, canDo: ["mask"] },
};

function groundOf(policies: string[], over: Partial<Ground> = {}): Ground {
  return {
    policies: compilePolicies(policies.map((text, at) => ({ id: `pol_${at}`, text }))),
    policyVersion: () => "3",
    grants: [GRANT],
    agent: AGENT,
    tool: TOOL,
    toolOf: () => undefined,
    chain: [],
    activePeople: () => true,
    resource: () => ({ kind: "account", dataClasses: ["payment"] }),
    firstUse: false,
    stoppedBy: null,
    approval: null,
    provenance: STATED,
    ...over,
  };
}
const answer = (ground: Ground, over: Partial<Call> = {}) => answerCall(ground, { ...CALL, ...over }, NOW);

const ALL = "principal, action, resource";
const STEP = `@stepup("payments") @quorum("2") @ttl("15m") @reason("Money moves") forbid (${ALL}) unless { context has approval && context.approval.count >= 2 };`;
const FORBID = `@reason("Closed") forbid (${ALL}) when { context.numbers.getTag("amount").greaterThan(decimal("10.0")) };`;

describe("Z5 outcomes", () => {
  it.each<[string, string[], Partial<Ground>, Partial<Call>, object]>([
    ["a grant", [], {}, {}, { outcome: "allow", reason: "granted", entitlementIds: ["ent_1"], policies: [] }],
    ["no grant", [], { grants: [] }, {}, { outcome: "deny", reason: "not_granted" }],
    [
      "a permit",
      [`permit (${ALL});`],
      { grants: [] },
      {},
      { outcome: "allow", reason: "policy_permits", policies: [{ id: "pol_0", version: "3" }] },
    ],
    [
      "a warning",
      [`@warn("Look twice.") permit (${ALL});`],
      {},
      {},
      { outcome: "allow_with_warning", warnings: ["Look twice."] },
    ],
    [
      "a forbid",
      [FORBID],
      {},
      {},
      { outcome: "deny", reason: "policy_forbids", policies: [{ id: "pol_0", version: "3" }] },
    ],
    [
      "an obligation",
      [`@obligation("mask:iban") permit (${ALL});`],
      {},
      {},
      { outcome: "allow", obligations: [{ id: "mask:iban", policyId: "pol_0" }] },
    ],
    [
      "an obligation that the caller cannot carry out",
      [`@obligation("route:other") permit (${ALL});`],
      {},
      {},
      { outcome: "deny", reason: "obligation_unmet" },
    ],
    [
      "a step-up",
      [STEP],
      {},
      {},
      { outcome: "step_up", stepUp: { groups: ["payments"], quorum: 2, ttlSeconds: 900, reasons: ["Money moves"] } },
    ],
    [
      "a step-up beside a plain forbid",
      [STEP, FORBID],
      {},
      {},
      { outcome: "deny", reason: "policy_forbids", stepUp: null },
    ],
    [
      "a step-up where nothing was granted",
      [STEP],
      { grants: [] },
      {},
      { outcome: "deny", reason: "not_granted", stepUp: null },
    ],
    [
      "a policy that fails",
      [`forbid (${ALL}) when { context.numbers.getTag("none") == decimal("1.0") };`],
      {},
      {},
      { outcome: "allow", errors: [{ id: "pol_0" }] },
    ],
    [
      "a kill switch over everything else",
      [`permit (${ALL});`],
      { stoppedBy: "kil_1", agent: null },
      {},
      { outcome: "deny", reason: "killed" },
    ],
    ["an unknown agent", [`permit (${ALL});`], { agent: null }, {}, { outcome: "deny", reason: "unknown_agent" }],
    ["an unknown tool", [`permit (${ALL});`], { tool: null }, {}, { outcome: "deny", reason: "unknown_tool" }],
    [
      "one of the chain unknown",
      [`permit (${ALL});`],
      {},
      { chain: ["agt_2"] },
      { outcome: "deny", reason: "unknown_agent" },
    ],
    [
      "a weaker action",
      [`permit (${ALL});`],
      {},
      { action: "write" },
      { outcome: "deny", reason: "action_mismatch", action: "pay" },
    ],
    ["the action it is", [], {}, { action: "pay" }, { outcome: "allow" }],
    [
      "an owner who is gone",
      [`forbid (${ALL}) unless { principal.owned };`],
      { activePeople: () => false },
      {},
      { outcome: "deny" },
    ],
    [
      "an attested credential",
      [`forbid (${ALL}) unless { principal.attested };`],
      {},
      { strength: "attested" },
      { outcome: "allow" },
    ],
  ])("%s", (_, policies, ground, call, expected) => {
    expect(answer(groundOf(policies, ground), call)).toMatchObject(expected);
  });
});

describe("Z6 near misses", () => {
  const HOUR = 3_600_000;
  it.each<[string, Partial<Grant>, string]>([
    ["an action", { actions: ["read"] }, "It grants read, and the call is decided under pay."],
    ["an end", { expiresAt: NOW.getTime() - HOUR }, "It ended at 2026-11-20T08:00:00.000Z."],
    ["a beginning", { startsAt: NOW.getTime() + HOUR }, "It begins at 2026-11-20T10:00:00.000Z."],
    [
      "a window",
      { windows: [{ days: [6, 7], fromMinute: 0, untilMinute: 1_440, zone: "UTC" }] },
      "It is not open at this time of day or day of the week.",
    ],
    ["a resource", { resourceId: "res_9" }, "It is for calls that touch the resource res_9."],
    [
      "a condition",
      { conditions: [{ argument: "payee.iban", operator: "in", value: ["DE2", "DE3"] }] },
      "Its condition fails: payee.iban is one of DE2, DE3.",
    ],
  ])("say that %s is what fails", (_, over, because) => {
    const found = answer(groundOf([], { grants: [{ ...GRANT, ...over }] }));
    expect(found).toMatchObject({
      outcome: "deny",
      reason: "grant_conditions",
      nearMisses: [{ kind: "grant", id: "ent_1", because }],
    });
  });

  it("are the nearest five", () => {
    const far = { actions: ["read"] as const, expiresAt: 1 };
    const grants = Array.from({ length: 8 }, (_, at) => ({
      ...GRANT,
      id: `ent_${at}`,
      ...(at === 7 ? { expiresAt: 1 } : far),
    }));
    const { nearMisses } = answer(groundOf([], { grants }));
    expect(nearMisses.map((miss) => miss.id)).toEqual(["ent_7", "ent_0", "ent_1", "ent_2", "ent_3"]);
  });
});

describe("Z1 whatever is asked", () => {
  const tool = fc.record({
    effect: fc.constantFrom(...EFFECTS),
    capabilities: fc.uniqueArray(fc.constantFrom(...CAPABILITIES)),
    state: fc.constantFrom("accepted", "quarantined"),
  });
  const call = fc.record({
    action: fc.option(fc.constantFrom(...ACTIONS)),
    arguments: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 6 }) as fc.Arbitrary<
      Call["arguments"]
    >,
    canDo: fc.array(fc.string()),
    network: fc.string(),
  });

  it("nothing is allowed that neither a grant nor a policy permits, and the same question has the same answer", () => {
    fc.assert(
      fc.property(tool, call, (facts, asked) => {
        const ground = groundOf([STEP], { grants: [], tool: { ...TOOL, ...facts }, provenance: null });
        const found = answer(ground, asked);
        expect(found.outcome).toBe("deny");
        expect(answer(ground, asked)).toEqual(found);
      }),
    );
  });

  it("a plain forbid is never overcome", () => {
    fc.assert(
      fc.property(tool, call, (facts, asked) => {
        const ground = groundOf([`permit (${ALL});`, STEP, `forbid (${ALL});`], { tool: { ...TOOL, ...facts } });
        expect(answer(ground, asked).outcome).toBe("deny");
      }),
    );
  });
});

describe("A6 a call with an approval in it", () => {
  const approval = { personIds: ["per_a", "per_b"], groups: ["payments"] };

  it("is allowed by what permits it once the policy that asked is content, and says that people approved it", () => {
    expect(answer(groundOf([STEP]))).toMatchObject({ outcome: "step_up" });
    expect(answer(groundOf([STEP], { approval }))).toMatchObject({
      outcome: "allow",
      reason: "approved",
      entitlementIds: ["ent_1"],
    });
  });

  it.each<[string, string[], Partial<Ground>, object]>([
    [
      "with fewer people than asked",
      [STEP],
      { approval: { ...approval, personIds: ["per_a"] } },
      { outcome: "step_up" },
    ],
    [
      "where a policy forbids it whatever people say",
      [STEP, FORBID],
      {},
      { outcome: "deny", reason: "policy_forbids" },
    ],
    ["where nothing permits it", [STEP], { grants: [] }, { outcome: "deny", reason: "not_granted" }],
    ["under a kill switch", [STEP], { stoppedBy: "kil_1" }, { outcome: "deny", reason: "killed" }],
  ])("is not allowed %s", (_what, policies, over, expected) => {
    expect(answer(groundOf(policies, { approval, ...over }))).toMatchObject(expected);
  });
});
