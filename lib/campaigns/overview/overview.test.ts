import { beforeAll, describe, expect, it } from "vitest";
import { db, sql } from "@/lib/db";
import { grantsUnderReview, REVOKE, sayAs } from "@/lib/testing/campaign-votes";
import {
  draftInput,
  launchedCampaign,
  planOf,
  seedCampaignWorld,
  seedReviewedAgent,
  seedReviewedGrant,
} from "@/lib/testing/campaigns";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { draftCampaign } from "../launch/draft-campaign";
import { cancelCampaign } from "../stages/cancel-campaign";
import { pauseCampaign } from "../stages/pause-campaign";
import { getCampaign } from "./get-campaign";
import { listIntegrity } from "./integrity/list-integrity";
import { listItems } from "./items/list-items";
import { listCampaigns, searchPast } from "./list-campaigns";
import { listOutside } from "./outside/list-outside";
import { listReminders, readLongWork, readProgress } from "./progress/read-progress";

testDatabase();
beforeAll(seedCampaignWorld);

const now = () => new Date();
const cora = () => contextAs("compliance", { id: "per_cora", now: now() });
const auditor = () => contextAs("auditor", { id: "per_aud", now: now() });
const owner = () => contextAs("owner", { id: "per_olga", now: now() });
const teamB = () => contextAs("compliance", { id: "per_other", teamId: "tem_b", now: now() });
const reason = "The auditors asked us to wait.";

describe("C1 a campaign is seen by who may read campaigns there, and is not there for anybody else", () => {
  const reads = { getCampaign, readProgress, readLongWork, listReminders, listOutside, listIntegrity };

  it.each(Object.entries(reads))("%s", async (_name, read) => {
    const { campaignId } = await grantsUnderReview();
    await expect(read(auditor(), campaignId)).resolves.toBeDefined();
    for (const ctx of [owner(), teamB()]) {
      await expect(read(ctx, campaignId)).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(read(cora(), "cmp_none")).rejects.toMatchObject({ code: "not_found" });
    await expect(read(cora(), "\u0000")).rejects.toMatchObject({ code: "not_found" });
  });

  it("lists nothing for who may read none", async () => {
    await expect(listCampaigns(owner())).rejects.toMatchObject({ code: "forbidden" });
    await expect(searchPast(owner())).rejects.toMatchObject({ code: "forbidden" });
    await expect(listItems(owner(), { campaignId: "cmp_none" })).rejects.toMatchObject({ code: "not_found" });
  });

  it("shows a team's campaign to that team's compliance, and one across teams to the organisation's alone", async () => {
    const across = (await grantsUnderReview()).campaignId;
    const agentId = await seedReviewedAgent();
    await seedReviewedGrant(agentId);
    const within = await launchedCampaign(planOf({ scope: { teamIds: ["tem_a"], agentIds: [agentId] } }));
    const teamA = contextAs("compliance", { id: "per_other", teamId: "tem_a", now: now() });
    const seen = (await listCampaigns(teamA)).map(({ id }) => id);
    expect(seen).toContain(within);
    expect(seen).not.toContain(across);
    expect((await getCampaign(teamA, within)).abilities.pause).toEqual({ allowed: true });
    expect((await getCampaign(auditor(), within)).abilities.pause).toMatchObject({ allowed: false });
  });
});

describe("C1 what a button says is what the verb does", () => {
  it("pauses only what runs, and cancels only what is not over", async () => {
    const { campaignId: id } = await grantsUnderReview();
    const active = await getCampaign(cora(), id);
    expect(active.abilities.pause).toEqual({ allowed: true });
    expect(active.abilities.resume).toMatchObject({ allowed: false });
    await pauseCampaign(cora(), { id, version: active.version, reason });
    const paused = await getCampaign(cora(), id);
    expect(paused.abilities.pause).toMatchObject({ allowed: false });
    expect(paused.abilities.resume).toEqual({ allowed: true });
    await expect(pauseCampaign(cora(), { id, version: paused.version, reason })).rejects.toBeDefined();
    await cancelCampaign(cora(), { id, version: paused.version, reason });
    const over = await getCampaign(cora(), id);
    expect(over).toMatchObject({ state: "cancelled", stateReason: reason });
    expect(over.abilities.cancel).toMatchObject({ allowed: false });
    await expect(cancelCampaign(cora(), { id, version: over.version, reason })).rejects.toBeDefined();
  });
});

describe("C1 progress by stage, reviewer, tier and day comes from counters and equals a recount", () => {
  it("after votes of several kinds", async () => {
    const { campaignId } = await grantsUnderReview({ grants: 5 });
    await sayAs("olga", campaignId, { number: 1 });
    await sayAs("olga", campaignId, { number: 2, ...REVOKE });
    const progress = await readProgress(cora(), campaignId);
    const { rows } = await sql().query<{ seat: string; tier: string; state: string; items: number }>(
      "select seat, tier, state, count(*)::int as items from campaign_items where campaign_id = $1 group by 1, 2, 3",
      [campaignId],
    );
    for (const [cells, keyOf] of [
      [progress.reviewers, (row: (typeof rows)[number]) => row.seat],
      [progress.tiers, (row: (typeof rows)[number]) => row.tier],
    ] as const) {
      const recounted: Record<string, number> = {};
      for (const row of rows)
        recounted[`${keyOf(row)} ${row.state}`] = row.items + (recounted[`${keyOf(row)} ${row.state}`] ?? 0);
      const shown = cells.flatMap((cell) =>
        Object.entries(cell.states).map(([state, items]) => [`${cell.key} ${state}`, items]),
      );
      expect(Object.fromEntries(shown)).toEqual(recounted);
    }
    expect(progress.stages.map(({ total }) => total).reduce((a, b) => a + b)).toBe(5);
    expect(progress.days).toMatchObject([{ keep: 1, revoke: 1, reduce: 0, transfer: 0 }]);
    expect(progress.seats).toBe(new Set(rows.map(({ seat }) => seat)).size);
    expect(await getCampaign(cora(), campaignId)).toMatchObject({ items: 5, revocations: 1 });
  });
});

describe("C1 items by page and by filter", () => {
  it("gives every item once, in order, whatever the page", async () => {
    const { campaignId } = await grantsUnderReview({ grants: 7 });
    const numbers: number[] = [];
    let after: number | null = null;
    do {
      const page = await listItems(cora(), { campaignId, size: 3, after });
      expect(page.total).toBe(7);
      numbers.push(...page.rows.map(({ number }) => number));
      after = page.next;
    } while (after !== null);
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("finds by state, decision, seat and tier, and says how many there are", async () => {
    const { campaignId } = await grantsUnderReview({ grants: 4, agent: { tier: "moderate" } });
    await sayAs("olga", campaignId, { number: 3, ...REVOKE });
    const revoked = await listItems(cora(), { campaignId, decisions: ["revoke", "suspend"] });
    expect(revoked).toMatchObject({
      total: 1,
      next: null,
      rows: [{ number: 3, decision: "revoke", tier: "moderate" }],
    });
    expect((await listItems(cora(), { campaignId, states: ["pending", "stale"], decisions: ["none"] })).total).toBe(3);
    expect((await listItems(cora(), { campaignId, seat: "per_olga", tier: "moderate" })).total).toBe(4);
    expect(await listItems(cora(), { campaignId, tier: "critical" })).toEqual({ rows: [], total: 0, next: null });
    await expect(listItems(cora(), { campaignId, size: 5_000 })).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("C7 new agent or grant after launch: listed as not in this campaign", () => {
  it("lists what came after it, in its scope, and says where it is asked about instead", async () => {
    const { agentId, campaignId } = await grantsUnderReview();
    expect((await listOutside(cora(), campaignId)).rows).toEqual([]);
    const late = await seedReviewedGrant(agentId, { tool: "read_invoice", actions: ["read"] });
    await sql().query("update entitlements set approved_at = clock_timestamp() where id = $1", [late]);
    const elsewhere = await seedReviewedGrant(await seedReviewedAgent());
    await sql().query("update entitlements set approved_at = clock_timestamp() where id = $1", [elsewhere]);
    expect((await listOutside(cora(), campaignId)).rows).toMatchObject([
      { kind: "entitlement", id: late, right: "Books/read_invoice", campaign: null },
    ]);
    const other = await launchedCampaign(planOf({ scope: { agentIds: [agentId] } }));
    expect((await listOutside(cora(), campaignId)).rows).toMatchObject([{ id: late, campaign: { id: other } }]);
  });
});

describe("C3 reminders are told with what was open", () => {
  it("the latest first, also of who has left", async () => {
    const { campaignId } = await grantsUnderReview();
    const rung = { campaignId, stage: 1, open: 3 };
    await db().campaignReminder.createMany({
      data: [
        { ...rung, personId: "per_olga", step: "days_7", at: new Date("2026-11-01") },
        { ...rung, personId: "per_gone", step: "days_3", at: new Date("2026-11-05") },
      ],
    });
    expect(await listReminders(cora(), campaignId)).toMatchObject([
      { person: { id: "per_gone", active: false }, step: "days_3" },
      { person: { id: "per_olga" }, step: "days_7", open: 3 },
    ]);
  });
});

describe("C5 integrity of reviewers: single persons for compliance and the CISO alone", () => {
  it("shows an auditor how many, and compliance who", async () => {
    const { campaignId } = await grantsUnderReview({ grants: 2 });
    await sayAs("olga", campaignId, { number: 1 });
    const forCompliance = await listIntegrity(cora(), campaignId);
    expect(forCompliance).toMatchObject({
      perPerson: true,
      reviewers: 1,
      rows: [{ person: { id: "per_olga" }, votes: 1 }],
    });
    expect(await listIntegrity(auditor(), campaignId)).toEqual({
      ...{ perPerson: false, reviewers: 1, rows: [] },
      toLookAt: forCompliance.toLookAt,
    });
  });
});

describe("C1 the list of campaigns", () => {
  it("shows drafts last, and what is over page by page, the latest first", async () => {
    const draft = await draftCampaign(cora(), draftInput(planOf(), { name: "A draft" }));
    const ended: string[] = [];
    for (const name of ["One", "Two", "Three"]) {
      const { id } = await draftCampaign(cora(), draftInput(planOf(), { name: `Ended ${name}` }));
      await sql().query("update campaigns set state = 'closed', ended_at = clock_timestamp() where id = $1", [id]);
      ended.unshift(id);
    }
    const living = await listCampaigns(cora());
    expect(living.at(-1)?.state).toBe("draft");
    expect(living.map(({ id }) => id)).toContain(draft.id);
    expect(living.map(({ id }) => id)).not.toContain(ended[0]);
    const first = await searchPast(cora(), { q: "ended", size: 2 });
    const second = await searchPast(cora(), { q: "ended", size: 2, after: first.next });
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(ended);
    expect(second.next).toBeNull();
  });
});
