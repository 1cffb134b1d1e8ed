import { createHash } from "node:crypto";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import {
  logHealth,
  type NewEvent,
  readPublished,
  recordEvent,
  recordEvents,
  recordStream,
  runSelfAudit,
} from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseVerifier, publishedLog, readFolder, savingTo, verifyLog } from "@/lib/transparency";
import { median, onStage, percentile, printTable, round, startWorker, type Worker } from "./audit-stage";
import { type Spent, spending, spentText } from "./support/processor";

const WRITERS = 64;
const ROUNDS = 3;
const ROUND_MILLISECONDS = 3_000;
/** How many events the memory run records: BENCH_EVENTS=1000000 for the promise as written. */
const EVENTS = Number(process.env.BENCH_EVENTS || 200_000);
const IN_FLIGHT = 128;

const event = (serial: number): NewEvent => ({
  type: "agent.activated",
  targetId: `agt_${serial % 1_000}`,
  agentId: `agt_${serial % 1_000}`,
  details: { name: "Invoice matcher", environment: "production", tier: "high" },
});

/** The audit log's promises (2 cores): one table, with the peers measured in turn in the same run. */
export async function run(): Promise<void> {
  await onStage(async ({ url, serverPid }) => {
    const worker = startWorker();
    const pids = { postgres: serverPid, worker: worker.pid };
    const peers = await preparePeers(url);
    try {
      const rates = await writersInTurn(peers, pids);
      const lag = await checkpointLag(url);
      const stream = await streaming(pids);
      const memory = await memoryOverEvents(worker, pids);
      await drained();
      const verified = await verification();
      report({ ...rates, lag, stream, memory, verified });
    } finally {
      await peers.end();
      await worker.stop();
    }
  });
}

type Pids = Parameters<typeof spending>[0];
type Peers = Awaited<ReturnType<typeof preparePeers>>;

/** Two ways to do without this log: no log at all, and the usual chain of hashes under a lock. Same columns, same indexes. */
async function preparePeers(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: WRITERS });
  for (const table of ["bench_plain", "bench_chain"]) {
    await pool.query(`create table ${table} (like audit_events including defaults including indexes)`);
  }
  await pool.query("create table bench_head (hash bytea not null)");
  await pool.query("insert into bench_head values ('\\x00')");
  let serial = 0;
  const insert = async (client: pg.PoolClient, table: string, leaf: Buffer) => {
    serial++;
    await client.query({
      name: `bench-${table}`,
      text: `insert into ${table} values ($1, now(), 'agent.activated', 'notice', 'done', 'system', 'bench', $2, 'agent', $2, $1, '{}', $3, $4)`,
      values: [
        `evt_${process.pid}_${serial}`,
        `agt_${serial % 1_000}`,
        leaf,
        createHash("sha256").update(leaf).digest(),
      ],
    });
  };
  const inTransaction = async (work: (client: pg.PoolClient) => Promise<void>) => {
    const client = await pool.connect();
    await client.query("begin");
    await work(client);
    await client.query("commit");
    client.release();
  };
  const leaf = Buffer.alloc(420, 97);
  return {
    plain: () => inTransaction((client) => insert(client, "bench_plain", leaf)),
    chain: () =>
      inTransaction(async (client) => {
        const { rows } = await client.query({ name: "bench-head", text: "select hash from bench_head for update" });
        await insert(client, "bench_chain", Buffer.concat([rows[0].hash, leaf]));
        await client.query({ name: "bench-move", text: "update bench_head set hash = sha256($1)", values: [leaf] });
      }),
    end: () => pool.end(),
  };
}

async function rateOf(once: (serial: number) => Promise<unknown>): Promise<{ rate: number; done: number }> {
  const until = performance.now() + ROUND_MILLISECONDS;
  const started = performance.now();
  let done = 0;
  const writer = async () => {
    while (performance.now() < until) await once(done++);
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  return { rate: (done / (performance.now() - started)) * 1_000, done };
}

async function writersInTurn(peers: Peers, pids: Pids) {
  const ours = (serial: number) => inSqlTransaction((tx) => recordEvent(tx, systemContext("bench"), event(serial)));
  const rates = { plain: [] as number[], chain: [] as number[], ours: [] as number[] };
  const spent: Record<keyof typeof rates, Spent[]> = { plain: [], chain: [], ours: [] };
  const round = async (who: keyof typeof rates, once: (serial: number) => Promise<unknown>) => {
    const work = async () => {
      const { rate, done } = await rateOf(once);
      rates[who].push(rate);
      return done;
    };
    spent[who].push(await spending(pids, work, drained));
  };
  for (let turn = 0; turn < ROUNDS; turn++) {
    await round("plain", peers.plain);
    await round("chain", peers.chain);
    await round("ours", ours);
  }
  const middle = (who: keyof typeof rates) => ({
    rate: median(rates[who]),
    spent: {
      postgres: median(spent[who].map((one) => one.postgres)),
      console: median(spent[who].map((one) => one.console)),
      worker: median(spent[who].map((one) => one.worker)),
    },
  });
  return { plain: middle("plain"), chain: middle("chain"), ours: middle("ours") };
}

/** From an event's own time to the checkpoint that covers it, p99, over the events of the writers' rounds. */
async function checkpointLag(url: string): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query(`
    select percentile_cont(0.99) within group (order by extract(epoch from c.created_at - e.at) * 1000)::float8 as p99
    from log_sequence s join audit_events e on e.id = s.event_id
    cross join lateral (select created_at from log_checkpoints c where c.epoch = s.epoch and c.size > s.seq order by size limit 1) c`);
  await client.end();
  return rows[0].p99;
}

async function streaming(pids: Pids): Promise<{ rate: number; p99: number; spent: Spent }> {
  const waits: number[] = [];
  let rate = 0;
  const work = async () => {
    const started = performance.now();
    const until = started + ROUND_MILLISECONDS;
    const caller = async (serial: number) => {
      for (let turn = serial; performance.now() < until; turn += IN_FLIGHT) {
        const asked = performance.now();
        await recordStream(systemContext("bench"), event(turn));
        waits.push(performance.now() - asked);
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, (_, serial) => caller(serial)));
    rate = (waits.length / (performance.now() - started)) * 1_000;
    return waits.length;
  };
  const spent = await spending(pids, work, drained);
  return { rate, p99: percentile(waits, 0.99), spent };
}

interface Memory {
  early: number;
  late: number;
  rate: number;
  spent: Spent;
}

/** The worker's memory after a tenth of the events and after all of them. */
async function memoryOverEvents(worker: Worker, pids: Pids): Promise<Memory> {
  const started = performance.now();
  let early = 0;
  const work = async () => {
    for (let done = 0; done < EVENTS; done += 1_000) {
      const batch = Array.from({ length: 1_000 }, (_, at) => event(done + at));
      await inSqlTransaction((tx) => recordEvents(tx, systemContext("bench"), batch));
      if (done === Math.floor(EVENTS / 10_000) * 1_000) early = worker.memory();
      if (done % 20_000 === 0) await drained(20_000);
    }
    return EVENTS;
  };
  const spent = await spending(pids, work, drained);
  return { early, late: worker.memory(), rate: (EVENTS / (performance.now() - started)) * 1_000, spent };
}

async function drained(backlog = 0): Promise<void> {
  while ((await logHealth()).backlog > backlog) await sleep(20);
}

async function verification(): Promise<{ size: number; offline: number; audit: number; faults: number }> {
  const folder = fs.mkdtempSync(path.join(tmpdir(), "countersign-published-"));
  try {
    const read = async (file: string) => (await readPublished(file))?.body ?? null;
    const verifier = parseVerifier(String(await read("vkey")));
    await verifyLog(publishedLog(savingTo(folder, read)), verifier);
    let started = performance.now();
    const { size, faults } = await verifyLog(publishedLog(readFolder(folder)), verifier);
    const offline = (size / (performance.now() - started)) * 1_000;
    started = performance.now();
    const found = await runSelfAudit();
    return {
      size,
      offline,
      audit: (size / (performance.now() - started)) * 1_000,
      faults: faults.length + found.length,
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

interface Figures extends Awaited<ReturnType<typeof writersInTurn>> {
  lag: number;
  stream: Awaited<ReturnType<typeof streaming>>;
  memory: Memory;
  verified: Awaited<ReturnType<typeof verification>>;
}

function report({ plain, chain, ours, lag, stream, memory, verified }: Figures): void {
  const share = (value: number, of: number) => `${(value / of).toFixed(2)} × plain`;
  const ratio = `${share(ours.rate, plain.rate)}, ${(ours.rate / chain.rate).toFixed(1)} × chain`;
  printTable([
    [`plain inserts, ${WRITERS} writers`, `${round(plain.rate)}/s`, "", `no log at all; ${spentText(plain.spent)}`],
    ["a hash chain under a lock", `${round(chain.rate)}/s`, "", spentText(chain.spent)],
    ["this log, an event per transaction", `${round(ours.rate)}/s`, "≥ 3,000/s", `${ratio}; ${spentText(ours.spent)}`],
    ["checkpoint over an event, p99", `${round(lag)} ms`, "≤ 1,000 ms"],
    ["stream through group commit", `${round(stream.rate)}/s`, "≥ 10,000/s", spentText(stream.spent)],
    ["its acknowledgement, p99", `${stream.p99.toFixed(1)} ms`, "≤ 25 ms", `${IN_FLIGHT} callers`],
    [
      "batches of 1,000, numbered",
      `${round(memory.rate)}/s`,
      "",
      `${round(EVENTS)} events; ${spentText(memory.spent)}`,
    ],
    ["worker's memory, a tenth in / at the end", `${memory.early} / ${memory.late} MB`, "flat"],
    ["verification, offline", `${round(verified.offline)}/s`, "≥ 100,000/s", `${round(verified.size)} leaves`],
    ["full self-audit of the database", `${round(verified.audit)}/s`, "", `${verified.faults} faults`],
  ]);
}
