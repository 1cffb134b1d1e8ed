import { beforeEach, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { inbox } from "@/lib/inbox";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { daysAgo, EVIDENCE_NOW, emptyWorld, put, putAgent, putPerson } from "@/lib/testing/evidence";
import { eventsOf } from "@/lib/testing/inventory";
import {
  assignControl,
  beginGuide,
  checkControls,
  getControl,
  getFramework,
  getQuery,
  listFrameworks,
  noteGuide,
  putAside,
  readGuide,
  scopeControl,
  takeUp,
} from "./index";

testDatabase();

const ID = "nist-800-53/AC-2";
const cora = contextAs("compliance", { id: "per_cora", now: EVIDENCE_NOW });
const auditor = contextAs("auditor", { id: "per_yuki", now: EVIDENCE_NOW });
const owner = contextAs("owner", { id: "per_olga", now: EVIDENCE_NOW });
const worker = (days = 0) => systemContext("worker", { now: daysAgo(-days) });
const checksOf = (controlId: string) => db().controlCheck.findMany({ where: { controlId }, orderBy: { at: "asc" } });
const reason = "Nobody here needs this.";

beforeEach(async () => {
  await emptyWorld();
  for (const id of ["per_cora", "per_hana", "per_yuki"]) await putPerson(id);
  const roles = { per_cora: "compliance", per_hana: "ciso", per_yuki: "auditor" } as const;
  for (const [personId, role] of Object.entries(roles)) {
    await db().roleGrant.create({ data: { id: `grt_${personId}`, personId, role } });
  }
});

const owned = () => putAgent({ owner_id: "per_hana", deputy_id: "per_cora" });

describe("D3 checking controls", () => {
  it("writes each once, then once a day, and whenever its state changes, with an event", async () => {
    await owned();
    const { written } = await checkControls(worker());
    expect(written).toBeGreaterThan(40);
    expect(await checkControls({ ...worker(), now: new Date(EVIDENCE_NOW.getTime() + 60_000) })).toEqual({
      written: 0,
      changed: 0,
    });
    await putAgent({ owner_id: null });
    const later = new Date(EVIDENCE_NOW.getTime() + 120_000);
    await checkControls({ ...worker(), now: later });
    expect((await checksOf(ID)).map(({ state }) => state)).toEqual(["met", "gap"]);
    expect((await checkControls(worker(1))).written).toBe(written);
    const events = (await eventsOf(ID)).filter(({ type }) => type === "control.checked");
    expect(events.map(({ details }) => details)).toMatchObject([
      { before: "not_measured", state: "met" },
      { before: "met", state: "gap" },
    ]);
  });

  it("is done once by two who look at the same moment", async () => {
    await owned();
    const both = await Promise.all([checkControls(worker()), checkControls(worker())]);
    expect(both.map(({ written }) => written).sort()[0]).toBe(0);
    expect(await checksOf(ID)).toHaveLength(1);
  });

  it("is asked for by compliance alone; a refusal is on record", async () => {
    await expect(checkControls(auditor)).rejects.toMatchObject({ code: "forbidden" });
    expect((await eventsOf("per_yuki")).map(({ type }) => type)).toContain("access.refused");
  });

  it("shows what turned worse within a week, and how long a control is in its state", async () => {
    await owned();
    await checkControls(worker(-10));
    await putAgent({ owner_id: null });
    await checkControls(worker(-2));
    const { worsened, frameworks } = await listFrameworks(auditor);
    expect(worsened.find(({ id }) => id === ID)).toMatchObject({ before: "met", state: "gap" });
    const states = frameworks.find(({ id }) => id === "nist-800-53")?.states ?? {};
    expect(Object.values<number>(states).reduce((sum, count) => sum + count, 0)).toBe(5);
    const control = await getControl(auditor, ID);
    expect(control.history.map(({ state, days }) => [state, days])).toEqual([
      ["gap", 2],
      ["met", 8],
    ]);
    expect(control.live.answers.find(({ query }) => query === "agents-owned")).toMatchObject({ found: 1, of: 2 });
    expect(control).toMatchObject({
      assign: { allowed: false },
      people: [],
      takeHome: expect.stringContaining("/evidence/new?kind="),
    });
    expect((await getQuery(auditor, "agents-owned")).rows).toHaveLength(1);
  });

  it("is shown to nobody without the role, and knows nothing that is not in the catalogue", async () => {
    for (const read of [
      () => listFrameworks(owner),
      () => getFramework(owner, "soc2"),
      () => getControl(owner, ID),
      () => getQuery(owner, "agents-owned"),
    ]) {
      await expect(read()).rejects.toMatchObject({ code: "forbidden" });
    }
    for (const read of [
      () => getFramework(cora, "soc9"),
      () => getControl(cora, "soc2/CC99"),
      () => getQuery(cora, "agents-happy"),
    ]) {
      await expect(read()).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("D3 who answers for a control", () => {
  it("is named by compliance, and finds a gap in the inbox until it is settled", async () => {
    await assignControl(cora, { id: ID, version: 0, ownerId: "per_hana" });
    await putAgent({ owner_id: null });
    await checkControls(worker());
    const hana = contextAs("ciso", { id: "per_hana", now: EVIDENCE_NOW });
    const gaps = async () => (await inbox(hana)).items.filter(({ kind }) => kind === "control_gap");
    expect(await gaps()).toMatchObject([{ title: "NIST SP 800-53 AC-2 is in a gap", href: `/compliance/${ID}` }]);
    expect((await inbox(cora)).items.filter(({ kind }) => kind === "control_gap")).toEqual([]);
    await sql().query("update agents set owner_id = 'per_hana', deputy_id = 'per_cora'");
    await checkControls(worker(1));
    expect(await gaps()).toEqual([]);
    expect((await getFramework(cora, "nist-800-53")).owners).toMatchObject([{ id: "per_hana" }]);
  });

  it.each([
    ["an auditor, who would judge their own work", "per_yuki"],
    ["somebody who is not there", "per_nobody"],
  ])("is not %s", async (_who, ownerId) => {
    await expect(assignControl(cora, { id: ID, version: 0, ownerId })).rejects.toMatchObject({ code: "unmet" });
  });

  it("is not named by who may only read; that they tried is on record", async () => {
    await expect(assignControl(auditor, { id: ID, version: 0, ownerId: "per_hana" })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await eventsOf("per_yuki")).map(({ type }) => type)).toContain("access.refused");
    expect(await db().control.count()).toBe(0);
  });

  it("is named by one of two who see nobody there", async () => {
    const named = ["per_hana", "per_cora"].map((ownerId) => assignControl(cora, { id: ID, version: 0, ownerId }));
    const settled = await Promise.allSettled(named);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(settled.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
  });
});

describe("D3 whether a control applies", () => {
  it("needs a reason for no, and then it is neither checked nor counted", async () => {
    await expect(scopeControl(cora, { id: ID, version: 0, applies: false, note: "no" })).rejects.toMatchObject({
      code: "invalid",
    });
    const { version } = await scopeControl(cora, { id: ID, version: 0, applies: false, note: reason });
    await owned();
    await checkControls(worker());
    expect(await checksOf(ID)).toEqual([]);
    expect(await getFramework(cora, "nist-800-53")).toMatchObject({ notApplicable: 1, controls: 5 });
    await expect(scopeControl(cora, { id: ID, version: 0, applies: true })).rejects.toMatchObject({ code: "conflict" });
    const later = { ...cora, now: new Date(EVIDENCE_NOW.getTime() + 1_000) };
    await scopeControl(later, { id: ID, version, applies: true });
    const scoped = (await eventsOf(ID)).filter(({ type }) => type === "control.scoped");
    expect(scoped.slice(-2).map(({ details }) => details)).toMatchObject([
      { applies: false, note: reason },
      { applies: true },
    ]);
    await expect(scopeControl(auditor, { id: ID, version: 2, applies: false, note: reason })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("D4 the roll-out guide", () => {
  const stepOf = async (id: string, ctx = cora) => (await readGuide(ctx)).steps.find((step) => step.id === id);

  it("begins once, on a day that somebody chose", async () => {
    await expect(beginGuide(auditor, { beginsOn: "2026-11-01" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(beginGuide(cora, { beginsOn: "2027-11-01" })).rejects.toMatchObject({ code: "invalid" });
    const both = await Promise.allSettled([
      beginGuide(cora, { beginsOn: "2026-10-11" }),
      beginGuide(cora, { beginsOn: "2026-10-11" }),
    ]);
    expect(both.filter(({ status }) => status === "rejected")).toMatchObject([{ reason: { code: "conflict" } }]);
    expect(await readGuide(auditor)).toMatchObject({
      begunAt: "2026-10-11T00:00:00.000Z",
      day: 41,
      manage: { allowed: false },
    });
    expect(await stepOf("import-inventory")).toMatchObject({ state: "late", daysLeft: -10 });
    expect(await stepOf("switch-drill")).toMatchObject({ state: "waiting", daysLeft: 20 });
    await expect(readGuide(owner)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("sees by itself what is done, and keeps the day on which it first was", async () => {
    expect(await stepOf("owners-accept")).toMatchObject({ state: "waiting", seen: "There are no agents yet." });
    const agentId = await owned();
    await noteGuide(worker(-3));
    await noteGuide(worker());
    expect(await stepOf("owners-accept")).toMatchObject({
      state: "done",
      doneAt: daysAgo(3).toISOString(),
      seen: "1 of 1 agents have an active owner.",
    });
    await sql().query("update agents set owner_id = null where id = $1", [agentId]);
    expect(await stepOf("owners-accept")).toMatchObject({ state: "done", seen: "0 of 1 agents have an active owner." });
  });

  it("puts a step aside with a reason and takes it up again, each once", async () => {
    await putAside(cora, { step: "add-witness", reason });
    expect(await stepOf("add-witness")).toMatchObject({ state: "aside", reason, asideBy: { id: "per_cora" } });
    await expect(putAside(cora, { step: "add-witness", reason })).rejects.toMatchObject({ code: "conflict" });
    await takeUp(cora, { step: "add-witness" });
    await expect(takeUp(cora, { step: "add-witness" })).rejects.toMatchObject({ code: "conflict" });
    await expect(putAside(cora, { step: "start", reason })).rejects.toMatchObject({ code: "not_found" });
    await owned();
    await expect(putAside(cora, { step: "import-inventory", reason })).rejects.toMatchObject({ code: "conflict" });
    // One after the other: a refusal that nobody awaits yet would end the whole run.
    for (const call of [
      () => putAside(auditor, { step: "add-witness", reason }),
      () => takeUp(auditor, { step: "add-witness" }),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: "forbidden" });
    }
    expect((await eventsOf("add-witness")).map(({ type }) => type)).toEqual([
      "guide.step_put_aside",
      "guide.step_taken_up",
    ]);
  });

  it("no longer sees a key that was revoked, until the day was written down", async () => {
    await put("api_keys", {
      ...{ id: "aky_1", name: "Gateway", purpose: "report", prefix: "csk_", hash: Buffer.from("h") },
      ...{ created_by_id: "per_cora", created_at: EVIDENCE_NOW },
    });
    expect(await stepOf("gateway-key")).toMatchObject({ state: "done" });
    await sql().query("update api_keys set revoked_at = now()");
    expect(await stepOf("gateway-key")).toMatchObject({ state: "waiting" });
  });
});
