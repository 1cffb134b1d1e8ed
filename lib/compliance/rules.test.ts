import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decideBeginning,
  decideOwner,
  isWorse,
  isWritten,
  judge,
  stateOf,
  stepAt,
  stretchesOf,
  thresholdText,
} from "./rules";
import { CONTROL_STATES, type ControlState, PHASES, PROOFS } from "./terms";

const NOW = new Date("2026-11-20T09:00:00Z");
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY_MS);
const states = fc.constantFrom(...CONTROL_STATES);
const answers = fc.array(fc.record({ proves: fc.constantFrom(...PROOFS), state: states }), { maxLength: 8 });

describe("D3 the state of a control", () => {
  it.each<[string, ["shows" | "supports", ControlState][], ControlState]>([
    [
      "is met when all that shows it is",
      [
        ["shows", "met"],
        ["supports", "met"],
      ],
      "met",
    ],
    [
      "is a gap when one that shows it is",
      [
        ["shows", "met"],
        ["shows", "gap"],
      ],
      "gap",
    ],
    [
      "needs attention when one that shows it does",
      [
        ["shows", "met"],
        ["shows", "attention"],
      ],
      "attention",
    ],
    [
      "needs attention, and is no gap, when only a support fails",
      [
        ["shows", "met"],
        ["supports", "gap"],
      ],
      "attention",
    ],
    [
      "is not measured when nothing that shows it was",
      [
        ["shows", "not_measured"],
        ["supports", "met"],
      ],
      "not_measured",
    ],
    ["is not met by supports alone", [["supports", "met"]], "not_measured"],
    ["is not measured without evidence", [], "not_measured"],
    [
      "rests on what could be measured",
      [
        ["shows", "met"],
        ["shows", "not_measured"],
      ],
      "met",
    ],
  ])("%s", (_what, given, state) => {
    expect(stateOf(given.map(([proves, one]) => ({ proves, state: one })))).toBe(state);
  });

  it("is met only when nothing at all speaks against it, and something shows it", () => {
    fc.assert(
      fc.property(answers, (given) => {
        if (stateOf(given) !== "met") return;
        expect(given.some(({ proves, state }) => proves === "shows" && state === "met")).toBe(true);
        expect(given.every(({ state }) => state === "met" || state === "not_measured")).toBe(true);
      }),
    );
  });

  it("never gets better when an answer gets worse", () => {
    const rank: Record<ControlState, number> = { not_measured: 0, met: 1, attention: 2, gap: 3 };
    fc.assert(
      fc.property(answers, fc.nat(), (given, at) => {
        const worse = given.map((answer, index) =>
          index === at % given.length ? { ...answer, state: "gap" as const } : answer,
        );
        if (given.length) expect(rank[stateOf(worse)]).toBeGreaterThanOrEqual(rank[stateOf(given)]);
      }),
    );
  });

  it.each<[ControlState, ControlState, boolean]>([
    ["gap", "met", true],
    ["gap", "attention", true],
    ["attention", "met", true],
    ["met", "attention", false],
    ["gap", "gap", false],
    ["gap", "not_measured", false],
    ["not_measured", "gap", false],
  ])("%s is worse than %s: %s", (state, than, worse) => {
    expect(isWorse(state, than)).toBe(worse);
  });
});

describe("D3 a threshold", () => {
  const bounded = { met: 0.05, attention: 0.2 };
  it.each<[number, number, ControlState]>([
    [0, 0, "not_measured"],
    [0, 100, "met"],
    [5, 100, "met"],
    [6, 100, "attention"],
    [20, 100, "attention"],
    [21, 100, "gap"],
  ])("judges %i of %i as %s", (found, of, state) => {
    expect(judge({ found, of }, bounded)).toBe(state);
  });
  it.each<[{ met: number; attention: number }, string]>([
    [{ met: 0, attention: 0 }, "Met when there is none; a gap beyond."],
    [{ met: 0, attention: 1 }, "Met when there is none; needs attention beyond."],
    [bounded, "Met up to 5 of 100; needs attention up to 20 of 100; a gap beyond."],
  ])("%o reads as it judges", (threshold, text) => {
    expect(thresholdText(threshold)).toBe(text);
  });
  it("judges more rows against it never better", () => {
    const rank = { not_measured: 0, met: 1, attention: 2, gap: 3 };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.nat(1_000), (of, found) => {
        const [less, more] = [
          judge({ found: Math.min(found, of), of }, bounded),
          judge({ found: found + 1, of }, bounded),
        ];
        expect(rank[more]).toBeGreaterThanOrEqual(rank[less]);
      }),
    );
  });
});

describe("D3 what is written down of a check", () => {
  const last = { at: NOW, state: "met" as const, answers: "a met" };
  it.each([
    ["the first", null, last, true],
    ["nothing new on the same day", last, { ...last, at: new Date("2026-11-20T23:59:59Z") }, false],
    ["another state", last, { ...last, state: "gap" as const }, true],
    ["another answer", last, { ...last, answers: "a attention" }, true],
    ["the same on the next day", last, { ...last, at: new Date("2026-11-21T00:00:00Z") }, true],
  ] as const)("%s", (_what, before, now, written) => {
    expect(isWritten(before, now)).toBe(written);
  });
  it("reads as stretches of one state, the newest first", () => {
    const checks = [
      { at: inDays(-20), state: "met" as const },
      { at: inDays(-19), state: "met" as const },
      { at: inDays(-10), state: "gap" as const },
      { at: inDays(-3), state: "met" as const },
    ];
    expect(stretchesOf(checks, NOW).map(({ state, days, until }) => [state, days, until !== null])).toEqual([
      ["met", 3, false],
      ["gap", 7, true],
      ["met", 10, true],
    ]);
    expect(stretchesOf([], NOW)).toEqual([]);
  });
});

describe("D3 who answers for a control", () => {
  it.each([
    ["somebody who can", null, "per_a", { id: "per_a" }, true],
    ["nobody any more", "per_a", null, null, true],
    ["somebody who cannot", null, "per_a", null, false],
    ["who does already", "per_a", "per_a", { id: "per_a" }, false],
    ["nobody, as before", null, null, null, false],
  ] as const)("%s", (_who, former, wanted, candidate, allowed) => {
    expect(decideOwner(former, wanted, candidate).allowed).toBe(allowed);
  });
});

describe("D4 a step of the guide", () => {
  const open = { phase: 30 as const, doneAt: null, aside: false };
  it.each([
    ["waits while there is time", open, inDays(-29), "waiting", 1],
    ["is late when its days are over", open, inDays(-31), "late", -1],
    ["waits without days before the beginning", open, null, "waiting", null],
    ["is done, however late", { ...open, doneAt: NOW }, inDays(-90), "done", null],
    ["is not late when it was put aside", { ...open, aside: true }, inDays(-90), "aside", null],
    [
      "is done when it was put aside and then seen done",
      { ...open, aside: true, doneAt: NOW },
      inDays(-1),
      "done",
      null,
    ],
  ] as const)("%s", (_what, facts, begunAt, state, daysLeft) => {
    const seen = stepAt(facts, begunAt, NOW);
    expect([seen.state, seen.daysLeft === null ? null : seen.daysLeft + 0]).toEqual([state, daysLeft]);
  });
  it("is due as many days after the beginning as its phase says", () => {
    for (const phase of PHASES) expect(stepAt({ ...open, phase }, NOW, NOW).dueAt).toEqual(inDays(phase));
  });
  it.each([
    [0, true],
    [30, true],
    [31, false],
    [-730, true],
    [-731, false],
  ])("begins %i days from now: %s", (days, allowed) => {
    expect(decideBeginning(inDays(days), NOW) === null).toBe(allowed);
  });
});
