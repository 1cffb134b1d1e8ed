import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  actorsOf,
  grantedScope,
  lengthened,
  lifetimeSeconds,
  MOST_HANDS,
  mustBeBound,
  SCOPES,
  subjectMatches,
} from "./rules";

describe("I2 which subjects of a trusted issuer an instance lives by", () => {
  it.each([
    ["system:serviceaccount:payments:matcher", "system:serviceaccount:payments:matcher", true],
    ["system:serviceaccount:payments:*", "system:serviceaccount:payments:matcher", true],
    ["system:serviceaccount:*:matcher", "system:serviceaccount:payments:matcher", true],
    ["system:serviceaccount:*", "system:serviceaccount:payments:matcher", false],
    ["repo:firm/agents:ref:refs/heads/*", "repo:firm/agents:ref:refs/heads/main", true],
    ["repo:firm/agents:ref:refs/heads/*", "repo:firm/agents:ref:refs/heads/feature/x", false],
    ["repo:firm/*:ref:refs/heads/main", "repo:firm/agents:pull_request", false],
    ["repo:firm/a.ents:x", "repo:firm/agents:x", false],
    ["spiffe://firm.example/ns/*/sa/matcher", "spiffe://firm.example/ns/pay/sa/matcher", true],
    ["spiffe://firm.example/ns/*/sa/matcher", "spiffe://firm.example/ns/a/b/sa/matcher", false],
    ["", "anything", false],
    ["*", "", false],
    ["a", "a\nb", false],
  ])("%s takes %s: %s", (pattern, subject, expected) => {
    expect(subjectMatches(pattern, subject)).toBe(expected);
  });

  test("a pattern without a star takes itself and nothing else", () => {
    const text = fc.string({ minLength: 1, maxLength: 30 }).filter((one) => !one.includes("*"));
    fc.assert(fc.property(text, text, (a, b) => subjectMatches(a, b) === (a === b)));
  });
});

describe("I3 how long a token lives and whether it must be bound", () => {
  it.each([
    ["low", 600, false],
    ["moderate", 600, false],
    ["high", 300, true],
    ["critical", 120, true],
    [null, 120, true],
    ["something new", 120, true],
  ])("tier %s: %i seconds, bound %s", (tier, seconds, bound) => {
    expect([lifetimeSeconds(tier), mustBeBound(tier)]).toEqual([seconds, bound]);
  });
});

describe("I5 delegation", () => {
  it.each([
    ["", SCOPES, ["decide"]],
    ["delegate decide", SCOPES, ["delegate", "decide"]],
    ["decide decide", SCOPES, ["decide"]],
    ["delegate", ["decide"], null],
    ["everything", SCOPES, null],
    ["decide  delegate", SCOPES, null],
    ["", ["delegate"], null],
  ])("asked for '%s' of %j: %j", (asked, most, expected) => {
    expect(grantedScope(asked, most)).toEqual(expected);
  });

  test("whatever is asked for, a scope never grows along a chain", () => {
    const scope = fc.array(fc.constantFrom<string>("decide", "delegate", "other"), { maxLength: 4 });
    fc.assert(
      fc.property(scope, scope, (asked, most) => {
        const granted = grantedScope(asked.join(" "), most);
        return granted === null || granted.every((one) => most.includes(one));
      }),
    );
  });

  test("chains grow by one, to a bound, and never through the same agent twice", () => {
    let chain: readonly string[] = [];
    for (let hand = 1; hand < MOST_HANDS; hand++) chain = lengthened(chain, `a${hand}`, `a${hand + 1}`) ?? [];
    expect(chain).toEqual(["a4", "a3", "a2", "a1"]);
    expect(lengthened(chain, "a5", "a6")).toBeNull();
    expect(lengthened(["a1"], "a2", "a1")).toBeNull();
    expect(lengthened([], "a1", "a1")).toBeNull();
  });

  it.each([
    [[], null, { sub: "c" }],
    [["b", "a"], null, { sub: "a", act: { sub: "c", act: { sub: "b" } } }],
    [["b"], "per_p", { sub: "per_p", act: { sub: "c", act: { sub: "b" } } }],
    [[], "per_p", { sub: "per_p", act: { sub: "c" } }],
  ])("handed on by %j for %s reads as %j", (chain, person, expected) => {
    expect(actorsOf("c", chain, person)).toEqual(expected);
  });
});
