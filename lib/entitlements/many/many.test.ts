import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db, inSqlTransaction } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { seedDecidingAgent, seedGrant } from "@/lib/testing/deciding";
import { eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { endGrants, narrowGrants, restoreGrants, resumeEntitlement, revokeEntitlement, suspendGrants } from "..";
import { shapeSchema } from "../schema";

testDatabase();

const NOW = new Date();
const cora = contextAs("compliance", { id: "per_cora", now: NOW });
const olga = contextAs("owner", { id: "per_olga", now: NOW });
const campaignId = "cmp_test";
const reason = "Withdrawn by the campaign of this quarter.";
const END = new Date(NOW.getTime() + 30 * 86_400_000);

beforeAll(seedOrganisation);

let agentId: string;
let grantId: string;
beforeEach(async () => {
  agentId = await seedDecidingAgent();
  grantId = await seedGrant(agentId, { tool: "pay_invoice", actions: ["write", "pay"], expiresAt: END });
});

const stateOf = async (id: string) =>
  (await db().entitlement.findUniqueOrThrow({ where: { id }, select: { state: true } })).state;
const end = (ids: string[]) => inSqlTransaction((tx) => endGrants(tx, cora, { ids, reason, campaignId }));
const suspend = (ids: string[]) => inSqlTransaction((tx) => suspendGrants(tx, cora, { ids, reason, campaignId }));
const restore = (grants: Awaited<ReturnType<typeof end>>) =>
  inSqlTransaction((tx) => restoreGrants(tx, cora, { grants, reason, campaignId }));

describe("C6 many grants at once", () => {
  it("ends what stands, once, with an event each that names the campaign", async () => {
    const other = await seedGrant(agentId, { tool: "read_invoice", actions: ["read"], expiresAt: END });
    const ended = await end([grantId, other]);
    expect(ended.map(({ id, former }) => [id, former]).sort()).toEqual(
      [
        [grantId, "active"],
        [other, "active"],
      ].sort(),
    );
    expect(await end([grantId, other])).toEqual([]);
    const events = (await eventsOf(agentId)).filter(({ type }) => type === "agent.grant_revoked");
    expect(events.map(({ details }) => (details as { campaignId: string }).campaignId)).toEqual([
      campaignId,
      campaignId,
    ]);
  });

  it("gives back what it took, and nothing that ended another way", async () => {
    const [taken] = await end([grantId]);
    if (!taken) throw new Error("nothing ended");
    expect(await restore([{ ...taken, version: taken.version + 1 }])).toEqual([]);
    expect(await restore([taken])).toEqual([grantId]);
    expect(await stateOf(grantId)).toBe("active");
    expect(await restore([taken])).toEqual([]);
  });

  it("never gives back what would have run out meanwhile", async () => {
    const taken = await end([grantId]);
    await db().entitlement.update({ where: { id: grantId }, data: { expiresAt: new Date(NOW.getTime() - 1) } });
    expect(await restore(taken)).toEqual([]);
    expect(await stateOf(grantId)).toBe("revoked");
  });

  it("suspends, and gives a revoked suspension back as a suspension", async () => {
    expect((await suspend([grantId])).map(({ id }) => id)).toEqual([grantId]);
    expect(await suspend([grantId])).toEqual([]);
    const ended = await end([grantId]);
    expect(ended[0]?.former).toBe("suspended");
    await restore(ended);
    expect(await stateOf(grantId)).toBe("suspended");
  });

  it("narrows what is a part, and says why not of what is not", async () => {
    const shape = (actions: string[]) =>
      shapeSchema.parse({ server: "Books", tool: "pay_invoice", actions, expiresAt: END.toISOString() });
    const into = new Map([[grantId, [shape(["pay"])]]]);
    const wider = await seedGrant(agentId, { tool: "read_invoice", actions: ["read"], expiresAt: END });
    into.set(wider, [shape(["pay"])]);
    const done = await inSqlTransaction((tx) => narrowGrants(tx, cora, { into, reason, campaignId }));
    const parts = done.get(grantId);
    expect(parts).toMatchObject({ moved: { id: grantId, former: "active" }, parts: [expect.stringMatching(/^ent_/)] });
    expect(done.get(wider)).toMatchObject({ refusal: expect.stringMatching(/another tool/) });
    expect([await stateOf(grantId), await stateOf(wider)]).toEqual(["revoked", "active"]);
  });
});

describe("C6 a person lets a suspended grant again", () => {
  it("is for who may approve it, with a reason, and only while it is suspended", async () => {
    await expect(resumeEntitlement(cora, { id: grantId, version: 1, reason })).rejects.toMatchObject({
      code: "conflict",
    });
    await suspend([grantId]);
    const sven = contextAs("auditor", { id: "per_sven", now: NOW });
    await expect(resumeEntitlement(sven, { id: grantId, version: 2, reason })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(resumeEntitlement(olga, { id: grantId, version: 1, reason })).rejects.toMatchObject({
      code: "conflict",
    });
    const both = await Promise.allSettled([
      resumeEntitlement(olga, { id: grantId, version: 2, reason }),
      resumeEntitlement(cora, { id: grantId, version: 2, reason }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await stateOf(grantId)).toBe("active");
  });

  it("can be revoked while it is suspended", async () => {
    await suspend([grantId]);
    await revokeEntitlement(cora, { id: grantId, version: 2, reason });
    expect(await stateOf(grantId)).toBe("revoked");
  });
});
