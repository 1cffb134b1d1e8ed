import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAgent } from "@/lib/agents";
import { db, type Prisma, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { completeAgent, seedOrganisation } from "@/lib/testing/inventory";
import { agentReviews, certificationOf, listWaves } from "../index";
import type { Rights } from "../terms";

testDatabase();

const AT = new Date("2026-10-01T08:00:00Z");
const cora = contextAs("compliance", { id: "per_cora" });
const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a" });
/** Owns nothing, and belongs to another team. */
const otto = contextAs("owner", { id: "per_otto", teamId: "tem_b" });
const rights: Rights = {
  ...{ kind: "entitlement", server: "payments", tool: "refund", resourceId: null, actions: ["pay", "write"] },
  ...{ conditions: [], windows: [], startsAt: null, expiresAt: null, tier: "moderate" },
};

const stored = rights as unknown as Prisma.InputJsonObject;

let agentId: string;
let campaignId: string;
const grantId = () => `ent_${agentId.slice(4)}`;

beforeAll(seedOrganisation);
beforeEach(async () => {
  agentId = (await createAgent(cora, completeAgent({ ownerId: undefined }))).id;
  await db().agent.update({ where: { id: agentId }, data: { ownerId: "per_olga" } });
  campaignId = newId("cmp");
  await db().campaign.create({
    data: {
      id: campaignId,
      name: "Third quarter",
      kind: "scheduled",
      state: "closed",
      plan: {},
      createdAt: AT,
      launchedAt: AT,
    },
  });
});

async function reviewed(decision: "keep" | "revoke", by: string | null, number = 1): Promise<void> {
  const snapshot = { rights: stored };
  const item = {
    campaignId,
    number,
    kind: "entitlement",
    subjectId: grantId(),
    agentId,
    tier: "moderate",
    digest: Buffer.alloc(32),
  };
  await db().campaignItem.create({
    data: { ...item, snapshot, seat: "per_olga", seatKind: "owner", state: "verified", decision, marks: [] },
  });
  if (by === null) return;
  const vote = {
    campaignId,
    number,
    stage: 1,
    personId: by,
    revision: 1,
    decision,
    reason: "other",
    text: "As agreed.",
  };
  await db().campaignVote.create({ data: { ...vote, digest: Buffer.alloc(32), capacity: "seat", at: AT } });
}

const certified = (over: object) =>
  db().certification.create({
    data: {
      ...{ kind: "entitlement", subjectId: grantId(), agentId, campaignId, number: 1, outcome: "keep" },
      ...{ certifiedAt: AT, rights: stored, at: AT, ...over },
    },
  });

describe("Z6 the grant that allowed a call names who certified it last", () => {
  it("says when, in which campaign and by whom", async () => {
    await reviewed("keep", "per_olga");
    await certified({});
    const known = await certificationOf(olga, [grantId()]);
    expect(known.get(grantId())).toMatchObject({
      ...{ outcome: "keep", certifiedAt: AT, by: { name: "Olga Test", active: true } },
      ...{ campaign: { id: campaignId, name: "Third quarter" }, mayOpen: false },
    });
    expect((await certificationOf(cora, [grantId()])).get(grantId())?.mayOpen).toBe(true);
  });

  it("names nobody where the latest campaign is not the one that certified it", async () => {
    await reviewed("revoke", "per_olga");
    await certified({ outcome: "none", silences: 2 });
    const [known] = (await certificationOf(olga, [grantId()])).values();
    expect(known).toMatchObject({ outcome: "none", by: null, silences: 2, certifiedAt: AT });
  });

  it("says nothing of a grant that no campaign looked at, nor of one whose agent the reader does not see", async () => {
    expect(await certificationOf(cora, [grantId()])).toEqual(new Map());
    await certified({});
    expect(await certificationOf(otto, [grantId()])).toEqual(new Map());
    expect(await certificationOf(cora, [])).toEqual(new Map());
  });
});

describe("C2 an agent shows what campaigns said of it", () => {
  it("lists each right with the outcome and every last word", async () => {
    await reviewed("keep", "per_olga");
    await reviewed("revoke", null, 2);
    await certified({});
    const { certifications, items, cut, mayOpen } = await agentReviews(olga, agentId);
    expect(certifications).toMatchObject([{ right: "payments/refund (pay, write)", outcome: "keep" }]);
    expect(items).toMatchObject([
      {
        number: 1,
        decision: "keep",
        votes: [{ person: { name: "Olga Test" }, text: "As agreed.", at: AT, signed: false }],
      },
      { number: 2, decision: "revoke", votes: [] },
    ]);
    expect([cut, mayOpen]).toEqual([false, false]);
  });

  it("is not there for who may not see the agent, nor for an id that is none", async () => {
    await expect(agentReviews(otto, agentId)).rejects.toMatchObject({ code: "not_found" });
    await expect(agentReviews(cora, "agt_none")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("C6 waves of a remediation", () => {
  it("count their states, and tell when the first is due and until when the last can be given back", async () => {
    const at = (hours: number) => new Date(AT.getTime() + hours * 3_600_000);
    const rows = [
      { number: 1, wave: 0, state: "verified", applyAt: at(0), undoUntil: at(72) },
      { number: 2, wave: 0, state: "error", applyAt: at(1), undoUntil: at(73) },
      { number: 3, wave: 2, state: "planned", applyAt: at(48) },
    ];
    await db().campaignRemediation.createMany({ data: rows.map((row) => ({ ...row, campaignId, action: "revoke" })) });
    expect(await listWaves(cora, campaignId)).toEqual([
      { wave: 0, total: 2, states: { verified: 1, error: 1 }, applyAt: at(0), undoUntil: at(73) },
      { wave: 2, total: 1, states: { planned: 1 }, applyAt: at(48), undoUntil: null },
    ]);
    await sql().query("delete from campaign_remediations where campaign_id = $1", [campaignId]);
    expect(await listWaves(cora, campaignId)).toEqual([]);
  });

  it("are not there for who may not read campaigns", async () => {
    await expect(listWaves(olga, campaignId)).rejects.toMatchObject({ code: "not_found" });
  });
});
