import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sequenceOnce } from "@/lib/audit";
import { db } from "@/lib/db";
import { closeDecisionPoint } from "@/lib/policy";
import { testLog } from "@/lib/testing/log";
import { anEvent, keyFor, seedReported } from "@/lib/testing/reporting";
import { answer } from "../router";

testLog();

let key = "";
beforeAll(async () => {
  await seedReported();
  key = await keyFor();
});
const started = new Set<ChildProcess>();
afterAll(async () => {
  for (const child of started) child.kill("SIGKILL");
  await closeDecisionPoint();
});

interface Sent {
  id: string;
  status: string;
  eventId: string;
}

/** The batch, again with the same ids until somebody answers. */
async function deliver(url: () => string, batch: readonly object[], onSilence: () => Promise<void>): Promise<Sent[]> {
  const late = AbortSignal.timeout(120_000);
  for (;;) {
    late.throwIfAborted();
    try {
      const response = await fetch(`${url()}/v1/events`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json", connection: "close" },
        body: JSON.stringify(batch),
      });
      return ((await response.json()) as { results: Sent[] }).results;
    } catch {
      await onSilence();
    }
  }
}

/** Stands before the door and loses what `isLost` says of the answers, one number each, cutting the connection instead. */
async function lossy(port: () => number, isLost: (answer: number) => boolean, onLoss: () => void = () => {}) {
  let answers = 0;
  const proxy = net.createServer((client) => {
    const server = net.connect(port(), "127.0.0.1");
    client.on("error", () => server.destroy());
    server.on("error", () => client.destroy());
    client.pipe(server);
    server.once("data", (first) => {
      if (isLost(answers++)) {
        onLoss();
        client.destroy();
        server.destroy();
        return;
      }
      client.write(first);
      server.pipe(client);
    });
    server.on("close", () => client.end());
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, stop: () => proxy.close() };
}

/** Every event of these is in the log once, under the id that was answered, and in the tree. */
async function expectOnce(sent: readonly { id: string }[], answers: readonly Sent[]) {
  await sequenceOnce();
  const ids = answers.map(({ eventId }) => eventId);
  expect(answers.map(({ id }) => id)).toEqual(sent.map(({ id }) => id));
  expect(new Set(ids).size).toBe(sent.length);
  expect(await db().auditEvent.count({ where: { id: { in: ids } } })).toBe(sent.length);
  expect(await db().logSequence.count({ where: { eventId: { in: ids } } })).toBe(sent.length);
  expect(await db().auditEvent.count({ where: { type: "call.reported" } })).toBe(await db().reportedKey.count());
}

describe("L7 faults between a reporter and the log", () => {
  it("an answer that is lost on its way loses and doubles nothing", async () => {
    const server = http.createServer((request, response) => void answer(request, response, pino({ level: "silent" })));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const proxy = await lossy(
      () => (server.address() as AddressInfo).port,
      (at) => at % 3 !== 2,
    );
    let silences = 0;
    const batches = Array.from({ length: 20 }, () => Array.from({ length: 7 }, () => anEvent()));
    const answers = [];
    for (const batch of batches) {
      answers.push(
        ...(await deliver(
          () => proxy.url,
          batch,
          async () => void silences++,
        )),
      );
    }
    expect(silences).toBe(40);
    expect(answers.every(({ status }) => status === "repeated")).toBe(true);
    await expectOnce(batches.flat(), answers);
    proxy.stop();
    server.close();
  });

  it("a server that is killed between commit and answer loses and doubles nothing", { timeout: 300_000 }, async () => {
    // Both at once: the one that is killed, and the one that stands ready after it.
    const [first, second] = await Promise.all([startServer(), startServer()]);
    let [child, port] = first;
    const killed: number[] = [];
    const proxy = await lossy(
      () => port,
      (at) => at < 1,
      () => {
        killed.push(child.pid ?? 0);
        child.kill("SIGKILL");
      },
    );
    const batches = [1, 2].map(() => Array.from({ length: 50 }, () => anEvent()));
    const answers = [];
    for (const batch of batches) {
      const again = async () => {
        if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
        [child, port] = second;
      };
      answers.push(...(await deliver(() => proxy.url, batch, again)));
    }
    expect(killed.length).toBe(1);
    expect(answers.filter(({ status }) => status === "repeated").length).toBeGreaterThanOrEqual(50);
    await expectOnce(batches.flat(), answers);
    child.kill("SIGKILL");
    proxy.stop();
  });
});

/** The machines' door as a process of its own. */
async function startServer(): Promise<[ChildProcess, number]> {
  const probe = net.createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  const child = spawn(process.execPath, ["--import", "tsx", "api/server.ts"], {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    env: { ...process.env, API_PORT: String(port) },
  });
  started.add(child);
  await Promise.race([
    once(child, "message"),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`the server ended with ${code}`))),
  ]);
  return [child, port];
}
