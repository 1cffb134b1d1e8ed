import { beforeAll, describe, expect, it } from "vitest";
import { db, sql } from "@/lib/db";
import { testDatabase } from "@/lib/testing/database";
import { seedDecidingAgent, seedGrant } from "@/lib/testing/deciding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { liveSubjects } from "./queries";

testDatabase();
beforeAll(seedOrganisation);

const one = async (kind: "entitlement" | "owner" | "credential" | "purpose" | "dependency", subjectId: string) =>
  (await liveSubjects(sql(), [{ kind, subjectId }])).get(`${kind}:${subjectId}`);

describe("C4 snapshot: the rights of a subject as they are now, and their digest", () => {
  it("of a grant: what it permits, where it came from and how it was used; nothing once it is over", async () => {
    const agentId = await seedDecidingAgent();
    const id = await seedGrant(agentId, { tool: "pay_invoice", actions: ["pay"] });
    const live = await one("entitlement", id);
    expect(live).toMatchObject({ agentId, teamId: "tem_a", tier: "low" });
    expect(live?.rights).toEqual({
      kind: "entitlement",
      server: "Books",
      tool: "pay_invoice",
      resourceId: null,
      actions: ["pay"],
      conditions: [],
      windows: [],
      startsAt: null,
      expiresAt: null,
      tier: "low",
    });
    expect(live?.snapshot).toMatchObject({
      rights: live?.rights,
      agent: { environment: "production", status: "active", teamId: "tem_a" },
      use: { lastUsedAt: null, useCount: 0 },
      origin: { requestedById: "per_olga", approvedById: "per_cora", justification: "For the tests" },
      certifiedAt: null,
    });
    await sql().query("update entitlements set expires_at = now() - interval '1 second' where id = $1", [id]);
    expect(await one("entitlement", id)).toBeUndefined();
  });

  it("does not change by use, and changes by whatever is granted", async () => {
    const id = await seedGrant(await seedDecidingAgent(), { actions: ["read"] });
    const before = await one("entitlement", id);
    await sql().query("update entitlements set use_count = 7, last_used_at = now() where id = $1", [id]);
    const used = await one("entitlement", id);
    expect(used?.digest).toBe(before?.digest);
    expect(used?.snapshot.use.useCount).toBe(7);
    await sql().query("update entitlements set actions = '{read,write}' where id = $1", [id]);
    expect((await one("entitlement", id))?.digest).not.toBe(before?.digest);
  });

  it("of owner, purpose and dependency: the agent and its servers; none of an agent that is out of use", async () => {
    const agentId = await seedDecidingAgent();
    const server = await db().agentServer.findFirstOrThrow({ where: { agentId } });
    expect((await one("owner", agentId))?.rights).toEqual({
      ...{ kind: "owner", ownerId: "per_olga", deputyId: null, sponsorId: "per_sven", tier: "low" },
    });
    expect((await one("purpose", agentId))?.rights).toMatchObject({ purpose: "Pays what is owed.", tier: "low" });
    expect((await one("dependency", server.id))?.rights).toMatchObject({
      ...{ name: "Books", tools: ["new_tool", "pay_invoice", "read_invoice"] },
    });
    await sql().query("update agents set tier = null where id = $1", [agentId]);
    expect((await one("owner", agentId))?.tier).toBe("critical");
    await sql().query(`update agents set status = 'decommissioned' where id = $1`, [agentId]);
    const keys = [
      { kind: "owner", subjectId: agentId },
      { kind: "purpose", subjectId: agentId },
      { kind: "dependency", subjectId: server.id },
    ] as const;
    expect((await liveSubjects(sql(), keys)).size).toBe(0);
  });
});
