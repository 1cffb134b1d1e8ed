import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ItemState, RemediationState } from "../terms";
import { backOffMs, secondPersonFor, shareOf, undoRefusal, whyOpen, withdrawRefusal } from "./rules";

const NOW = new Date("2026-11-21T15:00:00Z");
const SOON = new Date(NOW.getTime() + 1);

describe("C6 close: a second person above a threshold of count or share", () => {
  it.each([
    [0, 100, false],
    [10, 100, false],
    [11, 100, true],
    [50, 1_000, false],
    [51, 10_000, true],
    [1, 1, true],
    [0, 0, false],
  ])("%i of %i: %s", (revocations, items, needed) => {
    expect(secondPersonFor({ count: 50, percent: 10 }, { revocations, items }).needed).toBe(needed);
  });

  it("never asks for fewer people when more is taken away", () => {
    const settings = fc.record({ count: fc.nat(200), percent: fc.nat(100) });
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 500 }), fc.nat(500), (settings, items, some) => {
        const revocations = Math.min(some, items - 1);
        const less = secondPersonFor(settings, { revocations, items }).needed;
        return !less || secondPersonFor(settings, { revocations: revocations + 1, items }).needed;
      }),
    );
  });

  it("says shares with one decimal", () => {
    expect([shareOf(1, 3), shareOf(0, 0), shareOf(2, 2)]).toEqual([33.3, 0, 100]);
  });
});

describe("C6 closed, or closed with exceptions alone", () => {
  const revoke = (state: RemediationState, verified = false) =>
    ({ action: "revoke", state, verified, error: "" }) as const;
  it.each([
    ["signed_off", "low", null, false],
    ["verified", "high", revoke("verified", true), false],
    ["done", "low", revoke("done"), false],
    ["done", "high", revoke("done"), true],
    ["done", "critical", revoke("done"), true],
    ["done", "critical", revoke("done", true), false],
    ["signed_off", "critical", revoke("undone"), false],
    ["signed_off", "high", revoke("withdrawn"), false],
    ["error", "low", revoke("error"), true],
    ["manual", "low", revoke("manual"), true],
    ["conflict", "low", null, true],
    ["no_reviewer", "low", null, true],
    ["stale", "moderate", null, true],
    ["pending", "moderate", null, true],
  ] as const)("%s of tier %s needs one: %#", (state, tier, remediation, needed) => {
    expect(whyOpen({ state: state as ItemState, tier, remediation }) !== null).toBe(needed);
  });
});

describe("C6 undo window", () => {
  it.each([
    ["entitlement", "verified", SOON, null],
    ["entitlement", "error", SOON, null],
    ["entitlement", "verified", NOW, /is over/],
    ["entitlement", "error", null, /Nothing was changed/],
    ["entitlement", "planned", null, /take it out instead/],
    ["entitlement", "undone", SOON, /already/],
    ["credential", "verified", SOON, /cannot be given back/],
  ] as const)("%s %s until %s", (kind, state, undoUntil, refusal) => {
    const said = undoRefusal({ kind, action: "revoke", state, undoUntil }, NOW);
    if (refusal === null) expect(said).toBeNull();
    else expect(said).toMatch(refusal);
  });

  it("is for what was carried out, and taking out for what was not", () => {
    expect(withdrawRefusal({ state: "planned" })).toBeNull();
    expect(withdrawRefusal({ state: "applied" })).toMatch(/give it back/);
  });

  it("waits longer each time before it tries again", () => {
    expect([1, 2, 3, 4].map(backOffMs)).toEqual([60_000, 120_000, 240_000, 480_000]);
  });
});
