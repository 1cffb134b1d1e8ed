import { beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { acceptFor, seedOrganisation } from "@/lib/testing/inventory";
import { FIXTURES } from "./import/fixtures";
import {
  assignPeople,
  decommissionAgent,
  editAgent,
  getAgent,
  getImport,
  importFile,
  listImports,
  planImport,
  registerAgent,
} from "./index";

testDatabase();
beforeAll(seedOrganisation);

const cora = contextAs("compliance", { id: "per_cora" });
const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a" });
const otto = contextAs("owner", { id: "per_otto", teamId: "tem_b" });
const auditor = contextAs("auditor", { id: "per_rita" });

const file = (value: unknown, fileName = "agents.json") => ({
  fileName,
  bytes: new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value)),
  environment: "production" as const,
});
let counter = 0;
/** A registry record of its own identity. */
function server(over: object = {}) {
  counter += 1;
  return { ...FIXTURES["mcp-registry"], name: `test.example/server-${counter}`, ...over };
}
const agentCount = () => db().agent.count();
async function idOf(value: unknown): Promise<string> {
  const { rows } = await importFile(cora, file(value));
  return rows[0]?.agentId ?? "";
}

describe("V3 a plan shows every row and writes nothing", () => {
  it("counts new, duplicate and rejected", async () => {
    const known = server();
    await importFile(cora, file(known));
    const before = [await agentCount(), await db().auditEvent.count(), await db().agentImport.count()];
    const plan = await planImport(cora, file([server(), known, { hello: "world" }]));
    expect(plan.counts).toEqual({ new: 1, changed: 0, duplicate: 1, rejected: 1 });
    expect(plan.rows.map(({ position, result }) => [position, result])).toEqual([
      [1, "new"],
      [2, "duplicate"],
      [3, "rejected"],
    ]);
    expect([await agentCount(), await db().auditEvent.count(), await db().agentImport.count()]).toEqual(before);
  });
  it.each([
    ["an auditor", auditor, null],
    ["an owner into no team", olga, null],
    ["an owner into another team", otto, "tem_a"],
  ])("refuses %s, on record", async (_, ctx, teamId) => {
    const before = await db().auditEvent.count({ where: { type: "access.refused" } });
    for (const verb of [planImport, importFile]) {
      await expect(verb(ctx, { ...file(server()), teamId })).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await db().auditEvent.count({ where: { type: "access.refused" } })).toBe(before + 2);
  });
});

describe("V3 an import is the plan, done", () => {
  it("makes drafts with their source, an event each and one for the import", async () => {
    const document = server();
    const plan = await planImport(cora, file([document]));
    const done = await importFile(cora, { ...file([document]), planDigest: plan.digest });
    const agent = await getAgent(cora, done.rows[0]?.agentId ?? "");
    expect(agent).toMatchObject({
      status: "draft",
      source: "mcp-registry",
      owner: null,
      tier: "moderate",
      provider: "example-co",
      imported: { kind: "mcp-registry", key: document.name, document, importId: done.importId },
    });
    const types = (targetId: string) => db().auditEvent.findMany({ where: { targetId }, select: { type: true } });
    expect(await types(agent.id)).toEqual([{ type: "agent.imported" }]);
    expect(await types(done.importId)).toEqual([{ type: "import.completed" }]);
  });
  it("takes a document of every kind", async () => {
    const { counts } = await importFile(cora, { ...file(Object.values(FIXTURES)), environment: "staging" });
    expect(counts).toEqual({ new: 10, changed: 0, duplicate: 0, rejected: 0 });
  });
  it("repeated, finds only duplicates; in another environment it is another agent (V1)", async () => {
    const given = file([server(), server()]);
    await importFile(cora, given);
    expect((await importFile(cora, given)).counts).toEqual({ new: 0, changed: 0, duplicate: 2, rejected: 0 });
    expect((await importFile(cora, { ...given, environment: "staging" })).counts.new).toBe(2);
  });
  it("is refused when the outcome is no longer what was shown", async () => {
    const given = file([server()]);
    const plan = await planImport(cora, given);
    await importFile(cora, given);
    const before = await agentCount();
    await expect(importFile(cora, { ...given, planDigest: plan.digest })).rejects.toMatchObject({ code: "conflict" });
    expect(await agentCount()).toBe(before);
  });
  it("lets two of the same file make each agent once", async () => {
    const given = file([server(), server(), server()]);
    const [first, second] = await Promise.all([importFile(cora, given), importFile(cora, given)]);
    expect([first.counts.new, second.counts.new].sort()).toEqual([0, 3]);
  });
  it("writes nothing at all when one statement fails", async () => {
    const before = [await agentCount(), await db().agentImport.count()];
    const gone = { ...cora, actor: { ...cora.actor, id: "per_nobody" } } as typeof cora;
    await expect(importFile(gone, file([server()]))).rejects.toThrow();
    expect([await agentCount(), await db().agentImport.count()]).toEqual(before);
  });
  it("says of a repeated identity in one file which came first", async () => {
    const twice = server();
    const { rows } = await importFile(cora, file([twice, twice, { ...twice, description: "Other." }]));
    expect(rows.map(({ result, reason }) => `${result} ${reason}`)).toEqual([
      "new ",
      "duplicate The same as record 1 of this file.",
      "rejected Has the identity of record 1 of this file and says something else.",
    ]);
  });
  it("rejects a card with a forged signature and takes the rest", async () => {
    const forged = {
      ...FIXTURES["a2a-card"],
      name: "Forged",
      signatures: [{ protected: Buffer.from('{"alg":"none"}').toString("base64url"), signature: "AA" }],
    };
    const { counts, rows } = await importFile(cora, file([forged, server()]));
    expect(counts).toMatchObject({ new: 1, rejected: 1 });
    expect(rows[0]?.reason).toMatch(/proves nothing/);
  });
});

describe("V3 a changed record", () => {
  it("updates what nobody edited by hand, keeps what somebody did, and says so", async () => {
    const document = server();
    const id = await idOf(document);
    await editAgent(cora, { id, version: 1, changes: { purpose: "Our own words about it." } });
    const next = { ...document, description: "Their new words.", title: "Ledger two" };
    const { rows } = await importFile(cora, file(next));
    expect(rows[0]).toMatchObject({ result: "changed", changedFields: ["name"], keptFields: ["purpose"], agentId: id });
    expect(rows[0]?.reason).toMatch(/kept: purpose/);
    expect(await getAgent(cora, id)).toMatchObject({
      name: "Ledger two",
      purpose: "Our own words about it.",
      version: 3,
    });
    const event = await db().auditEvent.findFirstOrThrow({ where: { targetId: id, type: "agent.source_changed" } });
    expect(event.details).toMatchObject({ fields: ["name"] });
    expect((await importFile(cora, file(next))).counts.duplicate).toBe(1);
  });
  it("takes nothing from a registered agent that its registration rests on", async () => {
    const document = server();
    const id = await idOf(document);
    await assignPeople(cora, { id, version: 1, teamId: "tem_a", ownerId: "per_cora", sponsorId: "per_sven" });
    await editAgent(cora, {
      id,
      version: 2,
      changes: {
        purpose: "Reads the ledger for the month's end.",
        dataRead: ["internal"],
        autonomy: "suggests",
        exposure: "internal",
      },
    });
    await registerAgent(cora, { id, version: 3 });
    const { rows } = await importFile(cora, file({ ...document, remotes: [], packages: [] }));
    expect(rows[0]).toMatchObject({ result: "rejected", reason: expect.stringMatching(/system/) });
  });
  it("does not bring back what was decommissioned", async () => {
    const document = server();
    const id = await idOf(document);
    await decommissionAgent(cora, { id, version: 1, reason: "not used" });
    expect((await planImport(cora, file({ ...document, description: "New." }))).rows[0]).toMatchObject({
      result: "rejected",
      reason: expect.stringMatching(/decommissioned/),
    });
  });
  it("of another team's agent is rejected without saying whose it is", async () => {
    const document = server();
    await importFile(olga, { ...file(document), teamId: "tem_a" });
    const { rows } = await planImport(otto, { ...file({ ...document, description: "New." }), teamId: "tem_b" });
    expect(rows[0]).toMatchObject({
      result: "rejected",
      agentId: null,
      reason: expect.stringMatching(/outside of what you may/),
    });
  });
});

describe("V3 CSV names who answers", () => {
  it("looks them up, and leaves empty with a warning who is not here", async () => {
    const csv = "name,owner,sponsor,team\nCsv one,OLGA@example.test,gone@example.test,Team A\n";
    const { rows } = await importFile(cora, file(csv, "agents.csv"));
    expect(rows[0]?.warnings).toEqual([
      "The owner named is asked to accept; until then nobody owns it.",
      "The sponsor named is no active person here: left empty.",
    ]);
    await acceptFor("per_olga");
    const agent = await getAgent(cora, rows[0]?.agentId ?? "");
    expect([agent.owner?.id, agent.sponsor, agent.team?.id]).toEqual(["per_olga", null, "tem_a"]);
  });
  it("rejects a row for a team the caller may not import into", async () => {
    const { rows } = await planImport(olga, { ...file("name,team\nX,Team b\n", "agents.csv"), teamId: "tem_a" });
    expect(rows[0]).toMatchObject({
      result: "rejected",
      reason: expect.stringMatching(/may not import into the team/),
    });
  });
});

describe("V3 imports are kept to be looked at", () => {
  it("lists them newest first with their rows, to who may see them", async () => {
    const now = new Date("2026-11-20T10:00:00Z");
    const done = await importFile({ ...olga, now }, { ...file([server(), { odd: true }]), teamId: "tem_a" });
    expect((await listImports(auditor))[0]).toMatchObject({ id: done.importId, createdBy: { id: "per_olga" } });
    const found = await getImport(olga, done.importId);
    expect(found.rows.map(({ position, result }) => [position, result])).toEqual([
      [1, "new"],
      [2, "rejected"],
    ]);
    await expect(getImport(otto, done.importId)).rejects.toMatchObject({ code: "not_found" });
    expect((await listImports(otto)).map(({ id }) => id)).not.toContain(done.importId);
  });
  it("is nobody's import when the product itself did it", async () => {
    const { importId } = await importFile(systemContext("command-line"), file(server()));
    expect((await getImport(auditor, importId)).createdBy).toBeNull();
  });
});
