import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { completeAgent, eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { createAgent, diffVersions, editAgent, getAgent, listVersions, registerAgent } from "../index";

testDatabase();
beforeAll(seedOrganisation);

const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a" });
const cora = contextAs("compliance", { id: "per_cora" });
const otto = contextAs("owner", { id: "per_otto", teamId: "tem_b" });

/** A registered agent; its version for edits is 2, its first version of content is 1. */
async function registered(): Promise<string> {
  const { id } = await createAgent(olga, completeAgent({ model: "sonnet-5", promptHash: "sha256:01" }));
  await registerAgent(olga, { id, version: 1 });
  return id;
}
const versionsOf = (id: string) => db().agentVersion.findMany({ where: { agentId: id }, orderBy: { number: "asc" } });

describe("V8 versions of an agent", () => {
  it("begin at registration, and a draft has none", async () => {
    const { id } = await createAgent(olga, completeAgent());
    expect(await listVersions(olga, { agentId: id })).toEqual({ rows: [], total: 0, older: null });
    await registerAgent(olga, { id, version: 1 });
    const { rows, total } = await listVersions(olga, { agentId: id });
    expect(total).toBe(1);
    expect(rows).toMatchObject([
      { number: 1, by: { id: "per_olga", name: "Olga Test" }, tier: "low", tools: 0, present: true },
    ]);
    expect(rows[0]?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect((await getAgent(olga, id)).fingerprint).toBe(rows[0]?.fingerprint);
  });

  it("are told apart after a recorded deployment, on record", async () => {
    const id = await registered();
    const changes = { promptHash: "sha256:02", imageDigest: "sha256:aa", policyRef: "payments/4" };
    await editAgent(olga, { id, version: 2, changes });
    const { rows } = await listVersions(olga, { agentId: id });
    expect(rows.map(({ number, present }) => [number, present])).toEqual([
      [2, true],
      [1, false],
    ]);
    expect([...(rows[0]?.changed ?? [])].sort()).toEqual(["imageDigest", "policy", "promptHash"]);
    expect(await diffVersions(olga, { agentId: id, from: 1, to: 2 })).toMatchObject({
      from: { number: 1, present: false },
      to: { number: 2, present: true },
      parts: [
        { part: "promptHash", before: "sha256:01", after: "sha256:02" },
        { part: "policy", before: "", after: "payments/4" },
        { part: "imageDigest", before: "", after: "sha256:aa" },
      ],
      added: [],
      removed: [],
      changed: [],
    });
    const recorded = (await eventsOf(id)).filter(({ type }) => type === "agent.version_recorded");
    expect(recorded.map(({ details }) => (details as { number?: number }).number)).toEqual([2]);
  });

  it("stay as they are when something else about the agent changes, and come back as new ones", async () => {
    const id = await registered();
    await editAgent(olga, { id, version: 2, changes: { purpose: "Matches invoices, and says why it could not." } });
    expect(await versionsOf(id)).toHaveLength(1);
    await editAgent(olga, { id, version: 3, changes: { model: "opus-4" } });
    await editAgent(olga, { id, version: 4, changes: { model: "sonnet-5" } });
    const [first, , third] = await versionsOf(id);
    expect(third?.fingerprint).toBe(first?.fingerprint);
  });

  it("lead from a tool in the comparison to the tool as it is now", async () => {
    const id = await registered();
    const at = new Date();
    const server = { id: "srv_1", agentId: id, name: "ledger" };
    await db().agentServer.create({ data: server });
    const rated = { definition: {}, hash: "h2", effect: "read", tier: "low" as const, firstSeenAt: at, lastSeenAt: at };
    const accepted = { state: "accepted" as const, acceptedHash: "h2", acceptedDefinition: {} };
    await db().agentTool.create({
      data: { id: "tol_1", agentId: id, serverId: "srv_1", name: "read", ...rated, ...accepted },
    });
    await editAgent(olga, { id, version: 2, changes: { model: "opus-4" } });
    expect(await diffVersions(olga, { agentId: id, from: 1, to: 2 })).toMatchObject({
      added: [{ id: "tol_1", server: "ledger", name: "read", before: null, after: "h2" }],
    });
    await db().agentTool.delete({ where: { id: "tol_1" } });
    expect(await diffVersions(olga, { agentId: id, from: 2, to: 1 })).toMatchObject({
      removed: [{ id: null, name: "read", before: "h2", after: null }],
    });
  });

  it("number without a gap when two edit at once: one wins, the other is told", async () => {
    const id = await registered();
    const edit = (model: string) => editAgent(olga, { id, version: 2, changes: { model } });
    const settled = await Promise.allSettled([edit("opus-4"), edit("haiku-5")]);
    const lost = settled.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(lost).toMatchObject([{ code: "conflict" }]);
    expect((await versionsOf(id)).map(({ number }) => number)).toEqual([1, 2]);
    expect((await getAgent(olga, id)).revision).toBe(2);
  });

  it("page from the newest on", async () => {
    const id = await registered();
    const [first] = await versionsOf(id);
    const content = first?.content as object;
    const more = Array.from({ length: 51 }, (_, position) => ({
      agentId: id,
      number: position + 2,
      fingerprint: "f",
      content,
      at: new Date(),
    }));
    await db().agentVersion.createMany({ data: more });
    const page = await listVersions(olga, { agentId: id });
    expect([page.rows.length, page.rows[0]?.number, page.older]).toEqual([50, 52, 3]);
    expect((await listVersions(olga, { agentId: id, olderThan: 3 })).rows.map(({ number }) => number)).toEqual([2, 1]);
  });

  it("are for those who may see the agent, and only the numbers it had", async () => {
    const id = await registered();
    await expect(listVersions(otto, { agentId: id })).rejects.toMatchObject({ code: "not_found" });
    await expect(diffVersions(otto, { agentId: id, from: 1, to: 2 })).rejects.toMatchObject({ code: "not_found" });
    await expect(diffVersions(cora, { agentId: id, from: 1, to: 2 })).rejects.toMatchObject({ code: "not_found" });
    await expect(diffVersions(cora, { agentId: id, from: 1, to: 1 })).rejects.toMatchObject({ code: "invalid" });
  });
});
