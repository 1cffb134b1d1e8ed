import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Context, systemContext } from "@/lib/context";
import { db, inSqlTransaction, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { Tier } from "@/lib/risk/terms";
import {
  draftInput,
  endCampaigns,
  itemsOf,
  launchedCampaign,
  planOf,
  seedCampaignWorld,
  seedReviewedAgent,
  seedReviewedGrant,
} from "@/lib/testing/campaigns";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/inventory";
import { countScope } from "./count-scope";
import { draftCampaign } from "./draft-campaign";
import { launchCampaign } from "./launch-campaign";
import { performLaunch } from "./perform-launch";
import { previewLaunch } from "./preview-launch";

testDatabase();

let agents: Record<Tier, string>;
const grants = {} as Record<Tier, string>;
const worker: Context = systemContext("worker");
const cora = () => contextAs("compliance", { id: "per_cora", now: new Date() });
const draft = async (plan = planOf()) => (await draftCampaign(cora(), draftInput(plan))).id;
const stateOf = async (id: string) => (await db().campaign.findUniqueOrThrow({ where: { id } })).state;
const preview = (plan = planOf(), fallbackId: string | null = "per_hana") =>
  previewLaunch(cora(), { plan: structuredClone(plan) as never, timeZone: "UTC", fallbackId });

beforeAll(async () => {
  agents = await seedCampaignWorld();
  for (const [tier, id] of Object.entries(agents)) grants[tier as Tier] = await seedReviewedGrant(id);
});
beforeEach(endCampaigns);

describe("C1 launch: a preview first, then one transaction", () => {
  it("the preview counts items by kind and tier and says who is asked about how many; it writes nothing", async () => {
    const before = await db().campaignItem.count();
    const seen = await preview(planOf({ kinds: ["entitlement", "owner"] }));
    expect(seen).toMatchObject({ items: 8, agents: 4, excluded: 0, withoutReviewer: 0, problems: [] });
    expect(seen.byKind).toEqual({ entitlement: 4, owner: 4, credential: 0, purpose: 0, dependency: 0 });
    expect(seen.byTier).toEqual({ low: 2, moderate: 2, high: 2, critical: 2 });
    expect(seen.reviewers).toEqual([
      expect.objectContaining({ seat: expect.objectContaining({ label: "Olga Test" }), items: 8, high: 4 }),
    ]);
    expect(seen.stages.map(({ label }) => label)).toEqual(["Owner of the agent", "Reviewer group"]);
    expect(await db().campaignItem.count()).toBe(before);
  });

  it("the preview shows items whose only reviewer is barred, and who is asked instead", async () => {
    const seen = await preview(planOf({ stages: [{ reviewer: "owner" }] }));
    expect(seen.barred).toBe(2);
    expect(seen.reviewers.map(({ seat, items }) => [seat.seat, items])).toEqual(
      expect.arrayContaining([
        ["per_olga", 2],
        ["per_mia", 2],
      ]),
    );
  });

  it("the preview shows items without a reviewer, and what stands in the way", async () => {
    const teamId = "tem_b";
    const ownerless = await seedReviewedAgent({ ownerId: null, sponsorId: null, teamId });
    await seedReviewedGrant(ownerless);
    const scope = { agentIds: [ownerless] };
    expect(await preview(planOf({ scope }), null)).toMatchObject({
      withoutReviewer: 1,
      problems: ["Choose who is asked where nobody else can judge."],
    });
    expect((await preview(planOf({ scope }), "per_gone")).problems).toEqual([
      "Who is asked where nobody else can is not active any more: choose somebody else.",
    ]);
    expect((await preview(planOf({ scope: { agentIds: ["agt_none"] } }))).problems).toEqual([
      "Nothing is in this scope: widen it, or choose other kinds of rights.",
    ]);
  });

  it("what is counted, foreseen and launched is the same", async () => {
    const plan = planOf({
      kinds: ["entitlement", "owner", "purpose", "dependency"],
      scope: { tiers: ["low", "high"] },
    });
    const counts = await countScope(cora(), { kinds: [...plan.kinds], scope: structuredClone(plan.scope) as never });
    const seen = await preview(plan);
    const id = await launchedCampaign(plan);
    const items = await itemsOf(id);
    expect(counts.items).toBe(items.length);
    expect(seen.items).toBe(items.length);
    for (const { seat, items: foreseen } of seen.reviewers) {
      expect(items.filter((item) => item.seat === seat.seat)).toHaveLength(foreseen);
    }
  });

  it("items are numbered so that those of one seat and agent lie together, counted as they are, and recorded with their digest", async () => {
    const id = await launchedCampaign(planOf({ kinds: ["entitlement", "owner"], stages: [{ reviewer: "owner" }] }));
    const items = await itemsOf(id);
    const keys = items.map(({ seat, agentId, kind }) => `${seat} ${agentId} ${kind}`);
    expect(keys).toEqual([...keys].sort());
    expect(items.map(({ number }) => number)).toEqual(items.map((_, at) => at + 1));
    const counted = await db().campaignCount.findMany({ where: { campaignId: id } });
    expect(counted.reduce((sum, row) => sum + row.items, 0)).toBe(items.length);
    const campaign = await db().campaign.findUniqueOrThrow({ where: { id } });
    expect(campaign).toMatchObject({ state: "active", stage: 1, items: items.length, launchedById: "per_cora" });
    expect(campaign.dueAt).toEqual(campaign.stageDueAt);
    const { rows } = await sql().query(
      `select encode(sha256(string_agg(sha256(convert_to((snapshot->'rights')::text, 'UTF8')), ''::bytea order by number)), 'hex') as digest
       from campaign_items where campaign_id = $1`,
      [id],
    );
    expect(campaign.snapshotDigest).toBe(rows[0]?.digest);
    const event = (await eventsOf(id)).find(({ type }) => type === "campaign.launched");
    expect(event?.details).toMatchObject({
      items: items.length,
      pending: items.length,
      snapshotDigest: rows[0]?.digest,
    });
    const progress = await db().campaignProgress.findFirstOrThrow({ where: { campaignId: id } });
    expect(progress).toMatchObject({ step: "launch", done: items.length, total: items.length });
    expect(progress.finishedAt).not.toBeNull();
  });

  it("two workers launch it once, and a third finds it done", async () => {
    const id = await draft();
    await launchCampaign(cora(), { id, version: 1 });
    const outcomes = await Promise.all([1, 2].map(() => performLaunch(worker, id)));
    expect(outcomes).toEqual(["launched", "launched"]);
    expect(await performLaunch(worker, id)).toBe("launched");
    const numbers = (await itemsOf(id)).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect((await eventsOf(id)).filter(({ type }) => type === "campaign.launched")).toHaveLength(1);
  });

  it("a worker that dies in the middle leaves nothing, and the next one launches", async () => {
    const id = await draft();
    await launchCampaign(cora(), { id, version: 1 });
    await sql().query(`create function fail_here() returns trigger language plpgsql as $$ begin
        perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
      create trigger fail_here after insert on campaign_items execute function fail_here()`);
    await expect(performLaunch(worker, id)).rejects.toThrow();
    await sql().query("drop trigger fail_here on campaign_items; drop function fail_here()");
    expect(await itemsOf(id)).toEqual([]);
    expect(await stateOf(id)).toBe("scheduled");
    expect(await performLaunch(worker, id)).toBe("launched");
    expect(await itemsOf(id)).not.toEqual([]);
  });

  it("others read and write what it looks at meanwhile, and see nothing of it before it is done", async () => {
    const id = await draft();
    await launchCampaign(cora(), { id, version: 1 });
    await sql().query(`create function wait_here() returns trigger language plpgsql as $$ begin
        perform pg_advisory_xact_lock(42); return null; end $$;
      create trigger wait_here after insert on campaign_items execute function wait_here()`);
    const late = await inSqlTransaction(async (tx) => {
      await tx.query("select pg_advisory_xact_lock(42)");
      const launching = performLaunch(worker, id);
      await writingWaits();
      await sql().query("update agents set purpose = 'Changed meanwhile.' where id = $1", [agents.low]);
      await sql().query("update entitlements set use_count = use_count + 1 where id = $1", [grants.low]);
      await sql().query("update people set title = 'Changed meanwhile' where id = 'per_olga'");
      expect(await itemsOf(id)).toEqual([]);
      const [progress] = await db().campaignProgress.findMany({ where: { campaignId: id } });
      expect(progress).toMatchObject({ done: 0, finishedAt: null });
      return { launching };
    });
    expect(await late.launching).toBe("launched");
    await sql().query("drop trigger wait_here on campaign_items; drop function wait_here()");
    expect(await itemsOf(id)).not.toEqual([]);
  });

  it("whoever left while it was launched is not asked", async () => {
    const ownerId = await newPerson("Leaving");
    const agentId = await seedReviewedAgent({ ownerId });
    await seedReviewedGrant(agentId);
    const id = await draft(planOf({ scope: { agentIds: [agentId] } }));
    await launchCampaign(cora(), { id, version: 1 });
    await sql().query(`create function wait_here() returns trigger language plpgsql as $$ begin
        perform pg_advisory_xact_lock(43); return null; end $$;
      create trigger wait_here after insert on campaign_items execute function wait_here()`);
    const { launching } = await inSqlTransaction(async (tx) => {
      await tx.query("select pg_advisory_xact_lock(43)");
      const begun = performLaunch(worker, id);
      await writingWaits();
      await sql().query("update people set status = 'deactivated' where id = $1", [ownerId]);
      return { launching: begun };
    });
    expect(await launching).toBe("launched");
    await sql().query("drop trigger wait_here on campaign_items; drop function wait_here()");
    expect(await itemsOf(id)).toMatchObject([{ seat: "per_sven", seatKind: "sponsor", state: "pending" }]);
  });

  it("waits for its time; and what cannot be launched is a draft again, with the reason", async () => {
    const id = await draft();
    await launchCampaign(cora(), { id, version: 1, launchAt: new Date(Date.now() + 3_600_000) });
    expect(await performLaunch(worker, id)).toBe("waits");
    expect(await stateOf(id)).toBe("scheduled");
    const empty = await draft(planOf({ scope: { agentIds: [newId("agt")] } }));
    await expect(launchCampaign(cora(), { id: empty, version: 1 })).rejects.toMatchObject({ code: "unmet" });
    await launchCampaign(cora(), { id: empty, version: 1, launchAt: new Date(Date.now() + 50) });
    await sql().query("update campaigns set launch_at = clock_timestamp() - interval '1 second' where id = $1", [
      empty,
    ]);
    expect(await performLaunch(worker, empty)).toBe("not_launched");
    expect(await db().campaign.findUniqueOrThrow({ where: { id: empty } })).toMatchObject({
      state: "draft",
      stateReason: expect.stringMatching(/Nothing is in this scope/),
    });
    expect((await eventsOf(empty)).map(({ type }) => type)).toContain("campaign.not_launched");
  });
});

/** Returns once another session waits in the middle of writing items. */
async function writingWaits(): Promise<void> {
  const text = `select from pg_stat_activity where wait_event = 'advisory' and datname = current_database()
    and query like '%campaign_write%'`;
  await expect.poll(async () => (await sql().query(text)).rowCount, { interval: 5 }).toBeGreaterThan(0);
}

async function newPerson(name: string): Promise<string> {
  const id = newId("per");
  await db().person.create({ data: { id, email: `${id}@example.test`, name } });
  return id;
}
