import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { proofOf, readPublished, recordEvents, runSelfAudit, sequenceOnce } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { auditing, recordSome, testLog } from "@/lib/testing/log";
import { whileTampered } from "@/lib/testing/tampers";
import { type LogSource, parseVerifier, publishedLog, savingTo, verifyLog, verifyProof } from "@/lib/transparency";
import { askHold, askLift, confirmHold, confirmLift, letGo } from "./index";

testLog();

const worker = () => systemContext("worker");
const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
const cora = contextAs("compliance", { id: newId("per"), now: new Date() });
const henry = contextAs("ciso", { id: newId("per"), now: new Date() });
const auditor = contextAs("auditor", { id: newId("per"), now: new Date() });
const reason = "Case 7 before the labour court.";
const read = async (file: string) => (await readPublished(file))?.body ?? null;
const count = async (from: string) =>
  (await sql().query<{ n: number }>(`select count(*)::int as n from ${from}`)).rows[0]?.n;

function recordAt(days: number, events: number): Promise<string[]> {
  const ctx = systemContext("test", { now: ago(days) });
  const one = (at: number) => ({
    type: "team.created" as const,
    targetId: `tem_${at}`,
    details: { name: `Team ${at}` },
  });
  return inSqlTransaction((tx) =>
    recordEvents(
      tx,
      ctx,
      Array.from({ length: events }, (_, at) => one(at)),
    ),
  );
}

describe("L3 leaves go from the front when all of them are over; tiles, checkpoints and proofs stay", () => {
  const folder = fs.mkdtempSync(path.join(tmpdir(), "countersign-let-go-"));
  const months: string[] = [];
  let kept: string[] = [];
  let vkey = "";
  let earlier: Uint8Array = Buffer.alloc(0);

  beforeAll(async () => {
    // A log that began eight years ago: only the clock of this process is turned back, the database keeps its own.
    const began = ago(8 * 365);
    vi.useFakeTimers({ toFake: ["Date"], now: began });
    await sequenceOnce();
    vi.useRealTimers();
    await recordAt(8 * 365 - 1, 300);
    await recordAt(8 * 365 - 40, 300);
    await sequenceOnce();
    earlier = (await read("checkpoint")) as Buffer;
    kept = await recordAt(9, 100);
    await sequenceOnce();
    vkey = String(await read("vkey")).trim();
    for (const days of [8 * 365, 8 * 365 - 40]) {
      months.push(ago(days).toISOString().slice(0, 7).replace("-", ""));
      for (const parent of ["audit_events", "audit_personal", "audit_search"]) {
        await sql().query("select audit_make_partition($1, $2)", [parent, ago(days)]);
      }
    }
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  it("moves the minimum by whole bundles, and only past what no hold covers", async () => {
    expect(await count(`audit_events_${months[0]}`)).toBeGreaterThan(0);
    const { id } = await askHold(cora, {
      title: "Case 7",
      reason,
      scope: { kind: "everything", to: ago(2_000).toISOString() },
    });
    await confirmHold(henry, { holdId: id, version: 1 });
    expect((await letGo(worker())).leaves).toBe(0);
    await expect(sql().query("select log_let_go_leaves(1, 256)")).rejects.toMatchObject({
      code: "CS004",
      message: /are held/,
    });
    await askLift(cora, { holdId: id, version: 2, reason });
    await confirmLift(henry, { holdId: id, version: 3 });
    expect((await letGo(worker())).leaves).toBe(512);
    await sequenceOnce();
    expect((await sql().query("select minimum::int from log_epochs")).rows).toEqual([{ minimum: 512 }]);
    expect(await count("log_sequence where seq < 512")).toBe(0);
    expect((await letGo(worker())).leaves).toBe(0);
    await expect(sql().query("select log_let_go_leaves(1, 768)")).rejects.toMatchObject({ code: "CS004" });
  });

  it("drops the months that hold nothing else", async () => {
    const there = await sql().query("select to_regclass($1) is null as gone, to_regclass($2) is null as kept", [
      `audit_events_${months[0]}`,
      `audit_events_${months[1]}`,
    ]);
    expect(there.rows).toEqual([{ gone: true, kept: false }]);
  });

  it("the self-audit passes, and finds what else is gone", async () => {
    expect(await runSelfAudit()).toEqual([]);
    const idOf = (seq: number) => `(select event_id from log_sequence where seq = ${seq})`;
    for (const statement of [
      `delete from audit_events where id = ${idOf(512)}`,
      `delete from audit_events where id = ${idOf(650)}`,
      "delete from log_sequence where seq = 513",
      "delete from log_tiles where level = 0 and index = 0",
      "update log_tiles set hashes = set_byte(hashes, 9, 1) where level = 0 and index = 1",
      "delete from audit_events where type = 'log.leaves_let_go'",
    ]) {
      expect(await whileTampered([statement], auditing), statement).not.toEqual([]);
    }
  });

  it("answers pruned entries as tlog-tiles says, and keeps the hashes", async () => {
    expect(await readPublished("tile/entries/000")).toBeNull();
    expect(await readPublished("tile/entries/001")).toBeNull();
    expect((await readPublished("tile/entries/002.p/88"))?.body.length).toBeGreaterThan(0);
    expect((await readPublished("tile/0/000"))?.body.length).toBe(8_192);
    expect(JSON.parse(String(await read("epochs")))).toMatchObject({ epochs: [{ epoch: 1, minimum: 512 }] });
  });

  it("proves what is kept under the newest checkpoint", async () => {
    const proof = await proofOf(auditor, kept[0] as string);
    expect(verifyProof(proof, parseVerifier(vkey))).toEqual([]);
  });

  it("is sound to an outsider, who is told below which number leaves were let go", async () => {
    const report = await verifyLog(publishedLog(savingTo(folder, read)), parseVerifier(vkey));
    expect(report).toMatchObject({ faults: [], letGo: 512 });
  });

  it("is not sound to an outsider where the log itself does not say so", async () => {
    const source = publishedLog(read);
    const cut = (gone: (seq: number) => boolean): LogSource => ({
      ...source,
      entries: async (index, width) => {
        const leaves = await source.entries(index, width);
        return leaves?.map((leaf, at) => (gone(index * 256 + at) ? null : leaf)) ?? null;
      },
    });
    const verifier = parseVerifier(vkey);
    expect(
      (
        await verifyLog(
          cut((seq) => seq === 520),
          verifier,
        )
      ).faults,
    ).toEqual(["leaf 520 is missing"]);
    const silent = await verifyLog(
      cut((seq) => seq >= 512),
      verifier,
    );
    expect(silent.faults).toContain("leaf 0 is missing");
  });

  const GOPATH = "/usr/share/gocode";
  const hasGo =
    spawnSync("go", ["version"]).status === 0 && fs.existsSync(`${GOPATH}/src/golang.org/x/mod/sumdb/tlog/tile.go`);
  it.runIf(hasGo)(
    "is sound to a verifier written by others, from an earlier checkpoint on",
    { timeout: 240_000 },
    () => {
      const program = path.join(folder, "verify");
      execFileSync("go", ["build", "-o", program, "lib/transparency/testing/verify.go"], {
        env: { ...process.env, GO111MODULE: "off", GOPATH, GOFLAGS: "", GOCACHE: path.join(folder, "cache") },
      });
      fs.writeFileSync(path.join(folder, "earlier"), earlier);
      const run = (pruned: string) =>
        spawnSync(program, [folder, vkey, path.join(folder, "earlier"), pruned], { encoding: "utf8" }).stdout.trim();
      expect(run("512")).toMatch(/^sound \d+$/);
      expect(run("256")).toMatch(/^WRONG/);
    },
  );

  it("the sequencer goes on after a restart", async () => {
    await recordSome(300);
    await sequenceOnce();
    await sequenceOnce();
    expect(await runSelfAudit()).toEqual([]);
  });
});
