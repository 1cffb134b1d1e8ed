import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { stoppedBy } from "@/lib/policy";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { equip } from "@/lib/testing/equip";
import { eventsOf } from "@/lib/testing/inventory";
import {
  activeAgent,
  auditor,
  calmDown,
  cora,
  NOW,
  olga,
  openPoint,
  reason,
  refusals,
  seedWatchers,
  statusOf,
  stopAgent,
  sven,
} from "@/lib/testing/stopping";
import { activeStops, throwSwitch } from "./index";

testDatabase();
beforeAll(seedWatchers);
afterEach(calmDown);

describe("X1 throwing the kill switch on an agent", () => {
  it("suspends it, ends its tokens and credentials, and returns when every decision point denies", async () => {
    const agent = await activeAgent();
    const points = await Promise.all([openPoint(), openPoint(), openPoint()]);
    const thrown = await stopAgent(olga, agent, { revokeCredentials: true });
    const facts = { id: agent.id, ownerId: "per_olga", provider: "Northwind", tier: "low" };
    expect(points.map((one) => stoppedBy(one.switches(), facts))).toEqual(points.map(() => thrown.id));
    expect(thrown).toMatchObject({ suspended: 1, tokens: 1, credentials: 1, points: 3, behind: 0 });
    expect(thrown.killMicros).toBeGreaterThan(0);
    expect(await statusOf(agent.id)).toBe("suspended");
    expect((await db().issuedToken.findUniqueOrThrow({ where: { jti: agent.jti } })).revokedAt).toEqual(NOW);
    expect((await db().credential.findUniqueOrThrow({ where: { id: agent.credentialId } })).state).toBe("revoked");
    expect(await eventsOf(thrown.id)).toMatchObject([
      { type: "switch.acknowledged", details: { points: 3, killMicros: thrown.killMicros } },
      { type: "switch.thrown", details: { targetKind: "agent", suspended: 1, reason }, actorId: "per_olga" },
    ]);
    expect((await eventsOf(agent.id)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(["agent.suspended", "agent.credentials_revoked"]),
    );
  });

  it("leaves credentials alone where that was not asked for", async () => {
    const agent = await activeAgent();
    await stopAgent(olga, agent);
    expect((await db().credential.findUniqueOrThrow({ where: { id: agent.credentialId } })).state).toBe("active");
  });

  it("tells the owner, compliance and the CISO, and not whoever threw it", async () => {
    const agent = await activeAgent();
    await stopAgent(cora, agent);
    const notices = await db().notice.findMany({ where: { kind: "switch_thrown" }, orderBy: { personId: "asc" } });
    expect(notices.map(({ personId, agentId }) => [personId, agentId])).toEqual([
      ["per_olga", agent.id],
      ["per_sven", agent.id],
    ]);
  });

  it.each([
    ["an owner for an agent of somebody else", contextAs("owner", { id: "per_otto", teamId: "tem_a" }), "forbidden"],
    ["an auditor", auditor, "forbidden"],
    ["an owner of another team", contextAs("owner", { id: "per_otto", teamId: "tem_b" }), "not_found"],
    ["a CISO of another team", contextAs("ciso", { id: "per_sven", teamId: "tem_b" }), "not_found"],
  ])("refuses %s, on record where the agent may be seen", async (_who, ctx, code) => {
    const agent = await activeAgent();
    const before = await refusals();
    await expect(stopAgent(ctx, agent)).rejects.toMatchObject({ code });
    expect((await refusals()) - before).toBe(code === "forbidden" ? 1 : 0);
    expect(await statusOf(agent.id)).toBe("active");
  });

  it("refuses a confirmation that is not its name, and does nothing", async () => {
    const agent = await activeAgent();
    await expect(stopAgent(olga, agent, { confirmation: "yes" })).rejects.toMatchObject({ code: "invalid" });
    expect(await statusOf(agent.id)).toBe("active");
    expect(await db().killSwitch.count({ where: { target: agent.id } })).toBe(0);
  });

  it("lets one of two win who throw the same at once", async () => {
    const agent = await activeAgent();
    const tried = await Promise.allSettled([stopAgent(olga, agent), stopAgent(cora, agent), stopAgent(sven, agent)]);
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = tried.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(lost.map(({ code }) => code)).toEqual(["conflict", "conflict"]);
    expect((await eventsOf(agent.id)).filter(({ type }) => type === "agent.suspended")).toHaveLength(1);
  });

  it("orders throws on different things at once, each with its own epoch and none lost", async () => {
    const agents = [await activeAgent(), await activeAgent(), await activeAgent(), await activeAgent()];
    const one = await openPoint();
    const thrown = await Promise.all(agents.map((agent) => stopAgent(cora, agent)));
    const epochs = (await db().killSwitch.findMany({ where: { id: { in: thrown.map(({ id }) => id) } } })).map(
      ({ epoch }) => epoch,
    );
    expect(new Set(epochs).size).toBe(4);
    for (const { id } of agents) {
      expect(stoppedBy(one.switches(), { id, ownerId: null, provider: "", tier: null })).not.toBeNull();
    }
  });
});

describe("X1 throwing it on more than one agent", () => {
  it.each([
    ["owner", "per_otto", "Otto Test"],
    ["provider", "Eastwind", "Eastwind"],
    ["everything", "", "stop everything"],
  ] as const)("on %s suspends what it covers and nothing else", async (targetKind, target, confirmation) => {
    const hit = await activeAgent({ ownerId: "per_otto", provider: "Eastwind" });
    const other = await activeAgent();
    const thrown = await throwSwitch(sven, { targetKind, target, reason, confirmation });
    expect(await statusOf(hit.id)).toBe("suspended");
    expect(await statusOf(other.id)).toBe(targetKind === "everything" ? "suspended" : "active");
    expect(thrown.suspended).toBeGreaterThanOrEqual(1);
  });

  it("on a tier stops what stands in it", async () => {
    const agent = await activeAgent();
    const { tier } = await db().agent.findUniqueOrThrow({ where: { id: agent.id } });
    await throwSwitch(sven, { targetKind: "tier", target: tier ?? "", reason, confirmation: tier ?? "" });
    expect(await statusOf(agent.id)).toBe("suspended");
  });

  it.each([
    ["server", "bank"],
    ["tool", "bank/pay"],
  ] as const)("on a %s stops its calls and leaves the agents as they are", async (targetKind, target) => {
    const agent = await activeAgent();
    await equip(agent.id, [{ name: "pay" }], { name: "bank" });
    const one = await openPoint();
    const thrown = await throwSwitch(sven, { targetKind, target, reason, confirmation: target });
    expect(thrown).toMatchObject({ suspended: 0, tokens: 0, credentials: 0, points: 1 });
    expect(await statusOf(agent.id)).toBe("active");
    const facts = { id: agent.id, ownerId: "per_olga", provider: "Northwind", tier: "low" };
    expect(stoppedBy(one.switches(), facts, { server: "bank", name: "pay" })).toBe(thrown.id);
    expect(stoppedBy(one.switches(), facts)).toBeNull();
  });

  it("needs a role for the whole organisation", async () => {
    const team = contextAs("ciso", { id: "per_sven", teamId: "tem_a" });
    for (const ctx of [team, olga]) {
      const attempt = throwSwitch(ctx, { targetKind: "everything", reason, confirmation: "stop everything" });
      await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  it("refuses what there is not, for a switch that stops nothing is worse than none", async () => {
    for (const targetKind of ["agent", "owner", "tool", "server", "provider", "tier"] as const) {
      const attempt = throwSwitch(sven, { targetKind, target: "nothing", reason, confirmation: "nothing" });
      await expect(attempt).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("X2 drills", () => {
  it("go the whole way, stop nothing, and end by themselves", async () => {
    const agent = await activeAgent();
    const one = await openPoint();
    const drilled = await throwSwitch(sven, { targetKind: "everything", reason: "Quarterly drill", drill: true });
    expect(drilled).toMatchObject({ suspended: 0, tokens: 0, points: 1, behind: 0 });
    expect(await statusOf(agent.id)).toBe("active");
    expect(stoppedBy(one.switches(), { id: agent.id, ownerId: null, provider: "", tier: null })).toBeNull();
    const stored = await db().killSwitch.findUniqueOrThrow({ where: { id: drilled.id } });
    expect(stored).toMatchObject({ state: "lifted", drill: true, acknowledgedAt: NOW });
    expect(await activeStops(sven)).toEqual([]);
    expect((await eventsOf(drilled.id)).map(({ type }) => type)).toEqual(["switch.acknowledged", "switch.drilled"]);
    expect(await db().notice.count()).toBe(0);
  });
});
