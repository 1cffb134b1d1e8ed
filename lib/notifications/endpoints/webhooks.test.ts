import { beforeAll, describe, expect, it, test } from "vitest";
import { db, inSqlTransaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import {
  addWebhook,
  listWebhooks,
  pauseWebhook,
  queueDeliveries,
  removeWebhook,
  resumeWebhook,
  rotateWebhook,
  testWebhook,
} from "../index";
import { newSecret, openSecrets, sealSecrets, secretsAt } from "./sealed-secret";

testDatabase();

const NOW = new Date("2026-11-20T09:00:00Z");
const ines = contextAs("compliance", { id: "per_ines", now: NOW });
const ofPayments = contextAs("compliance", { id: "per_team", teamId: "tem_payments", now: NOW });
const marta = contextAs("owner", { id: "per_marta", now: NOW });
const AGENT = newId("agt");

beforeAll(async () => {
  await db().team.create({ data: { id: "tem_payments", name: "Payments" } });
  const people = ["ines", "team", "marta"].map((name) => ({ id: `per_${name}`, name, email: `${name}@a.example` }));
  await db().person.createMany({ data: people });
  const agent = {
    name: "Payout agent",
    environment: "production" as const,
    teamId: "tem_payments",
    ownerId: "per_marta",
  };
  await db().agent.create({ data: { id: AGENT, ...agent, registeredById: "per_marta" } });
});

const fields = (given: object = {}) => ({ name: "Ticket desk", url: "https://hooks.example.com/t/abc?x=1", ...given });
const stored = (id: string) => db().webhookEndpoint.findUniqueOrThrow({ where: { id } });
const typesOf = async (id: string) =>
  (await db().auditEvent.findMany({ where: { targetId: id }, orderBy: { id: "asc" } })).map(({ type }) => type);

describe("webhooks.manage", () => {
  it("registers an endpoint, shows its secret once and keeps it sealed", async () => {
    const { id, secret } = await addWebhook(ines, fields());
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const row = await stored(id);
    expect(Buffer.from(row.secret).includes(secret)).toBe(false);
    expect(Buffer.from(row.secret).includes(Buffer.from(secret.slice(6), "base64"))).toBe(false);
    expect(openSecrets(id, row.secret)).toEqual({ current: secret, former: null });
    const page = await listWebhooks(ines);
    expect(JSON.stringify(page)).not.toContain(secret);
    expect(page.webhooks[0]).toMatchObject({ name: "Ticket desk", state: "active", createdBy: "ines", agent: null });
    const [event] = await db().auditEvent.findMany({ where: { targetId: id } });
    expect(event?.type).toBe("webhook.created");
    const told = JSON.stringify(event?.details) + Buffer.from(event?.leaf ?? []).toString("utf8");
    for (const hidden of [secret, "/t/abc", "hooks.example.com"]) expect(told).not.toContain(hidden);
  });

  test.each([
    ["http", "http://hooks.example.com/"],
    ["another port", "https://hooks.example.com:8443/"],
    ["a user in the address", "https://a:b@hooks.example.com/"],
    ["no address", "hooks"],
    ["a script", "javascript:alert(1)"],
  ])("refuses %s", async (_name, url) => {
    await expect(addWebhook(ines, fields({ url }))).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path: "url" }],
    });
  });

  it("refuses others, and a team's compliance outside of its team, on record", async () => {
    await expect(addWebhook(marta, fields())).rejects.toMatchObject({ code: "forbidden" });
    await expect(addWebhook(ofPayments, fields())).rejects.toMatchObject({ code: "forbidden" });
    await expect(listWebhooks(marta)).rejects.toMatchObject({ code: "forbidden" });
    expect(await db().auditEvent.count({ where: { type: "access.refused", actorId: "per_team" } })).toBe(1);
    const { id } = await addWebhook(ofPayments, fields({ agentId: AGENT, name: "Callback" }));
    expect((await listWebhooks(ofPayments)).webhooks.map((hook) => hook.id)).toEqual([id]);
    expect((await listWebhooks(ofPayments)).organisation.allowed).toBe(false);
    expect((await listWebhooks(ines)).webhooks.map((hook) => hook.agent?.name ?? null)).toContain("Payout agent");
    await expect(addWebhook(ines, fields({ agentId: newId("agt") }))).rejects.toMatchObject({ code: "not_found" });
  });

  it("rotates: both secrets sign for 24 hours, then the new one alone; of two at once one wins", async () => {
    const { id, secret: former } = await addWebhook(ines, fields());
    const both = await Promise.allSettled([
      rotateWebhook(ines, { id, version: 1 }),
      rotateWebhook(ines, { id, version: 1 }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = both.find(({ status }) => status === "rejected") as PromiseRejectedResult;
    expect(lost.reason).toMatchObject({ code: "conflict" });
    const won = both.find(({ status }) => status === "fulfilled") as PromiseFulfilledResult<{ secret: string }>;
    const secrets = openSecrets(id, (await stored(id)).secret);
    const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000);
    expect(secretsAt(secrets, hours(23))).toEqual([won.value.secret, former]);
    expect(secretsAt(secrets, hours(24))).toEqual([won.value.secret]);
    expect(await typesOf(id)).toEqual(["webhook.created", "webhook.rotated"]);
  });

  it("pauses, resumes, tests and removes, with what waits for it", async () => {
    const { id } = await addWebhook(ines, fields());
    expect(await testWebhook(ines, { id, version: 1 })).toEqual({ queued: 1 });
    await pauseWebhook(ines, { id, version: 1 });
    await expect(pauseWebhook(ines, { id, version: 2 })).rejects.toMatchObject({ code: "conflict" });
    await expect(testWebhook(ines, { id, version: 2 })).rejects.toMatchObject({ code: "unmet" });
    await resumeWebhook(ines, { id, version: 2 });
    await expect(resumeWebhook(ines, { id, version: 3 })).rejects.toMatchObject({ code: "conflict" });
    await expect(removeWebhook(ines, { id, version: 1 })).rejects.toMatchObject({ code: "conflict" });
    await expect(removeWebhook(marta, { id, version: 3 })).rejects.toMatchObject({ code: "forbidden" });
    expect(await removeWebhook(ines, { id, version: 3 })).toEqual({ dropped: 1 });
    expect((await listWebhooks(ines)).webhooks.map((hook) => hook.id)).not.toContain(id);
    await expect(resumeWebhook(ines, { id, version: 4 })).rejects.toMatchObject({ code: "not_found" });
    expect(await typesOf(id)).toEqual(["webhook.created", "webhook.paused", "webhook.resumed", "webhook.removed"]);
  });
});

describe("a secret at rest", () => {
  it("opens for its own endpoint alone, unchanged", () => {
    const id = newId("whk");
    const secrets = { current: newSecret(), former: null };
    const sealed = sealSecrets(id, secrets);
    expect(openSecrets(id, sealed)).toEqual(secrets);
    expect(() => openSecrets(newId("whk"), sealed)).toThrow(expect.objectContaining({ code: "unavailable" }));
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => openSecrets(id, changed)).toThrow(expect.objectContaining({ code: "unavailable" }));
    }
    expect(() => openSecrets(id, sealed.subarray(0, 20))).toThrow(expect.objectContaining({ code: "unavailable" }));
  });
});

describe("queueDeliveries", () => {
  it("queues one message once, however often the caller tries, and nothing that is rolled back", async () => {
    const { id: endpointId } = await addWebhook(ines, fields());
    const message = { kind: "approval_decided", endpointId, targetId: "apr_1", content: { a: 1 } } as const;
    const once = { ...message, onceKey: "decided:apr_1" };
    expect(await inSqlTransaction((tx) => queueDeliveries(tx, [once]))).toBe(1);
    const again = [1, 2, 3].map(() => inSqlTransaction((tx) => queueDeliveries(tx, [once])));
    expect(await Promise.all(again)).toEqual([0, 0, 0]);
    const failing = inSqlTransaction(async (tx) => {
      await queueDeliveries(tx, [{ ...message, onceKey: "decided:apr_2" }]);
      throw new Error("the caller changed its mind");
    });
    await expect(failing).rejects.toThrow("changed its mind");
    expect(await db().delivery.count({ where: { endpointId } })).toBe(1);
  });
});
