import { beforeAll, describe, expect, it } from "vitest";
import { decideItem, listMyReviews, listReview, nextItem, previewSignOff, readItem, signOff } from "@/lib/campaigns";
import { db, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { grantsUnderReview, REVOKE, sayAs, sayingOf, storedItem } from "@/lib/testing/campaign-votes";
import {
  endCampaigns,
  launchedCampaign,
  planOf,
  seedCampaignWorld,
  seedReviewedAgent,
  seedReviewedGrant,
} from "@/lib/testing/campaigns";
import { testDatabase } from "@/lib/testing/database";
import { asPerson } from "@/lib/testing/reviewing";

testDatabase();

const DAY = 86_400_000;

beforeAll(async () => {
  await seedCampaignWorld();
});

/** Calls as a decision point records them. */
async function recordCalls(
  agentId: string,
  {
    grantId,
    tool = "pay_invoice",
    action = "pay",
    outcome = "allow",
    daysAgo,
    count = 1,
  }: {
    grantId?: string;
    tool?: string;
    action?: string;
    outcome?: string;
    daysAgo: number;
    count?: number;
  },
): Promise<void> {
  for (let call = 0; call < count; call++) {
    const at = new Date(Date.now() - daysAgo * DAY - call * 1_000);
    const id = newId("dec", at);
    await db().decision.create({
      data: {
        ...{
          id,
          at,
          agentId,
          callerKind: "agent",
          callerId: agentId,
          server: "Books",
          tool,
          action,
          outcome,
          reason: "granted",
        },
        ...{
          request: { call: { arguments: {} } },
          answer: {},
          contextDigest: "",
          entitlementIds: grantId ? [grantId] : [],
        },
        ...{ policies: [], durationMicros: 1, snapshot: 1n, correlationId: id, eventId: id },
      },
    });
  }
}

describe("C2 the reviewer's list holds what they are asked, in order, and nothing else", () => {
  it("C2 open, decided and signed are told apart, by pages, with counts that add up", async () => {
    const { campaignId } = await grantsUnderReview({ grants: 5, agent: { ownerId: "per_olga" } });
    const olga = await asPerson("olga");
    const first = await listReview(olga, { campaignId, size: 2 });
    expect(first.lines.map(({ number }) => number)).toEqual([1, 2]);
    expect(first.counts).toMatchObject({ total: 5, open: 5, decided: 0, signed: 0 });
    const rest = await listReview(olga, { campaignId, after: first.next ?? 0, size: 10 });
    expect([rest.lines.map(({ number }) => number), rest.next]).toEqual([[3, 4, 5], null]);

    await sayAs("olga", campaignId, { number: 2, ...REVOKE });
    expect(await nextItem(olga, { campaignId, after: 1 })).toBe(3);
    expect(await nextItem(olga, { campaignId, after: 5 })).toBeNull();
    const open = await listReview(olga, { campaignId });
    expect([open.lines.map(({ number }) => number), open.counts.open, open.counts.decided]).toEqual([
      [1, 3, 4, 5],
      4,
      1,
    ]);
    const decided = await listReview(olga, { campaignId, filter: "decided" });
    expect(decided.lines).toMatchObject([{ number: 2, mine: { decision: "revoke", reason: "unused" } }]);

    expect(await previewSignOff(olga, { campaignId })).toMatchObject({
      items: 1,
      decisions: { keep: 0, revoke: 1, reduce: 0, transfer: 0 },
      medianDwellMillis: 9_000,
      quick: 0,
      open: 4,
    });
    await signOff(olga, { campaignId });
    const signed = await listReview(olga, { campaignId, filter: "signed" });
    expect([signed.lines.map(({ number }) => number), signed.counts]).toEqual([
      [2],
      expect.objectContaining({ total: 5, open: 4, decided: 0, signed: 1 }),
    ]);
    const all = await listReview(olga, { campaignId, filter: "all" });
    expect(all.lines.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  });

  it("D2 a person's campaigns are those that ask them, and end with them", async () => {
    await endCampaigns();
    expect(await listMyReviews(await asPerson("olga"))).toEqual([]);
    const { campaignId } = await grantsUnderReview({ grants: 2 });
    expect(await listMyReviews(await asPerson("olga"))).toMatchObject([{ campaignId, open: 2, total: 2 }]);
    expect(await listMyReviews(await asPerson("rita"))).toEqual([]);
  });

  it("C5 what is somebody else's is not there: no list, no item", async () => {
    const { campaignId } = await grantsUnderReview();
    const rita = await asPerson("rita");
    await expect(listReview(rita, { campaignId })).rejects.toMatchObject({ code: "not_found" });
    await expect(readItem(rita, { campaignId, number: 1 })).rejects.toMatchObject({ code: "not_found" });
    await expect(readItem(await asPerson("olga"), { campaignId, number: 9 })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(readItem(await asPerson("olga"), { campaignId: "cmp_none", number: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(listReview(rita, { campaignId: "nonsense" })).rejects.toMatchObject({ code: "invalid" });
    // Who may look at campaigns sees the item, and why the answer is not theirs.
    const seen = await readItem(await asPerson("cora"), { campaignId, number: 1 });
    expect(seen.abilities.keep).toEqual({ allowed: false, reason: "Somebody else is asked about this." });
  });
});

describe("C2 an item shows what is recorded of the right", () => {
  it("C2 use by week, denials, who asked and why, peers, and the concrete narrower grant", async () => {
    const agentId = await seedReviewedAgent({ tier: "moderate" });
    const grantId = await seedReviewedGrant(agentId, { tool: null, actions: ["read", "pay"], usedDaysAgo: 1 });
    await sql().query("update entitlements set expires_at = now() + interval '30 days' where id = $1", [grantId]);
    const peers = await Promise.all([1, 2, 3].map(() => seedReviewedAgent({ tier: "moderate" })));
    await seedReviewedGrant(peers[0] ?? "");
    for (const daysAgo of [1, 8, 15, 22, 29]) {
      await recordCalls(agentId, { grantId, tool: "read_invoice", action: "read", daysAgo, count: 2 });
    }
    await recordCalls(agentId, { outcome: "deny", daysAgo: 3 });
    const campaignId = await launchedCampaign(planOf({ scope: { agentIds: [agentId] } }));
    const item = await readItem(await asPerson("olga"), { campaignId, number: 1 });
    expect(item.use).toMatchObject({ days: 90, allowed: 10, denied: 1, stepUps: 0, cut: false });
    expect(item.use.perWeek).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2]);
    expect(item.sentence).toContain("may read and pay with every tool of Books");
    expect(item.history).toContainEqual(
      expect.objectContaining({ sentence: "Asked for: “For the tests”", byName: "Olga Test" }),
    );
    expect(item.history).toContainEqual(expect.objectContaining({ sentence: "Approved", byName: "Cora Test" }));
    expect(item.peers).toMatchObject({ total: 4, alike: 1 });
    expect(item.recommendation).toBe("reduce");
    expect(item.narrower).toMatchObject({
      wouldBreak: 0,
      parts: [{ server: "Books", tool: "read_invoice", actions: ["read"] }],
    });
    expect(item).toMatchObject({ drift: "same", onSilence: "escalate", changes: [], seat: { label: "Olga Test" } });

    // What "reduce" offers is what deciding takes.
    const answer = { ...(await sayingOf(campaignId)), digest: item.digest, version: item.version };
    await decideItem(await asPerson("olga"), {
      ...answer,
      decision: "reduce",
      reason: "unused_part",
      change: item.narrower?.parts as never,
    });
    expect(await storedItem(campaignId)).toMatchObject({ decision: "reduce", state: "decided" });
  });

  it("C2 never used: the facts speak for revoking, and nothing is chosen", async () => {
    const { campaignId } = await grantsUnderReview();
    const item = await readItem(await asPerson("olga"), { campaignId, number: 1 });
    expect(item).toMatchObject({ recommendation: "revoke", mine: null, votes: [], narrower: null });
    expect(item.reasons[0]).toMatch(/^Never used/);
  });

  it("C4 a right that was widened is shown as it stands now, and says so", async () => {
    const { campaignId, grants } = await grantsUnderReview();
    const before = await readItem(await asPerson("olga"), { campaignId, number: 1 });
    await sql().query("update entitlements set actions = '{read,pay}' where id = $1", [grants[0]]);
    const after = await readItem(await asPerson("olga"), { campaignId, number: 1 });
    expect(after.drift).toBe("widened");
    expect(after.sentence).toContain("may read and pay");
    expect(after.digest).not.toBe(before.digest);
    const stale = { ...(await sayingOf(campaignId)), digest: before.digest, version: before.version };
    await expect(decideItem(await asPerson("olga"), stale)).rejects.toMatchObject({ code: "conflict" });
  });

  it("C2 says what changed since the last certification", async () => {
    const { campaignId, grants, agentId } = await grantsUnderReview();
    const { snapshot } = await readItem(await asPerson("olga"), { campaignId, number: 1 });
    await sql().query(
      `insert into certifications (kind, subject_id, agent_id, campaign_id, number, outcome, certified_at, rights, silences, at)
       values ('entitlement', $1, $2, $3, 1, 'keep', now(), $4, 0, now())`,
      [grants[0], agentId, campaignId, JSON.stringify({ ...snapshot.rights, actions: ["read", "pay"] })],
    );
    const item = await readItem(await asPerson("olga"), { campaignId, number: 1 });
    expect(item.changes).toEqual(["Actions: no longer read"]);
  });

  it.each(["owner", "credential", "purpose", "dependency"] as const)(
    "C2 an item of kind %s has its sentence and its evidence",
    async (kind) => {
      const agentId = await seedReviewedAgent();
      if (kind === "credential") {
        const instance = { id: newId("ins"), agentId, name: "main", environment: "production" as const };
        await sql().query(
          `insert into agent_instances (id, agent_id, name, state, created_at) values ($1, $2, $3, 'active', now())`,
          [instance.id, agentId, instance.name],
        );
        await sql().query(
          `insert into credentials (id, agent_id, instance_id, kind, strength, state, created_at, rotation_due_at)
         values ($1, $2, $3, 'key', 'own_key', 'active', now(), now() + interval '30 days')`,
          [newId("crd"), agentId, instance.id],
        );
      }
      await recordCalls(agentId, { daysAgo: 2, count: 3 });
      const campaignId = await launchedCampaign(planOf({ kinds: [kind], scope: { agentIds: [agentId] } }));
      const item = await readItem(await asPerson("olga"), { campaignId, number: 1 });
      expect(item.kind).toBe(kind);
      expect(item.sentence).toMatch(
        {
          owner: /^Olga Test answers for it/,
          credential: /^proves who it is as main: own key/,
          purpose: /^Pays what is owed\./,
          dependency: /^depends on Books: 2 tools/,
        }[kind],
      );
      expect(item.use.allowed).toBe(kind === "credential" ? 0 : 3);
      expect(item.abilities.keep).toEqual({ allowed: true });
    },
  );
});
