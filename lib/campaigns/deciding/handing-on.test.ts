import { beforeAll, describe, expect, it } from "vitest";
import { db, sql } from "@/lib/db";
import { endTime, grantsUnderReview, sayAs, storedItem } from "@/lib/testing/campaign-votes";
import {
  launchedCampaign,
  planOf,
  seedCampaignWorld,
  seedReviewedAgent,
  seedReviewedGrant,
} from "@/lib/testing/campaigns";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/inventory";
import { asPerson } from "@/lib/testing/reviewing";
import { loadItems } from "../store";
import { barsFor } from "./bars-for";
import { decideBulk } from "./decide-bulk";
import { reassignItem } from "./reassign-item";
import { signOff } from "./sign-off";

testDatabase();
beforeAll(seedCampaignWorld);

const typesOf = async (campaignId: string) => (await eventsOf(campaignId)).map(({ type }) => type);
const words = "They said it is used once a year.";

describe("C3 reassignment: only open items, note required, two hops at most, separation of duties checked again", () => {
  const handing = async (campaignId: string, toPersonId: string, note = words) => {
    const { version } = await storedItem(campaignId);
    return { campaignId, number: 1, version, toPersonId, note };
  };
  it("moves the item, says why, and asks the new one alone", async () => {
    const { campaignId } = await grantsUnderReview();
    const olga = await asPerson("olga");
    await expect(reassignItem(olga, await handing(campaignId, "per_mia", "x"))).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(reassignItem(olga, await handing(campaignId, "per_gone"))).rejects.toMatchObject({ code: "unmet" });
    await reassignItem(olga, await handing(campaignId, "per_mia"));
    expect(await storedItem(campaignId)).toMatchObject({
      seat: "per_mia",
      seatKind: "person",
      hops: 1,
      marks: ["reassigned"],
    });
    const ask = await db().campaignAsk.findFirst({ where: { campaignId, why: "reassigned" } });
    expect(ask).toMatchObject({ fromSeat: "per_olga", toSeat: "per_mia", note: words, byId: "per_olga" });
    await expect(sayAs("olga", campaignId)).rejects.toMatchObject({ code: "not_found" });
    await reassignItem(await asPerson("mia"), await handing(campaignId, "per_pete"));
    await expect(reassignItem(await asPerson("pete"), await handing(campaignId, "per_olga"))).rejects.toMatchObject({
      code: "unmet",
    });
    await sayAs("pete", campaignId);
    await expect(reassignItem(await asPerson("cora"), await handing(campaignId, "per_mia"))).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await typesOf(campaignId)).filter((type) => type === "campaign.item_reassigned")).toHaveLength(2);
  });

  it("once where two do it at the same time, and not to whom separation of duties keeps out", async () => {
    const { campaignId } = await grantsUnderReview({
      agent: { tier: "critical" },
      plan: { stages: [{ reviewer: "person", personId: "per_mia" }] },
    });
    await expect(reassignItem(await asPerson("mia"), await handing(campaignId, "per_olga"))).rejects.toMatchObject({
      code: "unmet",
    });
    const both = await Promise.all([handing(campaignId, "per_pete"), handing(campaignId, "per_finn")]);
    const [mia, cora] = [await asPerson("mia"), await asPerson("cora")];
    const answers = await Promise.allSettled([reassignItem(mia, both[0]), reassignItem(cora, both[1])]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await storedItem(campaignId)).hops).toBe(1);
  });
});

describe("C5 bulk: within one agent, tier moderate and below, with a reason, capped", () => {
  it("decides what may go together, names the rest, and marks the press", async () => {
    const { campaignId, grants } = await grantsUnderReview({ grants: 4 });
    await sql().query("update entitlements set actions = '{pay,delete}' where id = $1", [grants[0]]);
    const outcome = await decideBulk(await asPerson("olga"), {
      campaignId,
      numbers: [1, 2, 3, 4, 99],
      decision: "keep",
      reason: "seasonal",
    });
    const drifted = (await db().campaignItem.findFirst({ where: { campaignId, subjectId: grants[0] ?? "" } }))?.number;
    expect(outcome.refused.map(({ number }) => number)).toEqual([drifted, 99]);
    expect(outcome.done).toHaveLength(3);
    const votes = await db().campaignVote.findMany({ where: { campaignId } });
    expect(new Set(votes.map(({ bulkId }) => bulkId)).size).toBe(1);
    expect(votes.every(({ bulkId }) => bulkId !== null)).toBe(true);
    expect((await typesOf(campaignId)).filter((type) => type === "campaign.voted")).toHaveLength(3);
  });

  it("not of two agents, not without a reason, not more than fit, not for tier high", async () => {
    const [one, two] = [await seedReviewedAgent(), await seedReviewedAgent()];
    for (const agentId of [one, two]) await seedReviewedGrant(agentId);
    const campaignId = await launchedCampaign(planOf({ scope: { agentIds: [one, two] } }));
    const olga = await asPerson("olga");
    const press = (numbers: number[], reason = "seasonal") =>
      decideBulk(olga, { campaignId, numbers, decision: "keep", reason });
    await expect(press([1, 2])).rejects.toMatchObject({ code: "unmet" });
    await expect(press([1], "")).rejects.toMatchObject({ code: "invalid" });
    await expect(press(Array.from({ length: 51 }, (_, at) => at + 1))).rejects.toMatchObject({ code: "invalid" });
    const high = await grantsUnderReview({ agent: { tier: "high" } });
    const outcome = await decideBulk(olga, {
      campaignId: high.campaignId,
      numbers: [1],
      decision: "keep",
      reason: "seasonal",
    });
    expect(outcome).toMatchObject({ done: [], refused: [{ number: 1 }] });
    await expect(
      decideBulk(await asPerson("dana"), { campaignId, numbers: [1], decision: "keep", reason: "seasonal" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("C5 what a page offers is what the verbs do", () => {
  const abilitiesFor = async (name: string, campaignId: string) =>
    (await barsFor(sql(), await asPerson(name), await loadItems(sql(), campaignId, [1]))).get(1);
  it("for who is asked, who is not, who signed, and once the time is over", async () => {
    const { campaignId } = await grantsUnderReview();
    const open = await abilitiesFor("olga", campaignId);
    expect(open).toMatchObject({ keep: { allowed: true }, reduce: { allowed: true }, reassign: { allowed: true } });
    expect([open?.transfer.allowed, open?.correct.allowed]).toEqual([false, false]);
    expect(await abilitiesFor("cora", campaignId)).toMatchObject({
      keep: { allowed: false },
      reassign: { allowed: true },
    });
    await sayAs("olga", campaignId);
    expect(await abilitiesFor("olga", campaignId)).toMatchObject({
      keep: { allowed: true },
      reassign: { allowed: false },
    });
    await signOff(await asPerson("olga"), { campaignId });
    const signed = await abilitiesFor("olga", campaignId);
    expect([signed?.keep.allowed, signed?.correct.allowed]).toEqual([false, true]);
    const late = await grantsUnderReview();
    await endTime(late.campaignId);
    expect(await abilitiesFor("olga", late.campaignId)).toMatchObject({
      keep: { allowed: false },
      reassign: { allowed: false },
    });
  });
});
