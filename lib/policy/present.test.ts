import { describe, expect, it } from "vitest";
import { briefOf, sentenceOf, type Told } from "./present";
import { REASONS } from "./terms";

const told = (over: Partial<Told>): Told => ({
  ...{ outcome: "deny", reason: "not_granted", action: "pay", entitlementIds: [], policies: [], stepUp: null },
  ...{ obligations: [], warnings: [], nearMisses: [] },
  ...over,
});
const policies = (...ids: string[]) => ids.map((id) => ({ id, version: "1" }));

describe("Z6 the answer in a sentence", () => {
  it.each<[Partial<Told>, string]>([
    [
      { outcome: "allow", reason: "granted", entitlementIds: ["ent_1"] },
      "Allowed: the grant ent_1 permits it, and no policy objects.",
    ],
    [
      { outcome: "allow", reason: "granted", entitlementIds: ["ent_1", "ent_2"] },
      "Allowed: the grants ent_1, ent_2 permit it, and no policy objects.",
    ],
    [
      {
        outcome: "allow_with_warning",
        reason: "policy_permits",
        policies: policies("pol_1"),
        warnings: ["Look twice."],
      },
      "Allowed with a warning: the policy pol_1 permits it, and none objects. Look twice.",
    ],
    [{}, "Denied: nothing that was granted to this agent permits it."],
    [
      {
        reason: "policy_forbids",
        policies: policies("pol_1", "pol_2"),
        nearMisses: [{ kind: "policy", id: "pol_1", because: "Closed." }],
      },
      "Denied: the policies pol_1, pol_2 forbid it (Closed).",
    ],
    [
      {
        outcome: "step_up",
        reason: "step_up",
        stepUp: { groups: ["payments"], quorum: 2, ttlSeconds: 60, reasons: ["Money moves."] },
      },
      "Needs approval: 2 people who may approve payments have to approve it before it may run (Money moves).",
    ],
    [{ reason: "action_mismatch" }, "Denied: the tool does more than the call says: it is decided under pay."],
    [
      { reason: "obligation_unmet", obligations: [{ id: "mask:iban", policyId: "pol_1" }] },
      "Denied: it may run with mask:iban alone, and the caller did not say that it can carry that out.",
    ],
  ])("%o", (over, sentence) => expect(sentenceOf(told(over))).toBe(sentence));

  it("names what ships by its title where people read it, and privilege classes by their label", () => {
    const forbidden = told({ reason: "policy_forbids", policies: policies("guard.inactive", "pol_1") });
    expect(briefOf(forbidden)).toBe("Denied: the policies “Only active agents act”, pol_1 forbid it.");
    expect(briefOf(told({ outcome: "allow", reason: "granted", entitlementIds: ["ent_1"] }))).toBe(
      "Allowed: a grant permits it, and no policy objects.",
    );
    const stepUp = { groups: ["data_export"], quorum: 1, ttlSeconds: 60, reasons: [] };
    expect(briefOf(told({ outcome: "step_up", reason: "step_up", stepUp }))).toContain(
      "one person who may approve data export has to approve it",
    );
  });

  it("exists for every reason", () => {
    for (const reason of REASONS) expect(sentenceOf(told({ reason }))).toMatch(/^Denied: .{10,}\.$/);
  });
});
