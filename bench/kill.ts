// The kill switch under load: eight processes decide without a pause, one agent after the other is stopped. From the press of the
// button until each of the eight denies, whether any let the agent through after the switch was acknowledged, and how soon a
// process that is cut off from the database denies by itself.
import { type ChildProcess, fork } from "node:child_process";
import net from "node:net";
import pg from "pg";
import { contextFor } from "@/lib/context";
import { throwSwitch } from "@/lib/incidents";
import { onStage, percentile, printTable, startWorker } from "./audit-stage";
import type { FromChild, ToChild } from "./support/kill-child";
import { fillStoppable, stoppableId } from "./support/stoppable";

const POINTS = 8;
const KILLS = Number(process.env.KILLS ?? 1_000);
const CUTS = 5;

const henrik = contextFor({
  kind: "user",
  id: "per_henrik",
  sessionId: "ses_bench",
  grants: [{ role: "ciso", teamId: null }],
});

/** Calls that got no answer because a process had lost its lease or the log was too slow: they let nothing through. */
let refusals = 0;

interface Killed {
  /** Milliseconds from the press until the last of the processes had denied for the first time, and until acknowledged. */
  denied: number;
  acknowledged: number;
  /** Processes whose last allow came after the acknowledgement. */
  late: number;
  decisions: number;
}

export function run(): Promise<void> {
  return onStage(async ({ url }) => {
    const client = new pg.Client(url);
    await client.connect();
    await fillStoppable(client, KILLS);
    await client.end();
    // Somebody has to number the events, or the log refuses more of them after a while.
    const worker = startWorker();
    const killed = await kill().finally(() => worker.stop());
    const cut = await cutOff(url);
    const ms = (value: number) => `${value.toFixed(1)} ms`;
    const denied = killed.map((one) => one.denied);
    const acknowledged = killed.map((one) => one.acknowledged);
    const late = killed.reduce((sum, one) => sum + one.late, 0);
    const decisions = killed.reduce((sum, one) => sum + one.decisions, 0);
    console.log(
      `  ${killed.length} kills, ${POINTS} processes, ${decisions} recorded decisions about the agents being stopped`,
    );
    printTable([
      ["press until all deny, p50", ms(percentile(denied, 0.5)), ""],
      ["press until all deny, p99", ms(percentile(denied, 0.99)), "100 ms"],
      ["press until acknowledged, p50", ms(percentile(acknowledged, 0.5)), ""],
      ["press until acknowledged, p99", ms(percentile(acknowledged, 0.99)), "100 ms"],
      ["processes that allowed after the acknowledgement", String(late), "0"],
      ["calls refused for want of a lease or a log", String(refusals), ""],
      ["cut off until it denies, worst of five", ms(Math.max(...cut)), "2,000 ms"],
    ]);
  });
}

async function kill(): Promise<Killed[]> {
  const children = await Promise.all(Array.from({ length: POINTS }, () => start()));
  const killed: Killed[] = [];
  for (let number = 0; number < KILLS; number++) killed.push(await killOne(children, number));
  for (const child of children) tell(child, { stop: true });
  return killed;
}

async function killOne(children: readonly ChildProcess[], number: number): Promise<Killed> {
  const agentId = stoppableId(number);
  const allowing = children.map((child) =>
    heard(child, (message) => "allowed" in message && message.allowed === agentId),
  );
  const denying = children.map((child) => heard(child, (message) => "killed" in message && message.killed === agentId));
  for (const child of children) tell(child, { ask: agentId });
  await Promise.all(allowing);
  const pressed = process.hrtime.bigint();
  const ctx = { ...henrik, now: new Date() };
  const thrown = await throwSwitch(ctx, {
    targetKind: "agent",
    target: agentId,
    reason: "Measured under load",
    confirmation: `Agent ${number}`,
  });
  const acknowledged = process.hrtime.bigint();
  if (thrown.points !== children.length || thrown.behind) throw new Error("not every decision point has confirmed");
  const answers = (await Promise.all(denying)) as Extract<FromChild, { killed: string }>[];
  const since = (instant: bigint) => Number(instant - pressed) / 1e6;
  return {
    denied: Math.max(...answers.map(({ firstDeny }) => since(BigInt(firstDeny)))),
    acknowledged: since(acknowledged),
    late: answers.filter(({ lastAllow }) => BigInt(lastAllow) > acknowledged).length,
    decisions: answers.reduce((sum, one) => sum + one.decisions, 0),
  };
}

async function start(): Promise<ChildProcess> {
  const child = fork(new URL("./support/kill-child.ts", import.meta.url), { execArgv: ["--import", "tsx"] });
  child.setMaxListeners(0);
  child.on("message", (message: FromChild) => {
    if ("refused" in message) refusals++;
  });
  await heard(child, (message) => "ready" in message);
  return child;
}

function tell(child: ChildProcess, message: ToChild): void {
  child.send(message);
}

function heard(child: ChildProcess, is: (message: FromChild) => boolean): Promise<FromChild> {
  return new Promise((resolve, reject) => {
    const listen = (message: FromChild) => {
      if (!is(message)) return;
      child.off("message", listen);
      resolve(message);
    };
    child.on("message", listen);
    child.once("exit", () => reject(new Error("a decision point has ended")));
  });
}

/** Milliseconds from cutting the wire to the database until the process on it denies by itself. */
async function cutOff(url: string): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < CUTS; round++) {
    const wire = await wireTo(url);
    const execArgv = ["--import", "tsx"];
    const env = { ...process.env, DATABASE_URL: wire.url };
    const child = fork(new URL("./support/lease-child.ts", import.meta.url), { execArgv, env });
    const next = () =>
      new Promise<{ fresh: boolean; at: string }>((resolve) => child.once("message", resolve as never));
    await next();
    // At another moment of its half-second each time: a lease just renewed lasts longest.
    await new Promise((resolve) => setTimeout(resolve, 600 + round * 100));
    const stale = next();
    const cut = process.hrtime.bigint();
    wire.cut();
    times.push(Number(BigInt((await stale).at) - cut) / 1e6);
    child.kill("SIGKILL");
  }
  return times;
}

/** A wire that can be cut without a word to either end: what is sent afterwards is swallowed. */
async function wireTo(url: string): Promise<{ url: string; cut: () => void }> {
  const there = new URL(url);
  let isCut = false;
  const server = net.createServer((near) => {
    const far = net.connect(Number(there.port), there.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on("data", (bytes) => {
        if (!isCut) to.write(bytes);
      });
      from.on("error", () => {});
      from.on("close", () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const here = new URL(url);
  here.hostname = "127.0.0.1";
  here.port = String((server.address() as net.AddressInfo).port);
  return {
    url: here.href,
    cut: () => {
      isCut = true;
    },
  };
}
