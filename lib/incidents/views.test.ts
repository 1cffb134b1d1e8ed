import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { equip } from "@/lib/testing/equip";
import {
  activeAgent,
  askToLift,
  auditor,
  calmDown,
  cora,
  lift,
  NOW,
  olga,
  reason,
  seedWatchers,
  stopAgent,
  sven,
} from "@/lib/testing/stopping";
import {
  activeStops,
  agentStop,
  findTargets,
  getSwitchBoard,
  listPastSwitches,
  previewSwitch,
  sweepSwitches,
  throwSwitch,
} from "./index";

testDatabase();
beforeAll(seedWatchers);
afterEach(calmDown);

describe("X1 what people see of it", () => {
  it("counts beforehand what it would stop", async () => {
    await activeAgent();
    const agent = await activeAgent();
    const one = await previewSwitch(olga, { targetKind: "agent", target: agent.id });
    expect(one).toMatchObject({ agents: 1, active: 1, credentials: 1, tokens: 1, phrase: agent.name, ownerless: 0 });
    expect(one.owners).toEqual([{ id: "per_olga", name: "Olga Test", agents: 1 }]);
    expect(one.abilities.throw).toEqual({ allowed: true });
    const all = await previewSwitch(olga, { targetKind: "everything" });
    expect(all.abilities.throw).toMatchObject({
      allowed: false,
      reason: expect.stringContaining("whole organisation"),
    });
    expect(all.agents).toBeGreaterThan(1);
    await stopAgent(olga, agent);
    const again = await previewSwitch(olga, { targetKind: "agent", target: agent.id });
    expect(again.abilities.throw).toMatchObject({ allowed: false });
  });

  it("shows on the agent what stops it, to whoever sees the agent", async () => {
    const agent = await activeAgent();
    expect(await agentStop(olga, agent.id)).toEqual({ stop: null, ability: { allowed: true }, offered: true });
    const { id } = await throwSwitch(sven, {
      targetKind: "owner",
      target: "per_olga",
      reason,
      confirmation: "olga test",
    });
    expect(await agentStop(olga, agent.id)).toMatchObject({ stop: { id, targetKind: "owner", name: "Olga Test" } });
    expect(await agentStop(auditor, agent.id)).toMatchObject({ offered: false });
    const elsewhere = contextAs("owner", { id: "per_otto", teamId: "tem_b" });
    await expect(agentStop(elsewhere, agent.id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("lists what is on and what is over; an agent's switch only to whoever sees the agent", async () => {
    const agent = await activeAgent();
    const { id } = await stopAgent(olga, agent);
    const elsewhere = contextAs("ciso", { id: "per_otto", teamId: "tem_b" });
    expect((await getSwitchBoard(sven)).active.map((row) => row.id)).toEqual([id]);
    expect((await getSwitchBoard(elsewhere)).active).toEqual([]);
    expect(await activeStops(elsewhere)).toEqual([]);
    const [row] = (await getSwitchBoard(olga)).active;
    expect(row).toMatchObject({ name: agent.name, thrownBy: { id: "per_olga" }, counts: { suspended: 1, points: 0 } });
    expect(row?.abilities).toMatchObject({ requestLift: { allowed: true }, lift: { allowed: false } });
    await askToLift(sven, id);
    await lift(cora, id);
    const past = await listPastSwitches(sven);
    expect(past.rows[0]).toMatchObject({ id, state: "lifted", liftedBy: { id: "per_cora" }, counts: { resumed: 1 } });
    if (past.next) expect((await listPastSwitches(sven, past.next)).rows.map((one) => one.id)).not.toContain(id);
  });

  it("finds owners, tools, servers and providers by a part of their names, % and _ taken as they are", async () => {
    const agent = await activeAgent({ provider: "Südwind_9" });
    await equip(agent.id, [{ name: "send" }], { name: "mail-gateway" });
    const find = async (targetKind: "owner" | "tool" | "server" | "provider", q: string) =>
      (await findTargets(sven, { targetKind, q })).map(({ value }) => value);
    expect(await find("server", "GATE")).toEqual(["mail-gateway"]);
    expect(await find("tool", "gateway/se")).toEqual(["mail-gateway/send"]);
    expect(await find("provider", "wind_9")).toEqual(["Südwind_9"]);
    expect(await find("provider", "%")).toEqual([]);
    expect(await find("owner", "olga")).toEqual(["per_olga"]);
    const elsewhere = contextAs("ciso", { id: "per_otto", teamId: "tem_b" });
    expect(await findTargets(elsewhere, { targetKind: "server", q: "gate" })).toEqual([]);
  });
});

describe("X1 the sweep", () => {
  it("confirms what a process that ended left unconfirmed, and not what is being thrown", async () => {
    const epoch = (await db().decisionControl.findFirstOrThrow()).killEpoch;
    const row = { targetKind: "server", reason, epoch: epoch - 1_000n };
    const at = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000);
    await db().killSwitch.createMany({
      data: [
        { ...row, id: "kil_left", target: "left", thrownAt: at(60) },
        { ...row, id: "kil_drill", target: "left", drill: true, thrownAt: at(60), epoch: epoch - 1_001n },
        { ...row, id: "kil_now", target: "now", thrownAt: at(1), epoch: epoch - 1_002n },
      ],
    });
    expect(await sweepSwitches(cora)).toBe(2);
    const rows = await db().killSwitch.findMany({
      where: { id: { in: ["kil_left", "kil_drill", "kil_now"] } },
      orderBy: { id: "asc" },
    });
    expect(rows.map(({ id, state, acknowledgedAt }) => [id, state, acknowledgedAt !== null])).toEqual([
      ["kil_drill", "lifted", true],
      ["kil_left", "active", true],
      ["kil_now", "active", false],
    ]);
    expect(await sweepSwitches(cora)).toBe(0);
  });
});
