import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db, sql } from "@/lib/db";
import { closeDecisionPoint } from "@/lib/policy";
import {
  endCampaigns,
  launchedCampaign,
  planOf,
  seedCampaignWorld,
  seedReviewedAgent,
  seedReviewedGrant,
} from "@/lib/testing/campaigns";
import { closedBy, cora, decidedCampaign, makeDue, remediationsOf, workThrough } from "@/lib/testing/closing";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/inventory";
import { askClose } from "./ask-close";
import { confirmClose, withdrawClose } from "./confirm-close";
import { finishCampaign, readFinish } from "./finish";
import { listRemediations } from "./list-remediations";
import { previewClose } from "./preview-close";
import { undoRemediation, withdrawRemediation } from "./undo-remediation";

testDatabase();

const henrik = () => contextAs("ciso", { id: "per_hana", now: new Date() });
const reason = "The team needs it after all, until the end of the year.";
const stateOf = async (id: string) =>
  (await db().entitlement.findUniqueOrThrow({ where: { id }, select: { state: true } })).state;
const campaignOf = (id: string) => db().campaign.findUniqueOrThrow({ where: { id } });

beforeAll(seedCampaignWorld);
afterAll(closeDecisionPoint);

let low: string;
let high: string;
beforeEach(async () => {
  await endCampaigns();
  low = await seedReviewedAgent({ tier: "low" });
  high = await seedReviewedAgent({ tier: "high" });
});

/** A campaign over these two agents with their grants, decided as said. */
async function decided(
  decisions: Record<string, string | { decision: string; change?: unknown; state?: string }>,
  over: Parameters<typeof planOf>[0] = {},
): Promise<string> {
  const id = await launchedCampaign(planOf({ scope: { agentIds: [low, high] }, ...over }));
  const given = Object.entries(decisions).map(
    ([subject, said]) => [subject, typeof said === "string" ? { decision: said } : said] as const,
  );
  await decidedCampaign(id, new Map(given));
  return id;
}

const generous = { rules: { secondPersonAbove: { count: 100, percent: 100 } } };

describe("C6 close: preview, second person above the threshold, staged", () => {
  it("says what would be taken from whom, when it was used last, and what would stop working", async () => {
    const used = await seedReviewedGrant(low, { usedDaysAgo: 3 });
    const unused = await seedReviewedGrant(high, { tool: "read_invoice", actions: ["read"] });
    const id = await decided({ [used]: "revoke", [unused]: "revoke" });
    const preview = await previewClose(cora(), id);
    expect(preview).toMatchObject({
      ...{ items: 2, remediations: 2, revocations: 2, share: 100, agents: 2, needsSecondPerson: true },
      use: { never: 1, within_30_days: 1 },
      breaking: [{ entitlementId: used, agentId: low, useCount: 12 }],
      waves: [{ items: 1 }, { items: 1 }, { items: 0 }],
    });
    expect(preview.stranded.map(({ agentId, why }) => [agentId, why]).sort()).toEqual(
      [
        [low, "last_grant"],
        [high, "last_grant"],
      ].sort(),
    );
    expect(preview.secondPerson).toMatch(/more than 10 %/);
  });

  it("begins at once within the threshold, with waves that follow each other", async () => {
    const grant = await seedReviewedGrant(high, { usedDaysAgo: 3 });
    const id = await decided({ [grant]: "revoke" }, generous);
    const { version, digest } = await previewClose(cora(), id);
    expect(await askClose(cora(), { id, version, digest })).toEqual({ waits: false, version: version + 1 });
    const [row] = await db().campaignRemediation.findMany({ where: { campaignId: id } });
    expect(row).toMatchObject({ wave: 2, state: "planned", action: "revoke" });
    expect((row?.applyAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(47 * 3_600_000);
    await workThrough(id);
    expect(await stateOf(grant)).toBe("active");
  });

  it("waits for a second person above it, who is not the first and sees the same effects", async () => {
    const grant = await seedReviewedGrant(low);
    const id = await decided({ [grant]: "revoke" });
    const { version, digest } = await previewClose(cora(), id);
    await expect(askClose(henrik(), { id, version, digest })).rejects.toMatchObject({ code: "forbidden" });
    expect(await askClose(cora(), { id, version, digest })).toEqual({ waits: true, version: version + 1 });
    const waiting = { id, version: version + 1, digest };
    await expect(askClose(cora(), waiting)).rejects.toMatchObject({ code: "conflict" });
    await expect(confirmClose(cora(), waiting)).rejects.toMatchObject({ code: "forbidden" });
    await expect(confirmClose(henrik(), { ...waiting, digest: "0".repeat(64) })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await campaignOf(id)).state).toBe("deciding_closed");
    const both = await Promise.allSettled([confirmClose(henrik(), waiting), confirmClose(henrik(), waiting)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await campaignOf(id)).toMatchObject({ state: "remediating", confirmedById: "per_hana" });
    expect((await eventsOf(id)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(["campaign.close_asked", "campaign.close_confirmed", "campaign.remediation_began"]),
    );
  });

  it("can be taken back while it waits", async () => {
    const grant = await seedReviewedGrant(low);
    const id = await decided({ [grant]: "revoke" });
    const { version, digest } = await previewClose(cora(), id);
    await askClose(cora(), { id, version, digest });
    await withdrawClose(cora(), { id, version: version + 1 });
    await expect(confirmClose(henrik(), { id, version: version + 2, digest })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("asks again about what was widened, and drops what is gone", async () => {
    const [wider, gone, kept] = [
      await seedReviewedGrant(low),
      await seedReviewedGrant(high),
      await seedReviewedGrant(high, { tool: "read_invoice", actions: ["read"] }),
    ];
    const id = await decided({ [wider]: "keep", [gone]: "revoke", [kept]: "revoke" }, generous);
    await db().agent.update({ where: { id: low }, data: { tier: "critical" } });
    await db().entitlement.update({ where: { id: gone }, data: { state: "expired" } });
    const preview = await previewClose(cora(), id);
    expect(preview).toMatchObject({ drifted: { widened: 1, gone: 1 }, remediations: 1, unsettled: 1 });
    await askClose(cora(), { id, version: preview.version, digest: preview.digest });
    const items = await db().campaignItem.findMany({ where: { campaignId: id } });
    expect(Object.fromEntries(items.map(({ subjectId, state }) => [subjectId, state]))).toEqual({
      ...{ [wider]: "stale", [gone]: "void", [kept]: "open" },
    });
    expect(await db().campaignTask.findMany({ where: { campaignId: id } })).toMatchObject([
      { kind: "conflict", state: "open" },
    ]);
  });
});

describe("C6 remediation: applied, then probed, and the decision point must deny", () => {
  it("revokes, suspends and reduces, proves each, and closes by itself once nothing can be given back", async () => {
    const [gone, held] = [await seedReviewedGrant(low), await seedReviewedGrant(high)];
    const wide = await seedReviewedGrant(high, { tool: null, actions: ["read", "write"] });
    const change = [
      {
        server: "Books",
        tool: "read_invoice",
        actions: ["read"],
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
      },
    ];
    const id = await decided(
      {
        [gone]: "revoke",
        [held]: { decision: "suspend", state: "no_response" },
        [wide]: { decision: "reduce", change },
      },
      generous,
    );
    await closedBy(cora(), id);
    await workThrough(id);
    expect([await stateOf(gone), await stateOf(held), await stateOf(wide)]).toEqual([
      "revoked",
      "suspended",
      "revoked",
    ]);
    const rows = await remediationsOf(id);
    expect([...rows.values()].map(({ state }) => state)).toEqual(["verified", "verified", "verified"]);
    expect(rows.get(gone)?.probes?.[0]).toMatchObject({ after: "deny", through: [] });
    expect(await db().certification.findMany({ where: { campaignId: id, outcome: "keep" } })).toHaveLength(1);
    expect((await campaignOf(id)).state).toBe("verifying");
    await sql().query("update campaign_remediations set undo_until = now() where campaign_id = $1", [id]);
    await workThrough(id);
    expect((await campaignOf(id)).state).toBe("closed");
  });

  it("names the grant that still permits the same call, and asks a person", async () => {
    const narrow = await seedReviewedGrant(low, { tool: "read_invoice", actions: ["read"] });
    const wide = await seedReviewedGrant(low, { tool: null, actions: ["read"] });
    const id = await decided({ [narrow]: "revoke" }, generous);
    await closedBy(cora(), id);
    await workThrough(id);
    const row = (await remediationsOf(id)).get(narrow);
    expect(row).toMatchObject({ state: "error", error: expect.stringContaining(wide) });
    expect(await db().campaignTask.findMany({ where: { campaignId: id } })).toMatchObject([{ kind: "error" }]);
    const finish = await readFinish(cora(), id);
    expect(finish).toMatchObject({ needsTotal: 1, abilities: { finish: { allowed: false }, sign: { allowed: true } } });
    await expect(finishCampaign(cora(), { id, version: finish.version })).rejects.toMatchObject({ code: "unmet" });
  });

  it("waits with the proof where the other grant goes in a later wave", async () => {
    const first = await seedReviewedGrant(low, { tool: "read_invoice", actions: ["read"] });
    const later = await seedReviewedGrant(low, { tool: null, actions: ["read"], usedDaysAgo: 2 });
    const id = await decided({ [first]: "revoke", [later]: "revoke" }, generous);
    const { version, digest } = await previewClose(cora(), id);
    await askClose(cora(), { id, version, digest });
    await workThrough(id);
    expect((await remediationsOf(id)).get(first)?.state).toBe("applied");
    await makeDue(id);
    await workThrough(id);
    expect([...(await remediationsOf(id)).values()].map(({ state }) => state)).toEqual(["verified", "verified"]);
  });

  it("carries out every kind: owners, purposes, credentials and dependencies", async () => {
    const instance = await db().agentInstance.create({
      data: { id: `ins_${low.slice(4)}`, agentId: low, name: "one", createdAt: new Date() },
    });
    const credential = await db().credential.create({
      data: {
        ...{ id: `crd_${low.slice(4)}`, agentId: low, instanceId: instance.id, kind: "secret", strength: "secret" },
        ...{ secretHash: "x", createdAt: new Date(), rotationDueAt: new Date(Date.now() + 1e9) },
      },
    });
    const server = await db().agentServer.findFirstOrThrow({ where: { agentId: high } });
    await db().agentServer.update({ where: { id: server.id }, data: { credential: "svc-books" } });
    const grant = await seedReviewedGrant(high);
    const plan = { ...generous, kinds: ["entitlement", "owner", "credential", "purpose", "dependency"] as const };
    const id = await decided({ [credential.id]: "revoke", [server.id]: "revoke" }, plan);
    await sql().query(
      `update campaign_items set decision = 'revoke' where campaign_id = $1 and ((kind = 'owner' and agent_id = $2) or (kind = 'purpose' and agent_id = $3))`,
      [id, low, high],
    );
    await closedBy(cora(), id);
    await workThrough(id);
    const rows = await db().campaignRemediation.findMany({ where: { campaignId: id }, orderBy: { number: "asc" } });
    expect(rows.map(({ state, error }) => [state, error])).toEqual(expect.arrayContaining([["manual", ""]]));
    expect(rows.filter(({ state }) => state === "verified")).toHaveLength(3);
    expect(await db().agent.findUnique({ where: { id: low } })).toMatchObject({ ownerId: null });
    expect(await db().agent.findUnique({ where: { id: high } })).toMatchObject({ status: "suspended" });
    expect(await db().credential.findUnique({ where: { id: credential.id } })).toMatchObject({ state: "revoked" });
    expect(await stateOf(grant)).toBe("revoked");
    const tasks = await db().campaignTask.findMany({ where: { campaignId: id } });
    expect(tasks.map(({ kind }) => kind)).toEqual(["outside", "outside"]);
    // Given back: the owner, the server with its tools and grant; and the agent, as far as it meets what resuming asks for.
    const undone = await undoRemediation(cora(), { campaignId: id, wave: 0, reason });
    expect(undone.done.length + undone.refused.length).toBe(3);
    expect(undone.refused.every(({ reason: why }) => /resuming asks for/.test(why))).toBe(true);
    expect(await db().agent.findUnique({ where: { id: low } })).toMatchObject({ ownerId: "per_olga" });
    expect(await stateOf(grant)).toBe("active");
    expect(await db().agentTool.count({ where: { serverId: server.id, state: "accepted" } })).toBe(2);
    expect(await undoRemediation(cora(), { campaignId: id, wave: 2, reason })).toMatchObject({
      ...{ done: [], refused: [{ reason: expect.stringMatching(/credential cannot be given back/) }] },
    });
  });
});

describe("C6 undo window", () => {
  it("gives back within it for a reason, once, and not what cannot be", async () => {
    const grant = await seedReviewedGrant(low);
    const id = await decided({ [grant]: "revoke" }, generous);
    await closedBy(cora(), id);
    const number = (await remediationsOf(id)).get(grant)?.number ?? 0;
    await expect(undoRemediation(cora(), { campaignId: id, number, reason })).rejects.toMatchObject({
      code: "conflict",
    });
    await workThrough(id);
    const otto = contextAs("auditor", { id: "per_otto", now: new Date() });
    await expect(undoRemediation(otto, { campaignId: id, number, reason })).rejects.toMatchObject({
      code: "forbidden",
    });
    const both = await Promise.allSettled([
      undoRemediation(cora(), { campaignId: id, number, reason }),
      undoRemediation(cora(), { campaignId: id, number, reason }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await stateOf(grant)).toBe("active");
    const { lines } = await listRemediations(cora(), { campaignId: id });
    expect(lines).toMatchObject([{ state: "undone", undone: { reason, by: { id: "per_cora" } } }]);
  });

  it("is over after its hours", async () => {
    const grant = await seedReviewedGrant(low);
    const id = await decided({ [grant]: "revoke" }, generous);
    await closedBy(cora(), id);
    await workThrough(id);
    const number = (await remediationsOf(id)).get(grant)?.number ?? 0;
    await sql().query("update campaign_remediations set undo_until = now() where campaign_id = $1", [id]);
    await expect(undoRemediation(cora(), { campaignId: id, number, reason })).rejects.toMatchObject({
      message: expect.stringMatching(/is over/),
    });
  });

  it("takes a whole wave out before it is carried out, and gives a whole wave back", async () => {
    const grants = [await seedReviewedGrant(low), await seedReviewedGrant(high)];
    const id = await decided(Object.fromEntries(grants.map((grant) => [grant, "revoke"])), generous);
    await closedBy(cora(), id);
    const number = (await remediationsOf(id)).get(grants[0] ?? "")?.number ?? 0;
    await withdrawRemediation(cora(), { campaignId: id, number, reason });
    await workThrough(id);
    expect(await Promise.all(grants.map(stateOf))).toEqual(["active", "revoked"]);
    expect(await undoRemediation(cora(), { campaignId: id, wave: 0, reason })).toMatchObject({ refused: [] });
    expect(await Promise.all(grants.map(stateOf))).toEqual(["active", "active"]);
    const finish = await readFinish(cora(), id);
    await finishCampaign(cora(), { id, version: finish.version });
    expect((await campaignOf(id)).state).toBe("closed");
  });
});
