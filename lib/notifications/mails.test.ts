import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db, inSqlTransaction, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import {
  addWebhook,
  getMailPreference,
  purgeDeliveries,
  searchDeliveries,
  setMailPreference,
  type Told,
  tellPeople,
} from "./index";
import { bodyOf, headerOf, startMailServer, type TestMailServer } from "./testing/mail-server";
import { runUntil } from "./testing/running";

testDatabase();

let server: TestMailServer;
const daniel = contextAs("reviewer", { id: "per_daniel", now: new Date() });
const rita = contextAs("reviewer", { id: "per_rita", now: new Date() });
const ines = contextAs("compliance", { id: "per_ines", now: new Date() });
const yuki = contextAs("auditor", { id: "per_yuki", now: new Date() });
beforeAll(async () => {
  server = await startMailServer();
  process.env.SMTP_URL = `smtp://127.0.0.1:${server.port}`;
  const named = ["daniel", "rita", "ines", "yuki"].map((name) => ({
    id: `per_${name}`,
    name,
    email: `${name}@a.example`,
  }));
  await db().person.createMany({ data: named });
  await db().person.create({ data: { id: "per_gone", name: "gone", email: "gone@a.example", status: "deactivated" } });
});
afterAll(() => server.stop());
beforeEach(async () => {
  server.received.length = 0;
  await db().delivery.deleteMany();
  await db().mailPreference.deleteMany();
  await db().webhookEndpoint.deleteMany();
});

const told = (given: Partial<Told> = {}): Told => ({
  kind: "approval_requested",
  personIds: ["per_daniel"],
  targetId: newId("apr"),
  content: { path: "/approvals/apr_1", name: "Payout agent", server: "Bank", tool: "release_payment", tier: "high" },
  agentId: "agt_1",
  ...given,
});
const tell = (given: Partial<Told> = {}, ctx = ines) => inSqlTransaction((tx) => tellPeople(tx, ctx, told(given)));
const statesOf = async (personId = "per_daniel") =>
  (await db().delivery.findMany({ where: { personId }, orderBy: { id: "asc" } })).map(({ state }) => state);
const allSettled = async () =>
  (await db().delivery.count({ where: { state: { in: ["queued", "sending", "retrying"] } } })) === 0;
const received = (count: number) => async () => server.received.length >= count && (await allSettled());
/** Everything that waits is due now: time is moved, not waited for. */
const passTime = () =>
  sql().query("update deliveries set next_at = clock_timestamp() where state in ('queued', 'retrying')");
const wish = (mode: "immediate" | "hourly" | "daily" | "off", quietFrom = 0, quietTo = 0) =>
  setMailPreference(daniel, { version: 0, mode, quietFrom, quietTo });

describe("a mail to a person", () => {
  it("leaves at once, once, to who is active; the console is told of it where there is nothing to decide", async () => {
    const given = { targetId: newId("apr"), personIds: ["per_daniel", "per_daniel", "per_gone", "per_nobody"] };
    await tell(given);
    await tell(given);
    await runUntil(received(1));
    expect(server.received.map(({ to }) => to)).toEqual([["daniel@a.example"]]);
    const [delivery] = await db().delivery.findMany();
    expect(headerOf(server.received[0]?.source ?? "", "message-id")).toContain(`<${delivery?.id}@`);
    expect(await db().notice.count({ where: { personId: "per_daniel" } })).toBe(0);
    await tell({ kind: "asking_stopped" });
    expect(await db().notice.count({ where: { personId: "per_daniel", kind: "asking_stopped" } })).toBe(1);
  });

  it("is collected as wished: several that are due together are one mail, a request that is over is left out", async () => {
    await wish("hourly");
    await tell();
    await tell({ kind: "asking_stopped" });
    const until = new Date(Date.now() - 1_000).toISOString();
    await tell({ content: { path: "/approvals/apr_9", name: "Too late", until } });
    await runUntil(async () => (await statesOf()).length === 3);
    expect(server.received).toEqual([]);
    await passTime();
    await runUntil(received(1));
    expect(server.received).toHaveLength(1);
    const body = bodyOf(server.received[0]?.source ?? "");
    expect(headerOf(server.received[0]?.source ?? "", "subject")).toContain("2 messages");
    expect(body).toContain("Payout agent waits for a person");
    expect(body).toContain("had more requests open than it may have");
    expect(body).not.toContain("Too late");
    expect(await statesOf()).toEqual(["sent", "sent", "dropped"]);
  });

  it("waits for the end of quiet hours, except an alert, which leaves by itself", async () => {
    await wish("immediate", 0, 1_439);
    const noon = { ...ines, now: new Date("2026-11-20T12:00:00Z") };
    await tell({}, noon);
    await tell({ kind: "approval_glass" }, noon);
    const due = await db().delivery.findMany({ where: { personId: "per_daniel" }, orderBy: { id: "asc" } });
    expect(due[0]?.nextAt.toISOString()).toBe("2026-11-20T23:59:00.000Z");
    await passTime();
    await runUntil(received(2));
    expect(server.received.map(({ source }) => headerOf(source, "subject")).sort()).toEqual([
      "[Countersign] Approval requested: release_payment by Payout agent",
      "[Countersign] Glass broken: release_payment by Payout agent",
    ]);
  });

  it("is not written for who wants none, and what waited for them is dropped", async () => {
    await wish("daily");
    await tell();
    await setMailPreference(daniel, { version: 1, mode: "off", quietFrom: 0, quietTo: 0 });
    await tell();
    await tell({ kind: "approval_glass" });
    expect(await statesOf()).toEqual(["dropped"]);
  });

  it("is dropped when its request is settled, whoever settles it", async () => {
    await wish("daily");
    const agentId = newId("agt");
    await db().agent.create({ data: { id: agentId, name: "Payout agent", environment: "production" } });
    const [asked, open] = [newId("apr"), newId("apr")];
    const row = { agentId, callerKind: "agent", callerId: agentId, correlationId: "req_1", environment: "production" };
    const more = {
      server: "Bank",
      tool: "pay",
      action: "call",
      toolHash: "",
      fingerprint: "",
      revision: 1,
      tier: "high",
    };
    for (const id of [asked, open]) {
      const bytes = { bound: Buffer.from("{}"), digest: id, actionDigest: id };
      const rest = {
        chain: [],
        groups: [],
        quorum: 1,
        ttlSeconds: 60,
        policies: [],
        reasons: [],
        expiresAt: new Date(),
      };
      await db().approval.create({ data: { id, handle: id, ...row, ...more, ...bytes, ...rest } });
      await tell({ targetId: id });
    }
    await tell({ kind: "approval_decided", targetId: asked });
    await sql().query("update approvals set status = 'denied' where id = $1", [asked]);
    expect(await statesOf()).toEqual(["dropped", "queued", "queued"]);
  });

  it("to somebody who left meanwhile is dropped", async () => {
    await tell({ personIds: ["per_rita"] });
    await db().person.update({ where: { id: "per_rita" }, data: { status: "deactivated" } });
    await runUntil(allSettled);
    expect(await statesOf("per_rita")).toEqual(["dropped"]);
    await db().person.update({ where: { id: "per_rita" }, data: { status: "active" } });
  });

  it("that the server does not take is tried again with the same id; what is refused for good is given up at once", async () => {
    const { port } = server;
    await server.stop();
    await tell();
    await runUntil(async () => (await statesOf())[0] === "retrying");
    const down = await db().delivery.findFirstOrThrow();
    expect(down).toMatchObject({ attempts: 1, lastError: "the mail server cannot be reached" });
    const refused = { responseCode: 550 };
    server = await startMailServer(
      { onRcptTo: (_to, _session, done) => done(Object.assign(new Error("no"), refused)) },
      port,
    );
    await passTime();
    await runUntil(async () => (await statesOf())[0] === "dead");
    expect(await db().auditEvent.count({ where: { type: "delivery.dead", targetId: down.id } })).toBe(1);
    await server.stop();
    server = await startMailServer({}, port);
  });
});

describe("what leaves the console", () => {
  it("holds no argument and no words of agents, whatever is handed over with it", async () => {
    const MARKER = "MARKER-NO9386011117947";
    await addWebhook(ines, { name: "Everything", url: "https://hooks.example.com/" });
    const content = {
      ...told().content,
      arguments: { iban: MARKER, amount: MARKER },
      justification: MARKER,
      receipt: MARKER,
      name: "Payout agent",
    };
    for (const kind of ["approval_requested", "approval_decided", "approval_glass", "asking_stopped"] as const) {
      await tell({ kind, content });
    }
    const rows = await db().delivery.findMany();
    expect(rows.filter(({ channel }) => channel === "webhook")).toHaveLength(4);
    expect(JSON.stringify([rows, await db().notice.findMany()])).not.toContain(MARKER);
    await db().delivery.deleteMany({ where: { channel: "webhook" } });
    await runUntil(received(2));
    for (const { source } of server.received) expect(source + bodyOf(source)).not.toContain(MARKER);
  });
});

describe("a person's own wish", () => {
  it("is at once without quiet hours until they say otherwise; of two tabs one wins", async () => {
    expect(await getMailPreference(daniel)).toMatchObject({ mode: "immediate", quietFrom: 0, version: 0, mails: true });
    const both = await Promise.allSettled([wish("daily", 1_320, 420), wish("hourly")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    expect((await getMailPreference(daniel)).version).toBe(1);
    expect((await getMailPreference(rita)).version).toBe(0);
  });

  it.each([{ quietFrom: 1_440 }, { quietTo: -1 }, { mode: "often" }, { personId: "per_rita" }])(
    "refuses %j",
    async (given) => {
      const input = { version: 0, mode: "daily", quietFrom: 0, quietTo: 0, ...given } as never;
      await expect(setMailPreference(daniel, input)).rejects.toMatchObject({ code: "invalid" });
    },
  );
});

describe("the log of deliveries", () => {
  it("lists what left, filtered and page by page, to who may read it", async () => {
    for (let n = 0; n < 5; n++) await tell({ personIds: ["per_daniel"] });
    await tell({ kind: "asking_stopped", personIds: ["per_rita"] });
    const first = await searchDeliveries(yuki, { limit: 4 });
    const second = await searchDeliveries(yuki, { limit: 4, cursor: first.next });
    const ids = [...first.rows, ...second.rows].map(({ id }) => id);
    expect([ids.length, new Set(ids).size, second.next]).toEqual([6, 6, null]);
    expect(first).toMatchObject({ counts: { waiting: 6, dead: 0 }, mails: true, retry: { allowed: false } });
    const stopped = await searchDeliveries(ines, { kind: "asking_stopped", channel: "mail", state: "queued" });
    expect(stopped.rows).toMatchObject([{ receiver: "rita", path: "/approvals/apr_1" }]);
    expect(stopped.retry.allowed).toBe(true);
    await expect(searchDeliveries(daniel, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(searchDeliveries(ines, { cursor: "nonsense" })).rejects.toMatchObject({ code: "invalid" });
  });

  it("forgets what was settled 90 days ago, and what was given up a year ago", async () => {
    for (let n = 0; n < 3; n++) await tell();
    const [sent, dead] = await db().delivery.findMany({ orderBy: { id: "asc" } });
    await db().delivery.update({ where: { id: sent?.id ?? "" }, data: { state: "sent" } });
    await db().delivery.update({ where: { id: dead?.id ?? "" }, data: { state: "dead" } });
    const inDays = (days: number) => ({ ...ines, now: new Date(Date.now() + days * 86_400_000) });
    expect(await purgeDeliveries(inDays(89))).toEqual({ removed: 0 });
    expect(await purgeDeliveries(inDays(91))).toEqual({ removed: 1 });
    expect(await purgeDeliveries(inDays(366))).toEqual({ removed: 1 });
    expect(await statesOf()).toEqual(["queued"]);
  });
});
