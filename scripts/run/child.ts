import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { Refusal } from "../setup/refusal.mjs";
import type { LogFile } from "./log-file.ts";
import { nextAttempt } from "./restarts.ts";

/** A program that the supervisor keeps running. */
export interface Program {
  name: string;
  /** Arguments of Node. */
  args: string[];
  environment: NodeJS.ProcessEnv;
  log: LogFile;
  /** Resolves when this start of the program answers; absent: it says so itself over the channel. */
  answers?: (signal: AbortSignal) => Promise<void>;
}

const STOP_GRACE_MS = 10_000;
const READY_WITHIN_MS = 60_000;

/** One program and its restarts. `failed` rejects when restarting no longer helps. */
export class Child {
  readonly ready: Promise<void>;
  readonly failed: Promise<never>;
  readonly #program: Program;
  readonly #say: (line: string) => void;
  readonly #onRestart: () => void;
  readonly #ends: number[] = [];
  readonly #ready = Promise.withResolvers<void>();
  readonly #failed = Promise.withResolvers<never>();
  readonly #stopping = new AbortController();
  #process: ChildProcess | null = null;

  /** `say` tells the operator about restarts; `onRestart` is called when the process number has changed. */
  constructor(program: Program, say: (line: string) => void, onRestart: () => void) {
    this.#program = program;
    this.#say = say;
    this.#onRestart = onRestart;
    this.ready = this.#ready.promise;
    this.failed = this.#failed.promise;
    // Both are also awaited elsewhere; a rejection before that must not count as unhandled.
    this.failed.catch(() => {});
    this.#start();
    const { name, log } = program;
    const late = setTimeout(() => {
      const last = `Its last lines:\n${log.lastLines()}`;
      this.#failed.reject(new Refusal(`The ${name} runs and is not ready after ${READY_WITHIN_MS / 1000} s. ${last}`));
    }, READY_WITHIN_MS);
    const unlate = () => clearTimeout(late);
    this.ready.then(unlate);
    this.#stopping.signal.addEventListener("abort", unlate);
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  #start(): void {
    const { args, environment, log, answers } = this.#program;
    const child = spawn(process.execPath, args, {
      env: environment,
      // A group of its own: Ctrl-C reaches the supervisor alone, which stops the programs before the database.
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => log.write(text));
    }
    child.on("message", (message) => message === "ready" && this.#ready.resolve());
    child.once("error", (error) => log.write(`${error.message}\n`));
    child.once("close", (code, signal) => this.#ended(signal ?? `exit code ${code}`));
    if (answers) {
      const gone = new AbortController();
      child.once("close", () => gone.abort());
      answers(gone.signal).then(this.#ready.resolve, () => {});
    }
  }

  async #ended(how: string): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    const { name, log } = this.#program;
    this.#ends.push(Date.now());
    const attempt = nextAttempt(this.#ends, Date.now());
    if (!attempt) {
      this.#failed.reject(new Refusal(`The ${name} keeps ending (${how}). Its last lines:\n${log.lastLines()}`));
      return;
    }
    this.#say(`The ${name} ended (${how}); starting it again in ${attempt.afterMs / 1000} s.`);
    await delay(attempt.afterMs, undefined, { signal: this.#stopping.signal }).then(
      () => {
        this.#start();
        this.#onRestart();
      },
      () => {}, // stopped while waiting
    );
  }

  /** Asks the program to end and waits; after ten seconds it is not asked any more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const impatience = setTimeout(() => child.kill("SIGKILL"), STOP_GRACE_MS);
    await ended;
    clearTimeout(impatience);
  }
}
