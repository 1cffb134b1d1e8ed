import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { logHealth, readPublished, recordEvents } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseVerifier, publishedLog, savingTo, verifyLog } from "@/lib/transparency";
import { onStage, printTable, round, startWorker } from "./audit-stage";

const EVENTS = Number(process.env.BENCH_EVENTS || 1_000_000);
const BATCH = 1_000;
const AT_ONCE = 4;
// Debian's golang-golang-x-mod-dev.
const GOPATH = "/usr/share/gocode";

/** A log of a million leaves, published as files, checked by our verifier and by a program on Go's sumdb that shares no line with it. */
export async function run(): Promise<void> {
  await onStage(async () => {
    const folder = fs.mkdtempSync(path.join(tmpdir(), "countersign-bench-foreign-"));
    const worker = startWorker();
    try {
      const began = performance.now();
      await grow();
      const grown = performance.now();
      const read = async (file: string) => (await readPublished(file))?.body ?? null;
      const vkey = String(await read("vkey")).trim();
      const saved = path.join(folder, "log");
      const report = await verifyLog(publishedLog(savingTo(saved, read)), parseVerifier(vkey));
      const ours = performance.now();
      const program = path.join(folder, "verify");
      execFileSync("go", ["build", "-o", program, "lib/transparency/testing/verify.go"], {
        env: { ...process.env, GO111MODULE: "off", GOPATH, GOFLAGS: "", GOCACHE: path.join(folder, "cache") },
      });
      const built = performance.now();
      const { status, stdout } = spawnSync(program, [saved, vkey], { encoding: "utf8", maxBuffer: 1 << 26 });
      const seconds = (from: number, to: number) => `${round((to - from) / 1_000)} s`;
      console.log(`\nA log of ${round(report.size)} leaves and verifiers by others`);
      printTable([
        ["recorded and numbered", seconds(began, grown), ""],
        ["our verifier, saving every file", `${report.faults.length} faults, ${seconds(grown, ours)}`, "0"],
        ["Go's sumdb", `${stdout.trim().slice(0, 60)} (exit ${status}), ${seconds(built, performance.now())}`, "sound"],
      ]);
    } finally {
      await worker.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
}

async function grow(): Promise<void> {
  const event = { type: "agent.activated", targetId: "agt_1", details: { tier: "high" } } as const;
  let left = EVENTS;
  const writer = async () => {
    while (left > 0) {
      left -= BATCH;
      const events = Array.from({ length: BATCH }, () => event);
      for (;;) {
        try {
          await inSqlTransaction((tx) => recordEvents(tx, systemContext("bench"), events));
          break;
        } catch {
          // The log tells writers to slow down while it is behind.
          await sleep(200);
        }
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, writer));
  while ((await logHealth()).backlog > 0) await sleep(100);
  await sleep(1_000);
}
