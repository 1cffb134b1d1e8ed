import { beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { db, sql } from "@/lib/db";
import {
  launchedCampaign,
  planOf,
  seedCampaignWorld,
  seedReviewedAgent,
  seedReviewedGrant,
} from "@/lib/testing/campaigns";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/inventory";
import { expireUncertified } from "./expire-uncertified";
import { uncertifiedAt } from "./expiring/rules";

testDatabase();
beforeAll(seedCampaignWorld);

const worker = () => systemContext("worker", { now: new Date() });
const stateOf = async (id: string) =>
  (await db().entitlement.findUniqueOrThrow({ where: { id }, select: { state: true } })).state;

async function approvedDaysAgo(id: string, days: number): Promise<void> {
  await sql().query(
    "update entitlements set approved_at = now() - make_interval(days => $2), requested_at = now() - make_interval(days => $2) where id = $1",
    [id, days],
  );
}

describe("C9 an uncertified grant runs out, by tier", () => {
  it.each([
    ["low", 400],
    ["moderate", 270],
    ["high", 180],
    ["critical", 120],
  ] as const)("%s after %i days", (tier, days) => {
    const since = new Date("2026-01-01T00:00:00Z");
    expect((uncertifiedAt(since, tier).getTime() - since.getTime()) / 86_400_000).toBe(days);
    expect(uncertifiedAt(since, null)).toEqual(uncertifiedAt(since, "critical"));
  });

  it("begins with the first closed campaign, spares what is excluded or certified, and tells the owner before and after", async () => {
    const critical = await seedReviewedAgent({ tier: "critical" });
    const [old, soon, certified, excluded] = await Promise.all([1, 2, 3, 4].map(() => seedReviewedGrant(critical)));
    if (!old || !soon || !certified || !excluded) throw new Error("a grant is missing");
    for (const [id, days] of [
      [old, 121],
      [soon, 110],
      [certified, 200],
      [excluded, 200],
    ] as const) {
      await approvedDaysAgo(id, days);
    }
    const id = await launchedCampaign(planOf({ scope: { agentIds: [critical] } }));
    expect(await expireUncertified(worker())).toBe(0);
    await sql().query("update campaigns set state = 'closed' where id = $1", [id]);
    const at = new Date();
    await db().certification.create({
      data: {
        ...{ kind: "entitlement", subjectId: certified, agentId: critical, campaignId: id, number: 1 },
        ...{ outcome: "keep", certifiedAt: at, at },
      },
    });
    await db().campaignExclusion.create({
      data: {
        ...{
          id: "cex_one",
          targetKind: "entitlement",
          targetId: excluded,
          reason: "Replaced next month",
          state: "active",
        },
        ...{ requestedById: "per_olga", requestedAt: at, until: new Date(at.getTime() + 86_400_000) },
      },
    });
    expect(await expireUncertified(worker())).toBe(1);
    expect(await expireUncertified(worker())).toBe(0);
    expect(await Promise.all([old, soon, certified, excluded].map(stateOf))).toEqual([
      ...["expired", "active", "active", "active"],
    ]);
    const notices = await db().notice.findMany({ where: { agentId: critical }, orderBy: { kind: "asc" } });
    expect(notices.map(({ kind, personId }) => [kind, personId])).toEqual([
      ["uncertified", "per_olga"],
      ["uncertified_soon", "per_olga"],
    ]);
    expect((await eventsOf(critical)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(["agent.grant_expired", "entitlement.uncertified"]),
    );
  });
});
