import { beforeAll, describe, expect, it } from "vitest";
import { assignPeople } from "@/lib/agents";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/inventory";
import { askOwner, attentionCounts, deactivatePerson, keepSucceeded, listAttention, sendToQueue } from "../index";
import { type AttentionFacts, abilitiesOf, decideQueue, whyOf } from "./rules";
import type { AttentionView } from "./terms";

testDatabase();

const NOW = new Date("2026-11-20T09:00:00Z");
const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);
const TEAM = newId("tem");
const OTHER = newId("tem");
const [OLGA, SVEN, CORA, GONE, ADMIN] = [newId("per"), newId("per"), newId("per"), newId("per"), newId("per")];

const cora = (teamId: string | null = null) => contextAs("compliance", { id: CORA, teamId, now: NOW });
const olga = () => contextAs("owner", { id: OLGA, now: NOW });
const named = (answers: { rows: { name: string }[] }) => answers.rows.map(({ name }) => name);
const codesOf = (answers: PromiseSettledResult<unknown>[]) =>
  answers.map((answer) => (answer.status === "fulfilled" ? "done" : (answer.reason as { code: string }).code)).sort();

let made = 0;
async function makeAgent(name: string, given: object = {}): Promise<string> {
  const id = newId("agt", new Date(NOW.getTime() + made++));
  const about = { environment: "production" as const, status: "active" as const, tier: "low" as const, teamId: TEAM };
  const seats = { ownerId: OLGA, sponsorId: SVEN };
  const times = { reviewedAt: daysAgo(1), lastUsedAt: daysAgo(1), statusChangedAt: daysAgo(200) };
  await db().agent.create({ data: { id, name, ...about, ...seats, ...times, ...given } });
  return id;
}

beforeAll(async () => {
  await db().team.createMany({ data: [TEAM, OTHER].map((id) => ({ id, name: id })) });
  await db().person.createMany({
    data: [OLGA, SVEN, CORA, GONE, ADMIN].map((id, at) => ({
      id,
      name: ["Olga", "Sven", "Cora", "Gone", "Ada"][at] as string,
      email: `${id}@firm.example`,
      ...(id === GONE ? { status: "deactivated" as const, deactivatedAt: daysAgo(12) } : {}),
    })),
  });
});

describe("O4 what is left alone", () => {
  const list = (view: AttentionView, more: object = {}) => listAttention(cora(), { view, ...more });

  it("shows agents of nobody, apart from those that the queue knows", async () => {
    await makeAgent("Owner left", { ownerId: GONE });
    await makeAgent("Never owned", { ownerId: null, status: "draft" });
    await makeAgent("Queued", { ownerId: null, governanceSince: daysAgo(3) });
    await makeAgent("History", { ownerId: GONE, status: "decommissioned" });
    const orphans = await list("orphans");
    expect(named(orphans)).toEqual(["Owner left", "Never owned"]);
    expect(orphans.rows[0]).toMatchObject({
      why: "Its owner, Gone, has left.",
      since: daysAgo(12).toISOString(),
      missing: "owner",
      abilities: { claim: { allowed: true }, queue: { allowed: true }, ask: { allowed: false } },
    });
    expect(named(await list("queue"))).toEqual(["Queued"]);
  });

  it("shows active agents unused for so many days; unknown use counts from activation", async () => {
    await makeAgent("Unused for 100", { lastUsedAt: daysAgo(100) });
    await makeAgent("Unknown for 200", { lastUsedAt: null });
    await makeAgent("Young", { lastUsedAt: null, statusChangedAt: daysAgo(5) });
    await makeAgent("Suspended", { lastUsedAt: daysAgo(300), status: "suspended" });
    const dormant = await list("dormant");
    expect(named(dormant)).toEqual(["Unknown for 200", "Unused for 100"]);
    expect(dormant.rows.map(({ why }) => why)).toEqual([
      "Active for 200 days, and no use of it is known.",
      "Active, and not used for 100 days.",
    ]);
    expect(named(await list("dormant", { days: 120 }))).toEqual(["Unknown for 200"]);
  });

  it("shows records not confirmed within the interval of their tier, the longest due first", async () => {
    await makeAgent("Critical, 31 days", { tier: "critical", reviewedAt: daysAgo(31) });
    await makeAgent("Critical, 29 days", { tier: "critical", reviewedAt: daysAgo(29) });
    await makeAgent("High, 120 days", { tier: "high", reviewedAt: daysAgo(120) });
    await makeAgent("Low, 364 days", { reviewedAt: daysAgo(364) });
    await makeAgent("Never", { reviewedAt: null });
    const stale = await list("stale");
    expect(named(stale)).toEqual(["Never", "High, 120 days", "Critical, 31 days"]);
    expect(stale.rows[2]?.since).toBe(daysAgo(1).toISOString());
    expect(stale.rows[1]?.why).toBe("Its record was last confirmed 120 days ago; tier high asks for it every 90 days.");
  });

  it.each(["orphans", "dormant", "stale"] as const)(
    "turns the pages of %s without losing or repeating a row",
    async (view) => {
      const whole = named(await list(view));
      const turned: string[] = [];
      for (let cursor: string | null = null, more = true; more; ) {
        const page = await list(view, { limit: 1, cursor });
        turned.push(...named(page));
        cursor = page.next;
        more = cursor !== null;
      }
      expect(turned).toEqual(whole);
    },
  );

  it("counts exactly what it lists, and stops at the team of the role", async () => {
    await makeAgent("Elsewhere", { ownerId: null, teamId: OTHER });
    for (const ctx of [cora(), cora(TEAM), cora(OTHER), olga()]) {
      const counts = await attentionCounts(ctx);
      for (const view of ["queue", "orphans", "dormant", "stale", "received", "handovers"] as const) {
        expect(counts[view].count, view).toBe((await listAttention(ctx, { view })).rows.length);
      }
    }
    expect(named(await listAttention(cora(OTHER), { view: "orphans" }))).toEqual(["Elsewhere"]);
    const nobody = { ...cora(), actor: { ...cora().actor, grants: [] } };
    expect(named(await listAttention(nobody, { view: "orphans" }))).toEqual([]);
  });

  it("refuses a damaged place in the list", async () => {
    await expect(list("queue", { cursor: "bm90aGluZw" })).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("O3 the governance queue", () => {
  it("takes in an orphan, with its event, once", async () => {
    const id = await makeAgent("To the queue", { ownerId: GONE });
    const both = [sendToQueue(cora(), { id, version: 1 }), sendToQueue(cora(), { id, version: 1 })];
    expect(codesOf(await Promise.allSettled(both))).toEqual(["conflict", "done"]);
    expect(await db().agent.findUnique({ where: { id } })).toMatchObject({
      ownerId: null,
      governanceSince: NOW,
      version: 2,
    });
    expect(await eventsOf(id)).toMatchObject([
      { type: "agent.queued", details: { role: "owner", formerId: GONE, successorId: null, sponsorId: SVEN } },
    ]);
  });

  it("refuses an agent that lacks nobody, who is not compliance, and hides what is out of reach", async () => {
    const id = await makeAgent("Well kept");
    await expect(sendToQueue(cora(), { id, version: 1 })).rejects.toMatchObject({ code: "unmet" });
    await expect(sendToQueue(olga(), { id, version: 1 })).rejects.toMatchObject({ code: "forbidden" });
    await expect(sendToQueue(cora(OTHER), { id, version: 1 })).rejects.toMatchObject({ code: "not_found" });
  });

  it("lets go of an agent as soon as somebody claims what is missing", async () => {
    const id = await makeAgent("Claimed", { ownerId: null, governanceSince: daysAgo(2) });
    await assignPeople(cora(), { id, version: 1, ownerId: CORA });
    expect(await db().agent.findUnique({ where: { id } })).toMatchObject({ ownerId: CORA, governanceSince: null });
  });
});

describe("O4 asking an owner", () => {
  it("leaves a notice with owner and deputy, and not again within a week", async () => {
    const id = await makeAgent("Asked about", { deputyId: SVEN });
    const both = [askOwner(cora(), { id, about: "dormant" }), askOwner(cora(), { id, about: "dormant" })];
    expect(codesOf(await Promise.allSettled(both))).toEqual(["conflict", "done"]);
    const notices = await db().notice.findMany({ where: { agentId: id, kind: "asked" } });
    expect(notices.map(({ personId }) => personId).sort()).toEqual([OLGA, SVEN].sort());
    const later = { ...cora(), now: new Date(NOW.getTime() + 8 * DAY_MS) };
    expect(await askOwner(later, { id, about: "stale" })).toEqual({ asked: 2 });
  });

  it("refuses where nobody is there, and who is not compliance", async () => {
    const id = await makeAgent("Nobody to ask", { ownerId: GONE });
    await expect(askOwner(cora(), { id, about: "stale" })).rejects.toMatchObject({ code: "unmet" });
    await expect(askOwner(olga(), { id, about: "stale" })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("O3 what came to a successor", () => {
  it("waits until they keep it, which confirms its record", async () => {
    const heir = newId("per");
    await db().person.create({ data: { id: heir, name: "Heir", email: `${heir}@firm.example` } });
    const leaver = newId("per");
    await db().person.create({ data: { id: leaver, name: "Lea", email: `${leaver}@firm.example`, managerId: heir } });
    const ids = [
      await makeAgent("Came first", { ownerId: leaver }),
      await makeAgent("Came second", { ownerId: leaver }),
    ];
    await db().agent.updateMany({ where: { id: { in: ids } }, data: { sponsorId: null } });
    const admin = contextAs("admin", { id: ADMIN, now: daysAgo(1) });
    await deactivatePerson(admin, { personId: leaver, version: 1, reason: "left the company" });
    const ctx = contextAs("owner", { id: heir, now: NOW });
    const received = await listAttention(ctx, { view: "received" });
    expect(received.rows.map(({ name, why }) => [name, why])).toEqual([
      ["Came first", "You follow Lea as its owner, who left."],
      ["Came second", "You follow Lea as its owner, who left."],
    ]);
    await expect(keepSucceeded(olga(), { ids })).rejects.toMatchObject({ code: "not_found" });
    const both = await Promise.all([
      keepSucceeded(ctx, { ids: [ids[0] as string] }),
      keepSucceeded(ctx, { all: true }),
    ]);
    expect(both.reduce((sum, { kept }) => sum + kept, 0)).toBe(2);
    expect((await listAttention(ctx, { view: "received" })).rows).toEqual([]);
    expect(await db().agent.findUnique({ where: { id: ids[0] as string } })).toMatchObject({
      reviewedAt: NOW,
      reviewedById: heir,
    });
    expect((await eventsOf(ids[1] as string)).map(({ type }) => type)).toEqual([
      "agent.owner_succeeded",
      "agent.record_confirmed",
      "agent.succession_kept",
    ]);
  });
});

describe("O4 the words and the buttons", () => {
  const here = { name: "Olga", active: true };
  const left = { name: "Lea", active: false };
  const facts = (given: Partial<AttentionFacts>): AttentionFacts => ({
    status: "active",
    tier: "low",
    owner: here,
    deputy: null,
    sponsor: here,
    governanceSince: null,
    lastUsedAt: null,
    statusChangedAt: daysAgo(1),
    reviewedAt: null,
    pending: null,
    received: null,
    ...given,
  });
  const free = { manage: null, assign: null, suspend: null, decommission: null, confirm: null };

  it.each([
    [{ owner: null, sponsor: null }, "Nobody owns it, and nobody sponsors it. Somebody has to be named."],
    [{ owner: null }, "Nobody owns it. Somebody has to be named."],
    [{ owner: left }, "Its owner, Lea, has left. Somebody has to be named."],
    [{ sponsor: null }, "It has no business sponsor. Somebody has to be named."],
    [{ governanceSince: NOW }, "It needs a second accountable person. Somebody has to be named."],
  ])("says what is missing: %o", (given, words) => {
    expect(whyOf("queue", facts(given), { now: NOW, reviewDays: 365 })).toBe(words);
  });

  it("offers a claim only where a seat is empty, and a name only where nobody was asked", () => {
    const asked = { seat: "owner", from: null, to: "Dan", offeredBy: "Cora" };
    expect(abilitiesOf(facts({}), free).claim).toEqual({
      allowed: false,
      reason: "Its owner and its sponsor are here.",
    });
    expect(abilitiesOf(facts({ owner: null }), free).name).toEqual({ allowed: true });
    expect(abilitiesOf(facts({ owner: null, pending: asked }), free).name).toEqual({
      allowed: false,
      reason: "Dan was asked and has not answered.",
    });
    expect(abilitiesOf(facts({ owner: null }), { ...free, manage: "No." }).claim).toEqual({
      allowed: false,
      reason: "No.",
    });
  });

  it("decides about the queue as the verb does", () => {
    for (const status of ["active", "decommissioned"] as const) {
      for (const owner of [null, left, here]) {
        for (const governanceSince of [null, NOW]) {
          const given = facts({ status, owner, governanceSince });
          expect(decideQueue(given).allowed).toBe(abilitiesOf(given, free).queue.allowed);
        }
      }
    }
  });
});
