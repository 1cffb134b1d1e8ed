import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { freePort } from "../postgres.mjs";
import { readRunState } from "../run/data-folder.ts";

const PATIENCE_MS = 180_000;

/** The whole product, started by the real start script with the demo organisation, on free ports and a data folder of its own. */
export class House {
  readonly dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "countersign-e2e-"));
  readonly consoleUrl: string;
  readonly apiUrl: string;
  /** The identity provider that the sign-in tests start and stop themselves; the console must know it from its start. */
  readonly identityProvider: Record<string, string>;
  readonly #ports: { PORT: string; API_PORT: string };
  readonly #demo: boolean;
  /** What it told its operator so far. */
  said = "";
  #process: ChildProcess | null = null;

  constructor(ports: { port: number; apiPort: number; idpPort: number }, demo: boolean) {
    this.#demo = demo;
    this.#ports = { PORT: String(ports.port), API_PORT: String(ports.apiPort) };
    this.identityProvider = {
      OIDC_ISSUER: `http://127.0.0.1:${ports.idpPort}`,
      OIDC_CLIENT_ID: "console",
      OIDC_CLIENT_SECRET: randomBytes(24).toString("base64url"),
      OIDC_NAME: "Firm ID",
    };
    this.consoleUrl = `http://localhost:${ports.port}`;
    this.apiUrl = `http://localhost:${ports.apiPort}`;
  }

  static async onFreePorts({ demo = true } = {}): Promise<House> {
    return new House({ port: await freePort(), apiPort: await freePort(), idpPort: await freePort() }, demo);
  }

  /** Starts it, waits for its last line, and returns the milliseconds that took. */
  async start(): Promise<number> {
    const started = performance.now();
    const variables = Object.entries(process.env).filter(
      ([name]) => !/^(npm_|COUNTERSIGN_|OIDC_|DATABASE_URL$)/.test(name),
    );
    const child = spawn(process.execPath, ["scripts/start.mjs"], {
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        NODE_ENV: "production",
        ...Object.fromEntries(variables),
        ...this.#ports,
        ...this.identityProvider,
        COUNTERSIGN_DATA_DIR: this.dataDir,
        COUNTERSIGN_DEMO: this.#demo ? "1" : "0",
        // What tests receive webhooks with is on this machine.
        COUNTERSIGN_INTERNAL_HOSTS: "127.0.0.1",
      },
    });
    this.#process = child;
    const ready = Promise.withResolvers<void>();
    this.said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.said += text;
      if (this.said.includes("Countersign is ready: ")) ready.resolve();
    });
    child.once("close", () => ready.reject(new Error(`The start ended early:\n${this.said}`)));
    const timer = setTimeout(
      () => ready.reject(new Error(`Not ready after three minutes:\n${this.said}`)),
      PATIENCE_MS,
    );
    await ready.promise.finally(() => clearTimeout(timer));
    return performance.now() - started;
  }

  /** How to reach its database while it runs. */
  get databaseUrl(): string {
    const url = readRunState(this.dataDir)?.databaseUrl;
    if (!url) throw new Error("The house does not run");
    return url;
  }

  /** kill -9 to the supervisor: nothing below it is told. */
  async kill(): Promise<void> {
    const pid = readRunState(this.dataDir)?.pid;
    if (!pid || !this.#process) throw new Error("The house does not run");
    const closed = once(this.#process, "close");
    process.kill(pid, "SIGKILL");
    await closed;
  }

  /** Asks it to end; true when it ended with 0. */
  async stop(): Promise<boolean> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return false;
    const closed = once(child, "close");
    child.kill("SIGTERM");
    const [code] = await closed;
    return code === 0;
  }

  /** Another house on a copy of this one's data folder; this one must be stopped. */
  async copy(): Promise<House> {
    const copy = await House.onFreePorts();
    // Owners and modes as they are: the database's files belong to the account that runs it.
    execFileSync("cp", ["-a", `${this.dataDir}/.`, copy.dataDir]);
    return copy;
  }

  printLogs(): void {
    const folder = path.join(this.dataDir, "logs");
    for (const name of fs.existsSync(folder) ? fs.readdirSync(folder) : []) {
      const lines = fs.readFileSync(path.join(folder, name), "utf8").trimEnd().split("\n");
      console.log(`--- ${name} (last lines)\n${lines.slice(-15).join("\n")}`);
    }
  }

  remove(): void {
    fs.rmSync(this.dataDir, { recursive: true, force: true });
  }
}
