import { beforeAll, describe, expect, it } from "vitest";
import { createAgent } from "@/lib/agents";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { equip } from "@/lib/testing/equip";
import { completeAgent, seedOrganisation } from "@/lib/testing/inventory";
import { approveEntitlement, listEntitlements, requestEntitlement } from ".";

testDatabase();

const cora = contextAs("compliance", { id: "per_cora" });
const owner = (name: string) => contextAs("owner", { id: `per_${name}`, teamId: "tem_a" });
let agentId: string;

beforeAll(async () => {
  await seedOrganisation();
  agentId = (await createAgent(cora, completeAgent({}))).id;
  const seats = { ownerId: "per_olga", deputyId: "per_sven", sponsorId: "per_otto" };
  await db().agent.update({ where: { id: agentId }, data: { status: "active", tier: "low", ...seats } });
  await equip(agentId, [{ name: "refund", effect: "write", capabilities: ["pay"] }, { name: "list" }], {
    name: "payments",
  });
});

describe("Z10 what may be approved, by whom", () => {
  it("says to each person what the verb would say to them", async () => {
    const ask = {
      agentId,
      server: "payments",
      expiresAt: "2027-01-01T00:00:00Z",
      justification: "Needed for refunds.",
    };
    await requestEntitlement(owner("sven"), { ...ask, tool: "refund", actions: ["pay"] });
    await requestEntitlement(owner("sven"), { ...ask, tool: "list", actions: ["read"] });
    const people = [owner("olga"), owner("sven"), owner("otto"), cora, contextAs("ciso", { id: "per_rita" })];
    const said = await Promise.all(
      people.map(async (ctx) =>
        (await listEntitlements(ctx, agentId)).map(({ abilities }) => abilities.approve.allowed),
      ),
    );
    expect(said).toEqual([
      [true, false],
      [false, false],
      [true, true],
      [true, true],
      [false, false],
    ]);
    const [, pays] = await listEntitlements(cora, agentId);
    await expect(approveEntitlement(owner("olga"), { id: pays?.id ?? "", version: 1 })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
