import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rights } from "../terms";
import { driftOf } from "./drift-of";

const grant = (over: object = {}): Rights =>
  ({
    ...{
      kind: "entitlement",
      server: "Books",
      tool: "pay",
      resourceId: null,
      actions: ["pay", "read"],
      conditions: [],
      windows: [],
    },
    ...{ startsAt: null, expiresAt: 1_000, tier: "moderate" },
    ...over,
  }) as Rights;
const purpose = (over: object = {}): Rights =>
  ({
    kind: "purpose",
    purpose: "Pays.",
    dataRead: ["a", "b"],
    dataWritten: [],
    autonomy: null,
    exposure: null,
    tier: "low",
    ...over,
  }) as Rights;
const owner = (over: object = {}): Rights =>
  ({ kind: "owner", ownerId: "o", deputyId: null, sponsorId: "s", tier: "low", ...over }) as Rights;
const credential = (over: object = {}): Rights =>
  ({
    ...{
      kind: "credential",
      type: "secret",
      strength: "weak",
      instanceId: "i",
      thumbprint: null,
      issuerId: null,
      subject: "",
    },
    ...{ tier: "low", ...over },
  }) as Rights;
const dependency = (over: object = {}): Rights =>
  ({
    ...{ kind: "dependency", name: "Books", address: "https://b", supplier: "B", credential: "c", tools: ["x", "y"] },
    ...{ tier: "low", ...over },
  }) as Rights;
const limit = { argument: "amount", operator: "lte", value: 500 };

describe("C4 snapshot: widened is asked again, narrowed is noted, removed is void", () => {
  it.each<[string, Rights, Rights | null, string]>([
    ["a grant as it was", grant(), grant(), "same"],
    ["its actions in another order", grant(), grant({ actions: ["read", "pay"] }), "same"],
    ["fewer actions", grant(), grant({ actions: ["read"] }), "narrowed"],
    ["one action more", grant(), grant({ actions: ["pay", "read", "write"] }), "widened"],
    ["a condition more", grant(), grant({ conditions: [limit] }), "narrowed"],
    ["a condition less", grant({ conditions: [limit] }), grant(), "widened"],
    ["a higher limit", grant({ conditions: [limit] }), grant({ conditions: [{ ...limit, value: 900 }] }), "widened"],
    ["a lower limit", grant({ conditions: [limit] }), grant({ conditions: [{ ...limit, value: 9 }] }), "narrowed"],
    ["every tool of the server", grant(), grant({ tool: null }), "widened"],
    ["a later end", grant(), grant({ expiresAt: 2_000 }), "widened"],
    ["an earlier end", grant(), grant({ expiresAt: 500 }), "narrowed"],
    [
      "other hours",
      grant({ windows: [{ days: [1], fromMinute: 0, untilMinute: 60, zone: "UTC" }] }),
      grant(),
      "widened",
    ],
    ["a higher tier", grant(), grant({ tier: "high" }), "widened"],
    ["a higher tier and fewer actions", grant(), grant({ tier: "high", actions: ["read"] }), "widened"],
    ["a lower tier", grant(), grant({ tier: "low" }), "narrowed"],
    ["a tier that nobody knows", grant(), grant({ tier: "unheard" }), "widened"],
    ["a grant that is gone", grant(), null, "gone"],
    ["another owner", owner(), owner({ ownerId: "p" }), "widened"],
    ["another deputy", owner(), owner({ deputyId: "p" }), "widened"],
    ["another purpose", purpose(), purpose({ purpose: "Pays all." }), "widened"],
    ["more data read", purpose(), purpose({ dataRead: ["a", "b", "c"] }), "widened"],
    ["less data read", purpose(), purpose({ dataRead: ["a"] }), "narrowed"],
    ["another key", credential(), credential({ thumbprint: "t" }), "widened"],
    ["the same key", credential(), credential(), "same"],
    ["a tool more of a server", dependency(), dependency({ tools: ["x", "y", "z"] }), "widened"],
    ["a tool less of a server", dependency(), dependency({ tools: ["x"] }), "narrowed"],
    ["another address", dependency(), dependency({ address: "https://c" }), "widened"],
    ["another account there", dependency(), dependency({ credential: "d" }), "widened"],
  ])("%s", (_, before, after, drift) => {
    expect(driftOf(before, after)).toBe(drift);
  });

  it("what is added and what is taken away at once is wider", () => {
    const sets = fc.subarray(["read", "write", "pay", "delete"], { minLength: 1 });
    const check = fc.property(sets, sets, (before, after) => {
      const added = after.some((action) => !before.includes(action));
      const lost = before.some((action) => !after.includes(action));
      const drift = added ? "widened" : lost ? "narrowed" : "same";
      expect(driftOf(grant({ actions: before }), grant({ actions: after }))).toBe(drift);
    });
    fc.assert(check);
  });
});
