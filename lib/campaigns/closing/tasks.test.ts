import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db, sql } from "@/lib/db";
import { closeDecisionPoint } from "@/lib/policy";
import { enrolledKey } from "@/lib/testing/authenticator";
import {
  endCampaigns,
  launchedCampaign,
  planOf,
  seedCampaignWorld,
  seedReviewedAgent,
  seedReviewedGrant,
} from "@/lib/testing/campaigns";
import { closedBy, cora, decidedCampaign, remediationsOf, workThrough } from "@/lib/testing/closing";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/inventory";
import { finishCampaign, readFinish } from "./finish";
import { listTasks } from "./list-tasks";
import { settleTask } from "./settle-task";
import { beginExceptionsSigning, signExceptions } from "./sign-exceptions";

testDatabase();
beforeAll(seedCampaignWorld);
afterAll(closeDecisionPoint);

const note = "Looked into it together with the team that runs it.";
const generous = { rules: { secondPersonAbove: { count: 100, percent: 100 } } };
let low: string;
let high: string;

beforeEach(async () => {
  await endCampaigns();
  low = await seedReviewedAgent({ tier: "low" });
  high = await seedReviewedAgent({ tier: "high" });
});

const launched = () => launchedCampaign(planOf({ ...generous, scope: { agentIds: [low, high] } }));

/** A grant of the high agent that is withdrawn while a wider one still permits the same. */
async function failing(): Promise<{ id: string; narrow: string; wide: string }> {
  const narrow = await seedReviewedGrant(high, { tool: "read_invoice", actions: ["read"] });
  const wide = await seedReviewedGrant(high, { tool: null, actions: ["read"] });
  const id = await launched();
  await decidedCampaign(id, new Map([[narrow, { decision: "revoke" }]]));
  await closedBy(cora(), id);
  await workThrough(id);
  return { id, narrow, wide };
}

describe("C3 a conflict becomes a human task", () => {
  it("is decided by compliance, with separation of duties, once", async () => {
    // Cora approved this one, so that at its tier somebody else has to settle it.
    const grant = await seedReviewedGrant(high);
    const id = await launched();
    await decidedCampaign(id, new Map([[grant, { decision: "keep", state: "conflict" }]]));
    await sql().query("update campaign_items set decision = null where campaign_id = $1 and state = 'conflict'", [id]);
    const { number } = await db().campaignItem.findFirstOrThrow({ where: { campaignId: id, subjectId: grant } });
    await sql().query(
      `insert into campaign_tasks (id, campaign_id, number, kind, content, due_at, created_at)
       values ($1, $2, $3, 'conflict', '{}', now(), now())`,
      [`ctk_${id.slice(4)}`, id, number],
    );
    const [task] = await listTasks(cora(), { campaignId: id });
    expect(task).toMatchObject({ kind: "conflict", needsDecision: true, settle: { allowed: true } });
    const wanted = { id: task?.id ?? "", version: 1, note };
    await expect(settleTask(cora(), wanted)).rejects.toMatchObject({ code: "invalid" });
    await expect(settleTask(cora(), { ...wanted, decision: "keep" })).rejects.toMatchObject({ code: "forbidden" });
    const olga = contextAs("owner", { id: "per_olga", now: new Date() });
    await expect(settleTask(olga, { ...wanted, decision: "keep" })).rejects.toMatchObject({ code: "not_found" });
    const hana = contextAs("compliance", { id: "per_hana", now: new Date() });
    const both = await Promise.allSettled([
      settleTask(hana, { ...wanted, decision: "revoke" }),
      settleTask(hana, { ...wanted, decision: "keep" }),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const item = await db().campaignItem.findFirstOrThrow({ where: { campaignId: id, subjectId: grant } });
    expect(item.state).toBe("signed_off");
    expect(await db().campaignVote.findMany({ where: { campaignId: id } })).toMatchObject([
      { personId: "per_hana", capacity: "compliance", decision: item.decision },
    ]);
    expect(await listTasks(cora(), { campaignId: id })).toEqual([]);
  });
});

describe("C6 what failed is proved again, or signed for", () => {
  it("holds once the other grant is gone", async () => {
    const { id, narrow, wide } = await failing();
    const [task] = await listTasks(cora(), { campaignId: id });
    expect(task?.sentence).toContain(wide);
    await db().entitlement.update({ where: { id: wide }, data: { state: "revoked" } });
    await settleTask(cora(), { id: task?.id ?? "", version: 1, note });
    expect((await remediationsOf(id)).get(narrow)?.state).toBe("verified");
  });

  it("closes a high tier only with an exception that compliance signed with a passkey", async () => {
    const { id, narrow } = await failing();
    const [task] = await listTasks(cora(), { campaignId: id });
    await settleTask(cora(), { id: task?.id ?? "", version: 1, note });
    const row = (await remediationsOf(id)).get(narrow);
    expect(row?.state).toBe("done");
    const { version, needs } = await readFinish(cora(), id);
    expect(needs).toMatchObject([{ number: row?.number, why: expect.stringMatching(/did not prove it/) }]);
    await expect(finishCampaign(cora(), { id, version })).rejects.toMatchObject({ code: "unmet" });
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString();
    const exceptions = [{ number: row?.number ?? 0, reason: note, controls: "Watched daily by the team.", until }];
    const given = { campaignId: id, exceptions };
    await expect(beginExceptionsSigning(cora(), given)).rejects.toMatchObject({ code: "unmet" });
    const key = await enrolledKey("per_cora");
    const begun = await beginExceptionsSigning(cora(), given);
    await expect(signExceptions(cora(), { ...given, assertion: null })).rejects.toMatchObject({ code: "unmet" });
    const assertion = { nonce: begun.nonce, response: key.get(begun.options) };
    const other = {
      ...given,
      exceptions: [{ ...exceptions[0], reason: `${note} And more.` } as (typeof exceptions)[0]],
    };
    await expect(signExceptions(cora(), { ...other, assertion })).rejects.toMatchObject({ code: "forbidden" });
    await signExceptions(cora(), { ...given, assertion });
    await expect(signExceptions(cora(), { ...given, assertion })).rejects.toMatchObject({ code: "forbidden" });
    await finishCampaign(cora(), { id, version });
    expect((await db().campaign.findUniqueOrThrow({ where: { id } })).state).toBe("closed_with_exceptions");
    expect((await eventsOf(id)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(["campaign.exceptions_signed", "campaign.closed"]),
    );
  });

  it("lets nobody sign for what needs no exception, or for ever", async () => {
    const { id, narrow } = await failing();
    const number = (await remediationsOf(id)).get(narrow)?.number ?? 0;
    const far = new Date(Date.now() + 400 * 86_400_000).toISOString();
    const one = { number, reason: note, controls: "", until: far };
    await expect(beginExceptionsSigning(cora(), { campaignId: id, exceptions: [one] })).rejects.toMatchObject({
      code: "invalid",
    });
    const soon = { ...one, number: number + 1, until: new Date(Date.now() + 1e6).toISOString() };
    await expect(beginExceptionsSigning(cora(), { campaignId: id, exceptions: [soon] })).rejects.toMatchObject({
      code: "invalid",
    });
    const otto = contextAs("auditor", { id: "per_otto", now: new Date() });
    await expect(beginExceptionsSigning(otto, { campaignId: id, exceptions: [one] })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("C6 outside systems get a task with owner and due date", () => {
  it("waits for its owner, who settles it", async () => {
    const server = await db().agentServer.findFirstOrThrow({ where: { agentId: low } });
    await db().agentServer.update({ where: { id: server.id }, data: { credential: "svc-books" } });
    const id = await launchedCampaign(planOf({ ...generous, kinds: ["dependency"], scope: { agentIds: [low] } }));
    await decidedCampaign(id, new Map([[server.id, { decision: "revoke" }]]));
    await closedBy(cora(), id);
    await workThrough(id);
    expect((await remediationsOf(id)).get(server.id)?.state).toBe("manual");
    const olga = contextAs("owner", { id: "per_olga", now: new Date() });
    const [task] = await listTasks(olga, { mine: true });
    expect(task).toMatchObject({ kind: "outside", owner: { id: "per_olga" }, settle: { allowed: true } });
    expect(task?.sentence).toMatch(/account svc-books at Books/);
    await settleTask(olga, { id: task?.id ?? "", version: 1, note });
    expect((await remediationsOf(id)).get(server.id)?.state).toBe("done");
    const { version } = await readFinish(cora(), id);
    await finishCampaign(cora(), { id, version });
    expect((await db().campaign.findUniqueOrThrow({ where: { id } })).state).toBe("closed");
  });
});
