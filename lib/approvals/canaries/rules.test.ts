import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dueFor, isWorkingTime, spoil } from "./rules";

describe("A9 canaries come at random working hours", () => {
  it.each([
    ["Monday at nine in Warsaw", "2026-11-16T08:00:00Z", "Europe/Warsaw", true],
    ["Monday at a quarter to eight there", "2026-11-16T06:45:00Z", "Europe/Warsaw", false],
    ["Friday at six in the evening", "2026-11-20T17:00:00Z", "Europe/Warsaw", false],
    ["Saturday", "2026-11-21T11:00:00Z", "UTC", false],
    ["Sunday here and Monday morning in Auckland", "2026-11-15T20:30:00Z", "Pacific/Auckland", true],
    ["a zone that nobody knows, by UTC", "2026-11-16T08:00:00Z", "Mars/Olympus", true],
  ])("%s", (_when, at, zone, expected) => expect(isWorkingTime(new Date(at), zone)).toBe(expected));

  it("for each reviewer with the same chance in every minute of a working week, which adds up to what is wanted", () => {
    const reviewers = [{ personId: "per_a", timeZone: "UTC" }];
    const begin = Date.UTC(2026, 10, 16);
    const perWeek = 5;
    const chance = perWeek / 3_000;
    let [minutes, unlucky] = [0, 0];
    for (let quarter = 0; quarter < 7 * 96; quarter++) {
      const now = new Date(begin + quarter * 900_000);
      minutes += 15 * dueFor(reviewers, { perWeek, now, dice: () => chance - 1e-9 }).length;
      unlucky += dueFor(reviewers, { perWeek, now, dice: () => chance }).length;
    }
    expect([minutes * chance, unlucky]).toEqual([perWeek, 0]);
  });

  it("never outside of working hours, and never where none are wanted", () => {
    const reviewers = [{ personId: "per_a", timeZone: "UTC" }];
    const [work, night] = [new Date("2026-11-16T10:00:00Z"), new Date("2026-11-16T23:00:00Z")];
    expect(dueFor(reviewers, { perWeek: 20, now: work, dice: () => 0 })).toHaveLength(1);
    expect(dueFor(reviewers, { perWeek: 20, now: night, dice: () => 0 })).toEqual([]);
    expect(dueFor(reviewers, { perWeek: 0, now: work, dice: () => 0 })).toEqual([]);
  });
});

describe("A9 a canary has one thing wrong that a reviewer can notice", () => {
  it.each([
    ["twenty times the amount", { account: "NO-1", amount: 120.5 }, { account: "NO-1", amount: 2_410 }],
    [
      "another recipient",
      { to: ["a@b.example"], body: "x" },
      { to: ["settlements@carrier-clearing.example"], body: "x" },
    ],
    ["another account", { iban: "DE02", memo: "x" }, { iban: "LT601010012345678901", memo: "x" }],
  ])("%s", (_what, usual, spoilt) => expect(spoil(usual)?.arguments).toEqual(spoilt));

  it("or there is none", () => {
    const none: { [key: string]: string | number | number[] }[] = [
      {},
      { deployment: "tracking" },
      { amount: "12" },
      { amount: 0 },
      { to: [1] },
    ];
    for (const args of none) {
      expect(spoil(args)).toBeNull();
    }
  });

  it("changes exactly one argument and leaves the others as they were", () => {
    const values = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null), fc.array(fc.string()));
    const names = fc.constantFrom("amount", "to", "iban", "subject", "limit", "recipient", "note");
    fc.assert(
      fc.property(fc.dictionary(names, values), (args) => {
        const found = spoil(args);
        if (!found) return;
        const changed = Object.keys(args).filter((name) => found.arguments[name] !== args[name]);
        expect(changed).toEqual([found.argument]);
        expect(Object.keys(found.arguments)).toEqual(Object.keys(args));
      }),
    );
  });
});
