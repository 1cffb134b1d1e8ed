// The embedded PostgreSQL: a real server from an npm package, for the console's own data and for tests.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { accountFor, reachableBinaries } from "./postgres-account.mjs";
import { memoryAtHand, memorySettings } from "./postgres-memory.mjs";

/** A TCP port nobody listens on at this moment (loopback). */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const BASE_FLAGS = { listen_addresses: "127.0.0.1", unix_socket_directories: "", max_connections: "200" };
// For tests and nothing else: a crash may lose data.
const THROWAWAY_FLAGS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
// Messages in English, for one of them says that the server is ready.
const ENVIRONMENT = { ...process.env, LC_ALL: "C.UTF-8", LC_MESSAGES: "C" };
const READY = "database system is ready to accept connections";
const STOP_GRACE_MS = 30_000;

/**
 * Starts the embedded server on `dataDir`, creating it on first use. Run as root, the server gets an unprivileged account.
 * Stop it with `stop()`: a signal to this process alone leaves it running, and the next start ends it (stopOrphanedPostgres).
 * @param {{dataDir: string, port: number, password: string, throwaway?: boolean, onLog?: (line: string) => void}} options
 */
export async function startPostgres({ dataDir, port, password, throwaway = false, onLog = () => {} }) {
  const account = accountFor(dataDir);
  const binaries = await reachableBinaries(account, onLog);
  if (!fs.existsSync(path.join(dataDir, "PG_VERSION"))) initialise({ dataDir, password, account, binaries });
  const settings = { ...BASE_FLAGS, ...(throwaway ? THROWAWAY_FLAGS : memorySettings(memoryAtHand())) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(binaries.postgres, ["-D", dataDir, "-p", String(port), ...flags], {
    ...account,
    env: ENVIRONMENT,
    cwd: "/",
    // A group of its own: Ctrl-C in the terminal must reach the supervisor only, which stops the console first.
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const lastLines = [];
  const ended = once(child, "close").then(() => lastLines);
  await untilReady({ child, ended, lastLines, onLog });
  return {
    url: (database) => `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    pid: child.pid,
    ended,
    stop: () => stopServer({ isRunning: () => child.exitCode === null && child.signalCode === null, pid: child.pid }),
  };
}

/** Built beside its place and moved there when complete: an interrupted first start leaves nothing that looks like a database. */
function initialise({ dataDir, password, account, binaries }) {
  const partial = `${dataDir}.new`;
  const passwordFile = `${dataDir}.password`;
  fs.rmSync(partial, { recursive: true, force: true });
  fs.mkdirSync(partial, { recursive: true, mode: 0o700 });
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    if (account) for (const file of [partial, passwordFile]) fs.chownSync(file, account.uid, account.gid);
    const options = ["--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"];
    const result = spawnSync(binaries.initdb, ["-D", partial, `--pwfile=${passwordFile}`, ...options], {
      ...account,
      env: ENVIRONMENT,
      cwd: "/",
      encoding: "utf8",
    });
    if (result.status !== 0) {
      throw new Error(`The embedded PostgreSQL cannot create ${dataDir}: ${result.error ?? result.stderr}`);
    }
    fs.renameSync(partial, dataDir);
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
}

async function untilReady({ child, ended, lastLines, onLog }) {
  const ready = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.stderr.setEncoding("utf8").on("data", (chunk) => {
      for (const line of chunk.split("\n").filter(Boolean)) {
        lastLines.push(line);
        if (lastLines.length > 20) lastLines.shift();
        onLog(line);
        if (line.includes(READY)) resolve();
      }
    });
  });
  const failed = ended.then(() => {
    throw new Error(`The embedded PostgreSQL ended while starting:\n${lastLines.join("\n")}`);
  });
  await Promise.race([ready, failed]);
  // From here on an end is told by `ended`, not by this promise.
  failed.catch(() => {});
}

/** Fast shutdown (open transactions roll back, everything committed is flushed); the immediate one when that hangs. */
async function stopServer({ isRunning, pid }) {
  const until = Date.now() + STOP_GRACE_MS;
  if (isRunning()) process.kill(pid, "SIGINT");
  while (isRunning() && Date.now() < until) await delay(20);
  if (!isRunning()) return;
  process.kill(pid, "SIGQUIT");
  while (isRunning()) await delay(20);
}

/**
 * Stops the server that a killed run left behind on `dataDir`; true when there was one. The number in its pid file may
 * by now belong to any program: only a process whose working folder is the data folder is ours.
 */
export async function stopOrphanedPostgres(dataDir) {
  const pidFile = path.join(dataDir, "postmaster.pid");
  if (!fs.existsSync(pidFile)) return false;
  const pid = Number(fs.readFileSync(pidFile, "utf8").split("\n")[0]);
  const isRunning = () => workingFolder(pid) === fs.realpathSync(dataDir);
  if (!isRunning()) {
    fs.rmSync(pidFile, { force: true });
    return false;
  }
  await stopServer({ isRunning, pid });
  return true;
}

function workingFolder(pid) {
  if (process.platform === "linux") {
    try {
      return fs.readlinkSync(`/proc/${pid}/cwd`);
    } catch {
      return null; // no such process
    }
  }
  const listing = spawnSync("lsof", ["-a", "-d", "cwd", "-Fn", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
  return /^n(.*)$/m.exec(listing)?.[1] ?? null;
}

/** Creates `database` if the server at `adminUrl` does not have it; true when it was created. */
export async function ensureDatabase(adminUrl, database) {
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (found.rowCount) return false;
    await client.query(`create database ${pg.escapeIdentifier(database)}`);
    return true;
  } finally {
    await client.end();
  }
}
