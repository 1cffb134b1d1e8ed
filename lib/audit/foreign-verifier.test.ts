import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordSome, testLog } from "@/lib/testing/log";
import { parseVerifier, publishedLog, savingTo, verifyLog } from "@/lib/transparency";
import { readPublished, sequenceOnce } from "./index";

// Debian's golang-golang-x-mod-dev; elsewhere these tests are skipped, and the vectors in lib/transparency stand alone.
const GOPATH = "/usr/share/gocode";
const hasGo =
  spawnSync("go", ["version"]).status === 0 && fs.existsSync(`${GOPATH}/src/golang.org/x/mod/sumdb/tlog/tile.go`);

testLog();

describe.runIf(hasGo)("L2 a verifier written by others", () => {
  const folder = fs.mkdtempSync(path.join(tmpdir(), "countersign-go-"));
  const program = path.join(folder, "verify");
  const saved = path.join(folder, "log");
  const earlier = path.join(folder, "earlier");
  let vkey = "";

  const go = (...args: string[]) => {
    const { status, stdout } = spawnSync(program, args, { encoding: "utf8" });
    return { status, told: stdout.trim() };
  };

  beforeAll(async () => {
    execFileSync("go", ["build", "-o", program, "lib/transparency/testing/verify.go"], {
      env: { ...process.env, GO111MODULE: "off", GOPATH, GOFLAGS: "", GOCACHE: path.join(folder, "cache") },
    });
    const read = async (file: string) => (await readPublished(file))?.body ?? null;
    await recordSome(400);
    await sequenceOnce();
    fs.writeFileSync(earlier, (await read("checkpoint")) as Buffer);
    await recordSome(333);
    await sequenceOnce();
    vkey = String(await read("vkey")).trim();
    const report = await verifyLog(publishedLog(savingTo(saved, read)), parseVerifier(vkey));
    expect(report.faults).toEqual([]);
  }, 240_000);
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  it("accepts the checkpoint, every leaf through its inclusion proof, and the earlier checkpoint", () => {
    expect(go(saved, vkey, earlier)).toEqual({ status: 0, told: "sound 734" });
  });

  it("refuses the same log with one byte changed", () => {
    const bundle = path.join(saved, "tile/entries/001");
    const bytes = fs.readFileSync(bundle);
    bytes[30] = (bytes[30] as number) ^ 1;
    fs.writeFileSync(bundle, bytes);
    expect(go(saved, vkey)).toMatchObject({ status: 1 });
  });
});
