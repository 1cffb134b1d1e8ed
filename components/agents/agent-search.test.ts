import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadTableQuery } from "@/components/data-table/query";
import { agentSearchSchema } from "@/lib/agents/schema";
import { AGENT_FACET_IDS, agentSearchOf } from "./agent-search";

const KEYS = ["q", "sort", "dir", "peek", "view", ...AGENT_FACET_IDS];

describe("V1 any address of the inventory", () => {
  it("is a search that the inventory accepts, whatever characters stand in it", async () => {
    const value = fc.string({ unit: fc.oneof(fc.constantFrom("\0", "\u202e", "\ud800", "\u0007", ","), fc.string()) });
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...KEYS), value), async (address) => {
        const query = await loadTableQuery(address, AGENT_FACET_IDS);
        const read = agentSearchSchema.safeParse(agentSearchOf(query));
        expect(read.error?.issues ?? []).toEqual([]);
      }),
    );
  });

  it("keeps the words around what cannot be searched for", async () => {
    const query = await loadTableQuery({ q: "pay\0ments\u202e x", provider: "Nor\0thwind" }, AGENT_FACET_IDS);
    expect(agentSearchOf(query)).toMatchObject({ q: "payments x", provider: ["Northwind"] });
  });
});
