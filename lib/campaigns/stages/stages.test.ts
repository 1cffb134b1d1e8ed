import { beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { db, sql } from "@/lib/db";
import {
  endTime,
  grantsUnderReview,
  miscounts,
  REVOKE,
  sayAs,
  sayingOf,
  storedItem,
  workStages,
} from "@/lib/testing/campaign-votes";
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
import { decideBulk } from "../deciding/decide-bulk";
import { decideItem } from "../deciding/decide-item";
import { signOff } from "../deciding/sign-off";
import { readIntegrity } from "../integrity/read-integrity";
import { loadCampaign } from "../store";
import { cancelCampaign } from "./cancel-campaign";
import { endStage } from "./end-stage";
import { pauseCampaign } from "./pause-campaign";
import { resumeCampaign } from "./resume-campaign";

testDatabase();
beforeAll(seedCampaignWorld);

const ONE_STAGE = { stages: [{ reviewer: "owner" }] } as const;
const TWO_STAGES = {
  stages: [{ reviewer: "owner" }, { reviewer: "group", samplePercent: 0 }],
} as const;
const campaignOf = async (id: string) => {
  const found = await loadCampaign(sql(), id);
  if (!found) throw new Error("there is no campaign");
  return found;
};
const toldOf = async (id: string, type: string) => (await eventsOf(id)).find((event) => event.type === type)?.details;
const reason = "The auditors asked us to wait.";
const worker = systemContext("worker");

/** One grant of an agent of each tier, in one campaign; by tier the item's number. */
async function ofEachTier(plan: Parameters<typeof planOf>[0] = ONE_STAGE) {
  const tiers = ["low", "moderate", "high", "critical"] as const;
  const agents = await Promise.all(tiers.map((tier) => seedReviewedAgent({ tier, privileges: ["payment"] })));
  for (const agentId of agents) await seedReviewedGrant(agentId);
  const campaignId = await launchedCampaign(planOf({ ...plan, scope: { agentIds: agents } }));
  const items = await db().campaignItem.findMany({ where: { campaignId } });
  const numbers = Object.fromEntries(items.map(({ tier, number }) => [tier, number])) as Record<
    (typeof tiers)[number],
    number
  >;
  return { campaignId, numbers, agents };
}

describe("C3 no response: low keep once, then revoke; moderate escalate, then suspend; high suspend; critical suspend and alert", () => {
  it("the first time", async () => {
    const { campaignId, numbers } = await ofEachTier();
    expect(await endStage(worker, campaignId)).toBe("waits");
    await endTime(campaignId);
    expect(await workStages(campaignId)).toBe("waits");
    const of = async (tier: keyof typeof numbers) => {
      const { state, decision } = await storedItem(campaignId, numbers[tier]);
      return [state, decision];
    };
    expect(await of("low")).toEqual(["no_response", "keep"]);
    expect(await of("moderate")).toEqual(["pending", null]);
    expect(await of("high")).toEqual(["no_response", "suspend"]);
    expect(await of("critical")).toEqual(["no_response", "suspend"]);
    const alerts = await db().auditEvent.findMany({ where: { targetId: campaignId, severity: "alert" } });
    expect(alerts.map(({ type }) => type)).toEqual(["campaign.silence_alerted"]);
    expect(await toldOf(campaignId, "campaign.silence_settled")).toMatchObject({
      items: 4,
      kept: 1,
      suspended: 2,
      escalated: 1,
    });
    const escalated = await storedItem(campaignId, numbers.moderate);
    expect(escalated).toMatchObject({ seat: "per_mia", marks: ["escalated"] });
    const ask = await db().campaignAsk.findFirst({ where: { campaignId, why: "escalated" } });
    expect(ask).toMatchObject({ fromSeat: "per_olga", toSeat: "per_mia" });
    await sql().query(
      "update campaign_items set due_at = clock_timestamp() where campaign_id = $1 and due_at is not null",
      [campaignId],
    );
    expect(await workStages(campaignId)).toBe("over");
    expect(await of("moderate")).toEqual(["no_response", "suspend"]);
    expect((await campaignOf(campaignId)).state).toBe("deciding_closed");
    expect(await miscounts(campaignId)).toEqual([]);
  });

  it("the manager who is asked then may still decide", async () => {
    const { campaignId, numbers } = await ofEachTier();
    await endTime(campaignId);
    await workStages(campaignId);
    await sayAs("mia", campaignId, { number: numbers.moderate });
    await signOff(await asPerson("mia"), { campaignId });
    expect(await workStages(campaignId)).toBe("over");
    expect(await storedItem(campaignId, numbers.moderate)).toMatchObject({ state: "signed_off", decision: "keep" });
  });

  it("a second silence in a row is never keep", async () => {
    const { campaignId, numbers } = await ofEachTier();
    await sql().query("update campaign_items set silences = 1 where campaign_id = $1", [campaignId]);
    await endTime(campaignId);
    expect(await workStages(campaignId)).toBe("over");
    const decisions = await Promise.all(Object.values(numbers).map((number) => storedItem(campaignId, number)));
    expect(decisions.map(({ decision }) => decision).sort()).toEqual(["revoke", "suspend", "suspend", "suspend"]);
  });

  it("who was asked and has decided without signing has answered", async () => {
    const { campaignId } = await grantsUnderReview({ plan: ONE_STAGE });
    await sayAs("olga", campaignId, REVOKE);
    await endTime(campaignId);
    expect(await workStages(campaignId)).toBe("over");
    expect(await storedItem(campaignId)).toMatchObject({ state: "decided", decision: "revoke" });
  });

  it("a stage that takes silence for consent", async () => {
    const { campaignId } = await grantsUnderReview({
      plan: { stages: [{ reviewer: "owner", strategy: "accepted_unless_denied" }] },
      agent: { tier: "low" },
    });
    await endTime(campaignId);
    await workStages(campaignId);
    expect(await storedItem(campaignId)).toMatchObject({ state: "no_response", decision: "keep" });
  });

  it("is settled batch by batch, and a second worker finds it done", async () => {
    const { campaignId } = await grantsUnderReview({ plan: ONE_STAGE, grants: 5 });
    await endTime(campaignId);
    await Promise.all([1, 2, 3].map(() => workStages(campaignId)));
    expect((await eventsOf(campaignId)).filter(({ type }) => type === "campaign.silence_settled")).toHaveLength(1);
    expect((await eventsOf(campaignId)).filter(({ type }) => type === "campaign.decisions_closed")).toHaveLength(1);
  });
});

describe("C3 states: active(stage n), deciding closed", () => {
  it("ends early once everything is signed, and takes on what is high and above, with what was asked for so far", async () => {
    const { campaignId, numbers } = await ofEachTier(TWO_STAGES);
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    await sql().query(
      `update entitlements set actions = '{pay,read}', expires_at = now() + interval '9 days'
       where id in (select subject_id from campaign_items where campaign_id = $1)`,
      [campaignId],
    );
    const part = [{ server: "Books", tool: "pay_invoice", actions: ["pay" as const], expiresAt }];
    for (const tier of ["low", "moderate", "critical"] as const)
      await sayAs("olga", campaignId, { number: numbers[tier] });
    await sayAs("olga", campaignId, { number: numbers.high, decision: "reduce", reason: "too_wide", change: part });
    expect(await workStages(campaignId)).toBe("waits");
    expect((await campaignOf(campaignId)).stage).toBe(1);
    await signOff(await asPerson("olga"), { campaignId });
    expect(await workStages(campaignId)).toBe("waits");
    const { stage, state, stageDueAt } = await campaignOf(campaignId);
    expect([stage, state, (stageDueAt?.getTime() ?? 0) > Date.now()]).toEqual([2, "active", true]);
    expect((await storedItem(campaignId, numbers.low)).stage).toBe(1);
    expect(await storedItem(campaignId, numbers.high)).toMatchObject({
      stage: 2,
      state: "pending",
      decision: null,
      seat: "group:payment",
    });
    await expect(sayAs("olga", campaignId, { number: numbers.low })).rejects.toMatchObject({ code: "conflict" });
    for (const tier of ["high", "critical"] as const) await sayAs("rita", campaignId, { number: numbers[tier] });
    expect(await storedItem(campaignId, numbers.high)).toMatchObject({
      decision: "reduce",
      change: [{ actions: ["pay"] }],
    });
    expect(await storedItem(campaignId, numbers.critical)).toMatchObject({ decision: "keep" });
    await signOff(await asPerson("rita"), { campaignId });
    expect(await workStages(campaignId)).toBe("over");
    const closed = await campaignOf(campaignId);
    expect([closed.state, closed.decidedAt !== null]).toEqual(["deciding_closed", true]);
    expect(await miscounts(campaignId)).toEqual([]);
  });

  it("revoke ends the item; of low and moderate a share goes on that anybody can draw again", async () => {
    const { campaignId } = await grantsUnderReview({
      plan: { stages: [{ reviewer: "owner" }, { reviewer: "compliance", samplePercent: 40 }] },
      grants: 40,
    });
    const olga = await asPerson("olga");
    await sayAs("olga", campaignId, { number: 1, ...REVOKE });
    const numbers = Array.from({ length: 39 }, (_, at) => at + 2);
    await decideBulk(olga, { campaignId, numbers, decision: "keep", reason: "seasonal" });
    await signOff(olga, { campaignId });
    await workStages(campaignId);
    const { rows } = await sql().query<{ number: number; went: boolean; drawn: boolean }>(
      `select number, stage = 2 as went, campaign_draw(campaign_id, number) < 40 as drawn from campaign_items
       where campaign_id = $1 and not 'second_look' = any(marks) order by number`,
      [campaignId],
    );
    const [first, ...others] = rows;
    expect(first?.went).toBe(false);
    expect(others.every(({ went, drawn }) => went === drawn)).toBe(true);
  });
});

describe("C3 suspended agent or open incident: item paused", () => {
  it("no deadline runs against it; it comes back with time to decide, in the stage that runs", async () => {
    const { campaignId, numbers, agents } = await ofEachTier(TWO_STAGES);
    await sql().query("update agents set status = 'suspended' where id = $1", [agents[2]]);
    await endTime(campaignId);
    for (const tier of ["low", "moderate", "critical"] as const) {
      await sql().query("update campaign_items set silences = 0 where campaign_id = $1 and number = $2", [
        campaignId,
        numbers[tier],
      ]);
    }
    await workStages(campaignId);
    expect(await storedItem(campaignId, numbers.high)).toMatchObject({ state: "pending", marks: ["paused"], stage: 1 });
    await sql().query(
      "update campaign_items set due_at = clock_timestamp() where campaign_id = $1 and due_at is not null",
      [campaignId],
    );
    await workStages(campaignId);
    await sql().query(
      "update campaigns set stage = 2, state = 'active', stage_due_at = clock_timestamp() + interval '1 hour', decided_at = null where id = $1",
      [campaignId],
    );
    await sql().query("update agents set status = 'active' where id = $1", [agents[2]]);
    expect(await workStages(campaignId)).toBe("waits");
    const back = await storedItem(campaignId, numbers.high);
    expect(back).toMatchObject({ state: "pending", marks: [], stage: 2, seat: "group:payment" });
    expect(back.dueAt?.getTime() ?? 0).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  });
});

describe("C5 reviewer integrity: a bad score samples a tenth to a second reviewer", () => {
  it("never the same person, once, and what they say counts", async () => {
    const { campaignId } = await grantsUnderReview({ plan: ONE_STAGE, grants: 30 });
    const olga = await asPerson("olga");
    const numbers = Array.from({ length: 30 }, (_, at) => at + 1);
    await decideBulk(olga, { campaignId, numbers, decision: "keep", reason: "seasonal" });
    await signOff(olga, { campaignId });
    expect(await workStages(campaignId)).toBe("waits");
    const again = await db().campaignItem.findMany({ where: { campaignId, marks: { has: "second_look" } } });
    expect(again).toHaveLength(3);
    expect(again.every(({ seat, state }) => seat === "per_mia" && state === "pending")).toBe(true);
    expect(await toldOf(campaignId, "campaign.second_look_asked")).toMatchObject({
      personId: "per_olga",
      items: 3,
      score: "poor",
    });
    const [one, ...others] = again.map(({ number }) => number);
    await expect(sayAs("olga", campaignId, { number: one ?? 0 })).rejects.toMatchObject({ code: "forbidden" });
    await sayAs("mia", campaignId, { number: one ?? 0, ...REVOKE });
    for (const number of others) await sayAs("mia", campaignId, { number });
    expect(await storedItem(campaignId, one)).toMatchObject({ state: "decided", decision: "revoke" });
    await signOff(await asPerson("mia"), { campaignId });
    expect(await workStages(campaignId)).toBe("over");
    const measured = await readIntegrity(await asPerson("cora"), campaignId);
    expect(measured.map(({ person, score }) => [person.id, score])).toEqual([
      ["per_olga", "poor"],
      ["per_mia", "good"],
    ]);
    await expect(readIntegrity(olga, campaignId)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("C3 states: paused, and cancelled with a reason and no remediation", () => {
  it("paused: nobody decides and no deadline runs; resumed: every deadline moves by as long", async () => {
    const { campaignId } = await grantsUnderReview({ plan: ONE_STAGE });
    const cora = await asPerson("cora");
    const { version, stageDueAt } = await campaignOf(campaignId);
    await expect(pauseCampaign(await asPerson("olga"), { id: campaignId, version, reason })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(pauseCampaign(await asPerson("hana"), { id: campaignId, version, reason })).rejects.toMatchObject({
      code: "forbidden",
    });
    const tries = [1, 2].map(() => pauseCampaign(cora, { id: campaignId, version, reason }));
    expect((await Promise.allSettled(tries)).map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(sayAs("olga", campaignId)).rejects.toMatchObject({ code: "conflict" });
    expect(await workStages(campaignId)).toBe("over");
    await sql().query("update campaigns set paused_at = paused_at - interval '5 days' where id = $1", [campaignId]);
    const paused = await campaignOf(campaignId);
    await resumeCampaign(cora, { id: campaignId, version: paused.version });
    const resumed = await campaignOf(campaignId);
    expect([resumed.state, resumed.pausedAt]).toEqual(["active", null]);
    const days = ((resumed.stageDueAt?.getTime() ?? 0) - (stageDueAt?.getTime() ?? 0)) / 86_400_000;
    expect(days).toBeCloseTo(5, 2);
    await expect(resumeCampaign(cora, { id: campaignId, version: resumed.version })).rejects.toMatchObject({
      code: "conflict",
    });
    await sayAs("olga", campaignId);
  });

  it("cancelled: what was decided stays on record, and nothing is taken away", async () => {
    const { campaignId, grants } = await grantsUnderReview({ plan: ONE_STAGE });
    await sayAs("olga", campaignId, REVOKE);
    const cora = await asPerson("cora");
    const { version } = await campaignOf(campaignId);
    const tries = [1, 2].map(() => cancelCampaign(cora, { id: campaignId, version, reason }));
    expect((await Promise.allSettled(tries)).map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await toldOf(campaignId, "campaign.cancelled")).toMatchObject({ former: "active", reason });
    expect(await db().campaignVote.count({ where: { campaignId } })).toBe(1);
    const grant = await db().entitlement.findUniqueOrThrow({ where: { id: grants[0] ?? "" } });
    expect(grant.state).toBe("active");
    const saying = await sayingOf(campaignId);
    await expect(decideItem(await asPerson("olga"), saying)).rejects.toMatchObject({ code: "conflict" });
    await sql().query("update campaigns set state = 'remediating' where id = $1", [campaignId]);
    const late = await campaignOf(campaignId);
    await expect(cancelCampaign(cora, { id: campaignId, version: late.version, reason })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});
