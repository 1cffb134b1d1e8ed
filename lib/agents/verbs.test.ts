import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { completeAgent, contractNorthwind, eventsOf, RISKY, seedOrganisation } from "@/lib/testing/inventory";
import {
  activateAgent,
  assignPeople,
  createAgent,
  decommissionAgent,
  editAgent,
  getAgent,
  registerAgent,
  resumeAgent,
  suspendAgent,
} from "./index";

testDatabase();
beforeAll(seedOrganisation);
beforeAll(contractNorthwind);

const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a" });
const otto = contextAs("owner", { id: "per_otto", teamId: "tem_b" });
const cora = contextAs("compliance", { id: "per_cora" });
const auditor = contextAs("auditor", { id: "per_rita" });
const admin = contextAs("admin", { id: "per_rita" });

async function refusals() {
  return db().auditEvent.count({ where: { type: "access.refused" } });
}
/** Both attempts at once on what both had read: exactly one may win. */
async function race(attempts: Promise<unknown>[]) {
  const settled = await Promise.allSettled(attempts);
  const lost = settled.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  return { won: settled.length - lost.length, lost };
}

describe("V1 an agent is drafted by hand", () => {
  it("with what was stated, the name trimmed, and an event", async () => {
    const { id } = await createAgent(olga, completeAgent({ name: "  Travel   planner " }));
    expect(await getAgent(olga, id)).toMatchObject({
      name: "Travel planner",
      status: "draft",
      source: "manual",
      version: 1,
    });
    expect(await eventsOf(id)).toMatchObject([{ type: "agent.created", actorId: "per_olga" }]);
  });
  it("makes its owner of whoever may edit only their own", async () => {
    const { id } = await createAgent(olga, { name: "Own draft", environment: "staging", teamId: "tem_a" });
    expect((await getAgent(olga, id)).owner?.id).toBe("per_olga");
    const other = await createAgent(cora, { name: "No owner", environment: "staging", teamId: "tem_a" });
    expect((await getAgent(cora, other.id)).owner).toBeNull();
  });
  it("refuses a second of the name in the environment, whatever its case, and names the first", async () => {
    const first = await createAgent(olga, completeAgent({ name: "Twin" }));
    await expect(createAgent(olga, completeAgent({ name: "TWIN" }))).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining(first.id),
    });
    await createAgent(olga, completeAgent({ name: "Twin", environment: "staging" }));
    await decommissionAgent(olga, { id: first.id, version: 1, reason: "replaced" });
    await createAgent(olga, completeAgent({ name: "twin" }));
  });
  it("lets one of two win when both take a name at once", async () => {
    const { won, lost } = await race([1, 2].map(() => createAgent(olga, completeAgent({ name: "Raced" }))));
    expect(won).toBe(1);
    expect(lost).toMatchObject([{ code: "conflict" }]);
  });
  it.each([
    ["an auditor", auditor],
    ["an administrator", admin],
    ["an owner of another team", otto],
  ])("refuses %s, on record", async (_, ctx) => {
    const before = await refusals();
    await expect(createAgent(ctx, completeAgent())).rejects.toMatchObject({ code: "forbidden" });
    expect(await refusals()).toBe(before + 1);
  });
  it.each([
    ["a person who left", { ownerId: "per_gone" }, "ownerId"],
    ["a person who does not exist", { sponsorId: "per_nobody" }, "sponsorId"],
    ["hidden marks in the name", { name: "Pay\u202eroll" }, "name"],
    ["a NUL in the purpose", { purpose: "a\u0000b" }, "purpose"],
    ["an unknown field", { registeredById: "per_olga" }, ""],
    ["an operator where text is meant", { provider: { not: "" } }, "provider"],
  ])("refuses %s", async (_, over, path) => {
    const attempt = createAgent(cora, completeAgent(over as object));
    await expect(attempt).rejects.toMatchObject({ code: "invalid", issues: [{ path }] });
  });
});

describe("V1 an agent is edited on the version that was seen", () => {
  it("writes only what differs, with before and after", async () => {
    const { id } = await createAgent(olga, completeAgent({ provider: "Northwind" }));
    const changes = { provider: "Northwind", purpose: "Something else that is long enough." };
    expect(await editAgent(olga, { id, version: 1, changes })).toEqual({ version: 2, fields: ["purpose"] });
    expect((await eventsOf(id)).find(({ type }) => type === "agent.edited")).toMatchObject({
      details: { fields: ["purpose"], after: { purpose: "Something else that is long enough." } },
    });
    expect(await editAgent(olga, { id, version: 2, changes })).toEqual({ version: 2, fields: [] });
    expect(await eventsOf(id)).toHaveLength(2);
  });
  it("says who changed what since", async () => {
    const { id } = await createAgent(olga, completeAgent());
    await editAgent(cora, { id, version: 1, changes: { model: "m2" } });
    await expect(editAgent(olga, { id, version: 1, changes: { model: "m3" } })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/Cora Test changed model/),
    });
  });
  it("lets one of two win when both edit at once", async () => {
    const { id } = await createAgent(olga, completeAgent());
    const edits = ["m2", "m3"].map((model) => editAgent(olga, { id, version: 1, changes: { model } }));
    const { won, lost } = await race(edits);
    expect(won).toBe(1);
    expect(lost).toMatchObject([{ code: "conflict" }]);
    expect((await getAgent(olga, id)).version).toBe(2);
  });
  it("answers who may not see it as if it were not there", async () => {
    const { id } = await createAgent(olga, completeAgent());
    await expect(editAgent(otto, { id, version: 1, changes: { model: "x" } })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(getAgent(otto, id)).rejects.toMatchObject({ code: "not_found" });
  });
  it("refuses who may only read, on record", async () => {
    const { id } = await createAgent(olga, completeAgent());
    const before = await refusals();
    await expect(editAgent(admin, { id, version: 1, changes: { model: "x" } })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await refusals()).toBe(before + 1);
  });
  it("keeps a registered agent complete, and its name its own", async () => {
    const { id } = await createAgent(olga, completeAgent());
    await registerAgent(olga, { id, version: 1 });
    await expect(editAgent(olga, { id, version: 2, changes: { purpose: "" } })).rejects.toMatchObject({
      code: "unmet",
    });
    await createAgent(olga, completeAgent({ name: "Taken" }));
    await expect(editAgent(olga, { id, version: 2, changes: { name: "taken" } })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("O1 owner and sponsor", () => {
  it("are assigned with an event each", async () => {
    const { id } = await createAgent(cora, completeAgent({ ownerId: null, sponsorId: null }));
    const people = { ownerId: "per_cora", deputyId: "per_olga", sponsorId: "per_sven" };
    await assignPeople(cora, { id, version: 1, ...people });
    expect((await eventsOf(id)).slice(1).map(({ type }) => type)).toEqual([
      "agent.deputy_assigned",
      "agent.owner_assigned",
      "agent.sponsor_assigned",
    ]);
  });
  it("must be here, and an owner may not move an agent into a team without the right there", async () => {
    const { id } = await createAgent(olga, completeAgent());
    await expect(assignPeople(olga, { id, version: 1, ownerId: "per_gone" })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(assignPeople(olga, { id, version: 1, teamId: "tem_b" })).rejects.toMatchObject({ code: "forbidden" });
    expect(await assignPeople(cora, { id, version: 1, teamId: "tem_b" })).toEqual({ version: 2, offered: [] });
  });
  it("may not be taken from a registered agent", async () => {
    const { id } = await createAgent(olga, completeAgent());
    await registerAgent(olga, { id, version: 1 });
    await expect(assignPeople(cora, { id, version: 2, ownerId: null })).rejects.toMatchObject({ code: "unmet" });
  });
  it("lets one of two win when both assign at once", async () => {
    const { id } = await createAgent(olga, completeAgent());
    const { won, lost } = await race(
      ["per_otto", "per_rita"].map((ownerId) => assignPeople(cora, { id, version: 1, ownerId })),
    );
    expect([won, lost.length]).toEqual([1, 1]);
  });
});

describe("V2 the lifecycle", () => {
  it("goes from draft to decommissioned, each step with its event", async () => {
    const { id } = await createAgent(olga, completeAgent());
    await registerAgent(olga, { id, version: 1 });
    await activateAgent(olga, { id, version: 2 });
    await suspendAgent(olga, { id, version: 3, reason: "odd transfers" });
    await resumeAgent(olga, { id, version: 4, reason: "explained" });
    await decommissionAgent(olga, { id, version: 5, reason: "replaced" });
    const agent = await getAgent(olga, id);
    expect(agent).toMatchObject({ status: "decommissioned", statusReason: "replaced", version: 6 });
    expect((await eventsOf(id)).map(({ type }) => type)).toEqual([
      "agent.activated",
      "agent.created",
      "agent.decommissioned",
      "agent.registered",
      "agent.resumed",
      "agent.suspended",
    ]);
    await expect(editAgent(olga, { id, version: 6, changes: { model: "x" } })).rejects.toMatchObject({
      code: "conflict",
    });
  });
  it("refuses to register what is not complete, and the page says the same beforehand", async () => {
    const { id } = await createAgent(olga, completeAgent({ provider: "", privileges: ["payment"] }));
    const { gates, abilities } = await getAgent(olga, id);
    expect(gates.filter((gate) => !gate.met).map((gate) => gate.id)).toEqual(["provider", "reviewers"]);
    expect(abilities.register.allowed).toBe(false);
    await expect(registerAgent(olga, { id, version: 1 })).rejects.toMatchObject({
      code: "unmet",
      issues: [{ path: "provider" }, { path: "reviewers" }],
    });
    expect((await getAgent(olga, id)).status).toBe("draft");
  });
  it("wants another person to activate a high tier (O1), on record", async () => {
    const { id } = await createAgent(olga, completeAgent(RISKY));
    await registerAgent(olga, { id, version: 1 });
    const before = await refusals();
    await expect(activateAgent(olga, { id, version: 2 })).rejects.toMatchObject({ code: "forbidden" });
    expect(await refusals()).toBe(before + 1);
    await activateAgent(cora, { id, version: 2 });
  });
  it("counts a weighty change after registration as completing it", async () => {
    const { id } = await createAgent(olga, completeAgent());
    await registerAgent(cora, { id, version: 1 });
    await editAgent(olga, { id, version: 2, changes: { ...RISKY } });
    await expect(activateAgent(olga, { id, version: 3 })).rejects.toMatchObject({ code: "forbidden" });
    await activateAgent(cora, { id, version: 3 });
  });
  it("lets one of two win when both register, or both decommission, at once", async () => {
    const { id } = await createAgent(olga, completeAgent());
    const registered = await race([1, 2].map(() => registerAgent(olga, { id, version: 1 })));
    expect(registered).toMatchObject({ won: 1, lost: [{ code: "conflict" }] });
    const end = () => decommissionAgent(olga, { id, version: 2, reason: "replaced" });
    expect(await race([end(), end()])).toMatchObject({ won: 1, lost: [{ code: "conflict" }] });
  });
  it("lets one of activate, suspend and resume win against itself", async () => {
    const { id } = await createAgent(olga, completeAgent());
    await registerAgent(olga, { id, version: 1 });
    expect((await race([1, 2].map(() => activateAgent(olga, { id, version: 2 })))).won).toBe(1);
    const suspend = () => suspendAgent(olga, { id, version: 3, reason: "odd transfers" });
    expect((await race([suspend(), suspend()])).won).toBe(1);
    const resume = () => resumeAgent(olga, { id, version: 4, reason: "explained" });
    expect((await race([resume(), resume()])).won).toBe(1);
    expect(await eventsOf(id)).toHaveLength(5);
  });
});
