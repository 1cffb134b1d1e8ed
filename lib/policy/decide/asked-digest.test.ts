import { beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { type Call, closeDecisionPoint, decide, findAsked } from "@/lib/policy";
import { seedDecidingAgent, seedGrant } from "@/lib/testing/deciding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import { askedDigestOf } from "./asked-digest";

testLog();

const CALL: Call = {
  agentId: "agt_one",
  instanceId: "ins_one",
  credentialId: "crd_one",
  tokenId: "tok_one",
  strength: "own_key",
  chain: [],
  server: "Books",
  tool: "pay_invoice",
  action: null,
  arguments: { amount: 9400, iban: "DE02120300000000202051" },
  resourceIds: ["res_b", "res_a"],
  purpose: "",
  network: "",
  workflow: { request: "What does invoice 881 say?", personId: "per_ada", earlier: [] },
  canDo: [],
};

describe("A3 what a request for approval must repeat of the call", () => {
  it("does not speak of tokens, words and history", () => {
    const again = {
      ...CALL,
      tokenId: "tok_two",
      credentialId: "crd_two",
      purpose: "the same",
      canDo: ["mask"],
      arguments: { iban: "DE02120300000000202051", amount: 9400 },
      resourceIds: ["res_a", "res_b"],
      workflow: { ...CALL.workflow, request: null },
    };
    expect(askedDigestOf(again)).toBe(askedDigestOf(CALL));
  });

  it.each<[string, Partial<Call>]>([
    ["the agent", { agentId: "agt_two" }],
    ["the server", { server: "Bank" }],
    ["the tool", { tool: "read_invoice" }],
    ["an argument", { arguments: { ...CALL.arguments, amount: 9401 } }],
    ["a resource", { resourceIds: ["res_a"] }],
    ["the chain", { chain: ["agt_zero"] }],
    ["the person", { workflow: { ...CALL.workflow, personId: null } }],
  ])("changes with %s", (_what, over) => {
    expect(askedDigestOf({ ...CALL, ...over })).not.toBe(askedDigestOf(CALL));
  });
});

describe("A3 the decision that asked", () => {
  let agentId = "";
  beforeAll(async () => {
    await seedOrganisation();
    agentId = await seedDecidingAgent();
    await seedGrant(agentId, { tool: "pay_invoice", actions: ["pay"] });
    return closeDecisionPoint;
  });

  it("is kept with its digest, and no other decision has one", async () => {
    const [paying, reading] = [
      { ...CALL, agentId },
      { ...CALL, agentId, tool: "read_invoice" },
    ];
    const caller = { kind: "agent", id: agentId } as const;
    const asked = await decide(systemContext("test"), paying, caller);
    const denied = await decide(systemContext("test"), reading, caller);
    expect([asked.outcome, denied.outcome]).toEqual(["step_up", "deny"]);
    expect(await findAsked(sql(), asked.id)).toMatchObject({
      agentId,
      callerKind: "agent",
      callerId: agentId,
      outcome: "step_up",
      askedDigest: askedDigestOf(paying),
      answer: { stepUp: { groups: ["payment"], quorum: 1 } },
      request: "What does invoice 881 say?",
    });
    expect(await findAsked(sql(), denied.id)).toMatchObject({ outcome: "deny", askedDigest: null });
    expect(await findAsked(sql(), "dec_none")).toBeNull();
  });
});
