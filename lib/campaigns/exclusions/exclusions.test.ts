import { beforeAll, describe, expect, it } from "vitest";
import { createAgent } from "@/lib/agents";
import { systemContext } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { completeAgent, eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { decideExclusion, endExclusion, listExclusions, requestExclusion, sweepExclusions } from "../index";

testDatabase();

const NOW = new Date();
const DAY_MS = 86_400_000;
const as = (role: "owner" | "compliance" | "ciso" | "auditor", id: string) => contextAs(role, { id, now: NOW });
const olga = as("owner", "per_olga");
const cora = as("compliance", "per_cora");
const rita = as("ciso", "per_rita");
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY_MS);
const reason = "It is retired next month anyway.";

beforeAll(seedOrganisation);

async function agent(): Promise<string> {
  const { id } = await createAgent(olga, completeAgent());
  // Its owner accepted already.
  await db().agent.update({ where: { id }, data: { ownerId: "per_olga", status: "active" } });
  return id;
}

const ask = (targetId: string, until = inDays(30), ctx = olga) =>
  requestExclusion(ctx, { targetKind: "agent", targetId, reason, until });
const stateOf = async (id: string) => (await db().campaignExclusion.findUniqueOrThrow({ where: { id } })).state;

describe("exclusions: approved by a second person, reason, end date, own line in the report", () => {
  it("leave nothing out before a second person agrees", async () => {
    const { id } = await ask(await agent());
    expect(await stateOf(id)).toBe("requested");
    await decideExclusion(cora, { id, version: 1, answer: "approve", reason: "Agreed with the owner." });
    expect(await stateOf(id)).toBe("active");
    const [shown] = (await listExclusions(cora)).filter((view) => view.id === id);
    expect(shown).toMatchObject({
      state: "active",
      requestedBy: { name: "Olga Test" },
      decidedBy: { name: "Cora Test" },
    });
    expect((await eventsOf(id)).map(({ type }) => type).sort()).toEqual(["exclusion.decided", "exclusion.requested"]);
  });

  it("are never decided by who asked, whatever the role, and the attempt is recorded", async () => {
    const { id } = await ask(await agent(), inDays(30), cora);
    const tried = decideExclusion(cora, { id, version: 1, answer: "approve", reason: "I agree with myself." });
    await expect(tried).rejects.toMatchObject({ code: "forbidden", message: expect.stringContaining("second person") });
    expect((await eventsOf("per_cora")).at(-1)?.type).toBe("access.refused");
    const [shown] = (await listExclusions(cora)).filter((view) => view.id === id);
    expect(shown?.abilities.decide).toEqual({ allowed: false, reason: expect.stringContaining("second person") });
  });

  it.each([
    [400, "A year at most"],
    [-1, "past"],
  ])("end within a year: %d days are refused", async (days, sentence) => {
    const tried = ask(await agent(), inDays(days));
    await expect(tried).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining(sentence) });
  });

  it("are asked for once, however many press at once", async () => {
    const id = await agent();
    const tried = await Promise.allSettled([ask(id), ask(id), ask(id)]);
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of tried) if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "conflict" });
  });

  it("are decided once, by one of two", async () => {
    const { id } = await ask(await agent());
    const decide = (ctx: typeof cora) =>
      decideExclusion(ctx, { id, version: 1, answer: "approve", reason: "Agreed with the owner." });
    const tried = await Promise.allSettled([decide(cora), decide(rita)]);
    expect(tried.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("are refused to who does not answer for the agent, and to auditors", async () => {
    const id = await agent();
    await expect(ask(id, inDays(3), as("owner", "per_otto"))).rejects.toMatchObject({ code: "forbidden" });
    await expect(ask(id, inDays(3), as("auditor", "per_rita"))).rejects.toMatchObject({ code: "forbidden" });
    await expect(ask("agt_none")).rejects.toMatchObject({ code: "not_found" });
  });

  it("are ended by hand, and by time, and exclude nothing then", async () => {
    const byHand = await ask(await agent());
    await endExclusion(olga, { id: byHand.id, version: 1, reason: "It stays after all." });
    expect(await stateOf(byHand.id)).toBe("ended");
    await expect(endExclusion(olga, { id: byHand.id, version: 2, reason: "Once more, please." })).rejects.toMatchObject(
      {
        code: "unmet",
      },
    );
    const byTime = await ask(await agent());
    await decideExclusion(cora, { id: byTime.id, version: 1, answer: "approve", reason: "Agreed with the owner." });
    await sql().query("update campaign_exclusions set until = now() - interval '1 second' where id = $1", [byTime.id]);
    const [shown] = (await listExclusions(cora, { past: true })).filter((view) => view.id === byTime.id);
    expect(shown?.state).toBe("ended");
    expect((await sweepExclusions(systemContext("worker"))).ended).toBe(1);
    expect(await stateOf(byTime.id)).toBe("ended");
    expect((await sweepExclusions(systemContext("worker"))).ended).toBe(0);
  });
});
