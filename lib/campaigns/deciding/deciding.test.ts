import { beforeAll, describe, expect, it } from "vitest";
import { db, sql } from "@/lib/db";
import {
  endTime,
  grantsUnderReview,
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
import { asPerson, sendAway } from "@/lib/testing/reviewing";
import { stopAgent } from "@/lib/testing/stopping";
import { signoffDigest } from "../signoff-digest";
import { correctDecision } from "./correct-decision";
import { decideItem } from "./decide-item";
import { signOff } from "./sign-off";

testDatabase();
beforeAll(seedCampaignWorld);

const votesOf = (campaignId: string, number = 1) =>
  db().campaignVote.findMany({ where: { campaignId, number }, orderBy: [{ at: "asc" }, { revision: "asc" }] });
const typesOf = async (campaignId: string) => (await eventsOf(campaignId)).map(({ type }) => type);
const refusalsOf = (targetId: string) => db().auditEvent.count({ where: { type: "access.refused", targetId } });
const words = "They said it is used once a year.";
const groupPlan = (strategy: "one_accepts" | "all_accept" | "one_denies") =>
  ({ stages: [{ reviewer: "group", strategy }] }) as const;

describe("C2 one decision on one item", () => {
  it("is saved at once, with its reason, and is one event", async () => {
    const { campaignId } = await grantsUnderReview();
    expect(await sayAs("olga", campaignId, { ...REVOKE, text: words })).toEqual({ state: "decided", version: 2 });
    expect(await storedItem(campaignId)).toMatchObject({ state: "decided", decision: "revoke" });
    const [vote] = await votesOf(campaignId);
    expect(vote).toMatchObject({
      personId: "per_olga",
      revision: 1,
      current: true,
      capacity: "seat",
      dwellMillis: 9_000,
    });
    const told = (await eventsOf(campaignId)).find(({ type }) => type === "campaign.voted");
    expect(told?.details).toMatchObject({ number: 1, stage: 1, decision: "revoke", reason: "unused", text: words });
    const leaf = await db().auditEvent.findFirst({ where: { targetId: campaignId, type: "campaign.voted" } });
    expect(JSON.stringify(leaf?.details)).not.toContain(words);
  });

  it("reduces to what is a part of the grant, and to nothing else", async () => {
    const { campaignId, grants } = await grantsUnderReview();
    await sql().query(
      "update entitlements set actions = '{pay,read}', expires_at = now() + interval '90 days' where id = $1",
      grants,
    );
    const part = (actions: string[], expiresAt = new Date(Date.now() + 86_400_000).toISOString()) =>
      ({
        decision: "reduce",
        reason: "unused_part",
        change: [{ server: "Books", tool: "pay_invoice", actions, expiresAt }],
      }) as never;
    await expect(sayAs("olga", campaignId, part(["pay", "delete"]))).rejects.toMatchObject({ code: "unmet" });
    expect(await storedItem(campaignId)).toMatchObject({ decision: null });
    await sayAs("olga", campaignId, part(["pay"]));
    const { state, decision, change } = await storedItem(campaignId);
    expect([state, decision]).toEqual(["decided", "reduce"]);
    expect(change).toMatchObject([{ server: "Books", actions: ["pay"] }]);
  });

  it("hands an agent on to somebody who is here", async () => {
    const agentId = await seedReviewedAgent();
    const campaignId = await launchedCampaign(planOf({ kinds: ["owner"], scope: { agentIds: [agentId] } }));
    const to = (personId: string) => ({ decision: "transfer", reason: "moved_team", change: { personId } }) as const;
    for (const personId of ["per_gone", "per_olga"]) {
      await expect(sayAs("olga", campaignId, to(personId))).rejects.toMatchObject({ code: "unmet" });
    }
    await sayAs("olga", campaignId, to("per_mia"));
    expect(await storedItem(campaignId)).toMatchObject({ decision: "transfer", change: { personId: "per_mia" } });
  });

  it.each<[string, object]>([
    ["a reason of another decision", { reason: "unused" }],
    ["another reason without words", { reason: "other" }],
    ["a reduce to nothing", { decision: "reduce", reason: "too_wide" }],
    ["a transfer to nobody", { decision: "transfer", reason: "wrong_owner" }],
    ["a keep with a change", { change: { personId: "per_mia" } }],
    ["a field that nobody knows", { personId: "per_rita" }],
    ["a digest that is none", { digest: "x" }],
  ])("is refused as invalid: %s", async (_, over) => {
    const { campaignId } = await grantsUnderReview();
    await expect(sayAs("olga", campaignId, over)).rejects.toMatchObject({ code: "invalid" });
  });

  it("is not there for who is not asked, and recorded where somebody knows of it", async () => {
    const { campaignId } = await grantsUnderReview();
    await expect(sayAs("dana", campaignId)).rejects.toMatchObject({ code: "not_found" });
    const before = await refusalsOf("per_cora");
    await expect(sayAs("cora", campaignId)).rejects.toMatchObject({ code: "forbidden" });
    expect(await refusalsOf("per_cora")).toBe(before + 1);
    await expect(
      sayAs("olga", campaignId, {
        number: 1,
        decision: "transfer",
        reason: "left_role",
        change: { personId: "per_mia" },
      }),
    ).rejects.toMatchObject({ code: "invalid" });
  });

  it("is a delegate's while somebody is away, in their name", async () => {
    const agentId = await seedReviewedAgent({ ownerId: "per_finn" });
    await seedReviewedGrant(agentId);
    const campaignId = await launchedCampaign(planOf({ scope: { agentIds: [agentId] } }));
    await expect(sayAs("pete", campaignId)).rejects.toMatchObject({ code: "not_found" });
    const absence = await sendAway("finn", "pete");
    await sayAs("pete", campaignId);
    expect((await votesOf(campaignId))[0]).toMatchObject({
      personId: "per_pete",
      capacity: "delegate",
      forPersonId: "per_finn",
    });
    await db().absence.delete({ where: { id: absence } });
  });
});

describe("C3 correcting a decision: freely until sign-off; afterwards a correction with a reason, never an overwrite", () => {
  it("freely: every word is kept, the last one counts", async () => {
    const { campaignId } = await grantsUnderReview();
    await sayAs("olga", campaignId);
    await sayAs("olga", campaignId, REVOKE);
    await sayAs("olga", campaignId);
    expect((await votesOf(campaignId)).map((vote) => [vote.revision, vote.decision, vote.current])).toEqual([
      ...[[1, "keep", false] as const, [2, "revoke", false] as const, [3, "keep", true] as const],
    ]);
    expect(await storedItem(campaignId)).toMatchObject({ state: "decided", decision: "keep" });
  });

  it("after the sign-off not freely, and by a correction with words", async () => {
    const { campaignId } = await grantsUnderReview();
    const olga = await asPerson("olga");
    await expect(signOff(olga, { campaignId })).rejects.toMatchObject({ code: "unmet" });
    await sayAs("olga", campaignId);
    const signed = await signOff(olga, { campaignId });
    expect(signed.items).toBe(1);
    await expect(sayAs("olga", campaignId, REVOKE)).rejects.toMatchObject({ code: "conflict" });
    const saying = await sayingOf(campaignId, REVOKE);
    await expect(correctDecision(olga, { ...saying, text: "no" })).rejects.toMatchObject({ code: "invalid" });
    expect(await correctDecision(olga, { ...saying, text: words })).toMatchObject({ state: "signed_off" });
    const votes = await votesOf(campaignId);
    expect(votes.map((vote) => [vote.decision, vote.current, vote.correction])).toEqual([
      ["keep", false, false],
      ["revoke", true, true],
    ]);
    expect(votes.every(({ signoffId }) => signoffId !== null)).toBe(true);
    expect(await storedItem(campaignId)).toMatchObject({ state: "signed_off", decision: "revoke" });
  });

  it("by nobody who did not sign it, and not once the campaign is over", async () => {
    const { campaignId } = await grantsUnderReview();
    const olga = await asPerson("olga");
    await sayAs("olga", campaignId);
    const correction = async () => ({ ...(await sayingOf(campaignId, REVOKE)), text: words });
    await expect(correctDecision(olga, await correction())).rejects.toMatchObject({ code: "conflict" });
    await signOff(olga, { campaignId });
    await expect(correctDecision(await asPerson("cora"), await correction())).rejects.toMatchObject({
      code: "conflict",
    });
    await sql().query("update campaigns set state = 'deciding_closed' where id = $1", [campaignId]);
    await expect(correctDecision(olga, await correction())).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("C8 the sign-off", () => {
  it("signs what stands, by a digest that anybody can reckon again", async () => {
    const { campaignId } = await grantsUnderReview({ grants: 3 });
    for (const number of [1, 2, 3]) await sayAs("olga", campaignId, { number, ...(number === 2 ? REVOKE : {}) });
    const { items, digest } = await signOff(await asPerson("olga"), { campaignId });
    const votes = await db().campaignVote.findMany({ where: { campaignId, current: true } });
    const signed = votes.map((vote) => ({ ...vote, digest: Buffer.from(vote.digest).toString("hex") }));
    expect([items, digest]).toEqual([3, signoffDigest(signed)]);
    const told = (await eventsOf(campaignId)).find(({ type }) => type === "campaign.signed_off");
    expect(told?.details).toMatchObject({ items: 3, keep: 2, revoke: 1, digest });
  });

  it("waits for each who has voted, and signs nothing of a stage that is not decided", async () => {
    const { campaignId } = await grantsUnderReview({
      agent: { privileges: ["payment"] },
      plan: groupPlan("all_accept"),
    });
    for (const name of ["rita", "otto"]) await sayAs(name, campaignId);
    await expect(signOff(await asPerson("rita"), { campaignId })).rejects.toMatchObject({ code: "unmet" });
    await sayAs("ana", campaignId);
    await signOff(await asPerson("rita"), { campaignId });
    expect((await storedItem(campaignId)).state).toBe("decided");
    for (const name of ["otto", "ana"]) await signOff(await asPerson(name), { campaignId });
    expect((await storedItem(campaignId)).state).toBe("signed_off");
  });
});

describe("C3 two reviewers at once: both votes kept; the strategy decides", () => {
  it("the first answer, a no, or a conflict that becomes a task", async () => {
    const reviewed = { agent: { privileges: ["payment" as const] } };
    const first = await grantsUnderReview({ ...reviewed, plan: groupPlan("one_accepts") });
    await sayAs("rita", first.campaignId);
    await sayAs("otto", first.campaignId, REVOKE);
    expect(await storedItem(first.campaignId)).toMatchObject({ decision: "keep" });
    const no = await grantsUnderReview({ ...reviewed, plan: groupPlan("one_denies") });
    await sayAs("rita", no.campaignId);
    await sayAs("otto", no.campaignId, REVOKE);
    expect(await storedItem(no.campaignId)).toMatchObject({ decision: "revoke" });
    for (const { campaignId } of [first, no]) expect(await votesOf(campaignId)).toHaveLength(2);
  });

  it("a contradiction that no strategy settles waits for a person, and is gone when they agree", async () => {
    const { campaignId, grants } = await grantsUnderReview({
      agent: { privileges: ["payment"] },
      plan: groupPlan("one_denies"),
    });
    await sql().query(
      "update entitlements set actions = '{pay,read,write}', expires_at = now() + interval '9 days' where id = $1",
      grants,
    );
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const to = (actions: string[]) =>
      ({
        decision: "reduce",
        reason: "too_wide",
        change: [{ server: "Books", tool: "pay_invoice", actions, expiresAt }],
      }) as never;
    await sayAs("rita", campaignId, to(["pay"]));
    expect(await sayAs("otto", campaignId, to(["read"]))).toMatchObject({ state: "conflict" });
    const task = () => db().campaignTask.findFirst({ where: { campaignId, kind: "conflict" } });
    expect((await task())?.state).toBe("open");
    expect(await typesOf(campaignId)).toContain("campaign.votes_disagree");
    expect(await sayAs("otto", campaignId, to(["pay"]))).toMatchObject({ state: "decided" });
    expect((await task())?.state).toBe("dropped");
  });
});

describe("C4 snapshot: the live digest is compared at the decision", () => {
  it("widened: stale, what was said counts no more, and only who looks again decides", async () => {
    const { campaignId, grants } = await grantsUnderReview();
    await sayAs("olga", campaignId);
    const seen = await sayingOf(campaignId);
    await sql().query("update entitlements set actions = '{pay,read,delete}' where id = $1", grants);
    await expect(decideItem(await asPerson("olga"), seen)).rejects.toMatchObject({ code: "conflict" });
    expect(await storedItem(campaignId)).toMatchObject({ state: "stale", decision: null });
    expect((await votesOf(campaignId)).map(({ current }) => current)).toEqual([false]);
    const told = (await eventsOf(campaignId)).find(({ type }) => type === "campaign.item_drifted");
    expect(told?.details).toMatchObject({
      drift: "widened",
      digest: (await sayingOf(campaignId)).digest,
      when: "decision",
    });
    expect(String(told?.details.former)).toContain('"pay"');
    expect(await sayAs("olga", campaignId)).toMatchObject({ state: "decided" });
  });

  it("narrowed: noted, and decided as it is now", async () => {
    const { campaignId, grants } = await grantsUnderReview();
    const seen = await sayingOf(campaignId);
    await sql().query(
      `update entitlements set conditions = '[{"argument":"amount","operator":"lte","value":9}]' where id = $1`,
      grants,
    );
    await expect(decideItem(await asPerson("olga"), seen)).rejects.toMatchObject({ code: "conflict" });
    expect(await storedItem(campaignId)).toMatchObject({ state: "pending", marks: ["narrowed"] });
    await sayAs("olga", campaignId);
    expect(await storedItem(campaignId)).toMatchObject({ state: "decided", decision: "keep", marks: ["narrowed"] });
  });

  it("removed: void", async () => {
    const { campaignId, grants } = await grantsUnderReview();
    const seen = await sayingOf(campaignId);
    await sql().query("update entitlements set state = 'revoked' where id = $1", grants);
    await expect(decideItem(await asPerson("olga"), seen)).rejects.toMatchObject({ code: "conflict" });
    expect((await storedItem(campaignId)).state).toBe("void");
  });

  it("a tier that rose asks somebody else where the stage counts", async () => {
    const { campaignId, agentId } = await grantsUnderReview({ plan: { stages: [{ reviewer: "owner" }] } });
    const seen = await sayingOf(campaignId);
    await sql().query(`update agents set tier = 'high' where id = $1`, [agentId]);
    const again = { ...seen, digest: (await sayingOf(campaignId)).digest };
    await expect(decideItem(await asPerson("olga"), again)).rejects.toMatchObject({ code: "forbidden" });
    expect(await storedItem(campaignId)).toMatchObject({ state: "stale", tier: "high", seat: "per_mia" });
    const ask = await db().campaignAsk.findFirst({ where: { campaignId, why: "barred" } });
    expect(ask).toMatchObject({ fromSeat: "per_olga", toSeat: "per_mia" });
    expect(await sayAs("mia", campaignId)).toMatchObject({ state: "decided" });
  });
});

describe("C5 reviewer is the subject's owner, creator or the approver of the grant", () => {
  const counting = (over: object = {}) =>
    grantsUnderReview({ agent: { tier: "high", privileges: ["payment"], ...over }, plan: groupPlan("one_accepts") });
  it("a group member who answers for the agent, or did since the last certification, or made it, does not vote", async () => {
    const owner = await counting({ ownerId: "per_rita" });
    await expect(sayAs("rita", owner.campaignId)).rejects.toMatchObject({
      code: "forbidden",
      message: /You answer for/,
    });
    const creator = await counting({ creatorId: "per_rita" });
    await expect(sayAs("rita", creator.campaignId)).rejects.toMatchObject({ code: "forbidden", message: /registered/ });
    const former = await counting();
    await db().accountability.create({
      data: { agentId: former.agentId, role: "owner", personId: "per_rita", fromAt: new Date(0), untilAt: new Date(1) },
    });
    await expect(sayAs("rita", former.campaignId)).rejects.toMatchObject({
      code: "forbidden",
      message: /answered for/,
    });
    const approver = await counting();
    await sql().query("update entitlements set approved_by_id = 'per_rita' where id = $1", approver.grants);
    await expect(sayAs("rita", approver.campaignId)).rejects.toMatchObject({ code: "forbidden", message: /approved/ });
    for (const { campaignId } of [owner, creator, former, approver]) {
      expect(await sayAs("otto", campaignId)).toMatchObject({ state: "decided" });
    }
  });
});

describe("C3 deadline: a late decision is refused and recorded", () => {
  it("by the database's clock", async () => {
    const { campaignId } = await grantsUnderReview();
    await endTime(campaignId);
    await expect(sayAs("olga", campaignId, REVOKE)).rejects.toMatchObject({ code: "conflict", message: /over/ });
    expect(await votesOf(campaignId)).toEqual([]);
    const told = (await eventsOf(campaignId)).find(({ type }) => type === "campaign.voted_late");
    expect(told).toMatchObject({ actorId: "per_olga", details: { number: 1, decision: "revoke" } });
  });
});

describe("C3 suspended agent or open incident: item paused; revoke always possible", () => {
  it("from the moment the agent stops", async () => {
    const { campaignId, agentId } = await grantsUnderReview();
    await sql().query("update agents set status = 'suspended' where id = $1", [agentId]);
    await endTime(campaignId);
    await expect(sayAs("olga", campaignId)).rejects.toMatchObject({ code: "unmet" });
    expect(await sayAs("olga", campaignId, REVOKE)).toMatchObject({ state: "decided" });
  });

  it("also by a kill switch, and the item waits with its mark, past its deadline", async () => {
    const { campaignId, agentId } = await grantsUnderReview();
    const { name } = await db().agent.findUniqueOrThrow({ where: { id: agentId } });
    await stopAgent(await asPerson("cora"), { id: agentId, name });
    await expect(sayAs("olga", campaignId)).rejects.toMatchObject({ code: "unmet" });
    await endTime(campaignId);
    await workStages(campaignId);
    expect(await storedItem(campaignId)).toMatchObject({ state: "pending", decision: null, marks: ["paused"] });
  });
});
