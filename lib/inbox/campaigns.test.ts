import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { seedOrganisation } from "@/lib/testing/inventory";
import { inbox, inboxCount, inboxCounts } from "./index";

testDatabase();

const NOW = new Date();
const DUE = new Date(NOW.getTime() + 5 * 86_400_000);
const cora = contextAs("compliance", { id: "per_cora", now: NOW });
const rita = contextAs("ciso", { id: "per_rita", now: NOW });
const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a", now: NOW });
/** Compliance for one team: a campaign across teams is not theirs. */
const sven = contextAs("compliance", { id: "per_sven", teamId: "tem_a", now: NOW });

beforeAll(seedOrganisation);
afterEach(async () => {
  for (const table of ["campaign_items", "campaign_counts", "campaign_tasks", "campaign_exclusions", "campaigns"]) {
    await sql().query(`delete from ${table}`);
  }
});

const campaign = async (over: object) => {
  const id = newId("cmp");
  const times = { createdAt: NOW, launchedAt: NOW, stageDueAt: DUE, stage: 1 };
  await db().campaign.create({
    data: { id, name: "Q4", kind: "adhoc", plan: {}, ...times, ...over, state: "active", ...over },
  });
  return id;
};
const item = (campaignId: string, number: number, over: object = {}) =>
  db().campaignItem.create({
    data: {
      ...{ campaignId, number, kind: "purpose", subjectId: `agt_${number}`, agentId: `agt_${number}`, tier: "low" },
      ...{
        snapshot: {},
        digest: Buffer.alloc(32),
        seat: "per_olga",
        seatKind: "owner",
        state: "pending",
        marks: [],
        ...over,
      },
    },
  });
const task = (campaignId: string, number: number, ownerId: string | null) =>
  db().campaignTask.create({
    data: { id: newId("ctk"), campaignId, number, kind: "outside", content: {}, ownerId, dueAt: DUE, createdAt: NOW },
  });

const of = async (ctx: Context) =>
  (await inbox(ctx)).items.filter(({ kind }) => kind.startsWith("campaign_")).map(({ title, href }) => [title, href]);

describe("D2 campaigns in the inbox", () => {
  it("asks a reviewer per campaign, with its deadline, and counts each item beside Campaigns", async () => {
    const id = await campaign({});
    await item(id, 1);
    await item(id, 2);
    await item(id, 3, { seat: "per_otto" });
    expect(await of(olga)).toEqual([["2 items to review in Q4", `/campaigns/${id}/review`]]);
    expect((await inbox(olga)).items[0]?.dueAt).toEqual(DUE);
    expect((await inboxCounts(olga)).campaigns).toBe(2);
    expect(await of(cora)).toEqual([]);
  });

  it("asks for the sign-off once everything is answered", async () => {
    const id = await campaign({});
    await item(id, 1, { state: "decided", decision: "keep" });
    const vote = { campaignId: id, number: 1, stage: 1, personId: "per_olga", revision: 1, decision: "keep" };
    await db().campaignVote.create({ data: { ...vote, digest: Buffer.alloc(32), capacity: "seat" } });
    expect(await of(olga)).toEqual([["Sign off what you decided in Q4", `/campaigns/${id}/review`]]);
    await sql().query("delete from campaign_votes");
  });

  it("asks compliance for the close, then a second person to confirm it, and never who asked", async () => {
    const id = await campaign({ state: "deciding_closed", decidedAt: NOW });
    expect(await of(cora)).toEqual([["Close Q4", `/campaigns/${id}/close`]]);
    expect(await of(rita)).toEqual([]);
    expect(await of(sven)).toEqual([]);
    await db().campaign.update({ where: { id }, data: { closeAskedById: "per_cora", closeAskedAt: NOW } });
    expect(await of(cora)).toEqual([]);
    expect(await of(rita)).toEqual([["Confirm the close of Q4", `/campaigns/${id}/close`]]);
  });

  it("asks compliance to sign for what is left, only once nothing is under way", async () => {
    const id = await campaign({ state: "verifying", confirmedAt: NOW });
    const row = { campaignId: id, number: 1, action: "revoke", wave: 0, applyAt: NOW };
    await item(id, 1, { state: "open", decision: "revoke" });
    await db().campaignRemediation.create({ data: { ...row, state: "applied" } });
    expect(await of(cora)).toEqual([]);
    await db().campaignRemediation.updateMany({ data: { state: "error" } });
    expect(await of(cora)).toEqual([["Sign for what is left of Q4", `/campaigns/${id}/remediation`]]);
    await db().campaignRemediation.updateMany({ data: { state: "verified" } });
    expect(await of(cora)).toEqual([["Finish Q4", `/campaigns/${id}/remediation`]]);
    await sql().query("delete from campaign_remediations");
  });

  it("gives a task to its owner, and those without one to compliance", async () => {
    const id = await campaign({});
    await task(id, 1, "per_olga");
    await task(id, 2, null);
    expect(await of(olga)).toEqual([["1 task of a recertification for you", "/campaigns/tasks"]]);
    expect(await of(cora)).toEqual([["1 task to settle in Q4", `/campaigns/${id}/tasks`]]);
    await sql().query("update campaign_tasks set state = 'done'");
    expect([await of(olga), await of(cora)]).toEqual([[], []]);
  });

  it("asks a second person about an exclusion, never who asked for it", async () => {
    const row = {
      targetKind: "agent",
      targetId: "agt_1",
      teamId: "tem_a",
      reason: "Retired soon",
      requestedById: "per_cora",
    };
    await db().campaignExclusion.create({ data: { id: "exc_1", ...row, requestedAt: NOW, until: DUE } });
    const asked = [["1 exclusion from recertification to decide", "/campaigns/exclusions"]];
    expect([await of(cora), await of(rita), await of(sven)]).toEqual([[], asked, asked]);
  });

  it("counts what it lists", async () => {
    const id = await campaign({});
    await item(id, 1);
    await task(id, 1, "per_olga");
    for (const ctx of [cora, rita, olga, sven]) {
      expect(await inboxCount(ctx)).toBe((await inbox(ctx)).items.length);
    }
  });
});
