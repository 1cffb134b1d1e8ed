import { beforeAll, describe, expect, it } from "vitest";
import {
  createAgent,
  createResource,
  editAgent,
  editResource,
  linkTools,
  registerAgent,
  unlinkTools,
} from "@/lib/agents";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { equip } from "@/lib/testing/equip";
import { completeAgent, eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { decideLink } from "./rules";

testDatabase();

const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a" });
const otto = contextAs("owner", { id: "per_otto", teamId: "tem_a" });
const cora = contextAs("compliance", { id: "per_cora" });
const ciso = contextAs("ciso", { id: "per_rita" });

beforeAll(seedOrganisation);

let counter = 0;
const resource = (more: object = {}) => {
  counter += 1;
  return createResource(cora, { name: `Resource ${counter}`, kind: "database", ...more });
};
/** A registered agent of Olga's, with a tool that only reads and one that writes. */
async function registered() {
  const { id } = await createAgent(olga, completeAgent());
  const { serverId, toolIds } = await equip(id, [{ name: "list_rows" }, { name: "save_row", effect: "write" }]);
  const { version } = await registerAgent(olga, { id, version: 1 });
  return { id, version, serverId, reads: toolIds[0] ?? "", writes: toolIds[1] ?? "" };
}
const agentOf = (id: string) => db().agent.findUniqueOrThrow({ where: { id } });

describe("V9 which tools can be linked", () => {
  it.each([
    ["accepted", true, "write", true],
    ["accepted", false, "read", true],
    ["accepted", false, "write", false],
    ["quarantined", true, "write", true],
    ["blocked", true, "read", true],
    ["removed", true, "read", false],
  ] as const)("%s, writes: %s, for %s: %s", (state, writes, access, allowed) => {
    expect(decideLink({ id: "tol_1", name: "it", state, writes }, access).allowed).toBe(allowed);
  });
});

describe("V9 the register of resources", () => {
  it("records who entered what, its name beside the leaf", async () => {
    const { id } = await createResource(olga, {
      name: "Ledger",
      kind: "database",
      dataClasses: ["restricted", "internal"],
    });
    expect(await eventsOf(id)).toEqual([
      {
        type: "resource.registered",
        actorId: "per_olga",
        details: { name: "Ledger", kind: "database", dataClasses: ["internal", "restricted"] },
      },
    ]);
  });

  it("refuses a second resource of a name, whatever its letters", async () => {
    await createResource(cora, { name: "Payroll", kind: "database" });
    await expect(createResource(cora, { name: "PAYROLL", kind: "files" })).rejects.toMatchObject({ code: "conflict" });
  });

  it("lets only compliance change what all agents rest on, and records the refusal", async () => {
    const { id } = await resource();
    const change = { id, version: 1, changes: { dataClasses: ["secrets" as const] } };
    await expect(editResource(olga, change)).rejects.toMatchObject({ code: "forbidden" });
    await expect(createResource(ciso, { name: "Mine", kind: "other" })).rejects.toMatchObject({ code: "forbidden" });
    expect(await db().auditEvent.count({ where: { type: "access.refused", actorId: "per_olga" } })).toBe(1);
  });

  it("lets the second of two changes lose", async () => {
    const { id } = await resource();
    const both = await Promise.allSettled(
      ["one", "two"].map((description) => editResource(cora, { id, version: 1, changes: { description } })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
  });
});

describe("V9 K4 linking tools", () => {
  it("raises the tier at once by what lies there, in one transaction with its event", async () => {
    const agent = await registered();
    expect((await agentOf(agent.id)).tier).toBe("low");
    const { id: vault } = await resource({ dataClasses: ["secrets", "personal"], people: 50_000, records: 2_000_000 });
    const outcome = await linkTools(olga, {
      agentId: agent.id,
      version: agent.version,
      toolIds: [agent.reads],
      resourceIds: [vault],
      access: "read",
    });
    expect(outcome).toMatchObject({ linked: 1, refused: [], version: agent.version + 1 });
    const after = await agentOf(agent.id);
    expect(after.tier).not.toBe("low");
    expect(after.tier).toBe(outcome.tier);
    const events = await eventsOf(agent.id);
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["agent.resources_linked", "agent.tier_raised"]),
    );
  });

  it("decides each tool alone: what only reads cannot write, the others are linked", async () => {
    const agent = await registered();
    const { id: store } = await resource({ dataClasses: ["internal"] });
    const link = { agentId: agent.id, resourceIds: [store], access: "write" as const };
    const outcome = await linkTools(olga, { ...link, version: agent.version, serverId: agent.serverId });
    expect(outcome).toMatchObject({ linked: 1, refused: [{ name: "list_rows" }] });
    const nothing = linkTools(olga, { ...link, version: outcome.version, toolIds: [agent.reads] });
    await expect(nothing).rejects.toMatchObject({ code: "unmet" });
    await db().agentTool.update({ where: { id: agent.reads }, data: { correctedEffect: "write" } });
    expect(await linkTools(olga, { ...link, version: outcome.version, toolIds: [agent.reads] })).toMatchObject({
      linked: 1,
    });
  });

  it("changes nothing when the links are there already", async () => {
    const agent = await registered();
    const { id: store } = await resource();
    const link = { agentId: agent.id, toolIds: [agent.reads], resourceIds: [store], access: "read" as const };
    const { version } = await linkTools(olga, { ...link, version: agent.version });
    expect(await linkTools(olga, { ...link, version })).toMatchObject({ linked: 0, version });
  });

  it("refuses who does not answer for the agent, and tools of other agents", async () => {
    const [agent, other] = [await registered(), await registered()];
    const { id: store } = await resource();
    const link = { agentId: agent.id, version: agent.version, resourceIds: [store], access: "read" as const };
    await expect(linkTools(otto, { ...link, toolIds: [agent.reads] })).rejects.toMatchObject({ code: "forbidden" });
    await expect(linkTools(olga, { ...link, toolIds: [other.reads] })).rejects.toMatchObject({ code: "not_found" });
    const unknown = { ...link, toolIds: [agent.reads], resourceIds: ["res_nothere"] };
    await expect(linkTools(olga, unknown)).rejects.toMatchObject({ code: "not_found" });
    expect(await db().toolResource.count({ where: { agentId: agent.id } })).toBe(0);
  });

  it("loses the race against another change of the agent", async () => {
    const agent = await registered();
    const { id: store } = await resource();
    const link = { agentId: agent.id, toolIds: [agent.reads], resourceIds: [store], access: "read" as const };
    const both = await Promise.allSettled([
      linkTools(olga, { ...link, version: agent.version }),
      editAgent(cora, { id: agent.id, version: agent.version, changes: { model: "other" } }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const made = await db().toolResource.count({ where: { agentId: agent.id } });
    expect(made).toBe(both[0]?.status === "fulfilled" ? 1 : 0);
  });

  it("holds the tier when a link is taken away, until a second person confirms", async () => {
    const agent = await registered();
    const { id: vault } = await resource({ dataClasses: ["secrets", "personal"], people: 50_000 });
    const link = { agentId: agent.id, toolIds: [agent.reads], resourceIds: [vault] };
    const { version, tier } = await linkTools(olga, { ...link, version: agent.version, access: "read" });
    expect(await unlinkTools(olga, { ...link, version })).toMatchObject({ unlinked: 1 });
    expect(await agentOf(agent.id)).toMatchObject({ tier, computedTier: "low" });
    await expect(unlinkTools(otto, { ...link, version: version + 1 })).rejects.toMatchObject({ code: "forbidden" });
    expect(await unlinkTools(olga, { ...link, version: version + 1 })).toMatchObject({ unlinked: 0 });
    expect((await eventsOf(agent.id)).filter(({ type }) => type === "agent.resources_unlinked")).toHaveLength(1);
  });
});

describe("V9 K4 changing what lies at a resource", () => {
  it("rates every agent that reaches it anew, also where the registration then lacks something", async () => {
    const agents = [await registered(), await registered()];
    const { id: store } = await resource({ dataClasses: ["internal"] });
    for (const { id, version, writes } of agents) {
      await linkTools(cora, { agentId: id, version, toolIds: [writes], resourceIds: [store], access: "write" });
    }
    const changes = {
      dataClasses: ["secrets" as const, "health" as const, "payment" as const],
      money: 5_000_000,
      people: 90_000,
    };
    const edited = await editResource(cora, { id: store, version: 1, changes });
    expect(edited).toMatchObject({ version: 2, settled: 2, raised: 2 });
    for (const { id } of agents) expect((await agentOf(id)).tier).not.toBe("low");
    const [event] = (await eventsOf(store)).filter(({ type }) => type === "resource.edited");
    expect(event?.details).toMatchObject({ agents: 2, before: { money: 0 }, after: { money: 5_000_000 } });
  });

  it("leaves agents alone when only words change", async () => {
    const agent = await registered();
    const { id: store } = await resource();
    const link = { agentId: agent.id, toolIds: [agent.reads], resourceIds: [store], access: "read" as const };
    const { version } = await linkTools(olga, { ...link, version: agent.version });
    expect(await editResource(cora, { id: store, version: 1, changes: { description: "Words." } })).toMatchObject({
      settled: 0,
    });
    expect((await agentOf(agent.id)).version).toBe(version);
    expect(await editResource(cora, { id: store, version: 2, changes: { description: "Words." } })).toMatchObject({
      fields: [],
    });
  });
});
