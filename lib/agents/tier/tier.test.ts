import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { completeAgent, eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { createAgent } from "../create-agent";
import { editAgent } from "../edit-agent";
import { getAgent } from "../get-agent";
import { registerAgent } from "../register-agent";
import { createResource } from "../resources/create-resource";
import { linkTools } from "../resources/link-tools";
import type { EditAgentInput } from "../schema";
import { acceptTools } from "../tools/accept-tools";
import { seeTools } from "../tools/see-tools";
import { classifyPending } from "./classify-pending";
import { getRisk } from "./get-risk";
import { confirmFall } from "./overrides/confirm-fall";
import { overrideTier } from "./overrides/override-tier";
import { previewTier } from "./preview-tier";

testDatabase();
beforeAll(seedOrganisation);

const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a" });
const sven = contextAs("owner", { id: "per_sven", teamId: "tem_a" });
const cora = contextAs("compliance", { id: "per_cora" });
const rita = contextAs("compliance", { id: "per_rita" });
const auditor = contextAs("auditor", { id: "per_rita" });
const stranger = contextAs("owner", { id: "per_otto", teamId: "tem_b" });

type Changes = EditAgentInput["changes"];
const HIGH: Changes = { dataRead: ["payment", "personal"], autonomy: "acts_alone", exposure: "public" };
const LOW: Changes = { dataRead: ["internal"], autonomy: "suggests", exposure: "internal" };

/** A registered agent of tier low, or of what `facts` make of it. */
async function registered(facts: Changes = {}): Promise<string> {
  const { id } = await createAgent(olga, { ...completeAgent(), ...facts });
  await registerAgent(olga, { id, version: 1 });
  return id;
}
async function edit(ctx: typeof olga, id: string, changes: Changes): Promise<void> {
  const { version } = await getAgent(cora, id);
  await editAgent(ctx, { id, version, changes });
}
async function stands(id: string) {
  const { tier, computedTier, version } = await getAgent(cora, id);
  return { tier, computedTier, version };
}
const unsaved = (id: string | null) => ({
  id,
  environment: "production" as const,
  systems: [],
  dataWritten: [],
  privileges: [],
});
const noticesOf = (agentId: string, kind: string) =>
  db().notice.findMany({ where: { agentId, kind }, orderBy: { personId: "asc" } });
const typesOf = async (id: string) => (await eventsOf(id)).map(({ type }) => type);

describe("K4 the tier follows the facts", () => {
  it("rises at once, recorded with its cause, and told to who answers with what is new", async () => {
    const id = await registered();
    await edit(olga, id, HIGH);
    expect(await stands(id)).toMatchObject({ tier: "high", computedTier: "high" });
    expect((await eventsOf(id)).find(({ type }) => type === "agent.tier_raised")).toMatchObject({
      actorId: "per_olga",
      details: { from: "low", to: "high", computed: "high", cause: "facts" },
    });
    const notices = await noticesOf(id, "tier_raised");
    expect(notices.map(({ personId }) => personId)).toEqual(["per_olga", "per_sven"]);
    expect(notices[0]?.content).toMatchObject({ from: "low", to: "high" });
    expect(JSON.stringify(notices[0]?.content)).toContain("exposure: public");
  });

  it("rises for a new data class alone", async () => {
    const id = await registered();
    await edit(olga, id, { dataRead: ["personal"] });
    expect((await stands(id)).tier).toBe("moderate");
  });

  it("does not fall by itself: what stood is held, told and recorded, and confirmed by somebody else only", async () => {
    const id = await registered(HIGH);
    await edit(olga, id, LOW);
    expect(await stands(id)).toMatchObject({ tier: "high", computedTier: "low" });
    expect((await eventsOf(id)).find(({ type }) => type === "agent.tier_held")).toMatchObject({
      details: { tier: "high", computed: "low" },
    });
    expect(await noticesOf(id, "tier_held")).toHaveLength(2);
    const { version } = await stands(id);
    await expect(confirmFall(olga, { id, version })).rejects.toMatchObject({ code: "forbidden" });
    expect(await stands(id)).toMatchObject({ tier: "high" });
    expect(await confirmFall(sven, { id, version })).toEqual({ version: version + 1, tier: "low" });
    expect(await typesOf(id)).toEqual(expect.arrayContaining(["agent.tier_lowered", "agent.tier_override_ended"]));
    await expect(confirmFall(cora, { id, version: version + 1 })).rejects.toMatchObject({ code: "conflict" });
  });

  it("is confirmed by none of those whose changes made it fall", async () => {
    const id = await registered(HIGH);
    await edit(olga, id, { exposure: "internal", autonomy: "suggests" });
    await edit(cora, id, LOW);
    const { version } = await stands(id);
    for (const causer of [olga, cora]) {
      await expect(confirmFall(causer, { id, version })).rejects.toMatchObject({ code: "forbidden" });
    }
    await confirmFall(rita, { id, version });
    expect((await stands(id)).tier).toBe("low");
  });

  it("lets one of two win who confirm at once", async () => {
    const id = await registered(HIGH);
    await edit(olga, id, LOW);
    const { version } = await stands(id);
    const tried = await Promise.allSettled([cora, sven].map((ctx) => confirmFall(ctx, { id, version })));
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await typesOf(id)).filter((type) => type === "agent.tier_lowered")).toHaveLength(1);
  });

  it("ends the hold when as much is computed again", async () => {
    const id = await registered(HIGH);
    await edit(olga, id, LOW);
    await edit(olga, id, HIGH);
    expect(await getRisk(cora, id)).toMatchObject({ tier: "high", override: null });
  });

  it("lets a draft's tier go up and down: it is a preview", async () => {
    const { id } = await createAgent(olga, { ...completeAgent(), ...HIGH });
    expect((await stands(id)).tier).toBe("high");
    await edit(olga, id, LOW);
    expect((await stands(id)).tier).toBe("low");
    expect(await typesOf(id)).toEqual(["agent.created", "agent.edited"]);
  });

  it("stays as it is when nothing weighs otherwise", async () => {
    const id = await registered();
    await edit(olga, id, { model: "m2" });
    expect((await stands(id)).tier).toBe("low");
    expect(await typesOf(id)).not.toContain("agent.tier_raised");
  });

  it("counts a new tool once it is accepted, and says before what acceptance would bring", async () => {
    const id = await registered();
    await seeTools(olga, {
      agentId: id,
      server: { name: "bank" },
      tools: [
        { name: "send_money", description: "Sends money to an account.", inputSchema: { type: "object" } },
        { name: "list_accounts", description: "Lists the accounts.", inputSchema: { type: "object" } },
      ],
    });
    expect(await stands(id)).toMatchObject({ tier: "low" });
    const { quarantine } = await getRisk(olga, id);
    expect(quarantine).toMatchObject({ tools: 2, tier: "high" });
    expect(quarantine?.added.map((factor) => factor.id)).toContain("capability.pay");
    const tools = await db().agentTool.findMany({ where: { agentId: id } });
    const done = await acceptTools(olga, {
      tools: tools.map((tool) => ({ id: tool.id, version: tool.version, hash: tool.hash })),
      reason: "Looked at both.",
    });
    expect(done.done).toBe(2);
    expect(await stands(id)).toMatchObject({ tier: "high" });
    expect((await eventsOf(id)).find(({ type }) => type === "agent.tier_raised")).toMatchObject({
      details: { cause: "tools" },
    });
    const resource = await createResource(cora, {
      name: `Ledger of ${id}`,
      kind: "database",
      dataClasses: ["payment", "secrets", "health"],
      records: 2_000_000,
      people: 20_000,
      money: 2_000_000,
    });
    const { version } = await stands(id);
    const toolIds = tools.map((tool) => tool.id);
    await linkTools(olga, { agentId: id, version, resourceIds: [resource.id], toolIds, access: "write" });
    const { computed } = await getRisk(olga, id);
    const weighed = computed?.factors.map((factor) => factor.id);
    expect(weighed).toEqual(expect.arrayContaining(["data.secrets", "data.written", "reach.money", "reach.people"]));
  });
});

describe("K1 the sum is shown", () => {
  it("adds up to its score and names each fact", async () => {
    const id = await registered(HIGH);
    const { computed, levers, abilities } = await getRisk(olga, id);
    expect(computed?.factors.reduce((sum, factor) => sum + factor.points, 0)).toBe(computed?.score);
    expect(computed?.factors.every((factor) => factor.because.length > 0)).toBe(true);
    expect(levers).toContainEqual(expect.objectContaining({ what: "Who can reach it: internal only" }));
    expect(abilities.override.allowed).toBe(true);
    expect((await getRisk(auditor, id)).abilities.override.allowed).toBe(false);
    await expect(getRisk({ ...stranger, actor: { ...stranger.actor, grants: [] } as never }, id)).rejects.toMatchObject(
      {
        code: "not_found",
      },
    );
  });

  it("previews facts that nobody saved, and writes nothing", async () => {
    const before = await db().auditEvent.count();
    const facts = unsaved(null);
    const calm = await previewTier(olga, {
      ...facts,
      dataRead: ["internal"],
      autonomy: "suggests",
      exposure: "internal",
    });
    expect(calm).toMatchObject({ tier: "low", stands: "low" });
    const open = await previewTier(olga, { ...facts, dataRead: [], autonomy: null, exposure: null });
    expect(open.factors.map((factor) => factor.because).join()).toContain("not stated");
    expect(open.score).toBeGreaterThan(calm.score);
    expect(await db().auditEvent.count()).toBe(before);
    await expect(
      previewTier(auditor, { ...facts, dataRead: [], autonomy: null, exposure: null }),
    ).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("previews an edit with what is in force: a fall would be held", async () => {
    const id = await registered(HIGH);
    const calmer = {
      ...unsaved(id),
      dataRead: ["internal" as const],
      autonomy: "suggests" as const,
      exposure: "internal" as const,
    };
    expect(await previewTier(olga, calmer)).toMatchObject({ tier: "low", stands: "high" });
  });
});

describe("K1 agents whose tier was never computed", () => {
  it("are computed once, whoever else does so at the same time; a stated tier is held above", async () => {
    const ids = await Promise.all([registered(), registered(), registered(HIGH)]);
    await db().agent.updateMany({ where: { id: { in: ids } }, data: { classifiedAt: null, computedTier: null } });
    await db().agent.update({ where: { id: ids[0] }, data: { tier: "critical" } });
    const done = await Promise.all([classifyPending(cora), classifyPending(cora)]);
    expect(done.reduce((sum, { classified }) => sum + classified, 0)).toBe(3);
    expect(await stands(ids[0] ?? "")).toMatchObject({ tier: "critical", computedTier: "low" });
    expect(await stands(ids[2] ?? "")).toMatchObject({ tier: "high", computedTier: "high" });
    expect(await classifyPending(cora)).toEqual({ classified: 0 });
  });
});

describe("K4 a raise does not launder a fall", () => {
  it("holds what was computed before, when the raise is over, against who made it fall", async () => {
    const id = await registered(HIGH);
    const { version } = await stands(id);
    await overrideTier(olga, { id, version, tier: "critical", reason: "An audit is under way.", days: 1 });
    await edit(olga, id, LOW);
    const tomorrow = contextAs("owner", { id: "per_olga", teamId: "tem_a", now: new Date("2026-11-22T09:00:00Z") });
    await edit(tomorrow, id, { model: "m3" });
    expect(await getRisk(cora, id)).toMatchObject({ tier: "high", override: { kind: "held", tier: "high" } });
    await expect(confirmFall(tomorrow, { id, version: (await stands(id)).version })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
