import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { closeDatabase } from "@/lib/db";
import { ensureDatabase, freePort, startPostgres } from "../scripts/postgres.mjs";

/** A database server of its own with durable settings and the whole schema; gone when `work` ends. */
export async function onStage(work: (stage: { url: string; serverPid: number }) => Promise<void>): Promise<void> {
  const folder = fs.mkdtempSync(path.join(tmpdir(), "countersign-bench-"));
  const former = { ...process.env };
  // Beside it, not in it: run as root, the server has an account of its own that may not enter this folder.
  const dataDir = fs.mkdtempSync(path.join(tmpdir(), "countersign-bench-postgres-"));
  const server = await startPostgres({
    dataDir,
    port: await freePort(),
    password: "bench",
  });
  try {
    await ensureDatabase(server.url("postgres"), "bench");
    const url = server.url("bench");
    process.env.DATABASE_URL = url;
    // In a process of its own: the schema engine serves one database in its life.
    execFileSync(process.execPath, ["scripts/migrate.mjs", "deploy"], { env: process.env });
    process.env.COUNTERSIGN_DATA_DIR = folder;
    process.env.COUNTERSIGN_SECRET ??= "a-secret-for-benches-of-32-characters-or-more";
    if (!server.pid) throw new Error("the database server has no process");
    await work({ url, serverPid: server.pid });
  } finally {
    await closeDatabase();
    await server.stop();
    for (const used of [folder, dataDir]) fs.rmSync(used, { recursive: true, force: true });
    process.env = former;
  }
}

export interface Worker {
  pid: number;
  /** Resident memory in MB. */
  memory: () => number;
  stop: () => Promise<void>;
}

/** The product's own worker, in a process of its own as in production. */
export function startWorker(): Worker {
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", "scripts/worker.ts"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: process.env,
  });
  const { pid } = child;
  if (!pid) throw new Error("the worker did not start");
  const ended = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  return {
    pid,
    memory: () => {
      const status = fs.readFileSync(`/proc/${pid}/status`, "utf8");
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
    },
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Rows of label, measured, promised and a remark, in columns. */
export function printTable(rows: readonly (readonly [string, string, string, string?])[]): void {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  for (const [label, measured, promised, remark = ""] of rows) {
    console.log(
      `  ${label.padEnd(widths[0] ?? 0)}  ${measured.padStart(widths[1] ?? 0)}  ${promised.padEnd(widths[2] ?? 0)}  ${remark}`.trimEnd(),
    );
  }
}

export const round = (value: number) => Math.round(value).toLocaleString("en");
