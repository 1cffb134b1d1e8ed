import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import {
  askErasure,
  askHold,
  askLift,
  confirmErasure,
  confirmHold,
  confirmLift,
  confirmRetention,
  listErasures,
  listHolds,
  listRetention,
  previewErasure,
  previewHold,
  refuseErasure,
  refuseHold,
  refuseLift,
  refuseRetention,
  retentionWaiting,
  setRetention,
} from "./index";

testLog();

const NOW = new Date();
const [CORA, CIRO, HENRY, ANNA] = [newId("per"), newId("per"), newId("per"), newId("per")];
const cora = contextAs("compliance", { id: CORA, now: NOW });
const ciro = contextAs("compliance", { id: CIRO, now: NOW });
const henry = contextAs("ciso", { id: HENRY, now: NOW });
const auditor = contextAs("auditor", { id: ANNA, now: NOW });
const reason = "Case 7 before the labour court.";
const everything = { kind: "everything" } as const;

beforeAll(async () => {
  await seedOrganisation();
  const names = { Cora: CORA, Ciro: CIRO, Henry: HENRY, Anna: ANNA };
  await db().person.createMany({
    data: Object.entries(names).map(([name, id]) => ({ id, name, email: `${name}@firm.example` })),
  });
});

const ruleOf = async (name: string) => {
  const { classes } = await listRetention(auditor);
  const found = classes.find((rule) => rule.class === name);
  if (!found) throw new Error(`no rule ${name}`);
  return found;
};
const holdOf = async (id: string) => {
  const found = (await listHolds(auditor)).find((hold) => hold.id === id);
  if (!found) throw new Error(`no hold ${id}`);
  return found;
};

describe("L3 retention by class", () => {
  it("is longer at once, and said in the log", async () => {
    const { version } = await ruleOf("operational");
    expect(await setRetention(cora, { class: "operational", months: 12, version })).toMatchObject({ state: "set" });
    expect(await ruleOf("operational")).toMatchObject({ months: 12, asked: null, setBy: { id: CORA } });
    expect((await eventsOf("operational")).at(-1)).toMatchObject({
      type: "retention.set",
      details: { class: "operational", months: 12, before: 6 },
    });
  });

  it("is shorter when a second person agrees, never the one who asked", async () => {
    const { version } = await ruleOf("security");
    const asked = await setRetention(cora, { class: "security", months: 18, version });
    expect(asked.state).toBe("asked");
    expect(await ruleOf("security")).toMatchObject({ months: 24, asked: 18 });
    expect(await retentionWaiting(henry)).toMatchObject([{ kind: "retention_confirm", id: "security" }]);
    expect(await retentionWaiting(cora)).toEqual([]);
    await expect(confirmRetention(cora, { class: "security", version: asked.version })).rejects.toMatchObject({
      code: "forbidden",
    });
    await confirmRetention(henry, { class: "security", version: asked.version });
    expect(await ruleOf("security")).toMatchObject({ months: 18, asked: null, setBy: { id: HENRY } });
  });

  it("stays when it is refused, and answers one of two at once", async () => {
    const { version } = await ruleOf("security");
    const asked = await setRetention(cora, { class: "security", months: 12, version });
    const answers = await Promise.allSettled([
      confirmRetention(henry, { class: "security", version: asked.version }),
      refuseRetention(ciro, { class: "security", version: asked.version, reason }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(answers.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
  });

  it("has bounds: 6 months, 7 years, a year of evidence, and none longer than the next", async () => {
    for (const [name, months, code] of [
      ["operational", 5, "invalid"],
      ["evidence", 85, "invalid"],
      ["operational", 84, "unmet"],
      ["evidence", 6, "unmet"],
    ] as const) {
      const { version } = await ruleOf(name);
      await expect(setRetention(cora, { class: name, months, version }), `${name} ${months}`).rejects.toMatchObject({
        code,
      });
    }
    const { version } = await ruleOf("evidence");
    await expect(setRetention(henry, { class: "evidence", months: 84, version })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("L3 a legal hold takes two people to set and two to lift", () => {
  it("is asked, counted before it is confirmed, and in force when another person confirmed it", async () => {
    const { id } = await askHold(cora, { title: "Case 7", reason, scope: everything });
    const { events } = await previewHold(henry, everything);
    expect(events).toBeGreaterThan(0);
    await expect(confirmHold(cora, { holdId: id, version: 1 })).rejects.toMatchObject({ code: "forbidden" });
    expect(await retentionWaiting(henry)).toMatchObject([{ kind: "hold_confirm", id, title: "Case 7" }]);
    expect(await confirmHold(henry, { holdId: id, version: 1 })).toMatchObject({ version: 2, exact: true });
    expect(await holdOf(id)).toMatchObject({ state: "active", confirmedBy: { id: HENRY } });
    expect((await eventsOf(id)).map(({ type }) => type)).toEqual(["hold.asked", "hold.set"]);

    await expect(confirmLift(henry, { holdId: id, version: 2 })).rejects.toMatchObject({ code: "unmet" });
    await expect(askLift(henry, { holdId: id, version: 2, reason })).rejects.toMatchObject({ code: "forbidden" });
    await askLift(cora, { holdId: id, version: 2, reason });
    await expect(confirmLift(cora, { holdId: id, version: 3 })).rejects.toMatchObject({ code: "forbidden" });
    await refuseLift(henry, { holdId: id, version: 3, reason });
    expect(await holdOf(id)).toMatchObject({
      state: "active",
      liftAskedBy: null,
      abilities: { askLift: expect.any(String) },
    });
    await askLift(cora, { holdId: id, version: 4, reason });
    await confirmLift(ciro, { holdId: id, version: 5 });
    expect(await holdOf(id)).toMatchObject({ state: "lifted", liftedBy: { id: CIRO } });
  });

  it("is refused with a reason, by one of two who answer at once", async () => {
    const { id } = await askHold(cora, { title: "Case 8", reason, scope: { kind: "person", id: "per_olga" } });
    const answers = await Promise.allSettled([
      confirmHold(henry, { holdId: id, version: 1 }),
      refuseHold(ciro, { holdId: id, version: 1, reason }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(["active", "refused"]).toContain((await holdOf(id)).state);
    await db().legalHold.update({ where: { id }, data: { state: "lifted" } });
  });

  it("names something that is there, and a stretch that has an end after its beginning", async () => {
    await expect(
      askHold(cora, { title: "Case", reason, scope: { kind: "agent", id: "agt_none" } }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(askHold(cora, { title: "Case", reason, scope: { kind: "agent" } })).rejects.toMatchObject({
      code: "invalid",
    });
    const scope = { kind: "everything", from: "2026-02-01T00:00:00Z", to: "2026-01-01T00:00:00Z" } as const;
    await expect(askHold(cora, { title: "Case", reason, scope })).rejects.toMatchObject({ code: "invalid" });
    await expect(askHold(auditor, { title: "Case", reason, scope: everything })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("L3 an erasure takes two people", () => {
  const person = async (over: object = {}) => {
    const id = newId("per");
    await db().person.create({
      data: { id, name: "Gero Former", email: `${id}@firm.example`, status: "deactivated", ...over },
    });
    return id;
  };

  it("is refused while the person is active, answers for agents or is under hold", async () => {
    const active = await person({ status: "active" });
    await expect(askErasure(cora, { personId: active, reason })).rejects.toMatchObject({
      code: "unmet",
      message: expect.stringContaining("deactivate"),
    });
    const held = await person();
    const { id } = await askHold(cora, { title: "Case 9", reason, scope: { kind: "person", id: held } });
    const asked = await askErasure(cora, { personId: held, reason });
    await confirmHold(henry, { holdId: id, version: 1 });
    await expect(confirmErasure(henry, { erasureId: asked.id, version: 1 })).rejects.toMatchObject({
      code: "unmet",
      message: expect.stringContaining("Case 9"),
    });
    expect(await db().person.findUnique({ where: { id: held } })).toMatchObject({ name: "Gero Former" });
    expect((await previewErasure(henry, held)).bars).toHaveLength(1);
    await askLift(cora, { holdId: id, version: 2, reason });
    await confirmLift(henry, { holdId: id, version: 3 });
    await refuseErasure(henry, { erasureId: asked.id, version: 1, reason });
    expect((await listErasures(auditor)).find((one) => one.id === asked.id)).toMatchObject({ state: "refused" });
  });

  it("is neither asked nor confirmed by the person whom it erases, who may hold a session yet", async () => {
    const personId = await person();
    const themselves = contextAs("compliance", { id: personId, now: cora.now });
    await expect(askErasure(themselves, { personId, reason })).rejects.toMatchObject({ code: "forbidden" });
    const { id } = await askErasure(cora, { personId, reason });
    await expect(confirmErasure(themselves, { erasureId: id, version: 1 })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await db().erasure.findUnique({ where: { id } })).toMatchObject({ state: "asked" });
    await refuseErasure(henry, { erasureId: id, version: 1, reason });
  });

  it("is done by another person than asked, once", async () => {
    const personId = await person();
    const { id } = await askErasure(cora, { personId, reason });
    await expect(askErasure(ciro, { personId, reason })).rejects.toMatchObject({ code: "conflict" });
    await expect(confirmErasure(cora, { erasureId: id, version: 1 })).rejects.toMatchObject({ code: "forbidden" });
    const answers = await Promise.allSettled([
      confirmErasure(henry, { erasureId: id, version: 1 }),
      confirmErasure(ciro, { erasureId: id, version: 1 }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db().person.findUnique({ where: { id: personId } })).toMatchObject({
      name: "Erased person",
      email: `erased:${personId}`,
    });
    expect((await eventsOf(personId)).map(({ type }) => type)).toEqual(["erasure.asked", "erasure.done"]);
    await expect(askErasure(cora, { personId, reason })).rejects.toMatchObject({ code: "unmet" });
  });
});
