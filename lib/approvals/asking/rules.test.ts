import { describe, expect, it } from "vitest";
import { REQUESTABLE_SECONDS } from "../terms";
import { type AskedFacts, decideLift, expiryOf, rulingOn } from "./rules";

const NOW = new Date("2026-11-20T09:00:00Z");
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

const ASKED: AskedFacts = {
  at: at(-10),
  agentId: "agt_a",
  callerId: "agt_gate",
  outcome: "step_up",
  askedDigest: "d",
  answer: { stepUp: {}, action: "pay" },
};
const ASKING = {
  caller: { agentId: "agt_a" },
  call: { agentId: "agt_a" },
  digest: "d",
  denialExpiresAt: null,
  requestedUntil: null,
};

describe("A3 what may be asked about", () => {
  it("is the caller's own denial, of exactly this, just now", () => {
    expect(rulingOn(ASKED, ASKING, NOW)).toBeNull();
    expect(rulingOn(ASKED, { ...ASKING, caller: { agentId: "agt_gate" } }, NOW)).toBeNull();
  });

  it.each<[string, Partial<AskedFacts> | null, object, string]>([
    ["no such evaluation", null, {}, "invalid_denial_binding"],
    ["one of another agent", { agentId: "agt_b" }, {}, "invalid_denial_binding"],
    ["one that another gateway asked for", {}, { caller: { agentId: "agt_other" } }, "invalid_denial_binding"],
    [
      "one of somebody else, asked for by this agent",
      { agentId: "agt_b", callerId: "agt_a" },
      {},
      "invalid_denial_binding",
    ],
    ["another call than was denied", {}, { digest: "e" }, "invalid_denial_binding"],
    ["what was allowed", { outcome: "allow" }, {}, "not_requestable"],
    ["what was denied for good", { outcome: "deny" }, {}, "not_requestable"],
    ["a denial that asks nobody", { answer: { stepUp: null, action: null } }, {}, "not_requestable"],
    ["a denial from before this was kept", { askedDigest: null }, {}, "not_requestable"],
    ["a denial of ten minutes ago", { at: at(-REQUESTABLE_SECONDS) }, {}, "expired_denial"],
    ["a hint that is over", {}, { denialExpiresAt: at(0) }, "expired_denial"],
  ])("is not %s", (_, asked, asking, problem) => {
    expect(rulingOn(asked && { ...ASKED, ...asked }, { ...ASKING, ...asking }, NOW)?.problem).toBe(problem);
  });

  it("is not made later by a caller that claims to have more time", () => {
    const old = { ...ASKED, at: at(-REQUESTABLE_SECONDS) };
    expect(rulingOn(old, { ...ASKING, denialExpiresAt: at(3_600) }, NOW)?.problem).toBe("expired_denial");
    const last = { ...ASKED, at: at(0.001 - REQUESTABLE_SECONDS) };
    expect(rulingOn(last, { ...ASKING, denialExpiresAt: at(3_600) }, NOW)).toBeNull();
  });
});

describe("A6 how long it waits", () => {
  it.each<[string, Date | null, Date]>([
    ["as the policy says", null, at(900)],
    ["no longer than the caller wants", at(60), at(60)],
    ["and not longer because the caller would like it", at(86_400), at(900)],
  ])("%s", (_, requestedUntil, expected) => {
    expect(expiryOf({ ttlSeconds: 900, requestedUntil }, NOW)).toEqual(expected);
  });
});

describe("A7 who lets an agent ask again", () => {
  it.each<[string, boolean, boolean]>([
    ["low", true, true],
    ["medium", true, true],
    ["high", true, false],
    ["critical", true, false],
    ["high", false, true],
    ["critical", false, true],
  ])("tier %s, answers for it: %s, may: %s", (tier, answersForIt, allowed) => {
    expect(decideLift({ tier, answersForIt }).allowed).toBe(allowed);
  });
});
