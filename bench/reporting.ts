// Reported events over HTTP until they are numbered in the tree: batches of 100 over several connections, with a worker running as in
// production. Peers in the same run: the bare handler that reads and answers, and COPY of as many rows of the same size.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { createApiKey } from "@/lib/api-keys";
import { contextFor } from "@/lib/context";
import { newId } from "@/lib/ids";
import { freePort } from "../scripts/postgres.mjs";
import { median, onStage, printTable, round, startWorker } from "./audit-stage";
import { processorSeconds } from "./support/processor";

const BATCH = 100;
const CONNECTIONS = 6;
const ROUNDS = 3;
const EVENTS = Number(process.env.BENCH_EVENTS || 60_000);
const PROMISED = 15_000;
const AGENTS = 500;

const agents = Array.from({ length: AGENTS }, () => newId("agt"));
const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
let made = 0;

/** A call as a gateway reports it, 600 bytes of JSON. */
function anEvent() {
  made++;
  return {
    id: `gateway-7-${process.pid}-${made}`,
    occurredAt: new Date().toISOString(),
    type: "call",
    agentId: agents[made % AGENTS],
    environment: "production",
    trigger: "system",
    action: "read",
    server: "ERP connector",
    tool: `find_invoice_${made % 40}`,
    targets: [`INV-2026-${made}`],
    input: { query: `INV-2026-${made}`, fields: ["supplier", "amount", "due"], limit: 20 },
    output: { supplier: "Hansa Feeder", amount: 1840.5, currency: "EUR", lines: [{ sku: "F-12", quantity: 3 }] },
    correlationId: `run-${Math.floor(made / 8)}`,
    step: made % 8,
    outcome: "ok",
    durationMillis: 41.5,
  };
}

export async function run(): Promise<void> {
  await onStage(async ({ url, serverPid }) => {
    const port = await freePort();
    const door = await openDoor(port);
    const worker = startWorker();
    const client = new pg.Client(url);
    await client.connect();
    try {
      const key = await fill(client);
      const target = { port, key, path: "/v1/events" };
      await send(target, batches(20 * BATCH));
      const rates = {
        accepted: [] as number[],
        numbered: [] as number[],
        bare: [] as number[],
        copied: [] as number[],
      };
      const before = spent(door, worker.pid, serverPid);
      for (let at = 0; at < ROUNDS; at++) {
        const bodies = batches(EVENTS);
        const size = await treeSize(client);
        const began = performance.now();
        await send(target, bodies);
        rates.accepted.push(rate(began));
        while ((await treeSize(client)) < size + BigInt(EVENTS)) await sleep(20);
        rates.numbered.push(rate(began));
        rates.bare.push(await bareHandler(bodies));
        rates.copied.push(await copied(client, bodies));
      }
      report(rates, before, spent(door, worker.pid, serverPid));
    } finally {
      await client.end();
      await worker.stop();
      door.kill("SIGTERM");
      await once(door, "exit");
    }
  });
}

const rate = (began: number) => (EVENTS / (performance.now() - began)) * 1_000;
const batches = (count: number) =>
  Array.from({ length: count / BATCH }, () => JSON.stringify(Array.from({ length: BATCH }, anEvent)));

async function openDoor(port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...flags(), ...profiling(), "--import", "tsx", "api/server.ts"], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { ...process.env, API_PORT: String(port) },
  });
  await once(child, "message");
  return child;
}

/** As the door is started in production (scripts/run/programs.ts). */
const flags = () => (process.env.BENCH_PLAIN ? [] : ["--max-semi-space-size=64"]);

/** BENCH_PROFILE=folder writes where the door spends its time. */
const profiling = () =>
  process.env.BENCH_PROFILE ? ["--cpu-prof", `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] : [];

async function fill(client: pg.Client): Promise<string> {
  await client.query(
    `insert into agents (id, name, environment, status) select id, id, 'production', 'active' from unnest($1::text[]) as a (id)`,
    [agents],
  );
  await client.query("vacuum analyze agents");
  const admin = contextFor({
    kind: "user",
    id: newId("per"),
    sessionId: "bench",
    grants: [{ role: "admin", teamId: null }],
  });
  const { secret } = await createApiKey(admin, { name: "bench", purpose: "report", kind: "gateway", rate: 50_000 });
  return secret;
}

async function treeSize(client: pg.Client): Promise<bigint> {
  const { rows } = await client.query<{ size: string }>("select published_size as size from log_state");
  return BigInt(rows[0]?.size ?? 0);
}

interface Target {
  port: number;
  path: string;
  key: string;
}

/** Every body once, over as many connections; a reporter that is told to wait waits. */
async function send(target: Target, bodies: readonly string[]): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let at = next++; at < bodies.length; at = next++) {
        for (;;) {
          const status = await post(target, bodies[at] ?? "");
          if (status === 200) break;
          if (status !== 429 && status !== 503) throw new Error(`status ${status}`);
          await sleep(200);
        }
      }
    }),
  );
}

function post({ port, path, key }: Target, body: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const headers = {
    authorization: `Bearer ${key}`,
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  };
  const request = http.request({ port, host: "127.0.0.1", path, method: "POST", agent, headers }, (response) => {
    response.resume();
    response.on("end", () => resolve(response.statusCode ?? 0));
  });
  request.on("error", reject);
  request.end(body);
  return promise;
}

async function bareHandler(bodies: readonly string[]): Promise<number> {
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const rows = JSON.parse(Buffer.concat(chunks).toString()) as { id: string }[];
      response.end(JSON.stringify({ results: rows.map(({ id }) => ({ id, status: "recorded" })) }));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const began = performance.now();
  await send({ port, path: "/", key: "" }, bodies);
  const found = rate(began);
  server.closeAllConnections();
  server.close();
  return found;
}

/** One column of JSON, one index, a commit for each thousand rows: less than any log of events could do. */
async function copied(client: pg.Client, bodies: readonly string[]): Promise<number> {
  await client.query(
    "create table if not exists bench_copied (id bigint generated always as identity primary key, event jsonb)",
  );
  const rows = bodies.map((body) => JSON.parse(body) as object[]);
  const began = performance.now();
  for (let from = 0; from < rows.length; from += 10) {
    await client.query("insert into bench_copied (event) select * from json_array_elements($1::json)", [
      JSON.stringify(rows.slice(from, from + 10).flat()),
    ]);
  }
  return rate(began);
}

function spent(door: ChildProcess, worker: number, postgres: number) {
  const each = { door: processorSeconds(door.pid ?? 0), worker: processorSeconds(worker) };
  return { ...each, postgres: processorSeconds(postgres) };
}

type Spent = ReturnType<typeof spent>;

function report(
  rates: Record<"accepted" | "numbered" | "bare" | "copied", number[]>,
  before: Spent,
  after: Spent,
): void {
  const micros = (part: keyof Spent) => ((after[part] - before[part]) * 1_000_000) / (EVENTS * ROUNDS);
  const parts = (["door", "worker", "postgres"] as const)
    .map((part) => `${part} ${micros(part).toFixed(0)}`)
    .join(", ");
  const whole = micros("door") + micros("worker") + micros("postgres");
  printTable([
    ["", "measured", "promise", ""],
    [
      "numbered in the tree",
      `${round(median(rates.numbered))}/s`,
      `${round(PROMISED)}/s`,
      `batches of ${BATCH}, ${CONNECTIONS} connections`,
    ],
    ["durable and answered", `${round(median(rates.accepted))}/s`, "", ""],
    [
      "two whole cores would number",
      `${round(2_000_000 / whole)}/s`,
      "",
      `microseconds of processor an event: ${parts}`,
    ],
    ["a handler that only reads and answers", `${round(median(rates.bare))}/s`, "", ""],
    ["rows of JSON into one table, a commit per 1,000", `${round(median(rates.copied))}/s`, "", ""],
  ]);
}
