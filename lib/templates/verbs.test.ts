import { beforeAll, describe, expect, it } from "vitest";
import { createAgent, getAgent } from "@/lib/agents";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { completeAgent, eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import {
  applyTemplate,
  approveTemplate,
  getTemplate,
  listTemplates,
  proposeTemplate,
  retireTemplate,
  templateStanding,
} from ".";

testDatabase();

const owner = contextAs("owner", { id: "per_olga", teamId: "tem_a" });
const compliance = contextAs("compliance", { id: "per_cora" });
const other = contextAs("compliance", { id: "per_otto" });
const stranger = { ...owner, actor: { kind: "user" as const, id: "per_rita", sessionId: "ses_test", grants: [] } };
const description = "For teams that match one kind of paper with another.";

beforeAll(seedOrganisation);

let made = 0;
async function activeAgent(over: object = {}): Promise<string> {
  const { id } = await createAgent(compliance, completeAgent());
  await db().agent.update({
    where: { id },
    data: { status: "active", ownerId: "per_olga", sponsorId: "per_sven", ...over },
  });
  return id;
}
async function proposed() {
  made += 1;
  const { id } = await proposeTemplate(owner, { agentId: await activeAgent(), name: `Matcher ${made}`, description });
  return { id, version: 1 };
}

describe("V5 an organisation's own templates", () => {
  it("are proposed by who answers for an active agent, with what it states and can do", async () => {
    const agentId = await activeAgent();
    const { id } = await proposeTemplate(owner, { agentId, name: "Paper matcher", description, mustNot: ["Pay."] });
    const template = await getTemplate(owner, id);
    expect(template).toMatchObject({
      state: "proposed",
      content: { autonomy: "suggests", exposure: "internal", dataRead: ["internal"], mustNot: ["Pay."] },
      proposedBy: { id: "per_olga" },
      abilities: { use: { allowed: false }, approve: { allowed: false } },
    });
    expect(await eventsOf(id)).toEqual([
      { type: "template.proposed", details: { name: "Paper matcher", agentId }, actorId: "per_olga" },
    ]);
    await expect(proposeTemplate(owner, { agentId, name: "Paper matcher", description })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(proposeTemplate(owner, { agentId, name: "payments", description })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("are refused for drafts, for what lacks autonomy, and to who does not answer for the agent", async () => {
    const { id: draft } = await createAgent(compliance, completeAgent());
    await db().agent.update({ where: { id: draft }, data: { ownerId: "per_olga" } });
    await expect(proposeTemplate(owner, { agentId: draft, name: "D", description })).rejects.toMatchObject({
      code: "conflict",
    });
    const silent = await activeAgent({ autonomy: null });
    await expect(proposeTemplate(owner, { agentId: silent, name: "S", description })).rejects.toMatchObject({
      code: "unmet",
    });
    const foreign = await activeAgent({ ownerId: "per_otto" });
    await expect(proposeTemplate(owner, { agentId: foreign, name: "F", description })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await db().agentTemplate.count({ where: { name: { in: ["D", "S", "F"] } } })).toBe(0);
  });

  it("are approved by somebody else, once, and then used", async () => {
    const seen = await proposed();
    const mine = await proposeTemplate(compliance, { agentId: await activeAgent(), name: "Mine", description });
    await expect(approveTemplate(compliance, { id: mine.id, version: 1 })).rejects.toMatchObject({ code: "forbidden" });
    await expect(approveTemplate(owner, seen)).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      applyTemplate(owner, { templateId: seen.id, name: "Early", environment: "staging" }),
    ).rejects.toMatchObject({ code: "conflict" });
    const race = await Promise.allSettled([approveTemplate(compliance, seen), approveTemplate(other, seen)]);
    expect(race.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await getTemplate(owner, seen.id)).toMatchObject({ state: "approved", version: 2 });
    const { id } = await applyTemplate(compliance, {
      templateId: seen.id,
      name: "From the matcher",
      environment: "staging",
      teamId: "tem_a",
    });
    expect(await db().agent.findUniqueOrThrow({ where: { id } })).toMatchObject({
      templateId: seen.id,
      autonomy: "suggests",
      dataRead: ["internal"],
      status: "draft",
    });
    const [created] = await eventsOf(id);
    expect(created?.details).toMatchObject({ templateId: seen.id });
  });

  it("are retired by compliance, and then no longer used", async () => {
    const seen = await proposed();
    await expect(retireTemplate(owner, seen)).rejects.toMatchObject({ code: "forbidden" });
    expect(await retireTemplate(compliance, seen)).toEqual({ version: 2 });
    await expect(retireTemplate(compliance, seen)).rejects.toMatchObject({ code: "conflict" });
    await expect(retireTemplate(compliance, { id: "tpl_payments", version: 1 })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("part of the product"),
    });
    await expect(
      applyTemplate(compliance, { templateId: seen.id, name: "Late", environment: "staging" }),
    ).rejects.toMatchObject({ code: "conflict" });
    await expect(
      applyTemplate(compliance, { templateId: "tpl_none", name: "N", environment: "staging" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("V5 an agent made from a template", () => {
  it("says in what it goes beyond, and counts for the template", async () => {
    const { id } = await applyTemplate(compliance, {
      templateId: "tpl_ticketing",
      name: "Desk sorter",
      environment: "production",
      teamId: "tem_a",
      dataRead: ["internal", "personal"],
    });
    await db().agentServer.create({ data: { id: "srv_desk", agentId: id, name: "desk" } });
    await db().agentTool.create({
      data: {
        id: "tol_close",
        agentId: id,
        serverId: "srv_desk",
        name: "delete_ticket",
        state: "quarantined",
        definition: {},
        hash: "h",
        effect: "destructive",
        capabilities: ["write", "delete"],
        tier: "high",
        firstSeenAt: owner.now,
        lastSeenAt: owner.now,
      },
    });
    const standing = await templateStanding(compliance, await getAgent(compliance, id));
    expect(standing).toEqual({
      template: { id: "tpl_ticketing", name: "Ticket triage", state: "shipped" },
      drift: [
        { id: "dataRead", label: "Reads", beyond: ["Personal"] },
        { id: "tools", label: "Tools", beyond: ["delete_ticket: delete"] },
      ],
    });
    const found = (await listTemplates(compliance)).find((template) => template.id === "tpl_ticketing");
    expect(found).toMatchObject({ agents: 1, state: "shipped", tier: "moderate" });
    const elsewhere = contextAs("owner", { id: "per_otto", teamId: "tem_b" });
    expect((await getTemplate(elsewhere, "tpl_ticketing")).agents).toBe(0);
  });

  it("shows nothing to a person without a role", async () => {
    await expect(listTemplates(stranger)).rejects.toMatchObject({ code: "forbidden" });
    await expect(getTemplate(stranger, "tpl_payments")).rejects.toMatchObject({ code: "forbidden" });
    const agent = await getAgent(compliance, await activeAgent());
    await expect(templateStanding(stranger, agent)).rejects.toMatchObject({ code: "forbidden" });
    expect(await templateStanding(compliance, agent)).toBeNull();
    await expect(getTemplate(owner, "tpl_unknown")).rejects.toMatchObject({ code: "not_found" });
    await expect(
      applyTemplate(stranger, { templateId: "tpl_payments", name: "X", environment: "staging" }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});
