import { beforeAll, describe, expect, it } from "vitest";
import { activateAgent, createAgent, createResource, linkTools, registerAgent } from "@/lib/agents";
import type { CreateAgentInput } from "@/lib/agents/schema";
import { db } from "@/lib/db";
import {
  exportReach,
  exportReachers,
  getAgentReach,
  getLinks,
  getResource,
  listReachers,
  searchResources,
  whatIf,
} from "@/lib/reach";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { equip, type ToolOf } from "@/lib/testing/equip";
import { completeAgent, seedOrganisation } from "@/lib/testing/inventory";

testDatabase();

const olga = contextAs("owner", { id: "per_olga" });
const cora = contextAs("compliance", { id: "per_cora" });
const rita = contextAs("ciso", { id: "per_rita" });
const ofTeamB = contextAs("reviewer", { id: "per_otto", teamId: "tem_b" });
const nobody = { ...rita, actor: { kind: "user" as const, id: "per_rita", sessionId: "ses_x", grants: [] } };

/** An active agent of team a; its tools are linked by name to resources. */
async function active(
  fields: Partial<CreateAgentInput>,
  tools: readonly (ToolOf & { to?: string; access?: "read" | "write" })[],
  server: Parameters<typeof equip>[2] = {},
) {
  const { id } = await createAgent(olga, completeAgent({ systems: ["a system of its own"], ...fields }));
  const { toolIds } = await equip(id, tools, server);
  let version = 1;
  for (const [at, { to, access = "read" }] of tools.entries()) {
    if (!to) continue;
    ({ version } = await linkTools(olga, {
      agentId: id,
      version,
      toolIds: [toolIds[at] ?? ""],
      resourceIds: [to],
      access,
    }));
  }
  await db().agentTool.updateMany({ where: { agentId: id, state: "quarantined" }, data: { state: "accepted" } });
  ({ version } = await registerAgent(olga, { id, version }));
  await activateAgent(cora, { id, version });
  for (const [at, { state }] of tools.entries()) {
    if (state) await db().agentTool.update({ where: { id: toolIds[at] ?? "" }, data: { state } });
  }
  return id;
}

let vault = "";
let ledger = "";
let reader = "";
let writer = "";

beforeAll(async () => {
  await seedOrganisation();
  ({ id: vault } = await createResource(cora, { name: "Vault", kind: "service", dataClasses: ["restricted"] }));
  ({ id: ledger } = await createResource(cora, {
    name: "Ledger",
    kind: "database",
    dataClasses: ["internal"],
    records: 500,
  }));
  const shared = { name: "Files", address: "https://files.example/mcp", credential: "svc-files" };
  reader = await active(
    { name: "Reader" },
    [
      { name: "read_row", to: ledger },
      { name: "peek", to: vault, state: "quarantined" },
    ],
    shared,
  );
  writer = await active(
    { name: "Writer" },
    [{ name: "save", effect: "write", to: vault, access: "write" }, { name: "noop" }],
    shared,
  );
  await active({ name: "Stater", systems: ["LEDGER"], teamId: "tem_b", dataWritten: ["internal"] }, []);
  await createAgent(cora, completeAgent({ name: "Draft", systems: ["ledger"] }));
});

describe("V9 what an agent reaches", () => {
  it("counts accepted tools of an active agent as now, and what waits as what it would add", async () => {
    const reach = await getAgentReach(rita, { id: reader });
    // The ledger (internal 2), and the system that only people named (internal 2, as the agent states).
    expect(reach.blast.now).toMatchObject({ score: 4, resources: 2, written: 0, records: 500 });
    expect(reach.blast.added).toBe(6);
    expect(reach.places.map(({ name, standing }) => [name, standing])).toEqual([
      ["Ledger", "now"],
      ["a system of its own", "now"],
      ["Vault", "later"],
    ]);
    expect(reach).toMatchObject({ tools: 2, unlinkedTools: 0, placeCount: 3 });
  });

  it("shows a shared credential as a way to what others reach", async () => {
    const reach = await getAgentReach(rita, { id: reader });
    expect(reach.shared).toMatchObject([{ credential: "svc-files", agentCount: 2, servers: 2 }]);
    expect(reach.wider?.now.score).toBe(4 + 12);
  });

  it("counts nothing of a blocked tool, nor of an agent that is not active", async () => {
    const { id } = await createAgent(cora, completeAgent({ systems: ["x"] }));
    const { toolIds } = await equip(id, [{ name: "one", state: "blocked" }, { name: "two" }]);
    await linkTools(cora, { agentId: id, version: 1, toolIds, resourceIds: [vault], access: "read" });
    const reach = await getAgentReach(rita, { id });
    expect(reach.blast.now.score).toBe(0);
    expect(reach.blast.later).toMatchObject({ score: 6 + 2, resources: 2 });
    await db().toolResource.deleteMany({ where: { agentId: id } });
  });

  it("is not there for who may not see the agent", async () => {
    await expect(getAgentReach(ofTeamB, { id: reader })).rejects.toMatchObject({ code: "not_found" });
    await expect(getLinks(ofTeamB, reader)).rejects.toMatchObject({ code: "not_found" });
    await expect(getAgentReach(nobody, { id: reader })).rejects.toMatchObject({ code: "forbidden" });
    await expect(getAgentReach(rita, { id: "agt_nothere" })).rejects.toMatchObject({ code: "not_found" });
  });

  it("says who may link its tools by the rule that linking enforces", async () => {
    expect((await getLinks(cora, reader)).link).toEqual({ allowed: true });
    expect((await getLinks(rita, reader)).link).toMatchObject({ allowed: false });
    expect((await getLinks(rita, reader)).links.map(({ tool, resource }) => [tool, resource])).toContainEqual([
      "read_row",
      "Ledger",
    ]);
  });
});

describe("V9 what if", () => {
  it("an agent: its own reach, and with what shares its credentials", async () => {
    const result = await whatIf(rita, { subject: { kind: "agent", id: reader } });
    const { blast } = await getAgentReach(rita, { id: reader });
    expect(result.direct).toEqual(blast);
    expect(result.agents.map(({ name }) => name)).toEqual(["Reader", "Writer"]);
    expect(result.steps.map(({ id }) => id)).toEqual(["suspend", "renew", "shared:svc-files", "owners"]);
  });

  it("a server, by name and address across agents, in whatever letters of its name", async () => {
    const subject = { kind: "server" as const, name: "files", address: "https://files.example/mcp" };
    const result = await whatIf(rita, { subject });
    expect(result).toMatchObject({ agentCount: 2, partial: false });
    expect(result.direct.now).toMatchObject({ score: 2 + 12, resources: 2, written: 1 });
    expect(result.wider?.now.resources).toBe(3);
    await expect(whatIf(rita, { subject: { ...subject, address: "https://other.example" } })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("a credential, at every server that holds it", async () => {
    const result = await whatIf(rita, { subject: { kind: "credential", name: "svc-files" } });
    expect(result).toMatchObject({ agentCount: 2, wider: null });
    expect(result.direct.now.score).toBe(2 + 12);
    expect(result.places.map(({ name, accessLater }) => [name, accessLater])).toEqual([
      ["Vault", "write"],
      ["Ledger", "read"],
    ]);
  });

  it("says when agents that the caller may not see are left out", async () => {
    const id = await active({ name: "Elsewhere", teamId: "tem_b" }, [{ name: "read", to: ledger }], {
      name: "Files",
      address: "https://files.example/mcp",
    });
    const result = await whatIf(ofTeamB, { subject: { kind: "agent", id } });
    expect(result.partial).toBe(false);
    const server = await whatIf(ofTeamB, {
      subject: { kind: "server", name: "Files", address: "https://files.example/mcp" },
    });
    expect(server).toMatchObject({ partial: true, agentCount: 1 });
    await expect(whatIf(ofTeamB, { subject: { kind: "credential", name: "svc-files" } })).rejects.toMatchObject({
      code: "not_found",
    });
    await db().agent.update({ where: { id }, data: { status: "decommissioned" } });
  });

  it("exports the same as CSV, on record", async () => {
    const csv = await exportReach(rita, { kind: "agent", id: writer });
    expect(csv.split("\r\n")[1]).toContain("Vault");
    expect(await db().auditEvent.count({ where: { type: "export.created", actorId: "per_rita" } })).toBe(1);
  });
});

describe("V9 who can reach", () => {
  it("a resource: by tools and by statement, the most dangerous first, with the way", async () => {
    const { rows, total, facets } = await listReachers(rita, { resourceId: ledger });
    expect(rows.map(({ name, access, standing, pathCount }) => [name, access, standing, pathCount]).sort()).toEqual([
      ["Draft", "read", "later", 0],
      ["Reader", "read", "now", 1],
      ["Stater", "write", "now", 0],
    ]);
    expect(total).toEqual({ count: 3, exact: true });
    expect(facets.access).toEqual(
      expect.arrayContaining([
        { value: "write", count: 1 },
        { value: "read", count: 2 },
      ]),
    );
    expect(rows.find(({ name }) => name === "Reader")?.paths).toEqual([
      { tool: "read_row", server: "Files", access: "read" },
    ]);
  });

  it("pages by place in both directions, by filters that leave their own counts out", async () => {
    const first = await listReachers(rita, { resourceId: ledger, limit: 2 });
    const second = await listReachers(rita, { resourceId: ledger, limit: 2, cursor: first.next });
    const again = await listReachers(rita, { resourceId: ledger, limit: 2, cursor: second.previous });
    expect(first.rows).toHaveLength(2);
    expect(second.rows).toHaveLength(1);
    expect(second.next).toBeNull();
    expect(again.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
    const filtered = await listReachers(rita, { resourceId: ledger, access: ["write"] });
    expect(filtered.rows.map(({ name }) => name)).toEqual(["Stater"]);
    expect(filtered.facets.access.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    expect((await listReachers(rita, { resourceId: ledger, q: "READ" })).rows.map(({ name }) => name)).toEqual([
      "Reader",
    ]);
    await expect(listReachers(rita, { resourceId: ledger, cursor: "AAAA" })).rejects.toMatchObject({ code: "invalid" });
  });

  it("a class of data, by where it lies and by what people stated", async () => {
    const restricted = await listReachers(rita, { dataClass: "restricted" });
    expect(restricted.rows.map(({ name, standing }) => [name, standing]).sort()).toEqual([
      ["Reader", "later"],
      ["Writer", "now"],
    ]);
    const internal = await listReachers(rita, { dataClass: "internal" });
    expect(internal.rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Reader", "Writer", "Stater", "Draft"]),
    );
  });

  it("shows only what the caller may see", async () => {
    const { rows } = await listReachers(ofTeamB, { resourceId: ledger });
    expect(rows.map(({ name }) => name)).toEqual(["Stater"]);
    await expect(listReachers(nobody, { resourceId: ledger })).rejects.toMatchObject({ code: "forbidden" });
    await expect(listReachers(rita, { resourceId: "res_nothere" })).rejects.toMatchObject({ code: "not_found" });
  });

  it("exports every page", async () => {
    let csv = "";
    for await (const chunk of exportReachers(rita, { resourceId: ledger })) csv += chunk;
    expect(csv.trim().split("\r\n")).toHaveLength(4);
  });
});

describe("V9 the register as a list", () => {
  it("counts the agents that reach each, as the page of the resource does", async () => {
    const { rows, facets, total } = await searchResources(rita, {});
    expect(rows.map(({ name, agents, writers }) => [name, agents, writers])).toEqual([
      ["Ledger", 3, 1],
      ["Vault", 2, 1],
    ]);
    expect(total.count).toBe(2);
    expect(facets.dataClass).toEqual(expect.arrayContaining([{ value: "restricted", count: 1 }]));
    expect(await getResource(rita, ledger)).toMatchObject({ agents: 3, edit: { allowed: false } });
    expect(await getResource(cora, ledger)).toMatchObject({ edit: { allowed: true } });
    await expect(getResource(rita, "res_nothere")).rejects.toMatchObject({ code: "not_found" });
  });

  it("filters, searches, and pages by place", async () => {
    expect((await searchResources(rita, { dataClass: ["restricted"] })).rows.map(({ name }) => name)).toEqual([
      "Vault",
    ]);
    expect((await searchResources(rita, { q: "LED" })).rows.map(({ name }) => name)).toEqual(["Ledger"]);
    const first = await searchResources(rita, { sort: "records", dir: "desc", limit: 1 });
    const second = await searchResources(rita, { sort: "records", dir: "desc", limit: 1, cursor: first.next });
    expect([first.rows[0]?.name, second.rows[0]?.name]).toEqual(["Ledger", "Vault"]);
    expect(
      (await searchResources(rita, { sort: "records", dir: "desc", limit: 1, cursor: second.previous })).rows[0]?.name,
    ).toBe("Ledger");
  });
});
