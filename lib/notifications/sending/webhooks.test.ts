import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db, inSqlTransaction, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { addWebhook, queueDeliveries, resumeWebhook, retryDelivery, rotateWebhook, testWebhook } from "../index";
import { RETRY_AFTER_MS } from "../rules";
import { type Receiver, startReceiver } from "../testing/receiver";
import { runUntil } from "../testing/running";

testDatabase();

let receiver: Receiver;
const ines = contextAs("compliance", { id: "per_ines", now: new Date() });
beforeAll(async () => {
  process.env.COUNTERSIGN_INTERNAL_HOSTS = "127.0.0.1";
  receiver = await startReceiver();
  await db().person.create({ data: { id: "per_ines", name: "Inês", email: "ines@a.example" } });
  await db().person.create({ data: { id: "per_priya", name: "Priya", email: "priya@a.example" } });
  await db().roleGrant.create({ data: { id: newId("grt"), personId: "per_priya", role: "admin" } });
});
afterAll(() => receiver.stop());

const add = (place: string) => addWebhook(ines, { name: place, url: `${receiver.url}/${place}` });
const callsTo = (place: string) => receiver.calls.filter((call) => call.path === `/${place}`);
const deliveriesOf = (endpointId: string) => db().delivery.findMany({ where: { endpointId }, orderBy: { id: "asc" } });
const endpointOf = (id: string) => db().webhookEndpoint.findUniqueOrThrow({ where: { id } });
const queue = (
  endpointId: string,
  content: Record<string, string | number> = { n: 1 },
  onceKey: string | null = null,
) =>
  inSqlTransaction((tx) =>
    queueDeliveries(tx, [{ kind: "approval_decided", endpointId, targetId: "apr_1", content, onceKey }]),
  );
/** The next attempt is due now: time is moved, not waited for. */
const makeDue = (endpointId: string) =>
  sql().query("update deliveries set next_at = clock_timestamp() where endpoint_id = $1 and state = 'retrying'", [
    endpointId,
  ]);
const isState = (endpointId: string, state: string) => async () =>
  (await deliveriesOf(endpointId)).every((one) => one.state === state);
const attempted = (endpointId: string, attempts: number) => async () =>
  (await deliveriesOf(endpointId)).every((one) => one.attempts >= attempts && one.state !== "sending");

describe("a webhook as Standard Webhooks has it", () => {
  it("is signed over its id, its time and the body as queued", async () => {
    const { id, secret } = await add("signed");
    await queue(id, { handle: "h-1", status: "approved", state: "æ-1" });
    await runUntil(isState(id, "sent"));
    const [call] = callsTo("signed");
    expect(new Webhook(secret).verify(call?.body ?? "", call?.headers ?? {})).toEqual({
      handle: "h-1",
      status: "approved",
      state: "æ-1",
    });
    const [delivery] = await deliveriesOf(id);
    expect(call?.headers["webhook-id"]).toBe(delivery?.id);
    expect((await endpointOf(id)).lastSentAt).not.toBeNull();
    const other = new Webhook("whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldCBvZiAzMg==");
    expect(() => other.verify(call?.body ?? "", call?.headers ?? {})).toThrow();
  });

  it("is signed by both secrets for a day after a rotation", async () => {
    const { id, secret: former } = await add("rotated");
    const { secret } = await rotateWebhook(ines, { id, version: 1 });
    await testWebhook(ines, { id, version: 2 });
    await runUntil(isState(id, "sent"));
    const [call] = callsTo("rotated");
    for (const one of [secret, former]) {
      expect(new Webhook(one).verify(call?.body ?? "", call?.headers ?? {})).toMatchObject({ type: "test" });
    }
  });

  it("is tried again under the same id, later each time, then given up on record; and again when somebody asks", async () => {
    const { id } = await add("down");
    receiver.answers.set("/down", 503);
    await queue(id);
    for (let attempt = 1; attempt <= RETRY_AFTER_MS.length; attempt++) {
      await runUntil(attempted(id, attempt));
      const [tried] = await deliveriesOf(id);
      expect(tried).toMatchObject({ state: "retrying", attempts: attempt, lastError: "it answered 503" });
      const wait = RETRY_AFTER_MS[attempt - 1] as number;
      const { rows } = await sql().query<{ left: number }>(
        "select extract(epoch from next_at - clock_timestamp())::float8 * 1000 as left from deliveries where endpoint_id = $1",
        [id],
      );
      expect(rows[0]?.left).toBeLessThanOrEqual(wait * 1.2);
      if (wait > 60_000) expect(rows[0]?.left).toBeGreaterThan(wait - 60_000);
      await makeDue(id);
    }
    await runUntil(isState(id, "dead"));
    const [dead] = await deliveriesOf(id);
    expect(new Set(callsTo("down").map(({ headers }) => headers["webhook-id"]))).toEqual(new Set([dead?.id]));
    expect(callsTo("down")).toHaveLength(RETRY_AFTER_MS.length + 1);
    const told = { type: "delivery.dead", targetId: dead?.id ?? "" };
    expect(await db().auditEvent.count({ where: told })).toBe(1);

    receiver.answers.delete("/down");
    const auditor = contextAs("auditor", { id: "per_yuki", now: new Date() });
    await expect(retryDelivery(auditor, { id: dead?.id ?? "" })).rejects.toMatchObject({ code: "forbidden" });
    const both = await Promise.allSettled([1, 2].map(() => retryDelivery(ines, { id: dead?.id ?? "" })));
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await runUntil(isState(id, "sent"));
    await expect(retryDelivery(ines, { id: dead?.id ?? "" })).rejects.toMatchObject({ code: "conflict" });
  });

  it("follows no redirect", async () => {
    const { id } = await add("moved");
    receiver.answers.set("/moved", 302);
    await queue(id);
    await runUntil(attempted(id, 1));
    expect(await deliveriesOf(id)).toMatchObject([{ state: "retrying", lastError: "it answered 302" }]);
  });

  it("pauses an endpoint that is gone, and keeps for it what comes meanwhile", async () => {
    const { id } = await add("gone");
    receiver.answers.set("/gone", 410);
    await queue(id);
    await runUntil(isState(id, "dead"));
    expect(await endpointOf(id)).toMatchObject({ state: "paused", stateReason: "gone" });
    await queue(id, { n: 2 });
    const { id: other } = await add("besides");
    await queue(other);
    await runUntil(isState(other, "sent"));
    expect((await deliveriesOf(id)).map(({ state }) => state)).toEqual(["dead", "queued"]);
    receiver.answers.delete("/gone");
    await resumeWebhook(ines, { id, version: 2 });
    await runUntil(async () => (await deliveriesOf(id))[1]?.state === "sent");
  });

  it("calls an endpoint failing after ten given up in a row, tells who keeps it, and takes it back at the first that gets through", async () => {
    const { id } = await add("failing");
    receiver.answers.set("/failing", 500);
    for (let n = 0; n < 10; n++) await queue(id, { n });
    await sql().query("update deliveries set attempts = $2 where endpoint_id = $1", [id, RETRY_AFTER_MS.length]);
    await runUntil(isState(id, "dead"));
    expect(await endpointOf(id)).toMatchObject({ state: "failing", stateReason: "dead" });
    expect(await db().auditEvent.count({ where: { type: "webhook.failing", targetId: id } })).toBe(1);
    const notices = await db().notice.findMany({
      where: { kind: "webhook_failing", content: { path: ["name"], equals: "failing" } },
    });
    expect(notices.map(({ personId }) => personId).sort()).toEqual(["per_ines", "per_priya"]);
    receiver.answers.delete("/failing");
    await queue(id);
    await runUntil(async () => (await endpointOf(id)).state === "active");
  });

  it("never leads inside: an address that may not be asked is an error of the delivery", async () => {
    const { id } = await add("inside");
    await db().webhookEndpoint.update({ where: { id }, data: { url: "https://169.254.169.254/latest" } });
    await queue(id);
    await runUntil(attempted(id, 1));
    expect((await deliveriesOf(id))[0]?.lastError).toContain("inside a private network");
  });
});

describe("several workers", { timeout: 400_000 }, () => {
  const script = `import { runDeliveries } from ${JSON.stringify(path.resolve("lib/notifications/index.ts"))};
    await runDeliveries({ signal: new AbortController().signal, onProblem: (error) => console.error(error) });`;

  it("send each of 500 messages at least once, none is lost with the one that is killed, and a second time means the same id", async () => {
    const { id } = await add("many");
    await inSqlTransaction((tx) =>
      queueDeliveries(
        tx,
        Array.from({ length: 500 }, (_, n) => ({
          kind: "approval_decided" as const,
          endpointId: id,
          targetId: `apr_${n}`,
          content: { n },
          onceKey: `many:${n}`,
        })),
      ),
    );
    const folder = fs.mkdtempSync(path.join(tmpdir(), "countersign-senders-"));
    const file = path.join(folder, "send.mts");
    fs.writeFileSync(file, script);
    const start = (): ChildProcess =>
      spawn(process.execPath, ["--import", "tsx", file], {
        env: { ...process.env, TSX_TSCONFIG_PATH: path.resolve("tsconfig.json") },
        stdio: "inherit",
      });
    const workers = [start(), start()] as const;
    try {
      await expect.poll(() => callsTo("many").length, { timeout: 120_000, interval: 5 }).toBeGreaterThan(100);
      workers[0].kill("SIGKILL");
      await expect.poll(async () => (await countOf(id, ["queued"])) === 0, { timeout: 120_000 }).toBe(true);
      // The minute for which the dead worker still held its messages is over.
      await sql().query(
        "update deliveries set lease_until = clock_timestamp() - interval '1 second' where endpoint_id = $1 and state = 'sending'",
        [id],
      );
      await expect.poll(() => countOf(id, ["sent"]), { timeout: 120_000 }).toBe(500);
    } finally {
      for (const worker of workers) worker.kill("SIGKILL");
      fs.rmSync(folder, { recursive: true });
    }
    const ids = new Map<string, Set<string>>();
    for (const { body, headers } of callsTo("many")) {
      ids.set(body, (ids.get(body) ?? new Set()).add(headers["webhook-id"] ?? ""));
    }
    expect(ids.size).toBe(500);
    expect([...ids.values()].every((of) => of.size === 1)).toBe(true);
  });

  const countOf = (endpointId: string, states: string[]) =>
    db().delivery.count({ where: { endpointId, state: { in: states } } });
});
