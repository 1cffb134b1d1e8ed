import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AgentStatus, TIERS, type Tier } from "../../terms";
import { agreedTier, type OpenOverride, rank } from "../rules";
import {
  decideApproval,
  decideConfirmation,
  decideEnd,
  decideOverride,
  decideRejection,
  decideWithdrawal,
  overrideAbilities,
  type PendingRequest,
  type Standing,
} from "./rules";

const NOW = new Date("2026-11-20T09:00:00Z");
const LATER = new Date(NOW.getTime() + 86_400_000);

const open = (kind: OpenOverride["kind"], tier: Tier, over: Partial<OpenOverride> = {}): OpenOverride => ({
  id: "ovr_1",
  kind,
  tier,
  computedTier: "moderate",
  requestedById: "per_a",
  causedByIds: [],
  expiresAt: LATER,
  ...over,
});
const waits = (over: Partial<PendingRequest> = {}): PendingRequest => ({
  id: "ovr_2",
  kind: "lower",
  tier: "low",
  computedTier: "moderate",
  requestedById: "per_a",
  expiresAt: LATER,
  ...over,
});
const standing = (over: Partial<Standing> = {}): Standing => ({
  status: "active",
  tier: "moderate",
  computed: "moderate",
  override: null,
  pending: null,
  ...over,
});

describe("K2 setting another tier", () => {
  it.each<[string, Partial<Standing>, Tier, number, object]>([
    ["raising is at once", {}, "high", 180, { kind: "raise", consent: false }],
    ["lowering waits", {}, "low", 90, { kind: "lower", consent: true }],
    ["raising ends at 180 days", {}, "high", 181, { code: "invalid" }],
    ["lowering ends at 90 days", {}, "low", 91, { code: "invalid" }],
    ["what is computed stands already", {}, "moderate", 10, { code: "conflict" }],
    [
      "what is computed is reached by ending",
      { override: open("raise", "high") },
      "moderate",
      10,
      { code: "conflict" },
    ],
    [
      "less of a raise waits",
      { tier: "critical", override: open("raise", "critical") },
      "high",
      10,
      { kind: "raise", consent: true },
    ],
    [
      "the same raise again is at once",
      { tier: "high", override: open("raise", "high") },
      "high",
      30,
      { kind: "raise", consent: false },
    ],
    [
      "the same lowering again waits",
      { tier: "low", override: open("lower", "low") },
      "low",
      30,
      { kind: "lower", consent: true },
    ],
    ["a second request does not", { pending: waits() }, "low", 30, { code: "conflict" }],
    ["raising passes a request", { pending: waits() }, "high", 30, { kind: "raise", consent: false }],
    [
      "a held tier is raised at once",
      { tier: "high", override: open("held", "high") },
      "critical",
      30,
      { kind: "raise", consent: false },
    ],
    [
      "a held tier is not lowered by a request",
      { tier: "high", override: open("held", "high") },
      "low",
      30,
      { code: "conflict" },
    ],
    ["a draft has none", { status: "draft" }, "high", 30, { code: "conflict" }],
    ["history has none", { status: "decommissioned" }, "high", 30, { code: "conflict" }],
    ["without a computed tier there is none", { computed: null }, "high", 30, { code: "unmet" }],
  ])("%s", (_, over, tier, days, expected) => {
    expect(decideOverride(standing(over), { tier, days })).toMatchObject(expected);
  });

  it("takes effect at once only when nothing falls", () => {
    const tier = fc.constantFrom(...TIERS);
    const override = fc.record({
      kind: fc.constantFrom("raise" as const, "lower" as const, "held" as const),
      tier,
      computedTier: tier,
    });
    fc.assert(
      fc.property(tier, tier, fc.option(override), tier, (stands, computed, given, wanted) => {
        const found = given && open(given.kind, given.tier, given);
        const decision = decideOverride(standing({ tier: stands, computed, override: found }), {
          tier: wanted,
          days: 30,
        });
        if (!decision.allowed || decision.consent) return;
        expect(rank(wanted)).toBeGreaterThanOrEqual(rank(stands));
        expect(rank(wanted)).toBeGreaterThanOrEqual(rank(found ? agreedTier(found) : stands));
      }),
    );
  });
});

describe("K2 the second person", () => {
  const agrees = (over: Partial<Standing>, actor = "per_b") => decideApproval(standing(over), actor, NOW);

  it.each<[string, Partial<Standing>, string, object]>([
    ["agrees", { pending: waits() }, "per_b", { allowed: true }],
    ["is not who asked", { pending: waits() }, "per_a", { code: "forbidden" }],
    [
      "is not whose change made it fall",
      {
        override: open("raise", "high", { causedByIds: ["per_b"] }),
        pending: waits({ kind: "release", requestedById: "per_c" }),
      },
      "per_b",
      { code: "forbidden" },
    ],
    [
      "is not whose fall is held",
      {
        override: open("held", "high", { requestedById: "per_b" }),
        pending: waits({ kind: "release", requestedById: "per_c" }),
      },
      "per_b",
      { code: "forbidden" },
    ],
    ["finds nothing that waits", {}, "per_b", { code: "conflict" }],
    ["comes too late", { pending: waits({ expiresAt: NOW }) }, "per_b", { code: "conflict" }],
    [
      "finds that more is computed",
      { computed: "high", tier: "high", pending: waits() },
      "per_b",
      { code: "conflict" },
    ],
    [
      "finds that a fall is held",
      { computed: "low", override: open("held", "moderate"), pending: waits() },
      "per_b",
      { code: "conflict" },
    ],
    ["finds a draft", { status: "draft", pending: waits() }, "per_b", { code: "conflict" }],
  ])("%s", (_, over, actor, expected) => {
    expect(agrees(over, actor)).toMatchObject(expected);
  });

  it("alone refuses, and who asked alone takes back", () => {
    const asked = standing({ pending: waits() });
    expect(decideRejection(asked, "per_b")).toEqual({ allowed: true });
    expect(decideRejection(asked, "per_a")).toMatchObject({ code: "forbidden" });
    expect(decideWithdrawal(asked, "per_a")).toEqual({ allowed: true });
    expect(decideWithdrawal(asked, "per_b")).toMatchObject({ code: "forbidden" });
    for (const decide of [decideRejection, decideWithdrawal]) {
      expect(decide(standing(), "per_a")).toMatchObject({ code: "conflict" });
    }
  });

  it.each<[string, Partial<Standing>, object]>([
    ["ending a raise waits", { tier: "high", override: open("raise", "high") }, { consent: true }],
    ["ending a lowering does not", { tier: "low", override: open("lower", "low") }, { consent: false }],
    ["a hold is not ended", { tier: "high", override: open("held", "high") }, { code: "conflict" }],
    ["nothing is not ended", {}, { code: "conflict" }],
    ["one request at a time", { override: open("raise", "high"), pending: waits() }, { code: "conflict" }],
  ])("%s", (_, over, expected) => {
    expect(decideEnd(standing(over))).toMatchObject(expected);
  });

  it("confirms a fall that others caused", () => {
    const held = open("held", "high", { requestedById: "per_a", causedByIds: ["per_b"] });
    const found = standing({ tier: "high", override: held });
    expect(decideConfirmation(found, "per_c")).toEqual({ allowed: true });
    for (const causer of ["per_a", "per_b"]) {
      expect(decideConfirmation(found, causer)).toMatchObject({ code: "forbidden" });
    }
    expect(decideConfirmation(standing({ override: open("raise", "high") }), "per_c")).toMatchObject({
      code: "conflict",
    });
  });

  it("shows on each button what the verb would answer", () => {
    const asker = { id: "per_a", now: NOW, override: null, approve: null };
    const statuses: AgentStatus[] = ["draft", "registered", "active", "suspended", "decommissioned"];
    for (const status of statuses) {
      const found = standing({ status, pending: waits(), override: open("raise", "high") });
      const abilities = overrideAbilities(found, asker);
      expect(abilities.approve.allowed).toBe(decideApproval(found, "per_a", NOW).allowed);
      expect(abilities.end.allowed).toBe(decideEnd(found).allowed);
      expect(abilities.withdraw.allowed).toBe(decideWithdrawal(found, "per_a").allowed);
      const stranger = overrideAbilities(found, { ...asker, override: "No role.", approve: "No role." });
      expect(Object.values(stranger)).toEqual(Array(6).fill({ allowed: false, reason: "No role." }));
    }
  });
});
