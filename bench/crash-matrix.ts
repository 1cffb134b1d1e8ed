import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { runSelfAudit } from "@/lib/audit";
import { closeDatabase } from "@/lib/db";
import { rollbackGuardFile } from "@/lib/paths";
import { ensureDatabase, freePort, startPostgres } from "../scripts/postgres.mjs";
import { percentile, printTable, round } from "./audit-stage";
import type { Told } from "./support/crash-child";
import { FaultProxy } from "./support/fault-proxy";

/** BENCH_FAULTS: how many are injected. */
const FAULTS = Number(process.env.BENCH_FAULTS || 520);
const BATCH = 20;
const RECOVERED_WITHIN_MS = 30_000;
const AUDIT_EVERY = 50;
/** Statements between two rounds at rest, and those of opening the log anew after a crash: faults go through all of them in turn. */
const STEPS = { sequence: 15, report: 2 } as const;
type Role = keyof typeof STEPS;

const KINDS = ["killed before", "killed after", "answer lost", "disk full"] as const;
type Kind = (typeof KINDS)[number];

/**
 * Kill -9, full disk and lost answers at every statement of numbering and of taking reports (2 cores): no acknowledged event lost, none
 * doubled, no fork, and how long until everything that waits is numbered again.
 */
export async function run(): Promise<void> {
  await onSmallDisk(async (stage) => {
    const matrix = new Matrix(stage);
    await matrix.begin();
    try {
      for (let n = 0; n < FAULTS; n++) await matrix.inject(n);
      await matrix.report();
    } finally {
      await matrix.end();
    }
  });
}

interface Stage {
  port: number;
  /** Files put here fill the disk of the database and of the guard. */
  disk: string;
  url: (port: number) => string;
}

/** A durable server whose disk can be filled: a small file system of its own. Needs the right to mount one. */
async function onSmallDisk(work: (stage: Stage) => Promise<void>): Promise<void> {
  const disk = fs.mkdtempSync(path.join(tmpdir(), "countersign-bench-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=1500m,mode=0777", "tmpfs", disk]);
  const dataDir = path.join(disk, "postgres");
  const settings = fs.mkdtempSync(path.join(tmpdir(), "countersign-bench-"));
  const port = await freePort();
  fs.mkdirSync(dataDir, { mode: 0o777 });
  fs.rmdirSync(dataDir);
  const server = await startPostgres({ dataDir, port, password: "bench" });
  try {
    await ensureDatabase(server.url("postgres"), "bench");
    const url = (through: number) => server.url("bench").replace(`:${port}/`, `:${through}/`);
    process.env.DATABASE_URL = url(port);
    execFileSync(process.execPath, ["scripts/migrate.mjs", "deploy"], { env: process.env });
    process.env.COUNTERSIGN_DATA_DIR = settings;
    process.env.COUNTERSIGN_GUARD_FILE = path.join(disk, "guard", "checkpoints.log");
    process.env.COUNTERSIGN_SECRET ??= "a-secret-for-benches-of-32-characters-or-more";
    await work({ port, disk, url });
  } finally {
    await closeDatabase();
    await server.stop();
    execFileSync("umount", ["-l", disk]);
    for (const used of [disk, settings]) fs.rmSync(used, { recursive: true, force: true });
  }
}

class Matrix {
  readonly #stage: Stage;
  readonly #proxies: Record<Role, FaultProxy>;
  readonly #children: Record<Role, ChildProcess | null> = { sequence: null, report: null };
  readonly #spares: Record<Role, ChildProcess | null> = { sequence: null, report: null };
  readonly #acknowledged = new Set<string>();
  readonly #counts = new Map<string, number>();
  readonly #recovered: number[] = [];
  readonly #faults: string[] = [];
  #pool: pg.Pool | null = null;
  #serial = 0;
  #missed = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#proxies = { sequence: new FaultProxy(stage.port), report: new FaultProxy(stage.port) };
  }

  async begin(): Promise<void> {
    this.#pool = new pg.Pool({ connectionString: this.#stage.url(this.#stage.port), max: 4 });
    // A server that restarts after a full disk ends these connections as well.
    this.#pool.on("error", () => {});
    await this.#asked(
      `insert into agents (id, name, environment, kind, purpose, search_text, source, status) values ('agt_0000000000000000000000bnch', 'Bench', 'production', 'agent', '', ' bench', 'manual', 'active')`,
    );
    for (const role of ["sequence", "report"] as const) {
      await this.#proxies[role].listen();
      this.#spares[role] = this.#spawn(role);
      await this.#take(role);
    }
    await this.#settled();
  }

  async end(): Promise<void> {
    for (const child of [...Object.values(this.#children), ...Object.values(this.#spares)]) child?.kill("SIGKILL");
    for (const proxy of Object.values(this.#proxies)) await proxy.close();
    await this.#pool?.end();
  }

  /** One fault, then everything again until it is as it should be. */
  async inject(n: number): Promise<void> {
    const role: Role = n % 2 === 0 ? "sequence" : "report";
    const kind = KINDS[Math.floor(n / 2) % KINDS.length] as Kind;
    const step = 1 + (Math.floor(n / (2 * KINDS.length)) % STEPS[role]);
    const label = `${role}, ${kind}`;
    if (kind === "disk full") await this.#fillDisk(role);
    else await this.#breakStatement(role, kind, step);
    const since = performance.now();
    await this.#deliverAll();
    await this.#settled();
    this.#recovered.push(performance.now() - since);
    this.#counts.set(label, (this.#counts.get(label) ?? 0) + 1);
    if (n % AUDIT_EVERY === AUDIT_EVERY - 1) this.#faults.push(...(await runSelfAudit()));
    if (n % AUDIT_EVERY === AUDIT_EVERY - 1) console.log(`  ${n + 1} faults, ${this.#faults.length} complaints`);
  }

  readonly #open = new Map<number, { rows: { id: string }[]; ids: string[] }>();

  #batch(): void {
    const rows = Array.from({ length: BATCH }, () => ({
      id: `r${++this.#serial}`,
      type: "call",
      agentId: "agt_0000000000000000000000bnch",
      occurredAt: new Date().toISOString(),
      server: "Books",
      tool: "read_invoice",
      outcome: "ok",
      input: { number: this.#serial },
    }));
    this.#open.set(this.#serial, { rows, ids: rows.map(({ id }) => id) });
  }

  async #breakStatement(role: Role, kind: Exclude<Kind, "disk full">, step: number): Promise<void> {
    let hit: () => void = () => {};
    const happened = new Promise<void>((resolve) => {
      hit = resolve;
    });
    this.#proxies[role].arm({
      at: step,
      kind: kind === "killed before" ? "unsent" : "unanswered",
      onFault: () => {
        if (kind !== "answer lost") this.#children[role]?.kill("SIGKILL");
        hit();
      },
    });
    this.#batch();
    const sending = this.#deliver().catch(() => {});
    await Promise.race([happened, sleep(3_000)]);
    if (this.#proxies[role].disarm() !== null) {
      this.#missed += 1;
      this.#counts.set(`${role}, ${kind}`, (this.#counts.get(`${role}, ${kind}`) ?? 0) - 1);
    }
    await Promise.race([sending, sleep(100)]);
    if (kind !== "answer lost") await this.#replace(role);
  }

  /** Nothing more can be written, neither by the server nor to the guard; after a moment there is room again. */
  async #fillDisk(role: Role): Promise<void> {
    const ballast = path.join(this.#stage.disk, "ballast");
    const fill = () => {
      const file = fs.openSync(ballast, "w");
      const piece = Buffer.alloc(1 << 20);
      for (const size of [piece.length, 4_096]) {
        try {
          for (;;) fs.writeSync(file, piece, 0, size);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
        }
      }
      fs.closeSync(file);
    };
    if (role === "sequence") {
      // Committed, and waiting for its number: the disk is full when the sequencer comes.
      this.#batch();
      const sending = this.#deliver().catch(() => {});
      fill();
      await sending;
    } else {
      fill();
      this.#batch();
      await this.#deliver().catch(() => {});
    }
    await sleep(300);
    fs.rmSync(ballast);
  }

  /** Sends every batch that was not acknowledged, as a client does: again, with the same ids. */
  async #deliverAll(): Promise<void> {
    const until = performance.now() + RECOVERED_WITHIN_MS;
    while (this.#open.size > 0) {
      await this.#deliver().catch(() => sleep(50));
      if (performance.now() > until) throw new Error("reports were not taken again in time");
    }
  }

  async #deliver(): Promise<void> {
    for (const [batch, { rows, ids }] of [...this.#open]) {
      const child = this.#children.report;
      if (!child?.connected) throw new Error("nobody takes reports");
      const told = await Promise.race([this.#answerOf(child, batch, rows), this.#endOf(child)]);
      if (!told?.taken) throw new Error(told?.why ?? "it died");
      if (told.taken.length !== ids.length) throw new Error(`${ids.length - told.taken.length} reports were refused`);
      for (const id of told.taken) this.#acknowledged.add(id);
      this.#open.delete(batch);
    }
  }

  readonly #ends = new WeakMap<ChildProcess, Promise<null>>();

  /** One listener for the whole life of a child. */
  #endOf(child: ChildProcess): Promise<null> {
    const known = this.#ends.get(child) ?? once(child, "exit").then(() => null);
    this.#ends.set(child, known);
    return known;
  }

  #answerOf(child: ChildProcess, batch: number, rows: unknown[]): Promise<Told> {
    return new Promise((resolve) => {
      const hear = (told: Told) => {
        if (told.batch !== batch) return;
        child.off("message", hear);
        resolve(told);
      };
      child.on("message", hear);
      child.send({ batch, rows }, () => {});
    });
  }

  #spawn(role: Role): ChildProcess {
    const child = fork(path.resolve("bench/support/crash-child.ts"), [role], {
      execArgv: ["--import", "tsx"],
      env: { ...process.env, DATABASE_URL: this.#stage.url(this.#proxies[role].port) },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    child.on("error", () => {});
    return child;
  }

  async #replace(role: Role): Promise<void> {
    const former = this.#children[role];
    if (former && former.exitCode === null && former.signalCode === null) {
      former.kill("SIGKILL");
      await once(former, "exit");
    }
    await this.#take(role);
  }

  /** Puts the spare in the place, and a new one behind it. */
  async #take(role: Role): Promise<void> {
    const spare = this.#spares[role] as ChildProcess & { isReady?: boolean };
    this.#spares[role] = this.#spawn(role);
    const next = this.#spares[role] as ChildProcess & { isReady?: boolean };
    next.once("message", () => {
      next.isReady = true;
    });
    if (!spare.isReady) await once(spare, "message");
    if (role === "sequence") spare.send("begin");
    this.#children[role] = spare;
  }

  async #asked<T extends pg.QueryResultRow>(text: string): Promise<T[]> {
    for (let attempt = 0; ; attempt++) {
      try {
        return (await (this.#pool as pg.Pool).query<T>(text)).rows;
      } catch (error) {
        // The server may be restarting after its disk was full.
        if (attempt >= 200) throw error;
        await sleep(50);
      }
    }
  }

  /** Until nothing waits for a number and everything numbered is published. */
  async #settled(): Promise<void> {
    const until = performance.now() + RECOVERED_WITHIN_MS;
    for (;;) {
      const [state] = await this.#asked<{ waiting: number; size: string; published: string; sealed: string }>(
        `select (select count(*)::int from log_pending) as waiting, size::text, published_size::text as published, sealed_reason as sealed
         from log_state`,
      );
      if (state?.sealed) throw new Error(`the log was sealed: ${state.sealed}`);
      if (state?.waiting === 0 && Number(state.size) > 0 && state.size === state.published) return;
      if (performance.now() > until) throw new Error(`not recovered: ${JSON.stringify(state)}`);
      await sleep(20);
    }
  }

  async report(): Promise<void> {
    const complaints = [...this.#faults, ...(await runSelfAudit())];
    const kept = await this.#asked<{ times: number; events: number }>(
      `select count(*)::int as events, count(distinct k.key)::int as times from reported_keys k join audit_events e on e.at = k.at and e.id = k.event_id
       join log_sequence s on s.event_id = e.id`,
    );
    const [events] = await this.#asked<{ n: number }>(
      "select count(*)::int as n from audit_events where type = 'call.reported'",
    );
    const marks = fs.readFileSync(rollbackGuardFile(), "utf8").trim().split("\n").length;
    const acknowledged = this.#acknowledged.size;
    const total = [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
    console.log(
      `\nCrash matrix: ${total} faults, ${round(acknowledged)} events acknowledged, ${round(marks)} marks of the guard`,
    );
    printTable([
      ...[...this.#counts].sort().map(([label, count]): [string, string, string] => [label, String(count), ""]),
      ["faults that found no statement to hit", String(this.#missed), ""],
      ["acknowledged and lost", String(acknowledged - (kept[0]?.times ?? 0)), "0"],
      ["doubled", String((events?.n ?? 0) - acknowledged), "0"],
      ["complaints of the self-audit (fork, gap, mark)", String(complaints.length), "0"],
      ["recovery p50", `${round(percentile(this.#recovered, 0.5))} ms`, ""],
      ["recovery, longest", `${round(Math.max(...this.#recovered))} ms`, "10,000 ms"],
    ]);
    for (const complaint of complaints.slice(0, 10)) console.log(`  ${complaint}`);
  }
}
