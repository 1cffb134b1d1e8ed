// Approve, deny, cancel, time, use, withdraw and the kill switch meet over one request at a barrier, in four processes, again and
// again: every move has one winner, whoever loses is told where the request stands, nothing is used twice or late, and the
// numbered log tells the same story as the rows.
import { type ChildProcess, fork } from "node:child_process";
import { decideApproval, sweepApprovals } from "@/lib/approvals";
import { contextFor, systemContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { closeDecisionPoint, decisionPoint } from "@/lib/policy";
import { seedDecidingAgent, seedGrant } from "@/lib/testing/deciding";
import { hold, paymentBy, seedReviewers } from "@/lib/testing/holding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { type Machine, seedMachine } from "@/lib/testing/machines";
import { onStage, percentile, printTable, round } from "./audit-stage";
import type { Act, Answered, Told } from "./support/race-child";
import { faultsOf, type Recorded } from "./support/race-paths";
import { startTidying } from "./support/tidy";

const ROUNDS = Number(process.env.ROUNDS ?? 2_000);
const PROCESSES = 4;
/** Races under way at once. */
const LANES = 6;
/** From the telling until the barrier. */
const DELAY_MILLISECONDS = 12;

interface Payer {
  machine: Machine;
  name: string;
}

export function run(): Promise<void> {
  return onStage(async () => {
    await seedOrganisation();
    await seedReviewers();
    const point = await decisionPoint();
    const endTidying = startTidying();
    const children = await Promise.all(Array.from({ length: PROCESSES }, start));
    const began = performance.now();
    const told = new Map<string, Answered[]>();
    let next = 0;
    const lane = async () => {
      let payer = await newPayer();
      await point.catchUp();
      while (next < ROUNDS) {
        const number = next++;
        const { id, answers } = await race(children, payer, number);
        told.set(id, answers);
        if (!answers.some(({ act }) => act === "kill")) continue;
        payer = await newPayer();
        await point.catchUp();
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    const seconds = (performance.now() - began) / 1_000;
    for (const child of children) child.disconnect();
    await settled();
    await endTidying();
    await closeDecisionPoint();
    report(await recorded(), told, seconds);
  });
}

async function newPayer(): Promise<Payer> {
  const name = `Racer ${performance.now()} ${Math.random()}`;
  const agentId = await seedDecidingAgent({ name });
  await seedGrant(agentId, { tool: "pay_invoice", actions: ["pay"] });
  return { machine: await seedMachine(agentId), name };
}

/** One request, brought to where the race begins, and everybody let loose on it at one instant. */
async function race(children: readonly ChildProcess[], { machine, name }: Payer, number: number) {
  const call = paymentBy(machine);
  const row = await hold(machine, call);
  const approved = number % 2 === 1;
  if (approved) {
    const rita = contextFor({
      kind: "user",
      id: "per_rita",
      sessionId: "ses_race",
      grants: [{ role: "reviewer", teamId: null }],
    });
    await decideApproval(rita, { id: row.id, digest: row.digest, answer: "approve", opened: [], dwellMillis: 1_000 });
  }
  if (number % 3 === 0) await endsAtBarrier(row.id, approved, number);
  const acts: Act[] = approved ? ["use", "withdraw", "use"] : ["approve", "deny", "cancel", "use"];
  if (number % 20 < 2) acts.push("kill");
  // Nobody is always first in line.
  acts.push(...acts.splice(0, number % acts.length));
  const at = String(process.hrtime.bigint() + BigInt(DELAY_MILLISECONDS * 1e6));
  const answers = await Promise.all(
    acts.map((act, turn) => {
      const approval = { id: row.id, handle: row.handle, digest: row.digest };
      const told: Told = { number, at, act, approval, machine, agentName: name, call };
      return ask(children[(number + turn) % children.length] as ChildProcess, told);
    }),
  );
  return { id: row.id, answers };
}

/** Its time runs out about when the others meet, a few milliseconds before or after. */
async function endsAtBarrier(id: string, approved: boolean, number: number): Promise<void> {
  const milliseconds = DELAY_MILLISECONDS + 2 + (number % 15);
  const column = approved ? "approved_until" : "expires_at";
  const text = approved
    ? "update approvals set approved_until = clock_timestamp() + make_interval(secs => $2::float8 / 1000) where id = $1"
    : "update approvals set expires_at = clock_timestamp() + make_interval(secs => $2::float8 / 1000) where id = $1";
  const { rowCount } = await sql().query(text, [id, milliseconds]);
  if (rowCount !== 1) throw new Error(`no ${column} to set`);
}

async function start(): Promise<ChildProcess> {
  const child = fork(new URL("./support/race-child.ts", import.meta.url), { execArgv: ["--import", "tsx"] });
  child.setMaxListeners(0);
  await new Promise((resolve) => child.once("message", resolve));
  return child;
}

function ask(child: ChildProcess, told: Told): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error("a process has ended"));
    const hear = (answered: Answered) => {
      if (answered.number !== told.number || answered.act !== told.act) return;
      child.off("message", hear);
      child.off("exit", ended);
      resolve(answered);
    };
    child.on("message", hear);
    child.once("exit", ended);
    child.send(told);
  });
}

/** Until everything is written down and has its number. */
async function settled(): Promise<void> {
  for (;;) {
    await sweepApprovals(systemContext("bench"));
    const { rows } = await sql().query("select count(*)::int as left from log_pending");
    if (rows[0].left === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function recorded(): Promise<Recorded[]> {
  const { rows } = await sql().query<Recorded>(
    `select a.id, a.status, a.status_reason as "statusReason", a.consumed_at as "consumedAt", a.approved_until as "approvedUntil",
       array(select e.type from audit_events e join log_sequence s on s.event_id = e.id where e.target_id = a.id order by s.epoch, s.seq) as events,
       (select count(*)::int from decisions d where d.approval_id = a.id) as uses
     from approvals a`,
  );
  return rows;
}

function report(rows: readonly Recorded[], told: ReadonlyMap<string, readonly Answered[]>, seconds: number): void {
  const answers = [...told.values()].flat();
  const faults = rows.flatMap((row) => faultsOf(row, told.get(row.id) ?? []).map((fault) => `${row.id}: ${fault}`));
  const counted = (act: Act) => {
    const all = answers.filter((one) => one.act === act);
    return `${round(all.filter(({ won }) => won).length)} of ${round(all.length)}`;
  };
  console.log(`  ${round(rows.length)} races in ${PROCESSES} processes, ${round(rows.length / seconds)} a second`);
  const ended = Map.groupBy(rows, ({ status }) => status);
  console.log(`  ended ${[...ended].map(([status, all]) => `${status} ${round(all.length)}`).join(", ")}`);
  printTable([
    ...(["approve", "deny", "cancel", "use", "withdraw"] as const).map((act): [string, string, string] => [
      `${act}: won`,
      counted(act),
      "",
    ]),
    [
      "a call in a race, p99",
      `${percentile(
        answers.map(({ took }) => took),
        0.99,
      ).toFixed(1)} ms`,
      "",
    ],
    ["used twice", String(rows.filter(({ uses }) => uses > 1).length), "0"],
    ["used late", String(faults.filter((fault) => fault.endsWith("used late")).length), "0"],
    ["races that did not go as they must", String(new Set(faults.map((fault) => fault.split(":")[0])).size), "0"],
  ]);
  for (const fault of faults.slice(0, 10)) console.log(`  ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}
