import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { assignPeople, resumeAgent } from "@/lib/agents";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/inventory";
import {
  activeAgent,
  askToLift,
  auditor,
  calmDown,
  cora,
  lift,
  NOW,
  olga,
  openPoint,
  reason,
  refusals,
  rita,
  seedWatchers,
  statusOf,
  stopAgent,
  sven,
  versionOf,
} from "@/lib/testing/stopping";
import { liftSwitch, throwSwitch } from "./index";

testDatabase();
beforeAll(seedWatchers);
afterEach(calmDown);

describe("X2 lifting takes a second person", () => {
  it("lets act again what it suspended, keeps its tokens dead, and tells why", async () => {
    const agent = await activeAgent();
    const one = await openPoint();
    const { id } = await stopAgent(olga, agent);
    await expect(lift(cora, id)).rejects.toMatchObject({ code: "conflict" });
    await askToLift(sven, id);
    await expect(lift(sven, id)).rejects.toMatchObject({ code: "forbidden" });
    expect(await lift(cora, id)).toEqual({ resumed: 1, kept: 0 });
    expect(await statusOf(agent.id)).toBe("active");
    expect((await db().issuedToken.findUniqueOrThrow({ where: { jti: agent.jti } })).revokedAt).not.toBeNull();
    await expect.poll(() => one.switches()).toEqual([]);
    const types = (await eventsOf(id)).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(["switch.lift_requested", "switch.lifted"]));
    await expect(lift(cora, id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("refuses whoever threw it, and records the attempt", async () => {
    const agent = await activeAgent();
    const { id } = await stopAgent(cora, agent);
    await askToLift(sven, id);
    const before = await refusals();
    await expect(lift(cora, id)).rejects.toMatchObject({ code: "forbidden" });
    expect((await refusals()) - before).toBe(1);
    expect(await statusOf(agent.id)).toBe("suspended");
  });

  it("leaves alone what was suspended before, or moved since", async () => {
    const [mine, moved, before] = [await activeAgent(), await activeAgent(), await activeAgent()];
    const owned = { ownerId: "per_olga" };
    await db().agent.update({ where: { id: before.id }, data: { status: "suspended", statusChangedAt: new Date(0) } });
    const confirmation = "Olga Test";
    const { id } = await throwSwitch(sven, { targetKind: "owner", target: owned.ownerId, reason, confirmation });
    const { version } = await db().agent.findUniqueOrThrow({ where: { id: moved.id } });
    const later = { ...cora, now: new Date(NOW.getTime() + 1_000) };
    await resumeAgent(later, { id: moved.id, version, reason: "A person resumed it." });
    await db().agent.update({
      where: { id: moved.id },
      data: { status: "suspended", statusChangedAt: new Date(NOW.getTime() + 2_000) },
    });
    await askToLift(cora, id);
    const { kept } = await lift(rita, id);
    expect(kept).toBeGreaterThanOrEqual(1);
    expect(await Promise.all([mine, moved, before].map((agent) => statusOf(agent.id)))).toEqual([
      "active",
      "suspended",
      "suspended",
    ]);
  });

  it("keeps suspended what no longer meets the conditions of resuming", async () => {
    const agent = await activeAgent();
    const { id } = await stopAgent(olga, agent);
    const { version } = await db().agent.findUniqueOrThrow({ where: { id: agent.id } });
    await assignPeople(cora, { id: agent.id, version, deputyId: null });
    await db().agent.update({ where: { id: agent.id }, data: { purpose: "" } });
    await askToLift(sven, id);
    expect(await lift(cora, id)).toEqual({ resumed: 0, kept: 1 });
    expect(await statusOf(agent.id)).toBe("suspended");
  });

  it("lets one of two win who lift at once, and one of two who ask", async () => {
    const agent = await activeAgent();
    const { id } = await stopAgent(olga, agent);
    const asked = await Promise.allSettled([askToLift(sven, id), askToLift(olga, id)]);
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const version = await versionOf(id);
    const lifted = await Promise.allSettled([cora, rita].map((ctx) => liftSwitch(ctx, { id, version })));
    expect(lifted.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(lifted.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
  });

  it("is for compliance and the CISO, of the agent's team or of all", async () => {
    const agent = await activeAgent();
    const { id } = await stopAgent(cora, agent);
    await askToLift(sven, id);
    await expect(lift(olga, id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(askToLift(auditor, id)).rejects.toMatchObject({ code: "forbidden" });
    const elsewhere = contextAs("compliance", { id: "per_rita", teamId: "tem_b" });
    await expect(lift(elsewhere, id)).rejects.toMatchObject({ code: "not_found" });
    expect(await lift(contextAs("compliance", { id: "per_rita", teamId: "tem_a" }), id)).toMatchObject({ resumed: 1 });
  });
});
