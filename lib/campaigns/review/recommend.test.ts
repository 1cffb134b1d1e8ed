import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TIERS } from "@/lib/risk/terms";
import { ITEM_KINDS } from "../terms";
import { type ReviewFacts, recommend } from "./recommend";

/** Used twice a week by its purpose, like its peers. */
const ORDINARY: ReviewFacts = {
  kind: "entitlement",
  tier: "moderate",
  ageDays: 400,
  usedDaysAgo: 1,
  measured: true,
  use: { allowed: 26, denied: 0, weeks: 13 },
  narrower: null,
  formerTier: "moderate",
  ownerGone: false,
  peers: { total: 5, alike: 4 },
  halted: null,
};
const NEVER = { allowed: 0, denied: 0, weeks: 0 };

const CASES: [name: string, over: Partial<ReviewFacts>, expected: string, said: RegExp][] = [
  [
    "used every week by its purpose: keep",
    {},
    "keep",
    /^26 calls in 13 weeks of the last 13, most recently yesterday\.$/,
  ],
  ["unused for 90 days: revoke", { usedDaysAgo: 90, use: NEVER }, "revoke", /^Not used for 90 days\.$/],
  ["used 89 days ago: not unused yet", { usedDaysAgo: 89, use: { allowed: 1, denied: 0, weeks: 1 } }, "look", /1 call/],
  [
    "never used since long ago: revoke",
    { usedDaysAgo: null, use: NEVER },
    "revoke",
    /^Never used, and it has stood for 400 days\.$/,
  ],
  [
    "never used and young: look",
    { usedDaysAgo: null, ageDays: 12, use: NEVER },
    "look",
    /^Not used yet; it has stood for 12 days only\.$/,
  ],
  [
    "used in part: reduce",
    { narrower: "Of the whole server only one tool was called in 90 days." },
    "reduce",
    /only one tool/,
  ],
  ["unused goes before used in part", { usedDaysAgo: 200, use: NEVER, narrower: "Less." }, "revoke", /Not used/],
  ["used seldom: look", { use: { allowed: 3, denied: 0, weeks: 3 } }, "look", /3 calls in 3 weeks/],
  ["denied often: look", { use: { allowed: 15, denied: 5, weeks: 9 } }, "look", /^But: 5 of 20 calls were denied\.$/],
  ["denied seldom: keep", { use: { allowed: 17, denied: 4, weeks: 9 } }, "keep", /17 calls/],
  ["the tier rose: look", { formerTier: "low" }, "look", /^But: Its agent's tier rose from low to moderate/],
  ["the tier fell: keep", { formerTier: "high" }, "keep", /26 calls/],
  ["no peer holds it: look", { peers: { total: 3, alike: 0 } }, "look", /^But: None of 3 agents like it/],
  ["too few peers to say: keep", { peers: { total: 2, alike: 0 } }, "keep", /26 calls/],
  ["nobody answers for the agent: look", { ownerGone: true }, "look", /^But: Nobody active answers/],
  ["the owner of an ownership left: transfer", { kind: "owner", ownerGone: true }, "transfer", /^Its owner has left/],
  ["the agent is suspended: look", { halted: "suspended" }, "look", /^But: Its agent is suspended/],
  [
    "used by its counter, and no call of it is recorded: look",
    { use: NEVER },
    "look",
    /^Last used yesterday, and no call is recorded that rested on it\.$/,
  ],
  ["the calls were not looked at: look, not keep", { use: null }, "look", /^Last used yesterday\.$/],
  ["use is not recorded: look", { measured: false, usedDaysAgo: null, use: null }, "look", /^Its use is not recorded/],
];

describe("C2 the recommendation says what the facts say, and keeps its doubts", () => {
  it.each(CASES)("%s", (_, over, expected, said) => {
    const { recommendation, reasons } = recommend({ ...ORDINARY, ...over });
    expect(recommendation).toBe(expected);
    expect(reasons).toContainEqual(expect.stringMatching(said));
  });

  const facts = fc.record<ReviewFacts>({
    kind: fc.constantFrom(...ITEM_KINDS),
    tier: fc.constantFrom(...TIERS),
    ageDays: fc.option(fc.nat(2_000)),
    usedDaysAgo: fc.option(fc.nat(400)),
    measured: fc.boolean(),
    use: fc.option(fc.record({ allowed: fc.nat(300), denied: fc.nat(300), weeks: fc.nat(13) })),
    narrower: fc.option(fc.constant("Less was used.")),
    formerTier: fc.option(fc.constantFrom(...TIERS)),
    ownerGone: fc.boolean(),
    peers: fc.option(fc.record({ total: fc.nat(9), alike: fc.nat(9) })),
    halted: fc.option(fc.constantFrom("suspended", "decommissioned")),
  });

  it("C2 keep needs recorded, recent use and comes with no doubt unsaid; something is always said", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { recommendation, reasons } = recommend(given);
        expect(reasons.length).toBeGreaterThan(0);
        if (recommendation !== "keep") return;
        expect(given.measured).toBe(true);
        expect(given.usedDaysAgo).toBeLessThanOrEqual(30);
        expect(given.ownerGone).toBe(false);
        expect(given.halted).toBeNull();
        expect(reasons.filter((reason) => reason.startsWith("But"))).toEqual([]);
      }),
    );
  });

  it("C2 what was used within 90 days is never said to be unused", () => {
    fc.assert(
      fc.property(facts, (given) => {
        if (!given.measured || given.usedDaysAgo === null || given.usedDaysAgo >= 90) return;
        expect(recommend(given).recommendation).not.toBe("revoke");
      }),
    );
  });
});
