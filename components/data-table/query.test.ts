import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agentSearchOf } from "@/components/agents/agent-search";
import { agentSearchSchema } from "@/lib/agents/schema";
import { addressWith, isNarrowed, loadTableQuery, readTableQuery, viewQueryOf } from "./query";
import { between } from "./use-selection";

const FACETS = ["env", "status", "tier", "team", "people", "provider", "owner"];

describe("V1 the address of a list", () => {
  it("becomes a search that the inventory accepts, whatever stands in it", async () => {
    const addresses = [
      {},
      { q: "x".repeat(5000), sort: "drop table", dir: "sideways", people: "everybody" },
      {
        status: "active,unheard",
        tier: "critical,none",
        team: "none,tem_1,../etc",
        provider: "A,B",
        owner: "per_1,'--",
      },
      { env: ["production", "staging"], people: "orphan" },
    ];
    for (const address of addresses) {
      const query = await loadTableQuery(address, FACETS);
      expect(agentSearchSchema.safeParse(agentSearchOf(query)).success).toBe(true);
    }
    const query = await loadTableQuery({ status: "active,unheard", owner: "per_1,'--" }, FACETS);
    expect(agentSearchOf(query)).toMatchObject({ status: ["active"], ownerId: ["per_1"] });
  });

  it("is narrowed by a search or a filter, and by nothing else", async () => {
    expect(isNarrowed(await loadTableQuery({ sort: "tier", peek: "agt_1" }, FACETS))).toBe(false);
    expect(isNarrowed(await loadTableQuery({ q: "pay" }, FACETS))).toBe(true);
    expect(isNarrowed(await loadTableQuery({ tier: "low" }, FACETS))).toBe(true);
  });

  it("is kept by a view without the page and the open panel, in one order", () => {
    const kept = viewQueryOf(new URLSearchParams("tier=low&cursor=abc&peek=agt_1&q=pay&view=all"));
    expect(kept).toBe("q=pay&tier=low");
    expect(viewQueryOf(new URLSearchParams("q=pay&tier=low"))).toBe(kept);
    expect(viewQueryOf(new URLSearchParams("kind=agent&older=evt_1&event=evt_2&newer=evt_3"))).toBe("kind=agent");
  });
});

describe("V1 a change to the address of a list", () => {
  const changed = (from: string, change: Parameters<typeof addressWith>[1]) =>
    addressWith(new URLSearchParams(from), change);

  it("takes out what is null or empty, keeps what is not named, and leaves commas readable", () => {
    expect(changed("q=pay&tier=low", { q: null, facets: { tier: ["low", "high"] } })).toBe("tier=low,high");
    expect(changed("tier=low&peek=agt_1", { facets: { tier: [] } })).toBe("peek=agt_1");
    expect(changed("sort=tier", { dir: "desc", cursor: undefined })).toBe("sort=tier&dir=desc");
    expect(changed("", { q: "" })).toBe("");
  });

  it("reads a list said once with commas as one said several times", () => {
    for (const address of ["tier=low,high", "tier=low&tier=high"]) {
      expect(readTableQuery(new URLSearchParams(address), FACETS).facets.tier).toEqual(["low", "high"]);
    }
  });

  it("is read as it was written, whatever the values hold", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.array(fc.string({ minLength: 1 })), (q, provider) => {
        const wellFormed = (text: string) => text.isWellFormed() && !text.includes("%2C");
        fc.pre([q, ...provider].every(wellFormed));
        const read = readTableQuery(new URLSearchParams(changed("", { q, facets: { provider } })), FACETS);
        expect({ q: read.q, provider: read.facets.provider }).toEqual({ q, provider });
      }),
    );
  });
});

describe("V1 choosing a range of rows", () => {
  it("takes both ends in either direction, and only the pressed row when the first is on another page", () => {
    const ids = ["a", "b", "c", "d"];
    expect(between(ids, "b", "d")).toEqual(["b", "c", "d"]);
    expect(between(ids, "d", "b")).toEqual(["b", "c", "d"]);
    expect(between(ids, "elsewhere", "c")).toEqual(["c"]);
    expect(between(ids, null, "c")).toEqual(["c"]);
  });
});
