// From asking to going on: an agent is denied, asks for an approval, waits at another process of the machines' door, a scripted
// reviewer answers as soon as they see it, and the agent goes on. Beside it what one commit costs in the same run, how soon a
// follower of the queue sees a request, and whether a thousand requests of one agent are felt by others.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { approvalsFeed, closeApprovalsFeed, decideApproval } from "@/lib/approvals";
import { contextFor } from "@/lib/context";
import { sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { closeDecisionPoint } from "@/lib/policy";
import { seedDecidingAgent, seedGrant } from "@/lib/testing/deciding";
import { seedReviewers } from "@/lib/testing/holding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { type Machine, seedMachine } from "@/lib/testing/machines";
import { onStage, percentile, printTable, round } from "./audit-stage";
import { startTidying } from "./support/tidy";

const ASKS = Number(process.env.ASKS ?? 300);
const FLOOD = 1_000;
const AT_ONCE = 8;
const WARM_UP = 30;
/** An agent may ask people forty times a second: those whose times are taken are enough to stay below it. */
const PAYERS = 8;

interface Door {
  child: ChildProcess;
  url: string;
}

interface Walk {
  /** Milliseconds from the first question until the agent may go on, and from its request for approval on. */
  whole: number;
  asked: number;
}

export function run(): Promise<void> {
  return onStage(async () => {
    await seedOrganisation();
    await seedReviewers();
    await sql().query("update approval_settings set most_pending = $1", [FLOOD * 2]);
    const payers: Machine[] = [];
    while (payers.length < PAYERS) payers.push(await payer());
    const flooded = await payer();
    const gateway = await seedMachine(await seedDecidingAgent(), { gateway: true });
    const endTidying = startTidying();
    const doors = [await openDoor(), await openDoor()] as const;
    try {
      const reviewer = await review(payers);
      const payerAt = (at: number) => payers[at % PAYERS] as Machine;
      for (let at = 0; at < WARM_UP; at++) await walk(doors, payerAt(at));
      const walks: Walk[] = [];
      for (let at = 0; at < ASKS; at++) walks.push(await walk(doors, payerAt(at)));
      const commits = await commitTimes();
      reviewer();
      const alone = await seenTimes(doors, payerAt);
      const [among, flood] = await whileFlooded(doors, payerAt, { ...gateway, agentId: flooded.agentId });
      report({ walks, commits, alone, among, flood });
    } finally {
      for (const { child } of doors) child.kill("SIGKILL");
      await closeApprovalsFeed();
      await closeDecisionPoint();
      await endTidying();
    }
  });
}

async function payer(): Promise<Machine> {
  const agentId = await seedDecidingAgent();
  await seedGrant(agentId, { tool: "pay_invoice", actions: ["pay"] });
  return seedMachine(agentId);
}

async function openDoor(): Promise<Door> {
  const child = fork(new URL("./support/decision-server.ts", import.meta.url), ["recorded"], {
    execArgv: ["--expose-gc", "--import", "tsx"],
    env: { ...process.env, COUNTERSIGN_LOG_LEVEL: "error" },
  });
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return { child, url: `http://127.0.0.1:${port}` };
}

interface Said {
  decision?: boolean;
  context: { id: string; reason: string; access_request: { expires_at: string } };
  task: { id: string; status: string };
  result: { approval: object };
}

async function send(door: Door, path: string, { token }: Machine, body?: object): Promise<Said> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", prefer: "wait=20" };
  const posted = body ? { method: "POST", body: JSON.stringify(body) } : {};
  const response = await fetch(door.url + path, { headers, ...posted });
  const said = (await response.json()) as Said;
  if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${JSON.stringify(said)}`);
  return said;
}

const paymentOf = ({ agentId }: Machine) => ({
  subject: { type: "agent", id: agentId },
  action: { name: "call" },
  resource: {
    type: "tool",
    id: "Books/pay_invoice",
    properties: { arguments: { amount: 9400, iban: "DE02120300000000202051", reference: newId("req") } },
  },
  context: { workflow: { request: "What does invoice 881 say?" } },
});

/** Denied at one door, asked there, waited for at the other, and let through. */
async function walk([one, two]: readonly [Door, Door], machine: Machine): Promise<Walk> {
  const payment = paymentOf(machine);
  const began = performance.now();
  const denied = await send(one, "/access/v1/evaluation", machine, payment);
  const asking = performance.now();
  const { task } = await send(one, "/access/v1/requests", machine, submissionOf(payment, denied));
  const { result } = await send(two, `/access/v1/requests/${task.id}`, machine);
  const context = { ...payment.context, approval: result.approval };
  const { decision } = await send(two, "/access/v1/evaluation", machine, { ...payment, context });
  if (!decision) throw new Error("what was approved was not let through");
  const ended = performance.now();
  return { whole: ended - began, asked: ended - asking };
}

function submissionOf(payment: object, { context }: Said): object {
  return { ...payment, denial: { evaluation_id: context.id, expires_at: context.access_request.expires_at } };
}

/** A reviewer who approves whatever this agent asks, as soon as the queue shows it. */
async function review(payers: readonly Machine[]): Promise<() => void> {
  const grants = [{ role: "reviewer" as const, teamId: null }];
  return (await approvalsFeed()).subscribe((ids) => void approveAll(ids));

  async function approveAll(ids: readonly string[]): Promise<void> {
    const { rows } = await sql().query<{ id: string; digest: string }>({
      name: "bench-waiting",
      text: "select id, digest from approvals where id = any($1) and agent_id = any($2) and status = 'pending'",
      values: [ids, payers.map(({ agentId }) => agentId)],
    });
    for (const { id, digest } of rows) {
      const ctx = contextFor({ kind: "user", id: "per_rita", sessionId: "ses_bench", grants });
      // What changed twice is looked at twice: the second answer is a conflict, and nothing else.
      await decideApproval(ctx, { id, digest, answer: "approve", opened: [], dwellMillis: 1_000 }).catch(() => {});
    }
  }
}

/** What it costs to write one row and have it on disk, one after the other. */
async function commitTimes(): Promise<number[]> {
  await sql().query(
    "create table bench_commits (id bigint generated always as identity, at timestamptz default now())",
  );
  const times: number[] = [];
  for (let at = 0; at < ASKS; at++) {
    const began = performance.now();
    await sql().query({ name: "bench-commit", text: "insert into bench_commits default values" });
    times.push(performance.now() - began);
  }
  return times;
}

/** From sending a request for approval until a follower of the queue hears of it. */
async function seenTimes(doors: readonly [Door, Door], payerAt: (at: number) => Machine): Promise<number[]> {
  const feed = await approvalsFeed();
  const times: number[] = [];
  for (let at = 0; at < ASKS; at++) {
    const machine = payerAt(at);
    const payment = paymentOf(machine);
    const denied = await send(doors[0], "/access/v1/evaluation", machine, payment);
    const heard = new Promise<number>((resolve) => {
      const stop = feed.subscribe((ids) => void look(ids));
      async function look(ids: readonly string[]): Promise<void> {
        const instant = performance.now();
        const text = "select 1 from approvals where id = any($1) and decision_id = $2";
        const { rowCount } = await sql().query({ name: "bench-seen", text, values: [ids, denied.context.id] });
        if (rowCount === 0) return;
        stop();
        resolve(instant);
      }
    });
    const sent = performance.now();
    await send(doors[0], "/access/v1/requests", machine, submissionOf(payment, denied));
    times.push((await heard) - sent);
  }
  return times;
}

/** The same while another agent asks a thousand times at the other door. */
async function whileFlooded(
  doors: readonly [Door, Door],
  payerAt: (at: number) => Machine,
  flooding: Machine,
): Promise<[number[], number]> {
  let asked = 0;
  const lane = async () => {
    while (asked < FLOOD) {
      asked++;
      const payment = paymentOf(flooding);
      const denied = await send(doors[1], "/access/v1/evaluation", flooding, payment);
      await send(doors[1], "/access/v1/requests", flooding, submissionOf(payment, denied));
    }
  };
  const flood = Promise.all(Array.from({ length: AT_ONCE }, lane));
  const among = await seenTimes(doors, payerAt);
  const within = asked;
  await flood;
  return [among, within];
}

interface Figures {
  walks: readonly Walk[];
  commits: readonly number[];
  alone: readonly number[];
  among: readonly number[];
  flood: number;
}

function report({ walks, commits, alone, among, flood }: Figures): void {
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const whole = walks.map((one) => one.whole);
  const asked = walks.map((one) => one.asked);
  const commit = percentile(commits, 0.5);
  const times = (value: number) => `${(value / commit).toFixed(1)} × a commit`;
  const [p50, p99] = [percentile(asked, 0.5), percentile(asked, 0.99)];
  printTable([
    ["one commit, p50", ms(commit), ""],
    ["one commit, p99", ms(percentile(commits, 0.99)), ""],
    ["request to going on, p50", ms(p50), "6 × a commit", times(p50)],
    ["request to going on, p99", ms(p99), "50 ms"],
    ["first question to going on, p50", ms(percentile(whole, 0.5)), "", times(percentile(whole, 0.5))],
    ["first question to going on, p99", ms(percentile(whole, 0.99)), ""],
    ["request until the queue hears of it, p50", ms(percentile(alone, 0.5)), ""],
    ["request until the queue hears of it, p99", ms(percentile(alone, 0.99)), ""],
    [`the same while one agent asks ${round(flood)} times, p50`, ms(percentile(among, 0.5)), "unchanged"],
    [`the same while one agent asks ${round(flood)} times, p99`, ms(percentile(among, 0.99)), "unchanged"],
  ]);
}
