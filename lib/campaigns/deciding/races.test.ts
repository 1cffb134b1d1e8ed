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
} from "@/lib/testing/campaign-votes";
import { seedCampaignWorld } from "@/lib/testing/campaigns";
import { testDatabase } from "@/lib/testing/database";
import { asPerson, joinGroup } from "@/lib/testing/reviewing";
import { type StageVote, stageResult } from "../rules";
import { signoffDigest } from "../signoff-digest";
import { endStage } from "../stages/end-stage";
import { decideBulk } from "./decide-bulk";
import { decideItem } from "./decide-item";
import { signOff } from "./sign-off";

testDatabase();
beforeAll(seedCampaignWorld);

const REVIEWERS = Array.from({ length: 50 }, (_, at) => `reviewer${at}`);
const GRANTS = 12;
const worker = systemContext("worker");

async function seedReviewers(): Promise<void> {
  await db().person.createMany({
    data: REVIEWERS.map((name) => ({ id: `per_${name}`, email: `${name}@example.test`, name })),
  });
  await db().roleGrant.createMany({
    data: REVIEWERS.map((name) => ({ id: `grt_${name}`, personId: `per_${name}`, role: "reviewer" as const })),
  });
  await joinGroup("payment", ...REVIEWERS);
}

const group = (strategy: "one_denies" | "one_accepts") => ({
  agent: { privileges: ["payment" as const] },
  plan: { stages: [{ reviewer: "group" as const, strategy }] },
});

describe("C3 two reviewers at once: no lost vote, no double count, progress equal to a recount at any moment", () => {
  it("fifty reviewers on the same and on different items", async () => {
    await seedReviewers();
    const { campaignId } = await grantsUnderReview({ ...group("one_denies"), grants: GRANTS });
    const sayings = await Promise.all(
      Array.from({ length: GRANTS }, (_, at) => sayingOf(campaignId, { number: at + 1 })),
    );
    const said = new Map<string, string>();
    let running = true;
    const watched = (async () => {
      const seen: unknown[] = [];
      while (running) seen.push(...(await miscounts(campaignId)));
      return seen;
    })();
    const work = async (name: string, turn: number) => {
      const ctx = await asPerson(name);
      for (let step = 0; step < 4; step++) {
        const saying = sayings[(turn * 7 + step * 5) % GRANTS];
        if (!saying) throw new Error("an item is missing");
        const over = (turn + step) % 9 === 0 ? REVOKE : {};
        await decideItem(ctx, { ...saying, ...over });
        said.set(`${ctx.actor.id} ${saying.number}`, over === REVOKE ? "revoke" : "keep");
      }
      const number = (turn % GRANTS) + 1;
      await decideBulk(ctx, {
        campaignId,
        numbers: [number, ((number + 3) % GRANTS) + 1],
        decision: "keep",
        reason: "seasonal",
      });
      said.set(`${ctx.actor.id} ${number}`, "keep");
      said.set(`${ctx.actor.id} ${((number + 3) % GRANTS) + 1}`, "keep");
    };
    try {
      await Promise.all(REVIEWERS.map(work));
    } finally {
      // Else it would look on for ever, in the databases of later files.
      running = false;
      await Promise.allSettled([watched]);
    }
    expect(await watched).toEqual([]);
    expect(await miscounts(campaignId)).toEqual([]);
    const current = await db().campaignVote.findMany({ where: { campaignId, current: true } });
    expect(new Map(current.map((vote) => [`${vote.personId} ${vote.number}`, vote.decision]))).toEqual(said);
    expect(await db().campaignVote.count({ where: { campaignId } })).toBe(REVIEWERS.length * 6);
    const days = await db().campaignDay.aggregate({ where: { campaignId }, _sum: { votes: true } });
    expect(days._sum.votes).toBe(REVIEWERS.length * 6);
    for (let number = 1; number <= GRANTS; number++) {
      const votes = current
        .filter((vote) => vote.number === number)
        .map((vote) => ({ personId: vote.personId, decision: vote.decision, change: "", firstAt: 0 }) as StageVote);
      const result = stageResult("one_denies", votes, { voters: [], over: false });
      expect(await storedItem(campaignId, number)).toMatchObject({ decision: result, state: "decided" });
    }
  });

  it("a sign-off against a change of mind: what is signed is what stands", async () => {
    for (let round = 0; round < 8; round++) {
      const { campaignId } = await grantsUnderReview({ grants: 2, plan: { stages: [{ reviewer: "owner" }] } });
      for (const number of [1, 2]) await sayAs("olga", campaignId, { number });
      const olga = await asPerson("olga");
      const saying = await sayingOf(campaignId, REVOKE);
      const acts = [() => signOff(olga, { campaignId }), () => decideItem(olga, saying)];
      const [first, second] = round % 2 === 0 ? acts : acts.reverse();
      await Promise.allSettled([first?.(), second?.()]);
      const signoffs = await db().campaignSignoff.findMany({ where: { campaignId } });
      const votes = await db().campaignVote.findMany({ where: { campaignId, signoffId: { not: null } } });
      expect(signoffs).toHaveLength(1);
      expect(votes.every(({ current }) => current)).toBe(true);
      const signed = votes.map((vote) => ({ ...vote, digest: Buffer.from(vote.digest).toString("hex") }));
      expect(signoffs[0]?.digest).toBe(signoffDigest(signed));
      const one = votes.find(({ number }) => number === 1);
      expect(await storedItem(campaignId, 1)).toMatchObject({ state: "signed_off", decision: one?.decision });
    }
  });

  it("the end of a stage against a vote: in time and counted, or late and recorded", async () => {
    for (let round = 0; round < 6; round++) {
      const { campaignId } = await grantsUnderReview({
        plan: { stages: [{ reviewer: "owner" }] },
        agent: { tier: "high", ownerId: null },
      });
      const { seat } = await storedItem(campaignId);
      const name = seat.replace("per_", "");
      const saying = await sayingOf(campaignId);
      const ctx = await asPerson(name);
      const ends = (async () => {
        await endTime(campaignId);
        await endStage(worker, campaignId);
        return endStage(worker, campaignId);
      })();
      const [vote] = await Promise.allSettled([decideItem(ctx, saying), ends]);
      await endStage(worker, campaignId);
      const { state, decision } = await storedItem(campaignId);
      const counted = vote.status === "fulfilled";
      expect([state, decision]).toEqual(counted ? ["decided", "keep"] : ["no_response", "suspend"]);
      expect(await db().campaignVote.count({ where: { campaignId } })).toBe(counted ? 1 : 0);
      expect(await miscounts(campaignId)).toEqual([]);
    }
  });
});

describe("C3 reviewer leaves or is disabled: while they decide", () => {
  it("nothing stays with who left, and what they did not sign is asked of somebody else", async () => {
    for (const [round, name] of ["leaver0", "leaver1", "leaver2"].entries()) {
      await db().person.create({
        data: { id: `per_${name}`, email: `${name}@example.test`, name, managerId: "per_mia" },
      });
      const reviewed = {
        agent: { ownerId: `per_${name}` },
        plan: { stages: [{ reviewer: "owner" as const }] },
        grants: 6,
      };
      const { campaignId } = await grantsUnderReview(reviewed);
      const ctx = await asPerson(name);
      const sayings = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => sayingOf(campaignId, { number })));
      const leaves = (async () => {
        const votes = () => db().campaignVote.count({ where: { campaignId } });
        await expect.poll(votes, { interval: 1 }).toBeGreaterThanOrEqual(round);
        await sql().query("update people set status = 'deactivated' where id = $1", [ctx.actor.id]);
      })();
      await Promise.allSettled([leaves, ...sayings.map((saying) => decideItem(ctx, saying))]);
      await leaves;
      const items = await db().campaignItem.findMany({ where: { campaignId } });
      expect(items.map(({ seat, state }) => [seat, state])).toEqual(items.map(() => ["per_sven", "pending"]));
      await expect(decideItem(ctx, sayings[0] ?? (await sayingOf(campaignId)))).rejects.toMatchObject({
        code: expect.stringMatching(/forbidden|not_found/),
      });
      expect(await miscounts(campaignId)).toEqual([]);
    }
  });

  it("a member of a group as well, though the group stays asked", async () => {
    const { campaignId } = await grantsUnderReview({ ...group("one_accepts"), grants: 4 });
    const ctx = await asPerson("reviewer7");
    const sayings = await Promise.all([1, 2, 3, 4].map((number) => sayingOf(campaignId, { number })));
    const leaves = sql().query("update people set status = 'deactivated' where id = 'per_reviewer7'");
    const votes = await Promise.allSettled(sayings.map((saying) => decideItem(ctx, saying)));
    await leaves;
    const items = await db().campaignItem.findMany({ where: { campaignId } });
    expect(items.every(({ state, seat }) => state === "pending" && seat === "group:payment")).toBe(true);
    expect(votes).toHaveLength(4);
    // What the leaver said stays on record and is nobody's answer: the next one's word counts alone.
    expect(await sayAs("rita", campaignId, { number: 1, ...REVOKE })).toMatchObject({ state: "decided" });
    expect(await storedItem(campaignId, 1)).toMatchObject({ decision: "revoke" });
  });
});
