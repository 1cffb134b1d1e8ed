import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contextFor } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { revokeEntitlement } from "@/lib/entitlements";
import { closeDecisionPoint } from "@/lib/policy";
import { enrolledKey } from "@/lib/testing/authenticator";
import { grantsUnderReview, REVOKE, sayAs, sayingOf, storedItem } from "@/lib/testing/campaign-votes";
import {
  launchedCampaign,
  planOf,
  seedCampaignWorld,
  seedReviewedAgent,
  seedReviewedGrant,
} from "@/lib/testing/campaigns";
import { closedBy, cora, decidedCampaign, remediationsOf, workThrough } from "@/lib/testing/closing";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { asPerson } from "@/lib/testing/reviewing";
import {
  askClose,
  beginExceptionsSigning,
  confirmClose,
  correctDecision,
  decideBulk,
  decideItem,
  finishCampaign,
  listRemediations,
  previewClose,
  readFinish,
  readItem,
  reassignItem,
  signExceptions,
  signOff,
  undoRemediation,
  withdrawRemediation,
} from "../index";

testDatabase();
beforeAll(seedCampaignWorld);
afterAll(closeDecisionPoint);

const reason = "The team needs it after all, until the end of the year.";
const generous = { rules: { secondPersonAbove: { count: 100, percent: 100 } } };
const strict = { rules: { secondPersonAbove: { count: 0, percent: 0 } } };

/** A campaign whose only right is to be revoked. */
async function revoking(plan: Parameters<typeof planOf>[0]) {
  const agentId = await seedReviewedAgent({ tier: "low" });
  const grant = await seedReviewedGrant(agentId);
  const id = await launchedCampaign(planOf({ ...plan, scope: { agentIds: [agentId] } }));
  await decidedCampaign(id, new Map([[grant, { decision: "revoke" }]]));
  return { id, grant, agentId };
}

describe("C3 reassignment: nobody takes for themselves what others are asked about", () => {
  const handing = async (campaignId: string, toPersonId: string) => {
    const { version } = await storedItem(campaignId);
    return { campaignId, number: 1, version, toPersonId, note: reason };
  };

  it("not one of a group, past the others of it", async () => {
    const { campaignId } = await grantsUnderReview({
      agent: { tier: "low", privileges: ["payment"] },
      plan: { stages: [{ reviewer: "group", strategy: "all_accept" }] },
    });
    await expect(reassignItem(await asPerson("rita"), await handing(campaignId, "per_rita"))).rejects.toMatchObject({
      code: "unmet",
    });
    expect(await storedItem(campaignId)).toMatchObject({ seat: "group:payment", hops: 0 });
  });

  it("not who steers the campaign", async () => {
    const { campaignId } = await grantsUnderReview({ agent: { tier: "low" } });
    await expect(reassignItem(await asPerson("cora"), await handing(campaignId, "per_cora"))).rejects.toMatchObject({
      code: "unmet",
    });
  });
});

describe("C6 close: a second person is a second person", () => {
  it("not the same one through another role", async () => {
    const { id } = await revoking(strict);
    const both = () =>
      contextFor({
        kind: "user",
        id: "per_cora",
        sessionId: "ses_other",
        grants: [
          { role: "compliance", teamId: null },
          { role: "ciso", teamId: null },
        ],
      });
    const { version, digest } = await previewClose(both(), id);
    expect(await askClose(both(), { id, version, digest })).toMatchObject({ waits: true });
    const again = { id, version: version + 1, digest };
    await expect(confirmClose(both(), again)).rejects.toMatchObject({ code: "forbidden" });
    const ciso = contextAs("ciso", { id: "per_cora", now: new Date() });
    await expect(confirmClose(ciso, again)).rejects.toMatchObject({ code: "forbidden" });
    expect((await db().campaign.findUniqueOrThrow({ where: { id } })).state).toBe("deciding_closed");
  });

  it("not a machine, whatever role its key carries: neither asks, confirms, gives back nor finishes", async () => {
    const { id } = await revoking(strict);
    const machine = contextFor({ kind: "apiKey", id: "key_1", grants: [{ role: "compliance", teamId: null }] });
    const { version, digest } = await previewClose(cora(), id);
    const calls = [
      () => askClose(machine, { id, version, digest }),
      () => confirmClose(machine, { id, version, digest }),
      () => undoRemediation(machine, { campaignId: id, number: 1, reason }),
      () => finishCampaign(machine, { id, version }),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: "forbidden" });
  });

  it("nobody with a digest of other effects than those that are shown", async () => {
    const { id } = await revoking(generous);
    const { version } = await previewClose(cora(), id);
    await expect(askClose(cora(), { id, version, digest: "0".repeat(64) })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("C5 the administrator has no say by being administrator", () => {
  it("decides, corrects, signs, hands on and closes nothing", async () => {
    const { campaignId } = await grantsUnderReview({ agent: { tier: "low" } });
    const adam = await asPerson("adam");
    const said = await sayingOf(campaignId, REVOKE);
    const { version } = await storedItem(campaignId);
    const calls = [
      () => readItem(adam, { campaignId, number: 1 }),
      () => decideItem(adam, said),
      () => correctDecision(adam, { ...said, text: reason }),
      () => decideBulk(adam, { campaignId, numbers: [1], ...REVOKE }),
      () => reassignItem(adam, { campaignId, number: 1, version, toPersonId: "per_adam", note: reason }),
      () => signOff(adam, { campaignId }),
      () => previewClose(adam, campaignId),
      () => askClose(adam, { id: campaignId, version: 1, digest: "0".repeat(64) }),
      () => confirmClose(adam, { id: campaignId, version: 1, digest: "0".repeat(64) }),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: "not_found" });
    expect(await db().campaignVote.count({ where: { campaignId } })).toBe(0);
  });
});

describe("C4 snapshot: nobody decides what they did not see", () => {
  it.each([["none", "0".repeat(64)] as const, ["that of another right", null] as const])(
    "by a digest that is %s",
    async (_what, given) => {
      const { campaignId } = await grantsUnderReview({ agent: { tier: "low" }, grants: 1 });
      const other = await grantsUnderReview({ agent: { tier: "high" }, grants: 1 });
      const digest = given ?? (await sayingOf(other.campaignId)).digest;
      await expect(sayAs("olga", campaignId, { ...REVOKE, digest })).rejects.toMatchObject({ code: "conflict" });
      expect(await storedItem(campaignId)).toMatchObject({ state: "pending", decision: null });
    },
  );
});

describe("C5 bulk: a high one among others stays, whatever is sent with it", () => {
  it("also where its tier rose after the launch", async () => {
    const { campaignId, agentId } = await grantsUnderReview({ agent: { tier: "low" }, grants: 2 });
    await db().agent.update({ where: { id: agentId }, data: { tier: "high" } });
    const { done, refused } = await decideBulk(await asPerson("olga"), { campaignId, numbers: [1, 2], ...REVOKE });
    expect([done, refused.map(({ number }) => number)]).toEqual([[], [1, 2]]);
    expect(await storedItem(campaignId, 2)).toMatchObject({ state: "pending" });
  });
});

describe("C6 exceptions: a signature is for one list of one campaign", () => {
  it("not for another campaign, though the list reads the same", async () => {
    const campaigns = [];
    for (let at = 0; at < 2; at++) {
      const { id } = await revoking(generous);
      await closedBy(cora(), id);
      await workThrough(id);
      await sql().query("update campaign_remediations set state = 'error' where campaign_id = $1", [id]);
      campaigns.push(id);
    }
    const [one = "", other = ""] = campaigns;
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString();
    const exceptions = [{ number: 1, reason, controls: "Watched daily by the team.", until }];
    const key = await enrolledKey("per_cora");
    const begun = await beginExceptionsSigning(cora(), { campaignId: one, exceptions });
    const assertion = { nonce: begun.nonce, response: key.get(begun.options) };
    await expect(signExceptions(cora(), { campaignId: other, exceptions, assertion })).rejects.toMatchObject({
      code: "forbidden",
    });
    const hana = contextAs("compliance", { id: "per_hana", now: new Date() });
    await expect(signExceptions(hana, { campaignId: one, exceptions, assertion })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await db().campaignException.count({ where: { campaignId: other } })).toBe(0);
    expect(await signExceptions(cora(), { campaignId: one, exceptions, assertion })).toEqual({ signed: 1 });
  });
});

describe("C6 undo window: only what the campaign took is given back, and by it alone", () => {
  const taken = async () => {
    const found = await revoking({ ...generous });
    await closedBy(cora(), found.id);
    await workThrough(found.id);
    const number = (await remediationsOf(found.id)).get(found.grant)?.number ?? 0;
    return { ...found, number };
  };

  it("not what somebody ended by hand before the campaign could", async () => {
    const { id, grant } = await revoking(generous);
    await closedBy(cora(), id);
    const { version } = await db().entitlement.findUniqueOrThrow({ where: { id: grant } });
    await revokeEntitlement(cora(), { id: grant, version, reason });
    await workThrough(id);
    const number = (await remediationsOf(id)).get(grant)?.number ?? 0;
    await expect(undoRemediation(cora(), { campaignId: id, number, reason })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await db().entitlement.findUniqueOrThrow({ where: { id: grant } })).state).toBe("revoked");
  });

  it("not what ran out meanwhile", async () => {
    const { id, grant, number } = await taken();
    await sql().query("update entitlements set expires_at = now() - interval '1 minute' where id = $1", [grant]);
    await expect(undoRemediation(cora(), { campaignId: id, number, reason })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await db().entitlement.findUniqueOrThrow({ where: { id: grant } })).state).toBe("revoked");
  });

  it("not once the campaign is closed, also within the window", async () => {
    const { id, grant, number } = await taken();
    await finishCampaign(cora(), { id, version: (await readFinish(cora(), id)).version });
    for (const call of [undoRemediation, withdrawRemediation]) {
      await expect(call(cora(), { campaignId: id, number, reason })).rejects.toMatchObject({ code: "conflict" });
    }
    expect((await db().entitlement.findUniqueOrThrow({ where: { id: grant } })).state).toBe("revoked");
  });

  it("not by numbers that name nothing", async () => {
    const { id } = await taken();
    for (const number of [2_147_483_647, 999]) {
      await expect(undoRemediation(cora(), { campaignId: id, number, reason })).rejects.toMatchObject({
        code: "not_found",
      });
    }
    await expect(undoRemediation(cora(), { campaignId: id, number: 2 ** 31, reason })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

describe("C6 transfer: to nobody who left", () => {
  it("also where they left between the decision and the close", async () => {
    const agentId = await seedReviewedAgent({ tier: "low" });
    const id = await launchedCampaign(planOf({ ...generous, kinds: ["owner"], scope: { agentIds: [agentId] } }));
    await decidedCampaign(id, new Map([[agentId, { decision: "transfer", change: { personId: "per_acton" } }]]));
    await db().person.update({ where: { id: "per_acton" }, data: { status: "deactivated" } });
    await closedBy(cora(), id);
    await workThrough(id);
    expect(await db().handOver.count({ where: { agentId } })).toBe(0);
    const { lines } = await listRemediations(cora(), { campaignId: id });
    expect(lines).toMatchObject([{ state: "error", error: expect.stringMatching(/not here any more/) }]);
  });
});

describe("C2 hostile words on the reviewer's screen", () => {
  it("come as agents and others wrote them, and are refused where a person would say them in a reason", async () => {
    const hostile = `"<script>alert(1)</script>'; =HYPERLINK(1) \u202edrow\u202c`;
    const { campaignId, grants } = await grantsUnderReview({ agent: { tier: "low" } });
    await sql().query("update entitlements set justification = $2 where id = $1", [grants[0], hostile]);
    const olga = await asPerson("olga");
    const view = await readItem(olga, { campaignId, number: 1 });
    expect(JSON.stringify(view)).toContain(JSON.stringify(hostile).slice(1, -1));
    for (const text of [hostile, "a".repeat(1_000_000), "long enough\u0000"]) {
      await expect(sayAs("olga", campaignId, { ...REVOKE, text })).rejects.toMatchObject({ code: "invalid" });
    }
    await sayAs("olga", campaignId, { ...REVOKE, text: `"<b>' =cmd|' /C calc'!A0` });
    expect((await readItem(olga, { campaignId, number: 1 })).votes).toMatchObject([{ decision: "revoke" }]);
  });
});
