import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { seedMachine } from "@/lib/testing/machines";
import { onStage, printTable, round, startWorker } from "./audit-stage";
import { type Peer, startCerbos } from "./support/cerbos";
import { fillDecisions } from "./support/fill-decisions";
import { fillInventory } from "./support/inventory";
import { load, type Measured, postOf } from "./support/load";
import { percentile } from "./support/percentile";
import { processorSeconds } from "./support/processor";
import { fillReach } from "./support/reach";

/** BENCH_AGENTS for another size: ten grants each. */
const AGENTS = Number(process.env.BENCH_AGENTS || 100_000);
const POLICIES = Number(process.env.BENCH_POLICIES || 1_000);
const ROUNDS = 5;
const ROUND_MILLISECONDS = 4_000;
const CONNECTIONS = 64;
const REQUESTS = 5_000;
const MODES = ["bare", "unrecorded", "recorded"] as const;
type Mode = (typeof MODES)[number];

interface Started {
  child: ChildProcess;
  pid: number;
  port: number;
  loadSeconds: number;
  megabytes: number;
  agents: number;
  grants: number;
}

/** Decisions over HTTP against a bare handler, in turn in one run, at the size of a large organisation. */
export async function run(): Promise<void> {
  await onStage(async ({ url, serverPid }) => {
    await fill(url);
    const requests = await requestsFor(url);
    const worker = startWorker();
    const cerbos = await startCerbos(POLICIES, REQUESTS);
    const servers = new Map<Mode, Started>();
    try {
      for (const mode of MODES) servers.set(mode, await start(mode));
      const rounds: Rounds = new Map([...MODES, "cerbos" as const].map((mode) => [mode, { found: [], micros: [] }]));
      for (let turn = 0; turn < ROUNDS; turn++) await inTurn({ servers, cerbos, requests, serverPid }, rounds);
      report(servers, rounds);
    } finally {
      for (const { child } of servers.values()) child.kill("SIGKILL");
      cerbos.stop();
      await worker.stop();
    }
  });
}

type Rounds = Map<Mode | "cerbos", { found: Measured[]; micros: number[] }>;

interface Stage {
  servers: ReadonlyMap<Mode, Started>;
  cerbos: Peer;
  requests: Buffer[];
  serverPid: number;
}

/** Each of them once, for as long: what else the machine does meets all alike. */
async function inTurn({ servers, cerbos, requests, serverPid }: Stage, rounds: Rounds): Promise<void> {
  for (const [mode, { found, micros }] of rounds) {
    const server = mode === "cerbos" ? cerbos : (servers.get(mode) as Started);
    const sent = mode === "cerbos" ? cerbos.requests : requests;
    const spent = () => processorSeconds(server.pid) + (mode === "recorded" ? processorSeconds(serverPid) : 0);
    const before = spent();
    const measured = await load({
      port: server.port,
      requests: sent,
      connections: CONNECTIONS,
      milliseconds: ROUND_MILLISECONDS,
    });
    found.push(measured);
    micros.push(((spent() - before) * 1_000_000) / measured.latencies.length);
  }
}

async function fill(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query("set session_replication_role = replica");
  await fillInventory(client, AGENTS);
  await fillReach(client);
  await fillDecisions(client, POLICIES);
  await client.end();
}

async function start(mode: Mode): Promise<Started> {
  const script = new URL("./support/decision-server.ts", import.meta.url);
  const env = { ...process.env, COUNTERSIGN_LOG_LEVEL: "error" };
  const child = fork(script, [mode], { env, execArgv: ["--import", "tsx", "--expose-gc"] });
  const [told] = (await once(child, "message")) as [Omit<Started, "child" | "pid">];
  return { ...told, child, pid: child.pid as number };
}

/** A gateway asks about agents all over the organisation: two of three calls are within what was granted. */
async function requestsFor(url: string): Promise<Buffer[]> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<{ id: string; server: string }>(
    "select a.id, s.name as server from agents a join agent_servers s on s.agent_id = a.id and s.id = replace(a.id, 'agt_', 'srv_') order by md5(a.id) limit $1",
    [REQUESTS],
  );
  await client.end();
  const gateway = await seedMachine(rows[0]?.id ?? "", { gateway: true });
  const authorization = `Bearer ${gateway.token}`;
  return rows.map(({ id, server }, at) => {
    const args = { amount: at % 150, currency: "EUR", payee: { iban: `DE${at}` }, note: "as agreed by telephone" };
    const body = {
      subject: { type: "agent", id },
      action: { name: "call" },
      resource: { type: "tool", id: `${server}/tool_${1 + (at % 2)}`, properties: { arguments: args } },
      context: {
        purpose: "payment run",
        // One request of a person leads to five calls.
        workflow: { request: `Write ${at % (REQUESTS / 5)} EUR into the ledger and tell me`, earlier: [] },
        can_do: ["mask"],
      },
    };
    return postOf("/access/v1/evaluation", body, { authorization });
  });
}

function report(servers: ReadonlyMap<Mode, Started>, rounds: Rounds): void {
  const of = (mode: Mode | "cerbos") => rounds.get(mode) ?? { found: [], micros: [] };
  const rate = (mode: Mode | "cerbos") =>
    percentile(
      of(mode).found.map((one) => one.perSecond),
      50,
    );
  const each = (mode: Mode | "cerbos") => `${Math.round(percentile(of(mode).micros, 50))} µs of processor each`;
  const latencies = of("recorded").found.flatMap((one) => one.latencies);
  const count = (what: "allowed" | "denied" | "failed") =>
    round(of("recorded").found.reduce((sum, one) => sum + one[what], 0));
  const server = servers.get("recorded") as Started;
  const share = `${Math.round((100 * rate("unrecorded")) / rate("bare"))} %`;
  const times = `${(rate("unrecorded") / rate("cerbos")).toFixed(1)} ×`;
  printTable([
    ["agents, grants, policies", `${round(server.agents)}, ${round(server.grants)}, ${round(POLICIES)}`, ""],
    ["load", `${server.loadSeconds.toFixed(1)} s`, "30 s at most"],
    ["memory of the process", `${server.megabytes} MB`, "1,024 at most"],
    ["bare handler", `${round(rate("bare"))}/s`, "", each("bare")],
    ["Cerbos", `${round(rate("cerbos"))}/s`, "", each("cerbos")],
    ["decided, unrecorded", `${round(rate("unrecorded"))}/s`, "", each("unrecorded")],
    ["of the bare handler", share, "60 %"],
    ["of Cerbos", times, "8 ×"],
    ["decided and recorded", `${round(rate("recorded"))}/s`, "4,000/s", `${each("recorded")}, PostgreSQL included`],
    [
      "recorded p50, p99",
      `${percentile(latencies, 50).toFixed(1)}, ${percentile(latencies, 99).toFixed(1)} ms`,
      "p99 25 ms",
      `${CONNECTIONS} connections`,
    ],
    ["recorded: allowed, denied, failed", `${count("allowed")}, ${count("denied")}, ${count("failed")}`, "none failed"],
  ]);
}
