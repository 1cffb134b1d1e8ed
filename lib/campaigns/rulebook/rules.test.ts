import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TIERS, type Tier } from "@/lib/risk/terms";
import { type ItemDecision, type ItemState, type Mark, SILENCE_CHOICES, STRATEGIES, USUAL_RULES } from "../terms";
import { type BarFacts, barOf, dutyBar } from "./bars";
import { aloneBecause, bulkRefusal } from "./bulk";
import { deadlineOf, dueAfterPause } from "./deadline";
import { type Reassigning, reassignRefusal } from "./reassigning";
import { silenceFor } from "./silence";

const NOW = new Date("2026-11-20T09:00:00Z");
const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000);

function facts(
  over: { tier?: Tier; stage?: number; state?: ItemState; marks?: Mark[]; dueAt?: Date | null } = {},
): BarFacts {
  const { tier = "low", stage = 1, state = "pending", marks = [], dueAt = null } = over;
  return {
    campaign: { state: "active", stage: 1, stages: 2, stageDueAt: hours(1) },
    item: { tier, state, stage, marks, dueAt },
    duties: {
      ownerIds: ["owner", "deputy"],
      formerOwnerIds: ["former", "owner"],
      creatorId: "creator",
      granterIds: ["approver"],
    },
    asked: new Set(["owner", "former", "creator", "approver", "free", "gone"]),
    active: new Set(["owner", "former", "creator", "approver", "free", "stranger"]),
    firstLookIds: ["first"],
    now: NOW,
  };
}

const silent = { state: "pending", silences: 0, marks: [], strategy: "one_accepts" } as const;

describe("C3 no response: what silence does, by tier and by how often", () => {
  it.each([
    ["low", 0, "keep"],
    ["low", 1, "revoke"],
    ["low", 2, "revoke"],
    ["moderate", 0, "escalate"],
    ["moderate", 1, "suspend"],
    ["high", 0, "suspend"],
    ["high", 1, "suspend"],
    ["critical", 0, "suspend_and_alert"],
    ["critical", 3, "suspend_and_alert"],
  ] as const)("%s after %i silences: %s", (tier, silences, silence) => {
    expect(silenceFor({ ...silent, tier, silences }, USUAL_RULES)).toBe(silence);
  });

  it("escalates once: who was asked last was the last to be asked", () => {
    for (const mark of ["escalated", "second_look"] as const) {
      expect(silenceFor({ ...silent, tier: "moderate", marks: [mark] }, USUAL_RULES)).toBe("suspend");
    }
  });

  it("a second silence in a row is never keep, whatever the rules and the strategy", () => {
    const check = fc.property(
      fc.constantFrom(...TIERS),
      fc.constantFrom(...STRATEGIES),
      fc.constantFrom("pending", "stale", "no_reviewer", "conflict"),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom("keep", "revoke", "escalate", "suspend", "suspend_and_alert"),
      (tier, strategy, state, silences, rule) => {
        const silence = Object.fromEntries(TIERS.map((each) => [each, { first: rule, second: rule }])) as never;
        expect(silenceFor({ tier, strategy, state, silences, marks: [] }, { silence })).not.toBe("keep");
      },
    );
    fc.assert(check);
    for (const tier of TIERS) expect(SILENCE_CHOICES[tier].second).not.toContain("keep");
  });

  it("a stage that takes silence for consent does so once, and never for tier high and critical", () => {
    const consenting = { ...silent, strategy: "accepted_unless_denied" } as const;
    expect(TIERS.map((tier) => silenceFor({ ...consenting, tier }, USUAL_RULES))).toEqual([
      ...["keep", "escalate", "suspend", "suspend_and_alert"],
    ]);
    const milder = { silence: { ...USUAL_RULES.silence, moderate: { first: "suspend", second: "suspend" } } } as const;
    expect(silenceFor({ ...consenting, tier: "moderate" }, milder)).toBe("keep");
    expect(silenceFor({ ...consenting, tier: "moderate", silences: 1 }, milder)).toBe("suspend");
  });
});

describe("C3 reviewer group without members: no_reviewer is never keep", () => {
  it.each(TIERS)("%s", (tier) => {
    for (const state of ["no_reviewer", "conflict"] as const) {
      expect(silenceFor({ ...silent, tier, state }, USUAL_RULES)).toMatch(/^suspend/);
    }
  });
});

describe("C5 reviewer is the subject's owner, creator or the approver of the grant", () => {
  const people = {
    owner: "owner",
    deputy: "owner",
    former: "former_owner",
    creator: "creator",
    approver: "grant_approver",
    free: null,
  };
  const cases = TIERS.flatMap((tier) =>
    [1, 2].flatMap((stage) => Object.entries(people).map(([id, bar]) => ({ tier, stage, id, bar }))),
  );
  it.each(cases)("$tier in stage $stage of 2: $id", ({ tier, stage, id, bar }) => {
    const counts = (tier === "high" || tier === "critical") && stage === 2;
    const given = facts({ tier, stage });
    expect(dutyBar(given, id)).toBe(counts ? bar : null);
    const asked = { ...given, asked: new Set([id]), active: new Set([id]) };
    expect(barOf({ ...asked, campaign: { ...asked.campaign, stage } }, id)).toBe(counts ? bar : null);
  });
});

describe("C3 who may answer an item", () => {
  it.each([
    ["who is not asked", "stranger", {}, "not_asked"],
    ["who left", "gone", {}, "inactive"],
    ["what is signed off", "free", { state: "signed_off" as const }, "not_open"],
    ["what is void", "free", { state: "void" as const }, "not_open"],
    ["what votes disagree about", "free", { state: "conflict" as const }, null],
    ["what was decided and is not signed", "free", { state: "decided" as const }, null],
    ["what has its own deadline behind it", "free", { dueAt: hours(-1) }, "late"],
    ["what is due this very moment", "free", { dueAt: NOW }, "late"],
    ["what is paused", "free", { marks: ["paused" as const] }, "paused"],
    ["what is paused and due", "free", { marks: ["paused" as const], dueAt: hours(-1) }, "paused"],
  ])("%s", (_, id, over, bar) => {
    expect(barOf(facts(over), id)).toBe(bar);
  });

  it("a late decision is late by the clock it is given, and no other", () => {
    const given = facts();
    expect(barOf({ ...given, now: new Date(hours(1).getTime() - 1) }, "free")).toBeNull();
    expect(barOf({ ...given, now: hours(1) }, "free")).toBe("late");
  });

  it("a second look is not taken by who looked first", () => {
    const given = facts({ marks: ["second_look"] });
    const both = { ...given, asked: new Set(["first", "free"]), active: new Set(["first", "free"]) };
    expect([barOf(both, "first"), barOf(both, "free")]).toEqual(["own_second_look", null]);
  });

  it("nobody answers in a campaign that is not active, nor what earlier stages left behind", () => {
    const given = facts();
    for (const state of ["paused", "deciding_closed", "cancelled", "closed"] as const) {
      expect(barOf({ ...given, campaign: { ...given.campaign, state } }, "free")).toBe("not_open");
    }
    expect(barOf({ ...given, campaign: { ...given.campaign, stage: 2 } }, "free")).toBe("not_open");
  });
});

describe("C3 suspended agent or open incident: paused, and revoke always possible", () => {
  it.each(["keep", "reduce", "transfer", "revoke"] as const)("%s", (decision: ItemDecision) => {
    const paused = facts({ marks: ["paused"], dueAt: hours(-5) });
    expect(barOf(paused, "free", decision)).toBe(decision === "revoke" ? null : "paused");
  });

  it("no deadline runs against it, and afterwards it has what was left, a day at least", () => {
    const stageDueAt = hours(48);
    expect(deadlineOf({ marks: ["paused"], dueAt: hours(1) }, { stageDueAt })).toBeNull();
    expect(deadlineOf({ marks: [], dueAt: null }, { stageDueAt })).toEqual(stageDueAt);
    expect(deadlineOf({ marks: ["escalated"], dueAt: hours(90) }, { stageDueAt })).toEqual(hours(90));
    const renewed = (pausedAt: Date) => dueAfterPause({ dueAt: null }, { stageDueAt, pausedAt, now: hours(40) });
    expect(renewed(hours(8))).toEqual(hours(80));
    expect(renewed(hours(39))).toEqual(hours(64));
    expect(dueAfterPause({ dueAt: null }, { stageDueAt: hours(100), pausedAt: hours(76), now: hours(40) })).toBeNull();
  });
});

describe("C3 reassignment: only open items, two hops at most, separation of duties checked again", () => {
  const asked = (over: Partial<Reassigning> = {}): Reassigning => ({
    facts: facts(),
    hops: 0,
    seat: "free",
    fromPersonId: "free",
    steers: false,
    to: { id: "other", active: true },
    ...over,
  });
  const counting = (tier: Tier) => {
    const given = facts({ tier, stage: 2 });
    return { ...given, campaign: { ...given.campaign, stage: 2 } };
  };
  it.each<[string, Partial<Reassigning>, string | null]>([
    ["to oneself, out of a group", { seat: "group:payment", to: { id: "free", active: true } }, "unmet"],
    ["once", {}, null],
    ["twice", { hops: 1 }, null],
    ["a third time", { hops: 2 }, "unmet"],
    ["to who is asked already", { to: { id: "free", active: true } }, "conflict"],
    ["to who left", { to: { id: "gone", active: false } }, "unmet"],
    ["of what is decided", { facts: facts({ state: "decided" }) }, "conflict"],
    ["of what is signed off", { facts: facts({ state: "signed_off" }) }, "conflict"],
    ["of what changed and is asked again", { facts: facts({ state: "stale" }) }, null],
    ["too late", { facts: facts({ dueAt: hours(-1) }) }, "conflict"],
    ["by who is not asked", { fromPersonId: "stranger" }, "forbidden"],
    ["by who steers the campaign", { fromPersonId: "stranger", steers: true }, null],
    ["by the owner whom separation of duties keeps out", { facts: counting("high"), fromPersonId: "owner" }, null],
    [
      "to the owner, of tier high in the last stage",
      { facts: counting("high"), to: { id: "owner", active: true } },
      "unmet",
    ],
    ["to the former owner, likewise", { facts: counting("critical"), to: { id: "former", active: true } }, "unmet"],
    [
      "to the approver of the grant, likewise",
      { facts: counting("critical"), to: { id: "approver", active: true } },
      "unmet",
    ],
    ["to the owner, of tier low", { facts: counting("low"), to: { id: "owner", active: true } }, null],
    [
      "of a second look to who looked first",
      { facts: facts({ marks: ["second_look"] }), to: { id: "first", active: true } },
      "unmet",
    ],
  ])("%s", (_, over, code) => {
    expect(reassignRefusal(asked(over))?.code ?? null).toBe(code);
  });
});

describe("C5 bulk: within one agent, tier moderate and below, capped; high and critical are opened one by one", () => {
  const item = { agentId: "a", kind: "entitlement", tier: "low", marks: [] as Mark[] } as const;
  const many = (count: number) => Array.from({ length: count }, (_, number) => ({ ...item, number }));
  it("caps, keeps to one agent, and to what needs no word of its own", () => {
    expect(bulkRefusal(many(50), "keep")).toBeNull();
    expect(bulkRefusal(many(51), "keep")?.code).toBe("invalid");
    expect(bulkRefusal([...many(1), { ...item, number: 2, agentId: "b" }], "keep")?.code).toBe("unmet");
    expect(bulkRefusal(many(2), "reduce")?.code).toBe("invalid");
    expect(bulkRefusal(many(2), "transfer")?.code).toBe("invalid");
  });
  it.each(TIERS)("%s", (tier) => {
    const alone = aloneBecause({ ...item, number: 1, tier }, "keep");
    expect(alone === null).toBe(tier === "low" || tier === "moderate");
  });
  it("a second look is taken one by one", () => {
    expect(aloneBecause({ ...item, number: 1, marks: ["second_look"] }, "keep")).not.toBeNull();
  });
});
