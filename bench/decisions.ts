import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { seedMachine } from "@/lib/testing/machines";
import { onStage, printTable, round, startWorker } from "./audit-stage";
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
    const servers = new Map<Mode, Started>();
    try {
      for (const mode of MODES) servers.set(mode, await start(mode));
      const found = new Map<Mode, Measured[]>(MODES.map((mode) => [mode, []]));
      const micros = new Map<Mode, number[]>(MODES.map((mode) => [mode, []]));
      for (let turn = 0; turn < ROUNDS; turn++) {
        for (const mode of MODES) {
          const server = servers.get(mode) as Started;
          const [own, database] = [processorSeconds(server.pid), processorSeconds(serverPid)];
          const measured = await load({
            port: server.port,
            requests,
            connections: CONNECTIONS,
            milliseconds: ROUND_MILLISECONDS,
          });
          const spent =
            processorSeconds(server.pid) - own + (mode === "recorded" ? processorSeconds(serverPid) - database : 0);
          found.get(mode)?.push(measured);
          micros.get(mode)?.push((spent * 1_000_000) / measured.latencies.length);
        }
      }
      report(servers, found, micros);
    } finally {
      for (const { child } of servers.values()) child.kill("SIGKILL");
      await worker.stop();
    }
  });
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
        workflow: { request: `Write ${args.amount} EUR to DE${at}`, earlier: [] },
        can_do: ["mask"],
      },
    };
    return postOf("/access/v1/evaluation", body, { authorization });
  });
}

function report(
  servers: ReadonlyMap<Mode, Started>,
  found: ReadonlyMap<Mode, Measured[]>,
  micros: ReadonlyMap<Mode, number[]>,
) {
  const rate = (mode: Mode) => percentile(found.get(mode)?.map((one) => one.perSecond) ?? [], 50);
  const spent = (mode: Mode) => Math.round(percentile(micros.get(mode) ?? [], 50));
  const latencies = found.get("recorded")?.flatMap((one) => one.latencies) ?? [];
  const count = (mode: Mode, what: "allowed" | "denied" | "failed") =>
    found.get(mode)?.reduce((sum, one) => sum + one[what], 0) ?? 0;
  const server = servers.get("recorded") as Started;
  const of = (mode: Mode) => `${spent(mode)} µs of processor each`;
  printTable([
    ["agents, grants loaded", `${round(server.agents)}, ${round(server.grants)}`, "", `${POLICIES} policies`],
    ["load", `${server.loadSeconds.toFixed(1)} s`, "30 s at most"],
    ["memory of the process", `${server.megabytes} MB`, "1,024 at most"],
    ["bare handler", `${round(rate("bare"))}/s`, "", of("bare")],
    [
      "decided, unrecorded",
      `${round(rate("unrecorded"))}/s`,
      "60 % of bare",
      `${Math.round((100 * rate("unrecorded")) / rate("bare"))} %, ${of("unrecorded")}`,
    ],
    ["decided and recorded", `${round(rate("recorded"))}/s`, "4,000/s", `${of("recorded")}, PostgreSQL included`],
    [
      "recorded p50, p99",
      `${percentile(latencies, 50).toFixed(1)}, ${percentile(latencies, 99).toFixed(1)} ms`,
      "p99 25 ms at most",
      `${CONNECTIONS} connections`,
    ],
    [
      "recorded: allowed, denied, failed",
      MODES.slice(2)
        .flatMap((mode) => (["allowed", "denied", "failed"] as const).map((what) => round(count(mode, what))))
        .join(", "),
      "",
    ],
  ]);
}
