import { beforeAll, describe, expect, it } from "vitest";
import { type Context, systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { acceptFor, completeAgent, eventsOf, RISKY, seedOrganisation } from "@/lib/testing/inventory";
import {
  acceptHandOver,
  acceptHandOvers,
  assignPeople,
  createAgent,
  declineHandOver,
  decommissionAgent,
  expireHandOvers,
  getAgent,
  importFile,
  listHandOvers,
  offerHandOver,
  registerAgent,
  withdrawHandOver,
} from "../index";
import type { Seat } from "../schema";
import { accountabilityOf } from "./accountability-of";

testDatabase();
beforeAll(seedOrganisation);

const NOW = new Date("2026-11-20T09:00:00Z");
const daysOn = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a" });
/** Has no say over team a by role: what reaches Otto there is what he is asked. */
const otto = contextAs("owner", { id: "per_otto", teamId: "tem_b" });
const rita = contextAs("auditor", { id: "per_rita" });
const cora = contextAs("compliance", { id: "per_cora" });
const reason = "Not my part of the house.";

/** A registered agent of Olga's, sponsored by Sven, at version 2. */
async function registered(over: Parameters<typeof completeAgent>[0] = {}): Promise<string> {
  const { id } = await createAgent(olga, completeAgent(over));
  await registerAgent(olga, { id, version: 1 });
  return id;
}
async function offered(agentId: string, given: { to?: string; seat?: Seat; by?: Context } = {}): Promise<string> {
  const { to = "per_otto", seat = "owner", by = olga } = given;
  const { version } = await getAgent(cora, agentId);
  await offerHandOver(by, { agentId, version, seat, personId: to });
  const { id } = await db().handOver.findFirstOrThrow({ where: { agentId, role: seat, state: "pending" } });
  return id;
}
const ownerOf = async (id: string) => (await getAgent(cora, id)).owner?.id;
const stateOf = async (id: string) => (await db().handOver.findUniqueOrThrow({ where: { id } })).state;
const refusals = () => db().auditEvent.count({ where: { type: "access.refused" } });
async function race(attempts: Promise<unknown>[]) {
  const settled = await Promise.allSettled(attempts);
  const lost = settled.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  return { won: settled.length - lost.length, lost };
}

describe("O2 a hand-over", () => {
  it("stands only once it is accepted; until then the former owner answers, and everybody sees that it waits", async () => {
    const id = await registered();
    const version = (await getAgent(olga, id)).version;
    const note = "You know the ledger best.";
    const asked = await offerHandOver(olga, { agentId: id, version, seat: "owner", personId: "per_otto", note });
    expect(asked).toEqual({ version, waits: true });
    expect(await ownerOf(id)).toBe("per_olga");
    const { rows } = await listHandOvers(rita, { which: "agent", agentId: id });
    expect(rows).toMatchObject([
      { seat: "owner", state: "pending", note, from: { id: "per_olga" }, to: { id: "per_otto" }, reason: "" },
    ]);
    expect(rows[0]?.expiresAt).toBe(daysOn(14).toISOString());
    await acceptHandOver(otto, { id: rows[0]?.id ?? "" });
    expect(await ownerOf(id)).toBe("per_otto");
    expect((await eventsOf(id)).map(({ type, actorId }) => [type, actorId])).toEqual(
      expect.arrayContaining([
        ["agent.hand_over_offered", "per_olga"],
        ["agent.hand_over_accepted", "per_otto"],
        ["agent.owner_assigned", "per_otto"],
      ]),
    );
  });
  it("shows the person asked what they may not see by role, and nobody else whom it does not concern", async () => {
    const id = await registered();
    const offer = await offered(id);
    await expect(getAgent(otto, id)).rejects.toMatchObject({ code: "not_found" });
    const { rows } = await listHandOvers(otto, { which: "mine" });
    expect(rows.find((row) => row.id === offer)).toMatchObject({
      agent: { id, tier: "low" },
      abilities: { accept: { allowed: true }, decline: { allowed: true }, withdraw: { allowed: false } },
    });
    const sven = contextAs("owner", { id: "per_sven", teamId: "tem_b" });
    await expect(listHandOvers(sven, { which: "agent", agentId: id })).rejects.toMatchObject({ code: "not_found" });
    expect((await listHandOvers(sven, { which: "pending" })).rows).toEqual([]);
    await expect(acceptHandOver(sven, { id: offer })).rejects.toMatchObject({ code: "not_found" });
  });
  it("is for the person asked alone: not for who offers, and not for compliance, on record", async () => {
    const offer = await offered(await registered());
    const before = await refusals();
    for (const ctx of [olga, cora]) {
      await expect(acceptHandOver(ctx, { id: offer })).rejects.toMatchObject({ code: "forbidden" });
      await expect(declineHandOver(ctx, { id: offer, reason })).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await refusals()).toBe(before + 4);
    expect(await stateOf(offer)).toBe("pending");
  });
  it("may be declined with a reason: the former owner stays, and who asked is told", async () => {
    const id = await registered();
    const offer = await offered(id);
    await expect(declineHandOver(otto, { id: offer, reason: "no" })).rejects.toMatchObject({ code: "invalid" });
    await declineHandOver(otto, { id: offer, reason });
    expect(await ownerOf(id)).toBe("per_olga");
    const event = (await eventsOf(id)).find(({ type }) => type === "agent.hand_over_declined");
    expect(event).toMatchObject({ actorId: "per_otto", details: { seat: "owner", reason } });
    const notices = await db().notice.findMany({ where: { agentId: id } });
    expect(notices).toMatchObject([{ personId: "per_olga", kind: "hand_over_declined" }]);
    await expect(acceptHandOver(otto, { id: offer })).rejects.toMatchObject({ code: "conflict" });
  });
  it("may be withdrawn by who offered it and by compliance, not by the person asked nor by an onlooker", async () => {
    const id = await registered();
    const offer = await offered(id);
    for (const ctx of [otto, rita]) {
      await expect(withdrawHandOver(ctx, { id: offer })).rejects.toMatchObject({ code: "forbidden" });
    }
    await withdrawHandOver(olga, { id: offer });
    const second = await offered(id);
    await withdrawHandOver(cora, { id: second });
    expect([await stateOf(offer), await stateOf(second)]).toEqual(["withdrawn", "withdrawn"]);
    await expect(acceptHandOver(otto, { id: second })).rejects.toMatchObject({ code: "conflict" });
  });
  it("cannot be offered twice to two people, and twice to one is once", async () => {
    const id = await registered();
    await offered(id);
    const again = (personId: string) => offerHandOver(cora, { agentId: id, version: 2, seat: "owner", personId });
    expect(await again("per_otto")).toEqual({ version: 2, waits: true });
    await expect(again("per_rita")).rejects.toMatchObject({ code: "conflict" });
    expect(await db().handOver.count({ where: { agentId: id } })).toBe(1);
  });
  it("is offered to people who are here, by who may assign, on the version that was seen", async () => {
    const id = await registered();
    const offer = (ctx: Context, over: object = {}) =>
      offerHandOver(ctx, { agentId: id, version: 2, seat: "owner", personId: "per_otto", ...over });
    await expect(offer(olga, { personId: "per_gone" })).rejects.toMatchObject({ code: "invalid" });
    await expect(offer(olga, { seat: "deputy", personId: "per_olga" })).rejects.toMatchObject({ code: "invalid" });
    await expect(offer(olga, { version: 1 })).rejects.toMatchObject({ code: "conflict" });
    await expect(offer(rita)).rejects.toMatchObject({ code: "forbidden" });
    await expect(offer(otto)).rejects.toMatchObject({ code: "not_found" });
    await decommissionAgent(olga, { id, version: 2, reason: "replaced" });
    await expect(offer(olga, { version: 3 })).rejects.toMatchObject({ code: "conflict" });
  });
  it("to oneself is accepted by doing it, and overtakes what was offered to another", async () => {
    const id = await registered();
    const offer = await offered(id);
    const taken = await offerHandOver(cora, { agentId: id, version: 2, seat: "owner", personId: "per_cora" });
    expect(taken).toEqual({ version: 3, waits: false });
    expect([await ownerOf(id), await stateOf(offer)]).toEqual(["per_cora", "overtaken"]);
    await expect(acceptHandOver(otto, { id: offer })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("O2 accepting asks again what may have changed", () => {
  it("refuses when the agent was decommissioned, the owner changed, or the person left", async () => {
    const gone = await registered();
    const ofGone = await offered(gone);
    await decommissionAgent(olga, { id: gone, version: 2, reason: "replaced" });
    await expect(acceptHandOver(otto, { id: ofGone })).rejects.toMatchObject({ code: "conflict" });

    const moved = await registered();
    const ofMoved = await offered(moved);
    await db().agent.update({ where: { id: moved }, data: { ownerId: "per_rita" } });
    await expect(acceptHandOver(otto, { id: ofMoved })).rejects.toMatchObject({ code: "conflict" });

    const left = await offered(await registered(), { to: "per_sven" });
    await db().person.update({ where: { id: "per_sven" }, data: { status: "deactivated" } });
    const sven = contextAs("owner", { id: "per_sven", teamId: "tem_a" });
    await expect(acceptHandOver(sven, { id: left })).rejects.toMatchObject({ code: "forbidden" });
    await db().person.update({ where: { id: "per_sven" }, data: { status: "active" } });
  });
  it("refuses after fourteen days without waiting for the sweep, which then writes it down with an event", async () => {
    const id = await registered();
    const offer = await offered(id);
    await expect(acceptHandOver({ ...otto, now: daysOn(14) }, { id: offer })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await stateOf(offer)).toBe("pending");
    const worker = systemContext("worker", { now: daysOn(14) });
    expect(await expireHandOvers(worker)).toBeGreaterThan(0);
    expect(await stateOf(offer)).toBe("expired");
    expect((await eventsOf(id)).find(({ type }) => type === "agent.hand_over_expired")).toMatchObject({
      actorId: "worker",
    });
    expect(await expireHandOvers(worker)).toBe(0);
  });
  it("makes room for a new offer when the old one's time is over", async () => {
    const id = await registered();
    const first = await offered(id);
    await offerHandOver({ ...cora, now: daysOn(15) }, { agentId: id, version: 2, seat: "owner", personId: "per_rita" });
    expect(await stateOf(first)).toBe("expired");
  });
  it("keeps two people on a high tier: a sponsor cannot become the owner where nobody else answers", async () => {
    const id = await registered(RISKY);
    const offer = await offered(id, { to: "per_sven" });
    const sven = contextAs("owner", { id: "per_sven", teamId: "tem_a" });
    await expect(acceptHandOver(sven, { id: offer })).rejects.toMatchObject({ code: "unmet" });
    expect([await ownerOf(id), await stateOf(offer)]).toEqual(["per_olga", "pending"]);
    await acceptHandOver(rita, { id: await offered(id, { to: "per_rita", seat: "deputy" }) });
    await acceptHandOver(sven, { id: offer });
    expect(await getAgent(cora, id)).toMatchObject({ owner: { id: "per_sven" }, deputy: { id: "per_rita" } });
  });
});

describe("O2 two at once", () => {
  it("accepting twice takes the seat once", async () => {
    const id = await registered();
    const offer = await offered(id);
    const { won, lost } = await race([1, 2].map(() => acceptHandOver(otto, { id: offer })));
    expect([won, lost]).toMatchObject([1, [{ code: "conflict" }]]);
    expect((await eventsOf(id)).filter(({ type }) => type === "agent.hand_over_accepted")).toHaveLength(1);
  });
  it.each([1, 2, 3])("accepting and withdrawing: one wins, and the agent says which (%i)", async () => {
    const id = await registered();
    const offer = await offered(id);
    const { won } = await race([acceptHandOver(otto, { id: offer }), withdrawHandOver(olga, { id: offer })]);
    expect(won).toBe(1);
    const accepted = (await stateOf(offer)) === "accepted";
    expect(await ownerOf(id)).toBe(accepted ? "per_otto" : "per_olga");
  });
  it("accepting and declining: one wins", async () => {
    const offer = await offered(await registered());
    expect((await race([acceptHandOver(otto, { id: offer }), declineHandOver(otto, { id: offer, reason })])).won).toBe(
      1,
    );
  });
  it("withdrawing twice, declining twice: once", async () => {
    const first = await offered(await registered());
    expect((await race([olga, cora].map((ctx) => withdrawHandOver(ctx, { id: first })))).won).toBe(1);
    const second = await offered(await registered());
    expect((await race([1, 2].map(() => declineHandOver(otto, { id: second, reason })))).won).toBe(1);
  });
  it("offering one seat to two people: one offer", async () => {
    const id = await registered();
    const offer = (personId: string) => offerHandOver(olga, { agentId: id, version: 2, seat: "owner", personId });
    const { won, lost } = await race(["per_otto", "per_rita"].map(offer));
    expect([won, lost]).toMatchObject([1, [{ code: "conflict" }]]);
  });
  it("accepting and decommissioning: an agent that is gone has no new owner", async () => {
    const id = await registered();
    const offer = await offered(id);
    const { won } = await race([
      acceptHandOver(otto, { id: offer }),
      decommissionAgent(olga, { id, version: 2, reason: "replaced" }),
    ]);
    expect(won).toBe(1);
    const agent = await getAgent(cora, id);
    expect(agent.owner?.id).toBe(agent.status === "decommissioned" ? "per_olga" : "per_otto");
  });
});

describe("O2 drafts", () => {
  it("wait for the owner who was named, and are registered by nobody before that", async () => {
    const { id } = await createAgent(cora, completeAgent());
    const { owner, gates, abilities } = await getAgent(cora, id);
    expect(owner).toBeNull();
    expect(gates.find((gate) => gate.id === "owner")).toMatchObject({
      met: false,
      how: expect.stringMatching(/not accepted/),
    });
    expect(abilities.register.allowed).toBe(false);
    await acceptFor("per_olga");
    await registerAgent(olga, { id, version: 2 });
  });
  it("stay with the drafting owner until another accepts", async () => {
    const { id } = await createAgent(olga, completeAgent({ ownerId: "per_otto" }));
    expect(await ownerOf(id)).toBe("per_olga");
    await expect(registerAgent(olga, { id, version: 1 })).rejects.toMatchObject({
      code: "unmet",
      issues: [{ path: "owner" }],
    });
    const [offer] = (await listHandOvers(olga, { which: "offered" })).rows.filter(({ agent }) => agent.id === id);
    await withdrawHandOver(olga, { id: offer?.id ?? "" });
    await registerAgent(olga, { id, version: 1 });
  });
  it("take deputy and sponsor at once", async () => {
    const { id } = await createAgent(olga, completeAgent({ deputyId: "per_rita" }));
    expect(await getAgent(olga, id)).toMatchObject({ deputy: { id: "per_rita" }, sponsor: { id: "per_sven" } });
    expect(await assignPeople(olga, { id, version: 1, sponsorId: "per_otto" })).toEqual({ version: 2, offered: [] });
    await expect(assignPeople(olga, { id, version: 2, deputyId: "per_olga" })).rejects.toMatchObject({
      code: "invalid",
    });
  });
  it("of an import ask the owners whom the file names, all at once", async () => {
    const lines = Array.from({ length: 700 }, (_, place) => `Fleet ${place},otto@example.test,sven@example.test`);
    const bytes = new TextEncoder().encode(["name,owner,sponsor", ...lines].join("\n"));
    await acceptHandOvers(otto, { all: true });
    await importFile(cora, { fileName: "fleet.csv", bytes, environment: "staging" });
    expect((await listHandOvers(otto, { which: "mine" })).total).toBe(700);
    const outcome = await acceptHandOvers(otto, { all: true });
    expect(outcome).toMatchObject({ done: 700, refused: 0 });
    expect(await db().agent.count({ where: { name: { startsWith: "Fleet " }, ownerId: "per_otto" } })).toBe(700);
  });
});

describe("O2 accepting many", () => {
  it("answers row by row, and takes two seats of one agent one after the other", async () => {
    const twice = await registered();
    const late = await registered();
    const ids = [await offered(twice), await offered(twice, { seat: "sponsor" }), await offered(late), "hov_missing"];
    await db().agent.update({ where: { id: late }, data: { ownerId: "per_rita" } });
    const outcome = await acceptHandOvers(otto, { ids });
    expect(outcome).toMatchObject({ done: 2, refused: 2 });
    expect(await getAgent(cora, twice)).toMatchObject({ owner: { id: "per_otto" }, sponsor: { id: "per_otto" } });
    expect(outcome.rows.find(({ id }) => id === ids[2])?.reason).toMatch(/overtaken/);
  });
  it.each([1, 2, 3])("while one of them is withdrawn takes no seat that was not offered any more (%i)", async () => {
    const agents = [await registered(), await registered()];
    const ids = [await offered(agents[0] ?? ""), await offered(agents[1] ?? "")];
    await race([acceptHandOvers(otto, { ids }), withdrawHandOver(olga, { id: ids[0] ?? "" })]);
    for (const [place, id] of agents.entries()) {
      const accepted = (await stateOf(ids[place] ?? "")) === "accepted";
      expect(await ownerOf(id)).toBe(accepted ? "per_otto" : "per_olga");
    }
  });
  it("wants either ids or all", async () => {
    await expect(acceptHandOvers(otto, {})).rejects.toMatchObject({ code: "invalid" });
    const machine = systemContext("worker");
    const asProgram: Context = { ...machine, actor: { kind: "apiKey", id: "key_1", grants: [] } };
    await expect(acceptHandOvers(asProgram, { all: true })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("O1 who answered when", () => {
  it("is told in order, with who asked", async () => {
    const id = await registered();
    await acceptHandOver({ ...otto, now: daysOn(3) }, { id: await offered(id) });
    expect(await accountabilityOf(rita, id)).toMatchObject([
      {
        seat: "owner",
        person: { id: "per_otto" },
        fromAt: daysOn(3).toISOString(),
        untilAt: null,
        askedBy: { id: "per_olga" },
      },
      {
        seat: "owner",
        person: { id: "per_olga" },
        fromAt: NOW.toISOString(),
        untilAt: daysOn(3).toISOString(),
        askedBy: null,
      },
      { seat: "sponsor", person: { id: "per_sven" }, untilAt: null },
    ]);
    await expect(accountabilityOf(contextAs("owner", { id: "per_x", teamId: "tem_b" }), id)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
