import { beforeAll, describe, expect, it } from "vitest";
import { type Context, systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { completeAgent, eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { createAgent } from "../../create-agent";
import { decommissionAgent } from "../../decommission-agent";
import { editAgent } from "../../edit-agent";
import { getAgent } from "../../get-agent";
import { registerAgent } from "../../register-agent";
import type { EditAgentInput } from "../../schema";
import { getRisk } from "../get-risk";
import { sweepOverrides } from "../sweep-overrides";
import { approveOverride } from "./approve-override";
import { endOverride } from "./end-override";
import { overrideTier } from "./override-tier";
import { rejectOverride } from "./reject-override";
import { withdrawOverride } from "./withdraw-override";

testDatabase();
beforeAll(seedOrganisation);

const NOW = new Date("2026-11-20T09:00:00Z");
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a" });
const sven = contextAs("owner", { id: "per_sven", teamId: "tem_a" });
const otto = contextAs("owner", { id: "per_otto", teamId: "tem_b" });
const cora = contextAs("compliance", { id: "per_cora" });
const auditor = contextAs("auditor", { id: "per_rita" });
const worker = (days: number) => systemContext("worker", { now: inDays(days) });
const reason = "Because it is tested here.";

const MODERATE: EditAgentInput["changes"] = { dataRead: ["personal"] };

async function registered(facts: EditAgentInput["changes"] = MODERATE): Promise<string> {
  const { id } = await createAgent(olga, { ...completeAgent(), ...facts });
  await registerAgent(olga, { id, version: 1 });
  return id;
}
const versionOf = async (id: string) => (await getAgent(cora, id)).version;
const tierOf = async (id: string) => (await getAgent(cora, id)).tier;
async function override(ctx: Context, id: string, tier: "low" | "moderate" | "high" | "critical", days = 30) {
  return overrideTier(ctx, { id, version: await versionOf(id), tier, reason, days });
}
async function approve(ctx: Context, id: string, overrideId: string) {
  return approveOverride(ctx, { id, version: await versionOf(id), overrideId });
}
const typesOf = async (id: string) => (await eventsOf(id)).map(({ type }) => type);
const refusals = () => db().auditEvent.count({ where: { type: "access.refused" } });

describe("K2 raising a tier", () => {
  it("takes effect at once, with reason and end, recorded and told", async () => {
    const id = await registered();
    expect(await override(olga, id, "high", 180)).toMatchObject({ waits: false });
    expect(await getRisk(olga, id)).toMatchObject({
      tier: "high",
      computed: { tier: "moderate" },
      override: { kind: "raise", tier: "high", reason, expiresAt: inDays(180).toISOString() },
    });
    const events = await eventsOf(id);
    expect(events.find(({ type }) => type === "agent.tier_overridden")).toMatchObject({
      details: { tier: "high", from: "moderate", until: "2027-05-19", reason },
    });
    expect(events.find(({ type }) => type === "agent.tier_raised")?.details).toMatchObject({ cause: "override" });
    expect(await db().notice.count({ where: { agentId: id, kind: "tier_raised" } })).toBe(2);
  });
  it("keeps the reason out of the public leaf", async () => {
    const id = await registered();
    await override(olga, id, "high");
    const event = await db().auditEvent.findFirstOrThrow({ where: { agentId: id, type: "agent.tier_overridden" } });
    expect(JSON.stringify(event.details)).not.toContain(reason);
  });
  it("is not stopped by what the higher tier finds missing", async () => {
    const { id } = await createAgent(olga, completeAgent({ sponsorId: "per_olga" }));
    const { owner, sponsor } = await getAgent(cora, id);
    expect([owner?.id, sponsor?.id]).toEqual(["per_olga", "per_olga"]);
    await registerAgent(olga, { id, version: await versionOf(id) });
    await override(cora, id, "critical");
    const agent = await getAgent(cora, id);
    expect(agent.tier).toBe("critical");
    expect(agent.gates.find((gate) => gate.id === "two_people")?.met).toBe(false);
  });
  it("needs days and a reason within bounds", async () => {
    const id = await registered();
    await expect(override(olga, id, "high", 181)).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path: "days" }],
    });
    await expect(override(olga, id, "low", 91)).rejects.toMatchObject({ code: "invalid", issues: [{ path: "days" }] });
    const short = { id, version: await versionOf(id), tier: "high" as const, reason: "short", days: 3 };
    await expect(overrideTier(olga, short)).rejects.toMatchObject({ code: "invalid", issues: [{ path: "reason" }] });
    await expect(override(olga, id, "moderate")).rejects.toMatchObject({ code: "conflict" });
  });
  it("refuses who may not, on record, and hides what may not be seen", async () => {
    const id = await registered();
    const before = await refusals();
    for (const ctx of [auditor, contextAs("admin", { id: "per_rita" })]) {
      await expect(override(ctx, id, "high")).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await refusals()).toBe(before + 2);
    await expect(override(otto, id, "high")).rejects.toMatchObject({ code: "not_found" });
  });
  it("lets one of two win who raise at once", async () => {
    const id = await registered();
    const version = await versionOf(id);
    const raise = (tier: "high" | "critical") => overrideTier(olga, { id, version, tier, reason, days: 3 });
    const tried = await Promise.allSettled([raise("high"), raise("critical")]);
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(tried.find((one) => one.status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    expect(await db().tierOverride.count({ where: { agentId: id } })).toBe(1);
  });
  it("stands on a version that was seen", async () => {
    const id = await registered();
    const stale = { id, version: (await versionOf(id)) - 1, tier: "high" as const, reason, days: 3 };
    await expect(overrideTier(olga, stale)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("K2 lowering a tier needs a second person", () => {
  it("waits, changes nothing, and stands once somebody else agrees", async () => {
    const id = await registered();
    const { overrideId, waits } = await override(olga, id, "low", 90);
    expect(waits).toBe(true);
    expect(await tierOf(id)).toBe("moderate");
    expect(await getRisk(cora, id)).toMatchObject({
      pending: { id: overrideId, tier: "low" },
      abilities: { approve: { allowed: true } },
    });
    expect((await getRisk(olga, id)).abilities.approve.allowed).toBe(false);
    await approve(cora, id, overrideId);
    expect(await getRisk(olga, id)).toMatchObject({
      tier: "low",
      pending: null,
      override: { kind: "lower", decidedBy: { id: "per_cora" } },
    });
    expect(await typesOf(id)).toEqual(
      expect.arrayContaining(["agent.tier_override_requested", "agent.tier_override_approved", "agent.tier_lowered"]),
    );
    const told = await db().notice.findFirstOrThrow({ where: { agentId: id, kind: "tier_decided" } });
    expect(told).toMatchObject({ personId: "per_olga", content: { tier: "low", agreed: true } });
  });
  it("is not agreed to by who asked, nor by a reader, and the refusal is on record", async () => {
    const id = await registered();
    const { overrideId } = await override(cora, id, "low");
    const before = await refusals();
    await expect(approve(cora, id, overrideId)).rejects.toMatchObject({ code: "forbidden" });
    await expect(approve(auditor, id, overrideId)).rejects.toMatchObject({ code: "forbidden" });
    expect(await refusals()).toBe(before + 2);
    expect(await tierOf(id)).toBe("moderate");
    await approve(sven, id, overrideId);
    expect(await tierOf(id)).toBe("low");
  });
  it("is refused with a reason, or taken back by who asked, and then asked anew", async () => {
    const id = await registered();
    const first = await override(olga, id, "low");
    await expect(override(sven, id, "low")).rejects.toMatchObject({ code: "conflict" });
    await expect(rejectOverride(olga, { id, overrideId: first.overrideId, reason })).rejects.toMatchObject({
      code: "forbidden",
    });
    await rejectOverride(cora, { id, overrideId: first.overrideId, reason });
    const second = await override(olga, id, "low");
    await expect(withdrawOverride(sven, { id, overrideId: second.overrideId })).rejects.toMatchObject({
      code: "forbidden",
    });
    await withdrawOverride(olga, { id, overrideId: second.overrideId });
    await expect(approve(cora, id, second.overrideId)).rejects.toMatchObject({ code: "conflict" });
    expect((await getRisk(olga, id)).past.map(({ state }) => state).sort()).toEqual(["rejected", "withdrawn"]);
    expect(await tierOf(id)).toBe("moderate");
  });
  it("is decided once, whoever decides at the same time", async () => {
    const id = await registered();
    const { overrideId } = await override(olga, id, "low");
    const version = await versionOf(id);
    const tried = await Promise.allSettled([
      approveOverride(cora, { id, version, overrideId }),
      approveOverride(sven, { id, version, overrideId }),
      rejectOverride(sven, { id, overrideId, reason }),
      withdrawOverride(olga, { id, overrideId }),
    ]);
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = tried.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    expect(lost).toEqual(["conflict", "conflict", "conflict"]);
  });
  it("lets one of two ask", async () => {
    const id = await registered();
    const version = await versionOf(id);
    const ask = (ctx: Context) => overrideTier(ctx, { id, version, tier: "low", reason, days: 3 });
    const tried = await Promise.allSettled([ask(olga), ask(sven)]);
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
  it("is overtaken by facts: what was agreed ends, and what was asked is refused", async () => {
    const id = await registered();
    const { overrideId } = await override(olga, id, "low");
    await approve(cora, id, overrideId);
    const changes: EditAgentInput["changes"] = {
      exposure: "public",
      autonomy: "acts_alone",
      dataRead: ["payment", "personal"],
    };
    await editAgent(olga, { id, version: await versionOf(id), changes });
    const risk = await getRisk(olga, id);
    expect(risk).toMatchObject({ tier: "high", override: null, past: [{ endedReason: "facts_rose" }] });
    const other = await registered();
    const asked = await override(olga, other, "low");
    await editAgent(olga, { id: other, version: await versionOf(other), changes });
    await expect(approve(cora, other, asked.overrideId)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("rose from moderate to high"),
    });
    expect(await tierOf(other)).toBe("high");
  });
});

describe("K2 ending an override", () => {
  it("of a raise is a lowering: it waits for a second person", async () => {
    const id = await registered();
    await override(cora, id, "critical");
    expect(await endOverride(olga, { id, version: await versionOf(id), reason })).toEqual({ waits: true });
    expect(await tierOf(id)).toBe("critical");
    const { pending } = await getRisk(sven, id);
    await expect(approve(olga, id, pending?.id ?? "")).rejects.toMatchObject({ code: "forbidden" });
    await approve(sven, id, pending?.id ?? "");
    expect(await getRisk(sven, id)).toMatchObject({ tier: "moderate", override: null, pending: null });
  });
  it("of a lowering takes effect at once", async () => {
    const id = await registered();
    const { overrideId } = await override(olga, id, "low");
    await approve(cora, id, overrideId);
    expect(await endOverride(olga, { id, version: await versionOf(id), reason })).toEqual({ waits: false });
    expect(await tierOf(id)).toBe("moderate");
    await expect(endOverride(olga, { id, version: await versionOf(id), reason })).rejects.toMatchObject({
      code: "conflict",
    });
  });
  it("comes with the end of the agent, whose tier stays as it was", async () => {
    const id = await registered();
    await override(olga, id, "critical");
    await decommissionAgent(olga, { id, version: await versionOf(id), reason: "replaced" });
    expect(await getRisk(olga, id)).toMatchObject({
      tier: "critical",
      override: null,
      past: [{ endedReason: "decommissioned" }],
    });
    await expect(override(olga, id, "high")).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("K2 an override's time", () => {
  it("is over to the day, for raises and lowerings, recorded and told, by any number of workers", async () => {
    const raised = await registered();
    await override(olga, raised, "critical", 10);
    const lowered = await registered();
    const { overrideId } = await override(olga, lowered, "low", 10);
    await approve(cora, lowered, overrideId);
    await sweepOverrides(worker(9.9));
    expect([await tierOf(raised), await tierOf(lowered)]).toEqual(["critical", "low"]);
    await Promise.all([sweepOverrides(worker(10)), sweepOverrides(worker(10))]);
    expect([await tierOf(raised), await tierOf(lowered)]).toEqual(["moderate", "moderate"]);
    for (const id of [raised, lowered]) {
      const ended = (await eventsOf(id)).filter(({ type }) => type === "agent.tier_override_ended");
      expect(ended).toMatchObject([{ actorId: "worker", details: { why: "expired" } }]);
      expect(await db().notice.count({ where: { agentId: id, kind: "tier_override_ended" } })).toBe(2);
    }
  });
  it("of a request is over as well", async () => {
    const id = await registered();
    const { overrideId } = await override(olga, id, "low", 5);
    await sweepOverrides(worker(6));
    expect((await getRisk(olga, id)).past[0]).toMatchObject({
      id: overrideId,
      state: "withdrawn",
      endedReason: "expired",
    });
    await expect(approve(cora, id, overrideId)).rejects.toMatchObject({ code: "conflict" });
  });
});
