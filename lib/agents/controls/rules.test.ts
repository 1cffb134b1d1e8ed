import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AUTONOMIES, EXPOSURES, TIERS, type Tier } from "../terms";
import {
  asked,
  type ControlFacts,
  controlsFor,
  controlsGate,
  decideConfirmation,
  decideUntil,
  decideWaiver,
  dueAt,
  isStale,
  type OpenWaiver,
  tallyOf,
  waiverTerm,
} from "./rules";
import { CONTROL_IDS, CONTROLS, type ControlId, REVIEW_DAYS } from "./terms";

const NOW = new Date("2026-11-20T09:00:00Z");
const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);
const active = (id: string) => ({ id, active: true });
const CONTRACT = { name: "Northwind", contractRef: "NW-4", contractEnd: "2026-11-20", trusted: false };

/** An agent that meets everything that tier critical asks for. */
function sound(over: Partial<ControlFacts> = {}): ControlFacts {
  return {
    owner: active("per_owner"),
    deputy: active("per_deputy"),
    sponsor: active("per_sponsor"),
    purpose: "Releases payments to carriers.",
    authority: "Board resolution 7",
    undecidedTools: 0,
    unreviewed: [],
    provider: "Northwind",
    promptHash: "sha256:1f0c",
    imageDigest: "sha256:9b2e",
    autonomy: "acts_with_approval",
    exposure: "partner",
    source: "manual",
    signature: "none",
    suppliers: [CONTRACT],
    reviewedAt: daysAgo(1),
    ...over,
  };
}

const waiver = (control: ControlId, over: Partial<OpenWaiver> = {}): OpenWaiver => ({
  id: `wav_${control}`,
  control,
  until: new Date(NOW.getTime() + DAY_MS),
  by: { id: "per_cora", name: "Cora" },
  reason: "until the contract is signed",
  ...over,
});
const notMet = (facts: ControlFacts, tier: Tier = "critical") =>
  controlsFor(facts, tier, [], NOW)
    .filter((control) => control.state !== "met")
    .map((control) => control.id);
const stateOf = (control: ControlId, facts: ControlFacts, waivers: OpenWaiver[], tier: Tier = "high") =>
  controlsFor(facts, tier, waivers, NOW).find(({ id }) => id === control)?.state;

describe("K3 which controls a tier asks for", () => {
  const low: ControlId[] = ["accountable", "tools", "reviewers", "review"];
  const high: ControlId[] = ["two_people", "authority", "supplier", "provenance", "deployment"];
  it.each([
    ["low", "public", low],
    ["moderate", "internal", [...low, "purpose"]],
    ["moderate", null, [...low, "purpose"]],
    ["moderate", "partner", [...low, "purpose", "authority"]],
    ["moderate", "public", [...low, "purpose", "authority"]],
    ["high", "internal", [...low, "purpose", ...high]],
    ["critical", "internal", CONTROL_IDS],
  ] as const)("%s, reached by %s", (tier, exposure, expected) => {
    expect(asked(tier, exposure).sort()).toEqual([...expected].sort());
  });

  it("never asks less of a higher tier, nor of a wider exposure", () => {
    for (const exposure of [null, ...EXPOSURES]) {
      for (const [position, tier] of TIERS.entries()) {
        for (const below of TIERS.slice(0, position)) {
          expect(asked(tier, exposure)).toEqual(expect.arrayContaining(asked(below, exposure)));
        }
        expect(asked(tier, exposure)).toEqual(expect.arrayContaining(asked(tier, "internal")));
      }
    }
  });
});

describe("K3 how each control is measured", () => {
  it("is met by a sound agent, at every tier", () => {
    for (const tier of TIERS) expect(notMet(sound(), tier)).toEqual([]);
  });

  const gone = { id: "per_gone", active: false };
  const cases: [string, Partial<ControlFacts>, ControlId[]][] = [
    ["no owner", { owner: null }, ["accountable"]],
    ["the owner has left", { owner: gone }, ["accountable"]],
    ["the sponsor has left", { sponsor: gone }, ["accountable"]],
    ["one person in two seats", { sponsor: active("per_owner"), deputy: null }, ["two_people", "deputy"]],
    [
      "a deputy who has left is no second person",
      { sponsor: active("per_owner"), deputy: gone },
      ["two_people", "deputy"],
    ],
    ["the deputy is the owner", { deputy: active("per_owner") }, ["deputy"]],
    ["a purpose of nineteen characters", { purpose: "It pays and it pays" }, ["purpose"]],
    ["a purpose of blanks", { purpose: " ".repeat(40) }, ["purpose"]],
    ["no authority", { authority: "" }, ["authority"]],
    ["an authority in name only", { authority: "yes" }, ["authority"]],
    ["a tool in quarantine", { undecidedTools: 1 }, ["tools"]],
    ["a privilege without reviewers", { unreviewed: ["payment"] }, ["reviewers"]],
    ["no provider", { provider: "", suppliers: [] }, ["supplier"]],
    ["an unknown provider", { suppliers: [] }, ["supplier"]],
    ["a supplier without a contract", { suppliers: [{ ...CONTRACT, contractRef: "" }] }, ["supplier"]],
    ["a contract that ended yesterday", { suppliers: [{ ...CONTRACT, contractEnd: "2026-11-19" }] }, ["supplier"]],
    ["a contract that ends today", { suppliers: [CONTRACT] }, []],
    ["a contract without an end", { suppliers: [{ ...CONTRACT, contractEnd: null }] }, []],
    ["no prompt hash", { promptHash: "" }, ["deployment"]],
    ["no image digest", { imageDigest: "" }, ["deployment"]],
    ["an unsigned import", { source: "a2a-card" }, ["provenance"]],
    ["a signature that does not verify", { source: "a2a-card", signature: "unverified" }, ["provenance"]],
    ["a verified signature", { source: "a2a-card", signature: "verified" }, []],
    [
      "an unsigned import from a trusted supplier",
      { source: "a2a-card", suppliers: [{ ...CONTRACT, trusted: true }] },
      [],
    ],
    ["it acts alone", { autonomy: "acts_alone" }, ["oversight"]],
    ["nobody says whether it acts alone", { autonomy: null }, ["oversight"]],
    ["never confirmed", { reviewedAt: null }, ["review"]],
    ["confirmed thirty days ago", { reviewedAt: daysAgo(30) }, ["review"]],
    ["confirmed a moment less than thirty days ago", { reviewedAt: new Date(daysAgo(30).getTime() + 1) }, []],
  ];
  it.each(cases)("critical: %s", (_what, over, expected) => {
    const facts = sound(over);
    expect(notMet(facts)).toEqual(expected);
    for (const { state, how } of controlsFor(facts, "critical", [], NOW)) expect(how === "").toBe(state === "met");
  });
});

const facts = fc.record({
  owner: fc.constantFrom(null, active("a"), active("b"), { id: "c", active: false }),
  deputy: fc.constantFrom(null, active("a"), active("b"), { id: "c", active: false }),
  sponsor: fc.constantFrom(null, active("a"), active("b"), { id: "c", active: false }),
  purpose: fc.constantFrom("", "It pays carriers every week."),
  authority: fc.constantFrom("", "Board resolution 7"),
  undecidedTools: fc.nat(2),
  unreviewed: fc.constantFrom([], ["payment" as const]),
  provider: fc.constantFrom("", "Northwind"),
  promptHash: fc.constantFrom("", "sha256:1"),
  imageDigest: fc.constantFrom("", "sha256:2"),
  autonomy: fc.constantFrom(null, ...AUTONOMIES),
  exposure: fc.constantFrom(null, ...EXPOSURES),
  source: fc.constantFrom("manual" as const, "a2a-card" as const),
  signature: fc.constantFrom("none" as const, "unverified" as const, "verified" as const),
  suppliers: fc.constantFrom([], [CONTRACT], [{ ...CONTRACT, trusted: true, contractRef: "" }]),
  reviewedAt: fc.constantFrom(null, daysAgo(1), daysAgo(31), daysAgo(400)),
});
const waivers = fc.array(
  fc
    .record({
      control: fc.constantFrom(...CONTROL_IDS),
      days: fc.integer({ min: -5, max: 90 }),
      by: fc.constantFrom("a", "x"),
    })
    .map(({ control, days, by }) => waiver(control, { until: daysAgo(-days), by: { id: by, name: by } })),
  { maxLength: 12 },
);

describe("K3 waivers", () => {
  const lacking = sound({ suppliers: [] });
  it("count until their instant, and not at it", () => {
    expect(stateOf("supplier", lacking, [waiver("supplier", { until: new Date(NOW.getTime() + 1) })])).toBe("waived");
    expect(stateOf("supplier", lacking, [waiver("supplier", { until: NOW })])).toBe("missing");
  });
  it("do not count once whoever gave one answers for the agent", () => {
    for (const id of ["per_owner", "per_deputy", "per_sponsor"]) {
      expect(stateOf("supplier", lacking, [waiver("supplier", { by: { id, name: id } })])).toBe("missing");
    }
  });
  it("do not count for who answers, once the tier is critical", () => {
    const alone = sound({ sponsor: null });
    expect(stateOf("accountable", alone, [waiver("accountable")], "high")).toBe("waived");
    expect(stateOf("accountable", alone, [waiver("accountable")], "critical")).toBe("missing");
  });
  it("are not shown beside a control that is met", () => {
    expect(controlsFor(sound(), "high", [waiver("supplier")], NOW).find(({ id }) => id === "supplier")).toMatchObject({
      state: "met",
      waivedUntil: null,
      waivedBy: null,
    });
  });
  it("only ever turn missing into waived, and time only ever turns it back", () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(...TIERS), waivers, (given, tier, held) => {
        const bare = controlsFor(given, tier, [], NOW);
        const waived = controlsFor(given, tier, held, NOW);
        const ended = controlsFor(given, tier, held, daysAgo(-91));
        for (const [position, control] of waived.entries()) {
          if (control.state !== "waived") expect(control.state).toBe(bare[position]?.state);
          else expect(bare[position]?.state).toBe("missing");
          expect(ended[position]?.state).not.toBe("waived");
        }
        expect(controlsGate(waived).met).toBe(tallyOf(waived).missing === 0);
        if (controlsGate(bare).met) expect(controlsGate(waived).met).toBe(true);
      }),
    );
  });

  const open = {
    status: "active",
    tier: "high",
    owner: active("per_owner"),
    deputy: null,
    sponsor: active("per_s"),
  } as const;
  const found = (control: ControlId, tier: Tier, facts = lacking, held: OpenWaiver[] = []) =>
    controlsFor(facts, tier, held, NOW).find(({ id }) => id === control);
  const decide = (over: Partial<Parameters<typeof decideWaiver>[0]>, control: ControlId, by = "per_cora") => {
    const agent = { ...open, ...over };
    const bare = sound({ suppliers: [], sponsor: null, deputy: null });
    return decideWaiver(agent, { id: control, found: agent.tier ? found(control, agent.tier, bare) : undefined }, by);
  };

  it.each([
    ["a missing control", {}, "supplier", "per_cora", null],
    ["by the owner", {}, "supplier", "per_owner", "forbidden"],
    ["by the sponsor", {}, "supplier", "per_s", "forbidden"],
    ["by the deputy", { deputy: active("per_d") }, "supplier", "per_d", "forbidden"],
    ["of a draft", { status: "draft" }, "supplier", "per_cora", "conflict"],
    ["of a decommissioned agent", { status: "decommissioned" }, "supplier", "per_cora", "conflict"],
    ["not asked of the tier", { tier: "low" }, "supplier", "per_cora", "conflict"],
    ["without a tier", { tier: null }, "supplier", "per_cora", "conflict"],
    ["that is met", {}, "purpose", "per_cora", "conflict"],
    ["of who answers, at tier high", {}, "accountable", "per_cora", null],
    ["of who answers, at tier critical", { tier: "critical" }, "accountable", "per_cora", "conflict"],
    ["of two people, at tier critical", { tier: "critical" }, "two_people", "per_cora", "conflict"],
    ["of the deputy, at tier critical", { tier: "critical" }, "deputy", "per_cora", null],
  ] as const)("%s", (_what, over, control, by, code) => {
    const decision = decide(over as Partial<Parameters<typeof decideWaiver>[0]>, control, by);
    expect(decision.allowed ? null : decision.code).toBe(code);
  });
  it("of what is waived already", () => {
    const twice = { id: "supplier" as const, found: found("supplier", "high", lacking, [waiver("supplier")]) };
    expect(decideWaiver(open, twice, "per_cora")).toMatchObject({ allowed: false, code: "conflict" });
  });

  it("offers the days that it accepts, and no other", () => {
    const { from, to } = waiverTerm(NOW);
    for (const day of [from, to]) expect(decideUntil(day, NOW).allowed).toBe(true);
    for (const [day, step] of [
      [from, -1],
      [to, 1],
    ] as const) {
      const beyond = new Date(Date.parse(day) + step * DAY_MS).toISOString().slice(0, 10);
      expect(decideUntil(beyond, NOW).allowed).toBe(false);
    }
  });
  it.each([
    ["2026-11-19", null],
    ["2026-11-20", null],
    ["2026-11-21", "2026-11-22T00:00:00.000Z"],
    ["2027-02-18", "2027-02-19T00:00:00.000Z"],
    ["2027-02-19", null],
    ["2027-13-40", null],
  ])("until %s", (day, until) => {
    const term = decideUntil(day, NOW);
    expect(term.allowed ? term.until.toISOString() : null).toBe(until);
  });
});

describe("O4 when a record is due", () => {
  it.each(Object.entries(REVIEW_DAYS))("%s holds %i days", (tier, days) => {
    const at = daysAgo(days);
    expect(dueAt(tier as Tier, at)).toEqual(NOW);
    expect(isStale(tier as Tier, at, NOW)).toBe(true);
    expect(isStale(tier as Tier, new Date(at.getTime() + 1), NOW)).toBe(false);
    expect(CONTROLS.review.measured).toContain(`${days} for ${tier}`.replace("365 for", "365 days for"));
  });
  it("is due at once when nobody ever confirmed it, and strictest without a tier", () => {
    expect(isStale("low", null, NOW)).toBe(true);
    expect(isStale(null, daysAgo(29), NOW)).toBe(false);
    expect(isStale(null, daysAgo(30), NOW)).toBe(true);
  });
  it("is confirmed by registering a draft, and never after the end", () => {
    const codes = (["draft", "registered", "active", "suspended", "decommissioned"] as const).map((status) => {
      const decision = decideConfirmation(status);
      return decision.allowed ? null : decision.code;
    });
    expect(codes).toEqual(["conflict", null, null, null, "conflict"]);
  });
});
