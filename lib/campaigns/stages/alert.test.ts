import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { endTime, workStages } from "@/lib/testing/campaign-votes";
import {
  launchedCampaign,
  planOf,
  seedCampaignWorld,
  seedReviewedAgent,
  seedReviewedGrant,
} from "@/lib/testing/campaigns";
import { testDatabase } from "@/lib/testing/database";

testDatabase();
beforeAll(async () => {
  process.env.SMTP_URL = "smtp://127.0.0.1:1";
  await seedCampaignWorld();
  await db().roleGrant.create({
    data: { id: newId("grt"), personId: "per_pete", role: "compliance", teamId: "tem_a" },
  });
  await db().roleGrant.create({
    data: { id: newId("grt"), personId: "per_finn", role: "compliance", teamId: "tem_b" },
  });
});
beforeEach(async () => {
  await db().notice.deleteMany();
  await db().delivery.deleteMany();
});

/** A campaign over one grant of each of these agents, whose time ran out without a word. */
async function silenced(agents: readonly string[]) {
  for (const agentId of agents) await seedReviewedGrant(agentId);
  const plan = planOf({ stages: [{ reviewer: "owner" }], scope: { agentIds: [...agents] } });
  const campaignId = await launchedCampaign(plan);
  await endTime(campaignId);
  await workStages(campaignId);
  return campaignId;
}

const told = async () =>
  (await db().notice.findMany({ orderBy: { personId: "asc" } })).map(({ personId, kind, agentId, content }) => {
    const { path, count } = content as { path: string; count: number };
    return [personId, kind, agentId, path, count];
  });

describe("C3 no response: critical: suspend and alert", () => {
  it("tells the owner, the sponsor, the fallback and compliance of the team, each once, at once and by mail", async () => {
    const agentId = await seedReviewedAgent({ tier: "critical" });
    const campaignId = await silenced([agentId]);
    const [page, campaign] = [`/agents/${agentId}?tab=reviews`, `/campaigns/${campaignId}`];
    expect(await told()).toEqual([
      ["per_cora", "campaign_alert", agentId, campaign, 1],
      ["per_hana", "campaign_alert", agentId, page, 1],
      ["per_olga", "campaign_alert", agentId, page, 1],
      ["per_pete", "campaign_alert", agentId, page, 1],
      ["per_sven", "campaign_alert", agentId, page, 1],
    ]);
    const mails = await db().delivery.findMany({ where: { kind: "campaign_alert" }, orderBy: { personId: "asc" } });
    expect(mails.map(({ personId }) => personId)).toEqual(["per_cora", "per_hana", "per_olga", "per_pete", "per_sven"]);
  });

  it("is one message for each person, however many agents it is about", async () => {
    const one = await seedReviewedAgent({ tier: "critical" });
    const other = await seedReviewedAgent({ tier: "critical", ownerId: "per_otto", sponsorId: null });
    const campaignId = await silenced([one, other]);
    expect(await told()).toEqual([
      ["per_cora", "campaign_alert", null, `/campaigns/${campaignId}`, 2],
      ["per_hana", "campaign_alert", null, "/agents", 2],
      ["per_olga", "campaign_alert", one, `/agents/${one}?tab=reviews`, 1],
      ["per_otto", "campaign_alert", other, `/agents/${other}?tab=reviews`, 1],
      ["per_pete", "campaign_alert", null, "/agents", 2],
      ["per_sven", "campaign_alert", one, `/agents/${one}?tab=reviews`, 1],
    ]);
  });

  it("tells nobody of what is only suspended", async () => {
    await silenced([await seedReviewedAgent({ tier: "high" })]);
    expect(await told()).toEqual([]);
  });
});
