import { describe, expect, it } from "vitest";
import { rightSentence } from "../present";
import type { Rights } from "../terms";
import { changesBetween } from "./changes";

const GRANT: Rights = {
  kind: "entitlement",
  server: "Books",
  tool: "pay_invoice",
  resourceId: null,
  actions: ["read", "pay"],
  conditions: [{ argument: "amount", operator: "lte", value: 500 }],
  windows: [],
  startsAt: null,
  expiresAt: Date.UTC(2027, 2, 1),
  tier: "moderate",
};
const OWNER: Rights = { kind: "owner", ownerId: "per_olga", deputyId: null, sponsorId: "per_sven", tier: "low" };
const NAMES = new Map([
  ["per_olga", "Olga Test"],
  ["per_sven", "Sven Test"],
]);

describe("C2 what changed since the last certification, in words", () => {
  it("says nothing where nothing changed", () => {
    expect(changesBetween(GRANT, structuredClone(GRANT))).toEqual([]);
  });
  it.each<[string, Partial<Rights>, string[]]>([
    ["an action was added", { actions: ["read", "write", "pay"] }, ["Actions: added write"]],
    ["an action went", { actions: ["read"] }, ["Actions: no longer pay"]],
    ["it lasts longer", { expiresAt: Date.UTC(2028, 2, 1) }, ["End: 2027-03-01 → 2028-03-01"]],
    ["it has no end any more", { expiresAt: null }, ["End: 2027-03-01 → none"]],
    ["the tier rose", { tier: "high" }, ["Tier: moderate → high"]],
    [
      "a bound was lifted",
      { conditions: [] },
      ['Conditions: no longer {"argument":"amount","operator":"lte","value":500}'],
    ],
  ])("%s", (_, over, expected) => {
    expect(changesBetween(GRANT, { ...GRANT, ...over } as Rights)).toEqual(expected);
  });
  it("shows people by name", () => {
    expect(changesBetween(OWNER, { ...OWNER, deputyId: "per_sven" }, NAMES)).toEqual(["Deputy: none → Sven Test"]);
  });
});

describe("C2 a right in plain words, for each kind", () => {
  it.each<[Rights, string]>([
    [GRANT, "may read and pay with Books/pay_invoice when amount ≤ 500, until 1 March 2027"],
    [OWNER, "Olga Test answers for it, with no deputy, Sven Test is its sponsor"],
    [{ ...OWNER, ownerId: null, sponsorId: null }, "nobody answers for it, with no deputy"],
    [
      {
        kind: "credential",
        type: "key",
        strength: "own_key",
        instanceId: "ins_1",
        thumbprint: "abcdefghijklmnop",
        issuerId: null,
        subject: "",
        tier: "low",
      },
      "proves who it is as ins_1: own key, key abcdefghijkl…",
    ],
    [
      {
        kind: "purpose",
        purpose: "Pays what is owed.",
        dataRead: ["payment"],
        dataWritten: [],
        autonomy: "acts_alone",
        exposure: "internal",
        tier: "low",
      },
      "Pays what is owed.; reads payment; acts alone; open to internal only",
    ],
    [
      {
        kind: "dependency",
        name: "Books",
        address: "https://books.test",
        supplier: "",
        credential: "svc-books",
        tools: ["a", "b"],
        tier: "low",
      },
      "depends on Books at https://books.test: 2 tools (a, b), with the account svc-books",
    ],
  ])("%#", (rights, sentence) => {
    expect(rightSentence(rights, NAMES)).toBe(sentence);
  });
});
