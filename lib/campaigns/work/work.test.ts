import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { runJobs } from "@/lib/jobs";
import { endTime, grantsUnderReview, sayAs, storedItem } from "@/lib/testing/campaign-votes";
import {
  draftInput,
  endCampaigns,
  itemsOf,
  planOf,
  seedCampaignWorld,
  seedReviewedGrant,
} from "@/lib/testing/campaigns";
import { testDatabase } from "@/lib/testing/database";
import { asPerson } from "@/lib/testing/reviewing";
import { advanceCampaign, draftCampaign, launchCampaign, startDue, sweepCampaigns, workOn } from "../index";
import { alone } from "./store";

testDatabase();

const worker = systemContext("worker");
let agents: Awaited<ReturnType<typeof seedCampaignWorld>>;

beforeAll(async () => {
  agents = await seedCampaignWorld();
  for (const id of Object.values(agents)) await seedReviewedGrant(id);
});
beforeEach(async () => {
  await endCampaigns();
  await sql().query("delete from pgboss.job");
  await sql().query("update campaign_drifts set settled_at = now()");
});

/** Lets two workers run until `until` holds. */
async function working(until: () => Promise<boolean>): Promise<unknown[]> {
  const stopping = new AbortController();
  const problems: unknown[] = [];
  const one = () => runJobs({ signal: stopping.signal, work: workOn, onProblem: (error) => problems.push(error) });
  const running = Promise.all([one(), one()]);
  try {
    await expect.poll(until, { timeout: 30_000 }).toBe(true);
  } finally {
    stopping.abort();
    await running;
  }
  return problems;
}

const stateOf = async (id: string) => (await db().campaign.findUniqueOrThrow({ where: { id } })).state;
const waiting = async () => {
  const { rows } = await sql().query<{ id: string }>(
    "select data->>'id' as id from pgboss.job where name = 'campaigns' order by 1",
  );
  return rows.map(({ id }) => id);
};

describe("launch: one transaction, by the worker", { timeout: 60_000 }, () => {
  it("happens once when it was asked for, with two workers", async () => {
    const cora = await asPerson("cora");
    const { id } = await draftCampaign(cora, draftInput(planOf({ kinds: ["entitlement", "owner"] })));
    await launchCampaign(cora, { id, version: 1 });
    expect(await waiting()).toEqual([id]);
    expect(await working(async () => (await stateOf(id)) === "active")).toEqual([]);
    expect(await itemsOf(id)).toHaveLength(8);
    expect(await db().auditEvent.count({ where: { targetId: id, type: "campaign.launched" } })).toBe(1);
  });

  it("is taken up by the sweep when its job was lost, and not before its time", async () => {
    const cora = await asPerson("cora");
    const { id } = await draftCampaign(cora, draftInput(planOf()));
    await launchCampaign(cora, { id, version: 1, launchAt: new Date(Date.now() + 3_600_000) });
    await sql().query("delete from pgboss.job");
    expect(await sweepCampaigns()).toBe(0);
    expect(await advanceCampaign(worker, id)).toBe("waits");
    await sql().query("update campaigns set launch_at = now() - interval '1 second' where id = $1", [id]);
    const swept = await Promise.all([sweepCampaigns(), sweepCampaigns()]);
    expect(Math.max(...swept)).toBe(1);
    await working(async () => (await stateOf(id)) === "active");
    await sql().query("delete from pgboss.job where state in ('created', 'retry')");
    expect(await sweepCampaigns()).toBe(0);
  });
});

describe("C3 stages end by themselves", { timeout: 60_000 }, () => {
  it("once nobody is asked any more, or their time is over", async () => {
    const { campaignId } = await grantsUnderReview({ agent: { tier: "low" }, plan: { stages: [{}] } });
    await advanceCampaign(worker, campaignId);
    await sql().query("delete from pgboss.job");
    // It asks: looked at once a minute for what stopped agents hold up.
    await sql().query(
      `insert into pgboss.job (name, state, singleton_key, completed_on) values ('campaigns', 'completed', 'campaign:' || $1, now())`,
      [campaignId],
    );
    expect(await sweepCampaigns()).toBe(0);
    await sql().query("delete from pgboss.job");
    await endTime(campaignId);
    expect(await sweepCampaigns()).toBe(1);
    await working(async () => (await stateOf(campaignId)) === "deciding_closed");
    expect(await storedItem(campaignId)).toMatchObject({ state: "no_response", decision: "keep" });
  });

  it("leave what was answered as it was", async () => {
    const { campaignId } = await grantsUnderReview({ agent: { tier: "low" }, plan: { stages: [{}] } });
    await sayAs("olga", campaignId);
    await endTime(campaignId);
    await working(async () => {
      await sweepCampaigns();
      return (await stateOf(campaignId)) === "deciding_closed";
    });
    expect((await storedItem(campaignId)).decision).toBe("keep");
  });
});

describe("C7 a micro-certification goes from the change to the question", { timeout: 60_000 }, () => {
  it("without anybody pressing anything", async () => {
    await db().agent.update({ where: { id: agents.moderate }, data: { tier: "high" } });
    await sql().query("update campaign_drifts set at = at - interval '15 minutes' where settled_at is null");
    expect(await startDue(worker)).toEqual({ scheduled: 0, micro: 1 });
    const { id } = await db().campaign.findFirstOrThrow({ where: { kind: "micro", state: "scheduled" } });
    await working(async () => (await stateOf(id)) === "active");
    const items = await itemsOf(id);
    expect(items.map(({ agentId }) => agentId)).toEqual(items.map(() => agents.moderate));
    expect([...new Set(items.map(({ kind }) => kind))].sort()).toEqual([
      "dependency",
      "entitlement",
      "owner",
      "purpose",
    ]);
    expect([...new Set(items.map(({ seat }) => seat))]).toEqual(["per_olga"]);
  });
});

describe("one worker at a time does something about a campaign", () => {
  it("and the others go on to the next", async () => {
    const { campaignId } = await grantsUnderReview();
    const step = await alone(campaignId, () => advanceCampaign(worker, campaignId));
    expect(step).toBe("waits");
    await endTime(campaignId);
    expect(await alone(campaignId, () => advanceCampaign(worker, campaignId))).toBe("waits");
    expect(await stateOf(campaignId)).toBe("active");
    expect(await alone(campaignId, async () => "mine")).toBe("mine");
  });

  it("knows nothing of a campaign that is gone", async () => {
    expect(await advanceCampaign(worker, "cmp_none")).toBe("over");
  });
});
