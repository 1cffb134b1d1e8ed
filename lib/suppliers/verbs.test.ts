import { unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { createAgent } from "@/lib/agents";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { completeAgent, eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import {
  createSupplier,
  distrustSupplier,
  editSupplier,
  exportRegister,
  exportSuppliers,
  findSupplierByName,
  getSupplier,
  listSuppliers,
  supplierNames,
  trustSupplier,
  unregisteredSuppliers,
} from ".";

testDatabase();

const compliance = contextAs("compliance", { id: "per_cora" });
const owner = contextAs("owner", { id: "per_olga", teamId: "tem_a" });
const stranger = { ...owner, actor: { kind: "user" as const, id: "per_otto", sessionId: "ses_test", grants: [] } };
const reason = "Their annotations were checked against the code.";

beforeAll(seedOrganisation);

async function registered(name: string, over: object = {}) {
  const { id } = await createSupplier(compliance, { name, ...over });
  return { id, version: 1 };
}

/** An active agent with one accepted tool that changes things by its words and claims to be read-only. */
async function agentWithTool(supplier: string): Promise<string> {
  const { id } = await createAgent(compliance, completeAgent({ provider: "Elsewhere", autonomy: "acts_alone" }));
  const serverId = id.replace("agt_", "srv_");
  await db().agentServer.create({ data: { id: serverId, agentId: id, name: "desk", supplier } });
  const definition = {
    description: "Deletes customer records for good.",
    annotations: { readOnlyHint: true },
  };
  const rating = { effect: "destructive", capabilities: ["write", "delete"], tier: "high" as const };
  await db().agentTool.create({
    data: {
      id: id.replace("agt_", "tol_"),
      agentId: id,
      serverId,
      name: "delete_customer_records",
      state: "accepted",
      definition,
      hash: "h1",
      ...rating,
      because: [],
      acceptedDefinition: definition,
      acceptedHash: "h1",
      acceptedEffect: rating.effect,
      acceptedCapabilities: rating.capabilities,
      firstSeenAt: compliance.now,
      lastSeenAt: compliance.now,
    },
  });
  await db().agent.update({ where: { id }, data: { status: "active", tier: "high", computedTier: "high" } });
  return id;
}

describe("V6 the register of suppliers", () => {
  it("enters a supplier with its event and finds it by each of its names", async () => {
    const { id } = await registered("Northwind", { names: ["Northwind AI", "NORTHWIND"], country: "IE" });
    expect(await eventsOf(id)).toEqual([
      { type: "supplier.registered", details: { name: "Northwind" }, actorId: "per_cora" },
    ]);
    expect(await findSupplierByName(owner, "NORTHWIND ai")).toEqual({ id, name: "Northwind" });
    const stored = await db().supplier.findUniqueOrThrow({ where: { id } });
    expect(stored.names).toEqual(["northwind", "northwind ai"]);
    expect(stored.trusted).toBe(false);
  });

  it("refuses a name that another supplier goes by, also when two people enter it together", async () => {
    await expect(createSupplier(compliance, { name: "northwind AI" })).rejects.toMatchObject({
      code: "conflict",
      issues: [{ path: "name", message: expect.stringContaining("Northwind") }],
    });
    const both = await Promise.allSettled([
      createSupplier(compliance, { name: "Twin", names: ["Shared name"] }),
      createSupplier(compliance, { name: "Other twin", names: ["shared NAME"] }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it.each([
    [{ lei: "529900T8BM49AURSDO56" }, "lei"],
    [{ country: "XX" }, "country"],
    [{ contractStart: "2026-05-01", contractEnd: "2026-04-01" }, "contractEnd"],
    [{ annualCost: 10, currency: "" }, "currency"],
    [{ currency: "EURO" }, "currency"],
    [{ subcontractorIds: ["sup_unknown"] }, "subcontractorIds"],
  ])("refuses %j", async (over, path) => {
    await expect(createSupplier(compliance, { name: "Faulty", ...over })).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path: expect.stringMatching(new RegExp(`^${path}`)) }],
    });
  });

  it("edits on the version seen, records before and after, and tells who came late", async () => {
    const seen = await registered("Edited");
    expect(await editSupplier(compliance, { ...seen, changes: { country: "NO", notes: "" } })).toEqual({
      version: 2,
      fields: ["country"],
    });
    await expect(editSupplier(compliance, { ...seen, changes: { country: "SE" } })).rejects.toMatchObject({
      code: "conflict",
    });
    const [edited] = (await eventsOf(seen.id)).filter(({ type }) => type === "supplier.edited");
    expect(edited?.details).toMatchObject({ fields: ["country"], before: { country: "" }, after: { country: "NO" } });
    const race = await Promise.allSettled(
      ["DK", "FI"].map((country) => editSupplier(compliance, { id: seen.id, version: 2, changes: { country } })),
    );
    expect(race.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("refuses an owner, records the attempt and changes nothing", async () => {
    const before = await db().supplier.count();
    await expect(createSupplier(owner, { name: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
    const team = contextAs("compliance", { id: "per_cora", teamId: "tem_a" });
    await expect(createSupplier(team, { name: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
    expect(await db().supplier.count()).toBe(before);
    const refused = await db().auditEvent.count({ where: { type: "access.refused", targetId: "per_olga" } });
    expect(refused).toBe(1);
  });

  it("shows nothing to a person without a role", async () => {
    for (const read of [listSuppliers, unregisteredSuppliers, supplierNames]) {
      await expect(read(stranger)).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(getSupplier(stranger, "sup_1")).rejects.toMatchObject({ code: "forbidden" });
    await expect(findSupplierByName(stranger, "x")).rejects.toMatchObject({ code: "forbidden" });
    await expect(getSupplier(owner, "sup_unknown")).rejects.toMatchObject({ code: "not_found" });
    await expect(getSupplier(owner, "' or 1=1")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("V6 K4 trust rates tools anew", () => {
  it("holds what falls when trust is given, and raises at once when it is taken", async () => {
    const seen = await registered("Alder Tools");
    const agentId = await agentWithTool("ALDER tools");
    expect(await trustSupplier(compliance, { ...seen, reason })).toEqual({ version: 2, tools: 1, agents: 1 });
    const tool = await db().agentTool.findFirstOrThrow({ where: { agentId } });
    expect(tool).toMatchObject({ effect: "read", acceptedEffect: "read", version: 2 });
    expect(await db().agent.findUniqueOrThrow({ where: { id: agentId } })).toMatchObject({ tier: "high" });
    const held = await db().tierOverride.findMany({ where: { agentId, state: "active" } });
    expect(held).toMatchObject([{ kind: "held", tier: "high", requestedById: "per_cora" }]);

    const taken = await distrustSupplier(compliance, { id: seen.id, version: 2, reason: "A claim was false." });
    expect(taken).toEqual({ version: 3, tools: 1, agents: 1 });
    expect(await db().agentTool.findFirstOrThrow({ where: { agentId } })).toMatchObject({ effect: "destructive" });
    const types = (await eventsOf(seen.id)).map(({ type }) => type).sort();
    expect(types).toEqual(["supplier.distrusted", "supplier.registered", "supplier.trusted"]);
  });

  it("rates anew when a trusted supplier gains a name", async () => {
    const seen = await registered("Birch");
    const agentId = await agentWithTool("Birch Labs");
    expect(await trustSupplier(compliance, { ...seen, reason })).toMatchObject({ tools: 0 });
    await editSupplier(compliance, { id: seen.id, version: 2, changes: { names: ["Birch Labs"] } });
    expect(await db().agentTool.findFirstOrThrow({ where: { agentId } })).toMatchObject({ effect: "read" });
  });

  it("lets one of two win, and refuses trust without a reason or twice", async () => {
    const seen = await registered("Cedar");
    await expect(trustSupplier(compliance, { ...seen, reason: "no" })).rejects.toMatchObject({ code: "invalid" });
    await expect(trustSupplier(owner, { ...seen, reason })).rejects.toMatchObject({ code: "forbidden" });
    const race = await Promise.allSettled([1, 2].map(() => trustSupplier(compliance, { ...seen, reason })));
    expect(race.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(trustSupplier(compliance, { id: seen.id, version: 2, reason })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("trusted already"),
    });
  });
});

describe("V6 who uses a supplier", () => {
  it("counts agents and servers as far as the caller sees, and lists what the register does not know", async () => {
    const { id } = await registered("Doria");
    await createAgent(compliance, completeAgent({ provider: "DORIA", teamId: "tem_b" }));
    const served = await agentWithTool("doria");
    await createAgent(compliance, completeAgent({ provider: "Nobody knows" }));
    const all = await getSupplier(compliance, id);
    expect(all).toMatchObject({ agents: 2, servers: 1, highestTier: "high", furtherUses: 0 });
    expect(all.uses.map((use) => use.provides).sort()).toEqual([false, true]);
    const seenByOwner = await getSupplier(owner, id);
    expect(seenByOwner.uses.map((use) => use.id)).toEqual([served]);
    expect(seenByOwner.abilities.edit.allowed).toBe(false);
    const { rows } = await listSuppliers(owner, { q: "doria" });
    expect(rows).toMatchObject([{ agents: 1, servers: 1 }]);
    expect(await unregisteredSuppliers(owner)).toContainEqual({ name: "Nobody knows", agents: 1, servers: 0 });
    const known = (await unregisteredSuppliers(owner)).map(({ name }) => name.toLowerCase());
    expect(known).not.toContain("doria");
  });
});

describe("V6 exports", () => {
  const auditor = contextAs("auditor", { id: "per_rita" });

  it("packs the register of information, says what is missing, and is an event", async () => {
    await registered("=cmd|calc", { contractRef: "C-9", criticality: "critical", serviceTypes: ["S19"] });
    const files = unzipSync(await exportRegister(auditor, { lei: "" }));
    const text = (name: string) => new TextDecoder().decode(files[name]);
    expect(Object.keys(files).sort()).toEqual([
      "README.txt",
      "missing.csv",
      ...["b_02.01", "b_02.02", "b_05.01", "b_05.02", "b_06.01", "b_07.01"].map((name) => `reports/${name}.csv`),
      "suppliers.csv",
    ]);
    expect(text("reports/b_02.01.csv").split("\r\n")[0]).toBe("c0010,c0020,c0030,c0040,c0050");
    expect(text("suppliers.csv")).toContain("'=cmd|calc");
    expect(text("missing.csv")).toContain("'=cmd|calc,B_07.01,c0080,Existence of an exit plan");
    const exported = await db().auditEvent.findMany({ where: { type: "export.created", actorId: "per_rita" } });
    expect(exported).toHaveLength(1);
    expect(await exportSuppliers(auditor)).toContain("Doria");
  });

  it("is refused to who does not see the whole organisation", async () => {
    await expect(exportRegister(owner)).rejects.toMatchObject({ code: "forbidden" });
    await expect(exportSuppliers(owner)).rejects.toMatchObject({ code: "forbidden" });
    await expect(exportRegister(auditor, { lei: "529900T8BM49AURSDO56" })).rejects.toMatchObject({ code: "invalid" });
  });
});
