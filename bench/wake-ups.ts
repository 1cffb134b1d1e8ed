// Waiting for a request over two processes: a hundred thousand times the waiter is registered, the change committed meanwhile, and the
// waiter reads once more. Every one has to be woken; how long that takes is measured from the return of the commit.
import { type ChildProcess, fork } from "node:child_process";
import { sql } from "@/lib/db";
import { onStage, percentile, printTable, round } from "./audit-stage";
import type { FromWaiter, ToWaiter } from "./support/wake-child";

const WAITS = Number(process.env.WAITS ?? 100_000);
const PROCESSES = 2;
/** Races under way at once. */
const LANES = 24;

export function run(): Promise<void> {
  return onStage(async () => {
    await fill();
    const waiters = await Promise.all(Array.from({ length: PROCESSES }, start));
    const rounds = Math.ceil(WAITS / PROCESSES);
    const began = performance.now();
    const raced = await race(waiters, rounds);
    const seconds = (performance.now() - began) / 1_000;
    for (const waiter of waiters) waiter.disconnect();
    const waits = raced.woken.length + raced.lost;
    const ms = (value: number) => `${value.toFixed(1)} ms`;
    console.log(`  ${round(waits)} waits in ${PROCESSES} processes, ${round(waits / seconds)} a second`);
    printTable([
      ["wake-ups lost", String(raced.lost), "0"],
      ["read again after the first reading", `${round((raced.again / waits) * 100)} %`, ""],
      ["commit until woken, p50", ms(percentile(raced.woken, 0.5)), ""],
      ["commit until woken, p99", ms(percentile(raced.woken, 0.99)), ""],
    ]);
    if (raced.lost > 0) process.exitCode = 1;
  });
}

interface Raced {
  /** Milliseconds from the return of the commit until the waiter had read it, 0 where it was faster. */
  woken: number[];
  lost: number;
  /** Waits that needed a second reading: the race that is forced. */
  again: number;
}

async function race(waiters: readonly ChildProcess[], rounds: number): Promise<Raced> {
  const raced: Raced = { woken: [], lost: 0, again: 0 };
  let begun = 0;
  const lane = async (number: number) => {
    for (let target = 1; begun < rounds; target += 1) {
      begun += 1;
      await raceOnce(waiters, { id: idOf(number), target }, raced);
    }
  };
  await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
  return raced;
}

/** Both processes wait for the same change; it is committed as soon as the first of them is registered. */
async function raceOnce(waiters: readonly ChildProcess[], wanted: ToWaiter, raced: Raced): Promise<void> {
  const registered = Promise.race(waiters.map((one) => heard(one, wanted, "registered")));
  const done = Promise.all(waiters.map((one) => heard(one, wanted, "done")));
  for (const waiter of waiters) waiter.send(wanted);
  await registered;
  await sql().query({
    name: "wake-change",
    text: "update approvals set joined = $2 where id = $1",
    values: [wanted.id, wanted.target],
  });
  const committed = process.hrtime.bigint();
  for (const message of await done) {
    if (!("done" in message)) continue;
    if (!message.woken) raced.lost += 1;
    else raced.woken.push(Math.max(0, Number(BigInt(message.at) - committed) / 1e6));
    if (message.reads > 1) raced.again += 1;
  }
}

const waiting = new Map<ChildProcess, Map<string, (message: FromWaiter) => void>>();

function heard(from: ChildProcess, { id, target }: ToWaiter, what: "registered" | "done"): Promise<FromWaiter> {
  return new Promise((resolve) => void waiting.get(from)?.set(`${what} ${id} ${target}`, resolve));
}

async function start(): Promise<ChildProcess> {
  const child = fork(new URL("./support/wake-child.ts", import.meta.url), { execArgv: ["--import", "tsx"] });
  const mine = new Map<string, (message: FromWaiter) => void>();
  waiting.set(child, mine);
  const ready = new Promise<void>((resolve) => mine.set("ready", () => resolve()));
  child.on("message", (message: FromWaiter) => {
    const key = keyOf(message);
    mine.get(key)?.(message);
    mine.delete(key);
  });
  await ready;
  return child;
}

function keyOf(message: FromWaiter): string {
  if ("ready" in message) return "ready";
  return "done" in message
    ? `done ${message.done} ${message.target}`
    : `registered ${message.registered} ${message.target}`;
}

const idOf = (number: number) => `apr_${String(number).padStart(26, "0")}`;

async function fill(): Promise<void> {
  await sql().query(
    `insert into approvals (id, handle, agent_id, caller_kind, caller_id, correlation_id, environment, server, tool, action, tool_hash,
       fingerprint, revision, tier, chain, bound, digest, action_digest, groups, quorum, ttl_seconds, policies, reasons, expires_at)
     select id, id, 'agt_bench', 'agent', 'agt_bench', '', 'production', 'Books', 'pay_invoice', 'pay', '', '', 0, 'low', '{}', '', '', id,
       '{payment}', 1, 900, '{}', '{}', now() + interval '1 day' from unnest($1::text[]) id`,
    [Array.from({ length: LANES }, (_, number) => idOf(number))],
  );
}
