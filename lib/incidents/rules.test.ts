import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acknowledgement, killTime, targetText } from "./present";
import { decideLift, decideLiftRequest, decideRevoking, decideThrow, phraseFor, stopsAgents } from "./rules";
import { TARGET_KINDS } from "./terms";

const THROW = {
  targetKind: "agent",
  name: "Invoice matcher",
  confirmation: "Invoice matcher",
  drill: false,
  revokeCredentials: false,
  agents: 1,
} as const;

describe("X1 throwing is confirmed by the name of what is stopped", () => {
  it.each([
    ["Invoice matcher", true],
    ["  invoice   MATCHER ", true],
    ["Invoice", false],
    ["", false],
    ["stop everything", false],
  ])("%j: %s", (confirmation, allowed) => {
    expect(decideThrow({ ...THROW, confirmation }).allowed).toBe(allowed);
  });

  it("asks for the phrase where everything is stopped, and for none in a drill", () => {
    expect(phraseFor("everything", "everything")).toBe("stop everything");
    const all = { ...THROW, targetKind: "everything", name: "everything" } as const;
    expect(decideThrow({ ...all, confirmation: "everything" }).allowed).toBe(false);
    expect(decideThrow({ ...all, confirmation: "Stop everything" }).allowed).toBe(true);
    expect(decideThrow({ ...all, confirmation: "", drill: true }).allowed).toBe(true);
  });

  it("revokes credentials of up to a thousand agents, and none where no agent is stopped", () => {
    expect(TARGET_KINDS.filter((kind) => !stopsAgents(kind))).toEqual(["tool", "server"]);
    expect(decideRevoking("owner", 1_000).allowed).toBe(true);
    expect(decideRevoking("owner", 1_001)).toMatchObject({ allowed: false, code: "too_large" });
    expect(decideRevoking("server", 1)).toMatchObject({ allowed: false, code: "invalid" });
    expect(decideThrow({ ...THROW, agents: 2_000, revokeCredentials: true }).allowed).toBe(false);
    expect(decideThrow({ ...THROW, agents: 2_000, revokeCredentials: true, drill: true }).allowed).toBe(true);
  });
});

describe("X2 lifting takes a second person", () => {
  const ON = { state: "active", drill: false, thrownById: "per_t", liftRequestedById: "per_r" } as const;

  it.each([
    ["a second person", ON, "per_l", true],
    ["whoever threw it", ON, "per_t", false],
    ["whoever asked", ON, "per_r", false],
    ["whoever threw it and asked", { ...ON, liftRequestedById: "per_t" }, "per_t", false],
    ["a second person, unasked", { ...ON, liftRequestedById: null }, "per_l", false],
    ["too late", { ...ON, state: "lifted" }, "per_l", false],
    ["a drill", { ...ON, drill: true }, "per_l", false],
  ] as const)("%s", (_what, facts, actor, allowed) => {
    expect(decideLift(facts, actor).allowed).toBe(allowed);
  });

  it.each([
    ["whoever threw it", { ...ON, liftRequestedById: null }, "per_t", true],
    ["somebody else anew", ON, "per_x", true],
    ["the same person twice", ON, "per_r", false],
    ["too late", { ...ON, state: "lifted" }, "per_x", false],
    ["a drill", { ...ON, drill: true }, "per_x", false],
  ] as const)("is asked for by %s", (_what, facts, actor, allowed) => {
    expect(decideLiftRequest(facts, actor).allowed).toBe(allowed);
  });

  it("never falls to one person, whatever they did before", () => {
    const person = fc.constantFrom("per_a", "per_b", "per_c");
    fc.assert(
      fc.property(person, fc.option(person), person, (thrownById, liftRequestedById, actor) => {
        const facts = { state: "active", drill: false, thrownById, liftRequestedById } as const;
        if (decideLift(facts, actor).allowed) expect([thrownById, liftRequestedById]).not.toContain(actor);
      }),
    );
  });
});

describe("X1 the time to kill in words", () => {
  it.each([
    [400, "under 1 ms"],
    [14_200, "14 ms"],
    [999_400, "999 ms"],
    [1_930_000, "1.9 s"],
  ])("%d: %s", (micros, text) => {
    expect(killTime(micros)).toBe(text);
  });

  const counts = {
    agents: 1,
    suspended: 1,
    tokens: 0,
    credentials: 0,
    approvals: 0,
    points: 3,
    behind: 0,
    resumed: null,
    kept: null,
  };
  it.each([
    [{ counts, killMicros: 14_000, drill: false }, "All 3 decision points denied after 14 ms."],
    [{ counts, killMicros: 14_000, drill: true }, "All 3 decision points would have denied after 14 ms."],
    [
      { counts: { ...counts, points: 1 }, killMicros: 9_000, drill: false },
      "The one decision point denied after 9 ms.",
    ],
    [{ counts: { ...counts, points: 0 }, killMicros: 900, drill: false }, "No decision point was running"],
    [{ counts: { ...counts, behind: 1 }, killMicros: null, drill: false }, "1 of 3 decision points have not confirmed"],
    [{ counts: { ...counts, points: null }, killMicros: null, drill: false }, "Waiting for the decision points"],
  ])("says %#", (view, text) => {
    expect(acknowledgement(view)).toContain(text);
  });

  it("names every kind of target", () => {
    expect(new Set(TARGET_KINDS.map((kind) => targetText(kind, "high"))).size).toBe(TARGET_KINDS.length);
  });
});
