// Open queues: 200 of them on two instances, and a request that is committed. How long until each has the new line, and what the
// list costs with 500 requests that wait and 10,000 that are over.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import pg from "pg";
import { countQueue, readQueue } from "@/lib/approvals";
import { canonicalBytes } from "@/lib/audit";
import { contextFor } from "@/lib/context";
import { onStage, percentile, printTable } from "./audit-stage";
import { fillInventory } from "./support/inventory";

const READERS = 50;
const QUEUES_PER_READER = 4;
const INSTANCES = 2;
const REQUESTS = Number(process.env.REQUESTS ?? 200);
const P95_MS = 200;
const P99_MS = 500;

const readerOf = (at: number) => `per_${String(at + 51).padStart(4, "0")}`;

export function run(): Promise<void> {
  return onStage(async ({ url }) => {
    const client = new pg.Client(url);
    await client.connect();
    try {
      await fill(client);
      await measureList();
      await measureLive(client);
    } finally {
      await client.end();
    }
  });
}

async function fill(client: pg.Client): Promise<void> {
  await fillInventory(client, 500);
  const people = Array.from({ length: READERS }, (_, at) => readerOf(at));
  await client.query("update people set status = 'active'");
  await client.query("insert into reviewer_groups (id, name, privilege_class) values ('grp_p', 'Payments', 'payment')");
  await client.query("insert into reviewer_group_members (group_id, person_id) select 'grp_p', unnest($1::text[])", [
    people,
  ]);
  await client.query(
    "insert into role_grants (id, person_id, role) select 'grt_' || id, id, 'reviewer' from unnest($1::text[]) as id",
    [people],
  );
  await client.query(
    "insert into console_sessions (id, person_id, method, expires_at) select 'ses_' || id, id, 'password', now() + interval '8 hours' from unnest($1::text[]) as id",
    [people],
  );
  await insert(client, 500, "pending");
  await insert(client, 10_000, "executed");
  await client.query("vacuum analyze");
}

const BOUND = canonicalBytes({
  action: "pay",
  server: "Books",
  tool: "release_payment",
  arguments: { payment: "PP-2041" },
});
let made = 0;

/** Requests of many agents, as asking leaves them. @returns the id of the last */
async function insert(client: pg.Client, count: number, status: string): Promise<string> {
  made += count;
  const { rows } = await client.query<{ id: string }>(
    `insert into approvals (id, handle, agent_id, caller_kind, caller_id, correlation_id, environment, server, tool, action, tool_hash,
       fingerprint, revision, tier, bound, digest, action_digest, groups, quorum, ttl_seconds, status, expires_at)
     select 'apr_' || n, 'h' || n, a.id, 'agent', a.id, 'work', 'production', 'Books', 'release_payment', 'pay', 'h', 'f', 1, 'moderate', $3,
       'd', 'd' || n, '{payment}', 1, 3600, $4, now() + interval '1 hour' + n * interval '1 second'
     from generate_series($1::int, $2::int) n
     join lateral (select id from agents order by id offset n % 500 limit 1) a on true returning id`,
    [made - count + 1, made, BOUND, status],
  );
  return rows.at(-1)?.id ?? "";
}

async function measureList(): Promise<void> {
  const ctx = contextFor({
    kind: "user",
    id: readerOf(0),
    sessionId: `ses_${readerOf(0)}`,
    grants: [{ role: "reviewer", teamId: null }],
  });
  const timed = async (work: () => Promise<unknown>) => {
    const times: number[] = [];
    for (let round = 0; round < 30; round += 1) {
      const began = performance.now();
      await work();
      times.push(performance.now() - began);
    }
    return `${percentile(times.slice(5), 0.5).toFixed(1)} / ${percentile(times.slice(5), 0.95).toFixed(1)} ms`;
  };
  const { rows } = await readQueue(ctx, { view: "past" });
  const after = rows.at(-1)?.id ?? null;
  printTable([
    ["500 wait: the first page of them, p50 / p95", await timed(() => readQueue(ctx, { view: "mine" })), "50 ms"],
    ["how many wait for me", await timed(() => countQueue(ctx)), ""],
    ["10,000 are over: the second page", await timed(() => readQueue(ctx, { view: "past", after })), "50 ms"],
  ]);
}

async function measureLive(client: pg.Client): Promise<void> {
  const instances = await Promise.all(Array.from({ length: INSTANCES }, start));
  const heard = new Map<string, (at: number) => void>();
  const queues: http.ClientRequest[] = [];
  for (let at = 0; at < READERS * QUEUES_PER_READER; at += 1) {
    const port = instances[at % INSTANCES]?.port ?? 0;
    queues.push(await follow(port, readerOf(Math.floor(at / QUEUES_PER_READER)), heard));
  }
  const each: number[] = [];
  const last: number[] = [];
  for (let request = 0; request < REQUESTS; request += 1) {
    const times: number[] = [];
    let committed = Number.POSITIVE_INFINITY;
    const all = new Promise<void>((resolve) => {
      heard.set(`apr_${made + 1}`, (at) => {
        times.push(at);
        if (times.length === queues.length) resolve();
      });
    });
    await insert(client, 1, "pending");
    committed = performance.now();
    await all;
    const waits = times.map((at) => Math.max(0, at - committed));
    each.push(...waits);
    last.push(Math.max(...waits));
  }
  const ms = (values: number[], part: number) => `${percentile(values, part).toFixed(1)} ms`;
  console.log(`  ${queues.length} open queues on ${INSTANCES} instances, ${REQUESTS} requests`);
  printTable([
    ["commit until a queue has the line, p50", ms(each, 0.5), ""],
    ["p95", ms(each, 0.95), `${P95_MS} ms`],
    ["p99", ms(each, 0.99), `${P99_MS} ms`],
    ["commit until the last of them has it, p95", ms(last, 0.95), ""],
  ]);
  for (const queue of queues) queue.destroy();
  for (const { child } of instances) child.disconnect();
  if (percentile(each, 0.95) > P95_MS || percentile(each, 0.99) > P99_MS) process.exitCode = 1;
}

async function start(): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(new URL("./support/queue-child.ts", import.meta.url), { execArgv: ["--import", "tsx"] });
  const [port] = await once(child, "message");
  return { child, port };
}

/** One open queue, as a browser keeps it: hears of every line, and tells when. */
async function follow(
  port: number,
  person: string,
  heard: Map<string, (at: number) => void>,
): Promise<http.ClientRequest> {
  const request = http.get({ port, host: "127.0.0.1", path: `/${person}/ses_${person}`, agent: false });
  request.on("error", () => {});
  const [response] = (await once(request, "response")) as [http.IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`the stream of ${person} was refused: ${response.statusCode}`);
  response.on("error", () => {});
  let rest = "";
  response.setEncoding("utf8").on("data", (chunk: string) => {
    const at = performance.now();
    const events = (rest + chunk).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) {
      const json = /^data: (\{.*)$/m.exec(event)?.[1];
      if (!json) continue;
      for (const { id } of JSON.parse(json).rows as { id: string }[]) heard.get(id)?.(at);
    }
  });
  return request;
}
