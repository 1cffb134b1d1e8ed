import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AgentStatus, TIERS, type Tier } from "../terms";
import {
  agreedTier,
  higherTier,
  markOf,
  type OpenOverride,
  type OverrideKind,
  rank,
  type Settlement,
  settleTier,
} from "./rules";

const NOW = new Date("2026-11-20T09:00:00Z");
const LATER = new Date(NOW.getTime() + 86_400_000);

const override = (kind: OverrideKind, tier: Tier, over: Partial<OpenOverride> = {}): OpenOverride => ({
  id: "ovr_1",
  kind,
  tier,
  computedTier: "moderate",
  requestedById: "per_a",
  causedByIds: [],
  expiresAt: kind === "held" ? null : LATER,
  ...over,
});

interface Case {
  computed: Tier;
  former?: Tier | null;
  override?: OpenOverride | null;
  status?: AgentStatus;
  allowFall?: boolean;
  ending?: boolean;
}

const settled = (given: Case): Settlement =>
  settleTier({ former: null, override: null, status: "active", allowFall: false, ending: false, now: NOW, ...given });

const over = { expiresAt: NOW };
const asked = (computedTier: Tier) => ({ computedTier });

describe("K2 K4 the tier that stands", () => {
  it.each<[string, Case, Tier, Settlement["ends"], boolean]>([
    ["a new record takes what is computed", { computed: "high" }, "high", null, false],
    ["the same stays", { computed: "high", former: "high" }, "high", null, false],
    ["a rise takes effect at once", { computed: "critical", former: "low" }, "critical", null, false],
    ["a fall is held", { computed: "low", former: "high" }, "high", null, true],
    ["a fall of a draft is not", { computed: "low", former: "high", status: "draft" }, "low", null, false],
    ["a confirmed fall is not", { computed: "low", former: "high", allowFall: true }, "low", null, false],
    ["a suspended agent's fall is held", { computed: "low", former: "high", status: "suspended" }, "high", null, true],
    ["history stands as it stood", { computed: "low", former: "high", status: "decommissioned" }, "high", null, false],

    [
      "a raise stands",
      { computed: "moderate", former: "moderate", override: override("raise", "critical") },
      "critical",
      null,
      false,
    ],
    [
      "a raise that is reached ends",
      { computed: "critical", former: "critical", override: override("raise", "critical") },
      "critical",
      "outgrown",
      false,
    ],
    [
      "a raise that is passed ends",
      { computed: "critical", former: "high", override: override("raise", "high") },
      "critical",
      "outgrown",
      false,
    ],
    [
      "a raise ends by its time",
      { computed: "moderate", former: "high", override: override("raise", "high", over) },
      "moderate",
      "expired",
      false,
    ],
    [
      "and what fell meanwhile is held",
      { computed: "low", former: "high", override: override("raise", "high", over) },
      "moderate",
      "expired",
      true,
    ],
    [
      "a raise that is ended",
      { computed: "moderate", former: "high", override: override("raise", "high"), ending: true },
      "moderate",
      "ended",
      false,
    ],
    [
      "a raise ends with its agent",
      { computed: "low", former: "high", override: override("raise", "high"), status: "decommissioned" },
      "high",
      "decommissioned",
      false,
    ],

    [
      "a lowering stands",
      { computed: "moderate", former: "low", override: override("lower", "low") },
      "low",
      null,
      false,
    ],
    [
      "a lowering ends when more is computed",
      { computed: "high", former: "low", override: override("lower", "low") },
      "high",
      "facts_rose",
      false,
    ],
    [
      "a lowering ends by its time",
      { computed: "moderate", former: "low", override: override("lower", "low", over) },
      "moderate",
      "expired",
      false,
    ],
    [
      "a lowering that was overtaken stays until its time",
      { computed: "low", former: "low", override: override("lower", "low") },
      "low",
      null,
      false,
    ],
    [
      "and then what was agreed before is held",
      { computed: "low", former: "low", override: override("lower", "low", { ...over, ...asked("high") }) },
      "high",
      "expired",
      true,
    ],
    [
      "a lowering that is ended",
      { computed: "moderate", former: "low", override: override("lower", "low"), ending: true },
      "moderate",
      "ended",
      false,
    ],

    ["a hold stands", { computed: "low", former: "high", override: override("held", "high") }, "high", null, false],
    [
      "a hold is confirmed",
      { computed: "low", former: "high", override: override("held", "high"), allowFall: true },
      "low",
      "confirmed",
      false,
    ],
    [
      "a hold that is reached ends",
      { computed: "high", former: "high", override: override("held", "high") },
      "high",
      "outgrown",
      false,
    ],
    [
      "a draft's hold ends",
      { computed: "low", former: "high", override: override("held", "high"), status: "draft" },
      "low",
      "confirmed",
      false,
    ],
  ])("%s", (_, given, tier, ends, holds) => {
    expect(settled(given)).toEqual({ tier, ends, holds });
  });

  const tier = fc.constantFrom(...TIERS);
  const living = fc.constantFrom<AgentStatus>("registered", "active", "suspended");
  const anyOverride = fc.record({
    kind: fc.constantFrom<OverrideKind>("raise", "lower", "held"),
    tier,
    computedTier: tier,
    expiresAt: fc.constantFrom(null, NOW, LATER),
  });

  it("is never below what is computed, but by a lowering whose time is not over and which was agreed on as much", () => {
    fc.assert(
      fc.property(tier, tier, living, fc.option(anyOverride), (computed, former, status, given) => {
        const open = given && override(given.kind, given.tier, given);
        const { tier: stands } = settled({ computed, former, status, override: open });
        if (rank(stands) >= rank(computed)) return;
        expect(open?.kind).toBe("lower");
        expect(open?.expiresAt === null || (open?.expiresAt ?? NOW) > NOW).toBe(true);
        expect(rank(computed)).toBeLessThanOrEqual(rank(open?.computedTier ?? "low"));
      }),
    );
  });

  it("lets no override stand whose time is over", () => {
    fc.assert(
      fc.property(tier, tier, living, anyOverride, (computed, former, status, given) => {
        const open = override(given.kind, given.tier, { ...given, expiresAt: NOW });
        expect(settled({ computed, former, status, override: open }).ends).toBe("expired");
      }),
    );
  });

  it("falls below what was agreed by nothing that one person alone can do", () => {
    // Steps of one person: facts that compute another tier, raising, time that passes.
    const step = fc.oneof(
      fc.record({ do: fc.constant("compute" as const), tier }),
      fc.record({ do: fc.constant("raise" as const), tier }),
      fc.record({ do: fc.constant("expire" as const), tier }),
    );
    fc.assert(
      fc.property(tier, fc.array(step, { maxLength: 12 }), (start, steps) => {
        let agent: { tier: Tier; computed: Tier; override: OpenOverride | null } = {
          tier: start,
          computed: start,
          override: null,
        };
        let most = start;
        for (const one of steps) {
          agent = after(agent, one);
          most = higherTier(most, agent.computed);
          expect(rank(agent.tier)).toBeGreaterThanOrEqual(rank(most));
        }
      }),
    );
  });
});

interface Model {
  tier: Tier;
  computed: Tier;
  override: OpenOverride | null;
}

/** One step as the verbs and `settle` take it, on plain values. */
function after(agent: Model, step: { do: "compute" | "raise" | "expire"; tier: Tier }): Model {
  let { override: open } = agent;
  const computed = step.do === "compute" ? step.tier : agent.computed;
  if (step.do === "raise") {
    const agreed = open ? agreedTier(open) : agent.tier;
    if (rank(step.tier) <= rank(higherTier(agent.tier, agreed))) return agent;
    open = override("raise", step.tier, { computedTier: higherTier(computed, agreed) });
  }
  if (step.do === "expire" && open && open.kind !== "held") open = { ...open, expiresAt: NOW };
  const result = settled({ computed, former: agent.tier, override: open });
  if (result.holds)
    return { tier: result.tier, computed, override: override("held", result.tier, { computedTier: computed }) };
  if (result.ends || !open) return { tier: result.tier, computed, override: null };
  const mark = markOf(open, { computed, former: agent.computed, actorId: "per_a" });
  return { tier: result.tier, computed, override: mark ? { ...open, computedTier: mark.computedTier } : open };
}

describe("K4 what an override in force takes note of", () => {
  it.each<[string, OpenOverride, { computed: Tier; former: Tier }, object | null]>([
    ["a fall, by whom", override("held", "critical"), { computed: "low", former: "high" }, { causedById: "per_b" }],
    [
      "a rise beneath a raise",
      override("raise", "critical"),
      { computed: "high", former: "low" },
      { computedTier: "high", causedById: null },
    ],
    [
      "a fall beneath a raise keeps the most",
      override("raise", "critical"),
      { computed: "low", former: "moderate" },
      { computedTier: "moderate", causedById: "per_b" },
    ],
    ["nothing when nothing moved", override("raise", "critical"), { computed: "moderate", former: "moderate" }, null],
    [
      "nothing twice",
      override("held", "critical", { causedByIds: ["per_b"] }),
      { computed: "low", former: "high" },
      null,
    ],
    ["no rise beneath a lowering", override("lower", "low"), { computed: "moderate", former: "low" }, null],
  ])("%s", (_, open, given, expected) => {
    const mark = markOf(open, { ...given, actorId: "per_b" });
    if (expected === null) expect(mark).toBeNull();
    else expect(mark).toMatchObject(expected);
  });
});
