import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { inSqlTransaction } from "@/lib/db";
import { closeDecisionPoint } from "@/lib/policy";
import {
  launchedCampaign,
  planOf,
  seedCampaignWorld,
  seedReviewedAgent,
  seedReviewedGrant,
} from "@/lib/testing/campaigns";
import { closedBy, cora, decidedCampaign, worker, workThrough } from "@/lib/testing/closing";
import { testDatabase } from "@/lib/testing/database";
import { applyDue } from "../closing/apply-due";
import { readLongWork } from "../overview/progress/read-progress";
import { lockCampaign } from "../store";
import { noteProgress } from "./store";

testDatabase();
beforeAll(seedCampaignWorld);
afterAll(closeDecisionPoint);

/** A campaign that was closed, with two grants to take away now. */
async function closed(): Promise<string> {
  const agentId = await seedReviewedAgent();
  const grants = [await seedReviewedGrant(agentId), await seedReviewedGrant(agentId, { tool: "read_invoice" })];
  const rules = { secondPersonAbove: { count: 100, percent: 100 } };
  const id = await launchedCampaign(planOf({ scope: { agentIds: [agentId] }, rules }));
  await decidedCampaign(id, new Map(grants.map((grant) => [grant, { decision: "revoke" }])));
  await closedBy(cora(), id);
  return id;
}

const stepsOf = async (id: string) => new Map((await readLongWork(cora(), id)).map((one) => [one.step, one]));

describe("C6 remediation: how far it is can be read while it runs", () => {
  it("is there before the work is committed, and over once it is done", async () => {
    const id = await closed();
    let running: Promise<unknown> | undefined;
    await inSqlTransaction(async (tx) => {
      await lockCampaign(tx, id);
      running = applyDue(worker(), id);
      await vi.waitFor(async () => expect((await stepsOf(id)).get("remediate")).toBeDefined(), { timeout: 20_000 });
      expect((await stepsOf(id)).get("remediate")).toMatchObject({ done: 0, total: 2, finishedAt: null });
    });
    await running;
    expect((await stepsOf(id)).get("remediate")).toMatchObject({ done: 2, total: 2, finishedAt: expect.any(Date) });
    await workThrough(id);
    expect((await stepsOf(id)).get("verify")).toMatchObject({ done: 2, total: 2, finishedAt: expect.any(Date) });
    expect((await stepsOf(id)).get("launch")).toMatchObject({ done: 2, total: 2, finishedAt: expect.any(Date) });
  });

  it("does not stay under way after a worker was killed and another found nothing left", async () => {
    const id = await closed();
    await workThrough(id);
    await noteProgress(id, "remediate", { done: 1, total: 2 });
    expect((await stepsOf(id)).get("remediate")?.finishedAt).toBeNull();
    await applyDue(worker(), id);
    expect((await stepsOf(id)).get("remediate")?.finishedAt).toBeInstanceOf(Date);
  });
});
