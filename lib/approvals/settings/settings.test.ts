import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { seedDecidingAgent } from "@/lib/testing/deciding";
import { eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { changeSettings } from "./change-settings";
import { readSettingsBoard } from "./read-board";
import { approvalSettings } from "./store";

testDatabase();
beforeAll(seedOrganisation);

const cora = contextAs("compliance", { id: "per_cora" });
const settings = { coolDownMinutes: 720, mostPending: 5, canariesPerWeek: 2 };

describe("A7 how approvals are set", () => {
  it("begins with a day of cool-down, twenty open requests and no canaries", async () => {
    expect(await approvalSettings()).toEqual({ coolDownMinutes: 1_440, mostPending: 20, canariesPerWeek: 0 });
  });

  it("is changed by compliance with what stood before in the log; of two at once one is told of the other", async () => {
    const both = [changeSettings(cora, { version: 1, ...settings }), changeSettings(cora, { version: 1, ...settings })];
    const ended = await Promise.allSettled(both);
    expect(ended.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(ended.find((one) => one.status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    expect(await approvalSettings()).toEqual(settings);
    expect(await eventsOf("approvals")).toMatchObject([
      { type: "approval_settings.changed", details: { ...settings, former: { canariesPerWeek: 0 } } },
    ]);
  });

  it("is refused to everybody else, and the attempt is recorded", async () => {
    for (const role of ["owner", "reviewer", "ciso", "auditor", "admin"] as const) {
      const ctx = contextAs(role, { id: "per_otto" });
      await expect(changeSettings(ctx, { version: 2, ...settings })).rejects.toMatchObject({ code: "forbidden" });
    }
    expect((await eventsOf("per_otto")).filter(({ type }) => type === "access.refused")).toHaveLength(5);
  });

  it.each([
    ["a cool-down that is over before anybody heard of the no", { coolDownMinutes: 5 }],
    ["no open request at all", { mostPending: 0 }],
    ["canaries by the hundred", { canariesPerWeek: 100 }],
  ])("refuses %s", async (_what, wrong) => {
    await expect(changeSettings(cora, { version: 2, ...settings, ...wrong })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

describe("A4 who is there to decide", () => {
  it("shows each group with who is away and who stands in, and says where nobody can be asked", async () => {
    const group = async (privilegeClass: "payment" | "deletion", members: string[]) => {
      const id = newId("grp");
      await db().reviewerGroup.create({ data: { id, name: `Desk ${privilegeClass}`, privilegeClass } });
      await db().reviewerGroupMember.createMany({ data: members.map((personId) => ({ groupId: id, personId })) });
    };
    await group("payment", ["per_rita", "per_otto"]);
    await group("deletion", ["per_gone"]);
    const [fromAt, untilAt] = [new Date(cora.now.getTime() - 1_000), new Date(cora.now.getTime() + 86_400_000)];
    const away = { id: newId("abs"), personId: "per_rita", delegateId: "per_sven", fromAt, untilAt };
    await db().absence.create({ data: { ...away, createdById: "per_rita", createdAt: fromAt } });
    const { groups } = await readSettingsBoard(cora);
    const of = (name: string) => groups.find(({ privilegeClass }) => privilegeClass === name);
    expect(of("payment")?.members).toMatchObject([
      { name: "Otto Test", awayUntil: null, delegate: null },
      { name: "Rita Test", awayUntil: untilAt, delegate: { name: "Sven Test" } },
    ]);
    expect(of("payment")?.warning).toBeNull();
    expect(of("deletion")?.warning).toMatch(/^Nobody is in it/);
    expect(of("data_export")?.warning).toMatch(/^No group reviews this/);
  });

  it("warns where only people who answer for an agent could decide about it", async () => {
    const agentId = await seedDecidingAgent({ name: "Captive", ownerId: "per_rita" });
    await db().agent.update({ where: { id: agentId }, data: { privileges: ["payment"], deputyId: "per_otto" } });
    const warning = async () => (await readSettingsBoard(cora)).groups[0]?.warning;
    expect(await warning()).toBe("Only people who answer for Captive are in it: none of them may decide about it.");
    await db().agent.update({ where: { id: agentId }, data: { deputyId: null } });
    expect(await warning()).toBeNull();
  });

  it("names who may break the glass", async () => {
    await db().breakGlassMember.create({ data: { personId: "per_rita", addedAt: cora.now } });
    expect((await readSettingsBoard(cora)).glass).toEqual([{ id: "per_rita", name: "Rita Test" }]);
  });

  it("is not shown to who has nothing to do with it", async () => {
    await expect(readSettingsBoard(contextAs("owner", { id: "per_olga" }))).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
