// An export of a million events (L5): how long a worker writes it, how much memory it holds, how large it is, how long an outsider
// checks it. The log is a real one, numbered and signed. BENCH_EVENTS=100000 for less of it.
import { fork } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type NewEvent, recordEvents, sequenceOnce } from "@/lib/audit";
import { type Context, contextFor } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { askExport, openExport } from "@/lib/evidence";
import { newId } from "@/lib/ids";
import { onStage, printTable, round } from "./audit-stage";
import { processorSeconds } from "./support/processor";

const EVENTS = Number(process.env.BENCH_EVENTS || 1_000_000);
const BATCH = 1_000;
const MOST_SECONDS = 60;
const MOST_MEGABYTES = 512;
const AUDITOR = "per_yuki";

interface Step {
  outcome: string | readonly string[];
  seconds: number;
  /** Of the child alone, in seconds. */
  processor: number;
  megabytes: number;
  before: number;
}

export function run(): Promise<void> {
  return onStage(async ({ serverPid }) => {
    await sql().query(
      "insert into people (id, name, email, status) values ($1, 'Yuki', 'yuki@example.test', 'active')",
      [AUDITOR],
    );
    await sql().query("insert into role_grants (id, person_id, role) values ($1, $2, 'auditor')", [
      newId("grt"),
      AUDITOR,
    ]);
    const filled = await record();
    await sql().query("vacuum analyze");
    const auditor = asAuditor();
    const { id } = await askExport(auditor, {
      title: "Everything",
      query: { kind: "events", search: {} },
      formats: ["jsonl", "csv", "ocsf", "pdf"],
    });
    await drain();
    const spent = processorSeconds(serverPid);
    const written = await step("gather", id);
    const postgres = processorSeconds(serverPid) - spent;
    await drain();
    const anchored = await step("gather", id);
    const file = await saved(auditor, id);
    const verified = await step("verify", file);
    report({ filled, written, anchored, verified, postgres, bytes: fs.statSync(file).size });
    fs.rmSync(path.dirname(file), { recursive: true });
  });
}

const asAuditor = (): Context =>
  contextFor({ kind: "user", id: AUDITOR, sessionId: "bench", grants: [{ role: "auditor", teamId: null }] });

/** Calls as gateways report them, with their numbers in the tree. @returns seconds */
async function record(): Promise<number> {
  const began = performance.now();
  const gateway = contextFor({ kind: "apiKey", id: newId("aky"), grants: [] });
  const agents = Array.from({ length: 500 }, () => newId("agt"));
  for (let at = 0; at < EVENTS; at += BATCH) {
    const events = Array.from({ length: Math.min(BATCH, EVENTS - at) }, (_, n) => aCall(agents, at + n));
    await inSqlTransaction((tx) => recordEvents(tx, { ...gateway, now: new Date() }, events));
    if (at % (20 * BATCH) === 0) await drain();
  }
  await drain();
  return (performance.now() - began) / 1_000;
}

function aCall(agents: readonly string[], n: number): NewEvent {
  const agentId = agents[n % agents.length] as string;
  return {
    type: "call.reported",
    targetId: agentId,
    agentId,
    outcome: n % 50 === 0 ? "failed" : "done",
    details: {
      reportedBy: "gateway",
      occurredAt: new Date().toISOString(),
      action: "read",
      durationMillis: n % 900,
      server: "ERP connector",
      tool: `find_invoice_${n % 40}`,
      report: { id: `gateway-7-${n}`, targets: [`INV-2026-${n}`], input: { query: `INV-2026-${n}`, limit: 20 } },
    },
  };
}

async function drain(): Promise<void> {
  const waiting = async () => (await sql().query("select 1 from log_pending limit 1")).rowCount ?? 0;
  while ((await waiting()) > 0) await sequenceOnce();
}

async function step(what: "gather" | "verify", target: string): Promise<Step> {
  const child = fork(path.join(import.meta.dirname, "support/export-child.ts"), [what, target]);
  const [answer] = (await Promise.race([once(child, "message"), once(child, "exit")])) as [Step | number];
  if (typeof answer === "number") throw new Error(`the child ended with ${answer}`);
  await once(child, "exit");
  return answer;
}

async function saved(ctx: Context, id: string): Promise<string> {
  const file = path.join(fs.mkdtempSync(path.join(tmpdir(), "countersign-export-")), "export.zip");
  const { parts } = await openExport(ctx, id);
  for await (const part of parts) fs.appendFileSync(file, part);
  return file;
}

type Steps = Record<"written" | "anchored" | "verified", Step>;

function report(given: Steps & { filled: number; postgres: number; bytes: number }): void {
  const { filled, written, anchored, verified, postgres, bytes } = given;
  const line = (name: string, { seconds, megabytes, processor, outcome }: Step, promised: string) => {
    const said = typeof outcome === "string" ? outcome : `${outcome.length} faults ${outcome.slice(0, 2).join("; ")}`;
    const measured = `${seconds.toFixed(1)} s, ${megabytes} MB`;
    return [name, measured, promised, `${said}; ${processor.toFixed(1)} s of processor`] as const;
  };
  printTable([
    line("written in all four formats", written, `≤ ${MOST_SECONDS} s, ≤ ${MOST_MEGABYTES} MB`),
    ["  of which PostgreSQL", `${postgres.toFixed(1)} s`, "", "of processor"],
    line("anchored", anchored, "with it"),
    line("verified", verified, ""),
    ["size", `${(bytes / 1_048_576).toFixed(1)} MB`, "", `${round(EVENTS)} events, recorded in ${round(filled)} s`],
  ]);
}
