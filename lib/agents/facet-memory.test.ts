import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { acceptFor, completeAgent, seedOrganisation } from "@/lib/testing/inventory";
import { FacetMemory } from "./facet-memory";
import { agentFacets, createAgent } from "./index";
import type { AgentFacets } from "./schema";

testDatabase();
beforeAll(seedOrganisation);

const NONE = { environment: [] } as unknown as AgentFacets;

describe("V1 counts that are given again", () => {
  it("are those of the same search of an unchanged inventory, for ten seconds", () => {
    const memory = new FacetMemory();
    memory.keep("a", { mark: "1", countedAt: 1_000, facets: NONE });
    expect(memory.find("a", "1", 11_000)).toBe(NONE);
    expect(memory.find("a", "1", 11_001)).toBeNull();
    expect(memory.find("a", "2", 1_000)).toBeNull();
    expect(memory.find("b", "1", 1_000)).toBeNull();
  });

  it("are bounded, and the oldest goes first", () => {
    const memory = new FacetMemory();
    for (let at = 0; at <= 200; at++) memory.keep(String(at), { mark: "1", countedAt: 0, facets: NONE });
    expect([memory.find("0", "1", 0), memory.find("1", "1", 0), memory.find("200", "1", 0)]).toEqual([
      null,
      NONE,
      NONE,
    ]);
  });

  it("are counted anew as soon as an agent or a person changed", async () => {
    const compliance = contextAs("compliance", { id: "per_compliance", now: new Date() });
    const drafts = async () => (await agentFacets(compliance, {})).status.find(({ value }) => value === "draft")?.count;
    const owned = async () => (await agentFacets(compliance, {})).people.find(({ value }) => value === "owned")?.count;
    const before = (await drafts()) ?? 0;
    const { id } = await createAgent(compliance, completeAgent({ name: "Counted at once" }));
    expect(await drafts()).toBe(before + 1);
    await acceptFor("per_olga");
    const had = (await owned()) ?? 0;
    const { ownerId } = await db().agent.findUniqueOrThrow({ where: { id } });
    await db().person.update({ where: { id: ownerId ?? "" }, data: { status: "deactivated" } });
    expect(await owned()).toBeLessThan(had);
  });
});
