import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DECISIONS, type ItemDecision, STRATEGIES, type Strategy } from "../terms";
import { decisiveVote, itemResult, STRICTNESS, type StageVote, stageResult } from "./outcome";

/** "a:keep b:reduce/x": who said what, in the order in which they first answered. */
function votesOf(text: string): StageVote[] {
  return text
    .split(" ")
    .filter(Boolean)
    .map((one, at) => {
      const [personId = "", said = ""] = one.split(":");
      const [decision, change = ""] = said.split("/");
      return { personId, decision: decision as ItemDecision, change, firstAt: at };
    });
}

const anyVotes = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 5 }).chain((people) =>
  fc.tuple(
    ...people.map((personId) =>
      fc.record({
        personId: fc.constant(personId),
        decision: fc.constantFrom(...DECISIONS),
        change: fc.constantFrom("", "x", "y"),
        firstAt: fc.integer({ min: 0, max: 3 }),
      }),
    ),
  ),
);
const anyStrategy = fc.constantFrom(...STRATEGIES);

describe("C3 states: the stage result is a pure function of the votes and the stage's strategy", () => {
  const rows: [Strategy, string, string, boolean, ItemDecision | "conflict" | null][] = [
    ["one_accepts", "", "a b", false, null],
    ["one_accepts", "", "a b", true, null],
    ["one_accepts", "a:keep", "a b", false, "keep"],
    ["one_accepts", "a:keep b:revoke", "a b", false, "keep"],
    ["one_accepts", "b:revoke a:keep", "a b", false, "revoke"],
    ["all_accept", "a:keep", "a b", false, null],
    ["all_accept", "a:keep", "a b", true, null],
    ["all_accept", "a:keep b:keep", "a b", false, "keep"],
    ["all_accept", "a:keep b:revoke", "a b c", false, "revoke"],
    ["all_accept", "a:keep", "a", false, "keep"],
    ["all_accept", "a:keep gone:keep", "a b", false, null],
    ["all_accept", "a:keep", "", false, null],
    ["all_accept", "a:reduce/x b:reduce/y", "a b", false, "conflict"],
    ["all_accept", "a:reduce/x b:reduce/x", "a b", false, "reduce"],
    ["all_accept", "a:reduce/x b:reduce/y c:revoke", "a b c", false, "revoke"],
    ["one_denies", "a:keep", "a b", false, "keep"],
    ["one_denies", "a:keep b:revoke", "a b", false, "revoke"],
    ["one_denies", "a:transfer/p b:transfer/q", "a b", false, "conflict"],
    ["one_denies", "a:transfer/p b:reduce/x", "a b", false, "reduce"],
    ["one_denies", "", "a", true, null],
    ["accepted_unless_denied", "", "a", false, null],
    ["accepted_unless_denied", "", "a", true, "keep"],
    ["accepted_unless_denied", "", "", true, null],
    ["accepted_unless_denied", "a:keep", "a b", false, null],
    ["accepted_unless_denied", "a:keep", "a b", true, "keep"],
    ["accepted_unless_denied", "a:keep b:keep", "a b", false, "keep"],
    ["accepted_unless_denied", "b:revoke", "a b", false, "revoke"],
  ];
  it.each(rows)("%s of [%s] asked of [%s], over %s: %s", (strategy, votes, voters, over, result) => {
    const asked = { voters: voters.split(" ").filter(Boolean), over };
    expect(stageResult(strategy, votesOf(votes), asked)).toBe(result);
  });

  it("whatever order the votes are read in", () => {
    const check = fc.property(
      anyStrategy,
      anyVotes,
      fc.boolean(),
      fc.infiniteStream(fc.nat()),
      (strategy, votes, over, noise) => {
        const asked = { voters: ["a", "b", "c"], over };
        const turned = votes
          .map((vote) => ({ vote, key: noise.next().value ?? 0 }))
          .sort((x, y) => x.key - y.key)
          .map(({ vote }) => vote);
        expect(stageResult(strategy, turned, asked)).toBe(stageResult(strategy, votes, asked));
      },
    );
    fc.assert(check);
  });

  it("never less strict for one no more, unless the first answer counts", () => {
    const strict = fc.constantFrom("all_accept", "one_denies", "accepted_unless_denied");
    const check = fc.property(strict, anyVotes, (strategy, votes) => {
      const asked = { voters: ["a", "b", "c"], over: false };
      const no = { personId: "z", decision: "revoke", change: "", firstAt: 9 } as const;
      expect(stageResult(strategy, [...votes, no], asked)).toBe("revoke");
    });
    fc.assert(check);
  });

  it("and never a keep that nobody said, while somebody may still answer", () => {
    const check = fc.property(anyStrategy, anyVotes, (strategy, votes) => {
      const result = stageResult(strategy, votes, { voters: ["a"], over: false });
      if (result === null || result === "conflict") return;
      expect(decisiveVote(votes, result)).not.toBeNull();
    });
    fc.assert(check);
  });
});

describe("C3 states: over the stages the strictest wins, and a later keep agrees", () => {
  const of = (text: string) =>
    text.split(" ").map((one) => {
      const [outcome = "keep", change = null] = one.split("/");
      return { outcome: outcome as ItemDecision, change };
    });
  it.each([
    ["keep keep", "keep", null],
    ["reduce/x keep", "reduce", "x"],
    ["reduce/x reduce/y", "reduce", "y"],
    ["reduce/x revoke", "revoke", null],
    ["transfer/p reduce/x", "reduce", "x"],
    ["reduce/x transfer/p", "reduce", "x"],
    ["keep suspend", "suspend", null],
    ["suspend revoke", "revoke", null],
  ])("%s: %s", (stages, outcome, change) => {
    expect(itemResult(of(stages))).toEqual({ outcome, change });
  });

  it("never milder than any of them", () => {
    const anyOutcome = fc.constantFrom(...STRICTNESS);
    const check = fc.property(fc.array(anyOutcome, { minLength: 1, maxLength: 4 }), (outcomes) => {
      const result = itemResult(outcomes.map((outcome) => ({ outcome, change: null })));
      const most = Math.max(...outcomes.map((outcome) => STRICTNESS.indexOf(outcome)));
      expect(STRICTNESS.indexOf(result?.outcome ?? "keep")).toBe(most);
    });
    fc.assert(check);
    expect(itemResult([null, null])).toBeNull();
  });
});
