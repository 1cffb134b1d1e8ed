import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sequenceOnce } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { failureOf } from "@/lib/http/failure";
import { packInMemory } from "@/lib/packs";
import { contextAs } from "@/lib/testing/contexts";
import { eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import { stageCampaign } from "@/lib/testing/packs";
import { askPack } from "./ask-pack";
import { buildPack, buildPacks } from "./build-pack";
import { listPacks } from "./list-packs";
import { openPack } from "./open-pack";
import { packOf } from "./testing/pack-of";
import { verifyPack } from "./verify-pack";

testLog();

const compliance = contextAs("compliance", { id: "per_cora" });
const worker = systemContext("worker");
let campaignId = "";

beforeAll(async () => {
  await seedOrganisation();
  campaignId = (await stageCampaign(40)).id;
  await sequenceOnce();
});

beforeEach(() => sql().query("delete from campaign_packs"));

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: unknown) => failureOf(error).code,
  );
const stateOf = async (id: string) =>
  (await sql().query("select state, error from campaign_packs where id = $1", [id])).rows[0];

describe("C8 evidence: a pack is made step by step", () => {
  it("is asked for once while it is made, enters the log before it is ready, and says so", async () => {
    const { id } = await askPack(compliance, { campaignId });
    expect(await askPack(compliance, { campaignId })).toEqual({ id });
    expect(await codeOf(openPack(compliance, id))).toBe("unmet");
    await sequenceOnce();
    expect(await buildPack(worker, id)).toBe("again");
    expect((await stateOf(id)).state).toBe("anchoring");
    expect(await buildPack(worker, id)).toBe("waits");
    await sequenceOnce();
    expect(await buildPacks(worker, campaignId)).toBe("over");
    const [view] = await listPacks(compliance, campaignId);
    expect(view).toMatchObject({ id, state: "ready", error: "", progress: null });
    const made = (await eventsOf(campaignId)).filter(({ type }) => type === "campaign.pack_made").at(-1);
    expect(made?.details).toMatchObject({ packId: id, manifestDigest: view?.manifestDigest, items: 40 });
    const told = await sql().query(
      "select person_id as who, kind, content ->> 'path' as page from notices where kind like 'pack%'",
    );
    expect(told.rows).toEqual([
      { who: compliance.actor.id, kind: "pack_ready", page: `/campaigns/${campaignId}/evidence` },
    ]);
  });

  it("waits for the log when what it proves was recorded a moment ago", async () => {
    const { id } = await askPack(compliance, { campaignId });
    const { recordEvent } = await import("@/lib/audit");
    const { inSqlTransaction } = await import("@/lib/db");
    await inSqlTransaction((tx) =>
      recordEvent(tx, compliance, {
        type: "campaign.paused",
        targetId: campaignId,
        details: { stage: 1, reason: "because" },
      }),
    );
    expect(await buildPack(worker, id)).toBe("waits");
    expect((await stateOf(id)).state).toBe("waiting");
    await sequenceOnce();
    expect(await buildPack(worker, id)).toBe("again");
  });

  it("begins anew where a worker died over it, and nothing of the former try stays", async () => {
    const { id } = await askPack(compliance, { campaignId });
    await sql().query("update campaign_packs set state = 'building' where id = $1", [id]);
    await sql().query(
      "insert into campaign_pack_parts values ($1, 0, 'half a manifest'), ($1, 1, 'half a pack'), ($1, 9, 'more')",
      [id],
    );
    const { bytes } = await packOf(campaignId);
    expect((await verifyPack(packInMemory(bytes))).faults).toEqual([]);
  });

  it("is built by one of two workers, the other waits", async () => {
    const { id } = await askPack(compliance, { campaignId });
    const steps = await Promise.all([buildPack(worker, id), buildPack(worker, id)]);
    expect(steps).toContain("again");
    await sequenceOnce();
    await Promise.all([buildPack(worker, id), buildPack(worker, id)]);
    expect((await stateOf(id)).state).toBe("ready");
    const { parts } = await openPack(compliance, id);
    const chunks: Buffer[] = [];
    for await (const part of parts) chunks.push(part);
    expect((await verifyPack(packInMemory(Buffer.concat(chunks)))).faults).toEqual([]);
    const made = (await eventsOf(campaignId)).filter(({ details }) => (details as { packId?: string }).packId === id);
    expect(made.filter(({ type }) => type === "campaign.pack_made")).toHaveLength(1);
  });

  it("says that it failed, and another can be asked for", async () => {
    const { id } = await askPack(compliance, { campaignId });
    await buildPack(worker, id);
    await sql().query("delete from campaign_pack_parts where pack_id = $1 and number = 0", [id]);
    await sequenceOnce();
    await expect(buildPack(worker, id)).rejects.toThrow("the manifest of this pack is gone");
    expect(await stateOf(id)).toMatchObject({ state: "failed", error: expect.stringContaining("could not be made") });
    expect((await askPack(compliance, { campaignId })).id).not.toBe(id);
  });
});

describe("C8 evidence: who may take it", () => {
  it("refuses whoever may not export, and shows nothing of it to whoever may not read", async () => {
    const { id } = await packOf(campaignId);
    for (const role of ["owner", "reviewer", "admin"] as const) {
      const ctx = contextAs(role, { id: "per_olga" });
      expect(await codeOf(askPack(ctx, { campaignId }))).toBe("not_found");
      expect(await codeOf(listPacks(ctx, campaignId))).toBe("not_found");
      expect(await codeOf(openPack(ctx, id))).toBe("not_found");
    }
    expect(await codeOf(openPack(contextAs("compliance", { id: "per_cora", teamId: "tem_b" }), id))).toBe("not_found");
    expect(await codeOf(openPack(compliance, "cpk_nowhere"))).toBe("not_found");
  });

  it("records who took it before its first byte leaves", async () => {
    const { id } = await packOf(campaignId);
    const auditor = contextAs("auditor", { id: "per_otto" });
    await openPack(auditor, id);
    const taken = (await eventsOf(campaignId)).filter(
      ({ type, actorId }) => type === "campaign.pack_taken" && actorId === "per_otto",
    );
    expect(taken.map(({ details }) => details)).toEqual([expect.objectContaining({ packId: id })]);
  });

  it("is refused before the launch: there is nothing to show yet", async () => {
    await sql().query(
      `insert into campaigns (id, name, kind, plan, created_at) select 'cmp_draft', 'Draft', 'adhoc', plan, now() from campaigns where id = $1`,
      [campaignId],
    );
    expect(await codeOf(askPack(compliance, { campaignId: "cmp_draft" }))).toBe("unmet");
  });
});
