import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { completeAgent, contractNorthwind, eventsOf, RISKY, seedOrganisation } from "@/lib/testing/inventory";
import {
  activateAgent,
  bulkMove,
  confirmRecord,
  createAgent,
  decommissionAgent,
  editAgent,
  endWaiver,
  getAgent,
  getControls,
  registerAgent,
  resumeAgent,
  suspendAgent,
  waiveControl,
} from "../index";

testDatabase();
beforeAll(seedOrganisation);
beforeAll(contractNorthwind);

const NOW = new Date("2026-11-20T09:00:00Z");
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a" });
const cora = contextAs("compliance", { id: "per_cora" });
const coraAfter = (days: number) => contextAs("compliance", { id: "per_cora", now: inDays(days) });
const auditor = contextAs("auditor", { id: "per_rita" });
const reason = "The contract is with procurement.";
const until = "2026-12-20";
const BARE = { ...RISKY, promptHash: "", provider: "Unheard" };

/** A registered agent of tier high that lacks its deployment and a contract; the version after registration is 2. */
async function lacking(): Promise<string> {
  const { id } = await createAgent(olga, completeAgent(BARE));
  await registerAgent(olga, { id, version: 1 });
  return id;
}
async function statesOf(id: string, ctx = cora) {
  const { controls } = await getControls(ctx, id);
  return Object.fromEntries(controls.map((control) => [control.id, control.state]));
}
const waive = (id: string, control: "supplier" | "deployment", ctx = cora) =>
  waiveControl(ctx, { id, version: 2, control, reason, until });
async function race(attempts: Promise<unknown>[]) {
  const settled = await Promise.allSettled(attempts);
  const lost = settled.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  return { won: settled.length - lost.length, lost };
}

describe("K3 an agent acts only with the controls of its tier", () => {
  it("says at registration nothing of them, and at activation which are missing", async () => {
    const id = await lacking();
    const { abilities, gates } = await getAgent(cora, id);
    expect(gates.every((gate) => gate.met)).toBe(true);
    expect(abilities.activate).toMatchObject({
      allowed: false,
      reason: expect.stringContaining("supplier under contract, deployment identified"),
    });
    await expect(activateAgent(cora, { id, version: 2 })).rejects.toMatchObject({
      code: "unmet",
      issues: [{ path: "controls", message: expect.stringContaining("deployment identified") }],
    });
    expect((await getAgent(cora, id)).status).toBe("registered");
  });

  it("lets it act once each is met or waived", async () => {
    const id = await lacking();
    await waive(id, "supplier");
    await editAgent(olga, { id, version: 2, changes: { promptHash: "sha256:77" } });
    expect(await statesOf(id)).toMatchObject({ supplier: "waived", deployment: "met" });
    await activateAgent(cora, { id, version: 3 });
    expect((await getAgent(cora, id)).status).toBe("active");
  });

  it("holds back each agent of a bulk action by itself", async () => {
    const [short, whole] = [await lacking(), await lacking()];
    await waive(whole, "supplier");
    await waive(whole, "deployment");
    const { rows } = await bulkMove(cora, { action: "activate", ids: [short, whole] }, () => {});
    expect(Object.fromEntries(rows.map((row) => [row.id, row.outcome]))).toEqual({
      [short]: "refused",
      [whole]: "done",
    });
  });

  it("asks again before it resumes, when a waiver has run out meanwhile", async () => {
    const id = await lacking();
    await waive(id, "supplier");
    await waive(id, "deployment");
    await activateAgent(cora, { id, version: 2 });
    await suspendAgent(olga, { id, version: 3, reason: "odd transfers" });
    const wanted = { id, version: 4, reason: "explained" };
    await expect(resumeAgent(coraAfter(31), wanted)).rejects.toMatchObject({ code: "unmet" });
    await resumeAgent(coraAfter(29), wanted);
  });

  it("judges by the tier that stands now, when the time of a lowered one is over", async () => {
    const id = await lacking();
    const lowered = { kind: "lower", tier: "low" as const, computedTier: "high" as const, state: "active", reason };
    await db().tierOverride.create({
      data: { id: "ovr_over", agentId: id, ...lowered, requestedAt: inDays(-9), expiresAt: inDays(-1) },
    });
    await db().agent.update({ where: { id }, data: { tier: "low" } });
    await expect(activateAgent(cora, { id, version: 2 })).rejects.toMatchObject({
      code: "unmet",
      issues: [{ path: "controls" }],
    });
    expect((await getAgent(cora, id)).status).toBe("registered");
  });

  it("never blocks a change that raises the tier of an active agent", async () => {
    const { id } = await createAgent(olga, completeAgent());
    await registerAgent(olga, { id, version: 1 });
    await activateAgent(olga, { id, version: 2 });
    await editAgent(olga, { id, version: 3, changes: { ...BARE } });
    expect(await getAgent(cora, id)).toMatchObject({ status: "active", tier: "high" });
    expect(await statesOf(id)).toMatchObject({ supplier: "missing", deployment: "missing" });
  });
});

describe("K3 waiving a control", () => {
  it("stands with its reason, on record, until the end of the day", async () => {
    const id = await lacking();
    const { id: waiverId, until: ends } = await waive(id, "supplier");
    expect(ends).toBe("2026-12-21T00:00:00.000Z");
    const { controls, tally, history } = await getControls(auditor, id);
    expect(controls.find((control) => control.id === "supplier")).toMatchObject({
      state: "waived",
      waivedUntil: ends,
      waivedBy: { id: "per_cora", name: "Cora Test" },
      waive: { allowed: false },
      end: { allowed: false },
    });
    expect(tally).toMatchObject({ waived: 1, missing: 1 });
    expect(history).toMatchObject([{ id: waiverId, control: "supplier", reason, endedAt: null }]);
    expect(await eventsOf(id)).toContainEqual({
      type: "agent.control_waived",
      actorId: "per_cora",
      details: expect.objectContaining({ control: "supplier", until, reason, waiverId }),
    });
  });

  it("is not for who answers for the agent, on record", async () => {
    const { id } = await createAgent(olga, completeAgent({ ...BARE, sponsorId: "per_cora" }));
    await registerAgent(olga, { id, version: 1 });
    await expect(waive(id, "supplier")).rejects.toMatchObject({ code: "forbidden" });
    const refused = { agentId: id, type: "access.refused", actorId: "per_cora" };
    expect(await db().auditEvent.count({ where: refused })).toBe(1);
    expect(await statesOf(id)).toMatchObject({ supplier: "missing" });
  });

  it("refuses what is met, a stale version and a day too far off", async () => {
    const id = await lacking();
    const base = { id, version: 2, reason, until };
    await expect(waiveControl(cora, { ...base, control: "purpose" })).rejects.toMatchObject({ code: "conflict" });
    await expect(waiveControl(cora, { ...base, control: "supplier", version: 1 })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(waiveControl(cora, { ...base, control: "supplier", until: "2027-02-19" })).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path: "until" }],
    });
    expect(await db().controlWaiver.count({ where: { agentId: id } })).toBe(0);
  });

  it("lets one of two win who waive the same at once", async () => {
    const id = await lacking();
    expect(await race([waive(id, "supplier"), waive(id, "supplier")])).toMatchObject({
      won: 1,
      lost: [{ code: "conflict" }],
    });
    expect(await db().controlWaiver.count({ where: { agentId: id } })).toBe(1);
  });

  it("never rests on an agent that another change has moved on", async () => {
    const id = await lacking();
    const { lost } = await race([
      waive(id, "supplier"),
      decommissionAgent(cora, { id, version: 2, reason: "replaced" }),
    ]);
    // Whoever comes second is refused, or the waiver came first and the decommissioning did not mind it.
    for (const error of lost) expect(error).toMatchObject({ code: "conflict" });
    await expect(waiveControl(cora, { id, version: 3, control: "deployment", reason, until })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("counts as missing at once when its time is over, and can be given anew", async () => {
    const id = await lacking();
    await waive(id, "supplier");
    const later = coraAfter(31);
    expect(await statesOf(id, coraAfter(30))).toMatchObject({ supplier: "waived" });
    expect(await statesOf(id, later)).toMatchObject({ supplier: "missing" });
    expect((await getControls(later, id)).history).toMatchObject([
      { endedAt: "2026-12-21T00:00:00.000Z", endedBy: null },
    ]);
    await waiveControl(later, { id, version: 2, control: "supplier", reason, until: "2027-01-10" });
    expect(await statesOf(id, later)).toMatchObject({ supplier: "waived" });
    expect((await getControls(later, id)).history).toHaveLength(2);
  });
});

describe("K3 ending a waiver", () => {
  it("makes the control missing again, on record, and happens once", async () => {
    const id = await lacking();
    const { id: waiverId } = await waive(id, "supplier");
    const end = () => endWaiver(cora, { waiverId });
    expect(await race([end(), end()])).toMatchObject({ won: 1, lost: [{ code: "conflict" }] });
    expect(await statesOf(id)).toMatchObject({ supplier: "missing" });
    expect((await getControls(cora, id)).history).toMatchObject([{ endedBy: { id: "per_cora" } }]);
    const ended = (await eventsOf(id)).filter(({ type }) => type === "agent.waiver_ended");
    expect(ended).toMatchObject([{ details: { control: "supplier", waiverId } }]);
  });
  it("is refused to the owner, and for what has run out or never was", async () => {
    const id = await lacking();
    const { id: waiverId } = await waive(id, "supplier");
    await expect(endWaiver(olga, { waiverId })).rejects.toMatchObject({ code: "forbidden" });
    await expect(endWaiver(coraAfter(31), { waiverId })).rejects.toMatchObject({ code: "conflict" });
    await expect(endWaiver(cora, { waiverId: "wav_0" })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("K3 O4 confirming the record", () => {
  it("begins the interval of the tier anew; registration was the first time", async () => {
    const id = await lacking();
    expect((await getControls(cora, id)).review).toMatchObject({
      at: NOW.toISOString(),
      by: { id: "per_olga" },
      dueAt: inDays(90).toISOString(),
      stale: false,
    });
    expect((await getControls(coraAfter(90), id)).review.stale).toBe(true);
    expect(await statesOf(id, coraAfter(90))).toMatchObject({ review: "missing" });
    await confirmRecord(coraAfter(90), { id, version: 2, note: "Walked through with the owner." });
    expect((await getControls(coraAfter(90), id)).review).toMatchObject({ by: { id: "per_cora" }, stale: false });
    expect((await eventsOf(id)).at(-1)).toMatchObject({
      type: "agent.record_confirmed",
      details: { tier: "high", note: "Walked through with the owner." },
    });
  });
  it("is the owner's for their own, refused to an auditor and for a draft", async () => {
    const { id } = await createAgent(olga, completeAgent());
    await expect(confirmRecord(olga, { id, version: 1 })).rejects.toMatchObject({ code: "conflict" });
    await registerAgent(olga, { id, version: 1 });
    await expect(confirmRecord(auditor, { id, version: 2 })).rejects.toMatchObject({ code: "forbidden" });
    await confirmRecord(olga, { id, version: 2 });
  });
  it("lets one of two win", async () => {
    const id = await lacking();
    const confirm = () => confirmRecord(cora, { id, version: 2 });
    expect(await race([confirm(), confirm()])).toMatchObject({ won: 1, lost: [{ code: "conflict" }] });
  });
});
