import { randomBytes } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { Refusal } from "../setup/refusal.mjs";

/** Creates the data folder. Its files are private; as root the folder can be passed through, for the database runs as another user. */
export function prepareDataFolder(dataDir: string): void {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  try {
    fs.mkdirSync(dataDir, { recursive: true, mode });
    fs.accessSync(dataDir, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
  } catch {
    throw new Refusal(`The data folder ${dataDir} cannot be written: change its rights, or set COUNTERSIGN_DATA_DIR.`);
  }
  if (process.getuid?.() === 0) fs.chmodSync(dataDir, fs.statSync(dataDir).mode | 0o011);
}

/**
 * Holds the folder for this run. The hold is a listening socket named after the folder: taking it is atomic, and the
 * system lets go of it when the process ends, however it ends, so that no stale lock can keep anyone out.
 * @throws Refusal when another run holds it
 */
export async function holdDataFolder(dataDir: string): Promise<net.Server> {
  const { dev, ino } = fs.statSync(dataDir);
  const name = `countersign-${dev}-${ino}`;
  const address = process.platform === "linux" ? `\0${name}` : path.join(os.tmpdir(), `${name}.sock`);
  if (process.platform !== "linux" && !(await answers(address))) fs.rmSync(address, { force: true });
  const server = net.createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? inUse(dataDir) : error),
    );
    server.listen(address, resolve);
  });
  return server.unref();
}

function inUse(dataDir: string): Refusal {
  const owner = readRunState(dataDir);
  const by = owner ? ` (process ${owner.pid})` : "";
  return new Refusal(
    `The data folder ${dataDir} is in use by another run${by}: stop that one, or set COUNTERSIGN_DATA_DIR to another folder.`,
  );
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(address);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** What a run writes down about itself, for the command line and for the next run if this one is killed. */
export interface RunState {
  pid: number;
  children: number[];
  /** How to reach the embedded server while it runs; null with a server of one's own. */
  databaseUrl: string | null;
}

const stateFile = (dataDir: string) => path.join(dataDir, "run.json");

export function readRunState(dataDir: string): RunState | null {
  const file = stateFile(dataDir);
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as RunState) : null;
}

export function writeRunState(dataDir: string, state: RunState): void {
  const file = stateFile(dataDir);
  // Renamed into place: whoever reads it at any moment, or after a crash, finds it whole.
  fs.writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
}

export function clearRunState(dataDir: string): void {
  fs.rmSync(stateFile(dataDir), { force: true });
}

/** A secret of this installation, made on first use and readable by its user alone. */
export function ownSecret(dataDir: string, name: string): string {
  const file = path.join(dataDir, name);
  if (!fs.existsSync(file)) {
    fs.writeFileSync(`${file}.new`, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
    fs.renameSync(`${file}.new`, file);
  }
  return fs.readFileSync(file, "utf8").trim();
}
