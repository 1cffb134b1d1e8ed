import { describe, expect, it } from "vitest";
import { countsWith, isUnanswered, modeOf, nearby, nextUnanswered, type Said, stepFrom, wordOn } from "./desk-state";
import { changeOf, draftFrom, emptyDraft, missingOf } from "./draft";
import type { ReviewCounts, ReviewItem, ReviewLine } from "./types";

function line(number: number, over: Partial<ReviewLine> = {}): ReviewLine {
  return {
    campaignId: "cmp_1",
    number,
    kind: "entitlement",
    agentId: "agt_1",
    agentName: "Invoice matcher",
    environment: "production",
    tier: "low",
    state: "pending",
    sentence: "may read",
    lastUsedAt: null,
    useCount: 0,
    recommendation: "look",
    marks: [],
    mine: null,
    dueAt: "2026-12-01T00:00:00.000Z",
    version: 1,
    ...over,
  };
}

const KEPT: Said = { decision: "keep", reason: "used_regularly", text: "", state: "saved", message: null };
const LINES = [
  line(2),
  line(5, { mine: { decision: "keep", reason: "seasonal", text: "" }, state: "decided" }),
  line(9),
];
const COUNTS: ReviewCounts = {
  campaignId: "cmp_1",
  campaignName: "Q4",
  kind: "adhoc",
  stage: 1,
  dueAt: "2026-12-01T00:00:00.000Z",
  total: 3,
  open: 2,
  decided: 1,
  signed: 0,
};

describe("C2 the way through the list", () => {
  it("goes a line on and back, and stops at the ends", () => {
    expect([stepFrom(LINES, 2, 1), stepFrom(LINES, 9, 1), stepFrom(LINES, 2, -1), stepFrom(LINES, 9, -1)]).toEqual([
      5,
      null,
      null,
      5,
    ]);
    expect(stepFrom(LINES, 77, 1)).toBe(2);
    expect(stepFrom([], 2, 1)).toBeNull();
  });
  it("finds what has no answer, around the end", () => {
    expect(nextUnanswered(LINES, new Map(), 2)).toBe(9);
    expect(nextUnanswered(LINES, new Map(), 9)).toBe(2);
    expect(
      nextUnanswered(
        LINES,
        new Map([
          [9, KEPT],
          [2, KEPT],
        ]),
        2,
      ),
    ).toBeNull();
  });
  it("has ready what is a key away", () => {
    expect(nearby(LINES, 5)).toEqual([9, 2]);
    expect(nearby(LINES, 2)).toEqual([5, 9]);
    expect(nearby(LINES, null)).toEqual([]);
  });
});

describe("C2 the counts follow what was saved here, once for each item", () => {
  it("counts a saved answer, not one under way, not one that was answered before", () => {
    expect(countsWith(COUNTS, LINES, new Map([[2, KEPT]]))).toMatchObject({ open: 1, decided: 2 });
    expect(countsWith(COUNTS, LINES, new Map([[2, { ...KEPT, state: "saving" }]]))).toMatchObject({
      open: 2,
      decided: 1,
    });
    expect(countsWith(COUNTS, LINES, new Map([[2, { ...KEPT, state: "failed" }]]))).toMatchObject({
      open: 2,
      decided: 1,
    });
    expect(countsWith(COUNTS, LINES, new Map([[5, KEPT]]))).toMatchObject({ open: 2, decided: 1 });
  });
  it("shows the last word, and the former one where it was not saved", () => {
    expect(wordOn(LINES[1] as ReviewLine, new Map([[5, { ...KEPT, decision: "revoke" }]]))?.decision).toBe("revoke");
    expect(
      wordOn(LINES[1] as ReviewLine, new Map([[5, { ...KEPT, decision: "revoke", state: "failed" }]]))?.decision,
    ).toBe("keep");
    expect(isUnanswered(line(3, { state: "signed_off" }), new Map())).toBe(false);
    expect(isUnanswered(line(3, { state: "stale" }), new Map())).toBe(true);
  });
});

describe("C2 nothing is said without what it needs", () => {
  it.each([
    ["a reason", emptyDraft("keep"), false, "Choose a reason."],
    [
      "words for another reason",
      { ...emptyDraft("keep"), reason: "other", text: "short" },
      false,
      "Say why in words, with at least 10 characters.",
    ],
    [
      "words for a correction",
      { ...emptyDraft("revoke"), reason: "unused" },
      true,
      "Say why in words, with at least 10 characters.",
    ],
    [
      "whom to hand it on to",
      { ...emptyDraft("transfer"), reason: "left_role" },
      false,
      "Choose whom to hand it on to.",
    ],
    ["nothing more", { ...emptyDraft("revoke"), reason: "unused" }, false, null],
  ])("%s", (_, draft, correcting, expected) => {
    expect(missingOf(draft, { correcting })).toBe(expected);
  });
  it("sends the narrower grants with a reduce and the person with a transfer, and nothing else", () => {
    const item = {
      narrower: { sentence: "may read", parts: [{ server: "Books" }], wouldBreak: 0 },
    } as unknown as ReviewItem;
    expect(changeOf(emptyDraft("reduce"), item)).toEqual([{ server: "Books" }]);
    expect(changeOf({ ...emptyDraft("transfer"), person: { value: "per_x", label: "X" } }, item)).toEqual({
      personId: "per_x",
    });
    expect(changeOf(emptyDraft("revoke"), item)).toBeUndefined();
  });
  it("takes back from the browser only a draft that makes sense", () => {
    const kept = { decision: "revoke", reason: "unused", text: "half a sent", person: null };
    expect(draftFrom(kept)).toEqual(kept);
    expect(draftFrom({ ...kept, reason: "seasonal" })?.reason).toBeNull();
    expect(draftFrom({ ...kept, decision: "approve" })).toBeNull();
    expect(draftFrom({ ...kept, person: { value: 1 } })?.person).toBeNull();
    expect(draftFrom("nonsense")).toBeNull();
  });
  it("asks for a correction where the answer was signed, and for nothing where it is closed", () => {
    const no = { allowed: false, reason: "No." };
    const none = { keep: no, revoke: no, reduce: no, transfer: no, reassign: no, correct: no };
    const item = (over: object) => ({ abilities: { ...none, ...over } }) as ReviewItem;
    expect(modeOf(item({ revoke: { allowed: true } }))).toBe("decide");
    expect(modeOf(item({ correct: { allowed: true } }))).toBe("correct");
    expect(modeOf(item({}))).toBe("closed");
  });
});
