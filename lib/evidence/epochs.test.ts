import { execFile } from "node:child_process";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { openEpoch, sequenceOnce } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { packInMemory, readEntries } from "@/lib/packs";
import { contextAs } from "@/lib/testing/contexts";
import { seedOrganisation } from "@/lib/testing/inventory";
import { pastTheWalls, recordSome, testLog } from "@/lib/testing/log";
import { verifyExport } from "./index";
import { enrol, makeExport, takeExport } from "./testing/export-of";
import type { EvidenceReport } from "./verify/verify-export";

testLog();

const auditor = contextAs("auditor", { id: "per_yuki" });

/** The log is sealed, and two people open another epoch of it. */
async function nextEpoch(): Promise<void> {
  await pastTheWalls((client) => client.query("select log_seal('The database came from a backup.')"));
  await openEpoch(systemContext("command-line"), {
    administrator: "per_ada@example.org",
    controller: "per_cem@example.org",
    reason: "The database was restored from the backup of last night.",
  });
}

let everything: Buffer;
let report: EvidenceReport;

beforeAll(async () => {
  await seedOrganisation();
  await enrol("per_yuki", "auditor");
  await enrol("per_ada", "admin");
  await enrol("per_cem", "compliance");
  await recordSome(300, "First");
  await sequenceOnce();
  await nextEpoch();
  await recordSome(40, "Second");
  await sequenceOnce();
  await nextEpoch();
  await recordSome(7, "Third");
  await sequenceOnce();
  everything = await takeExport(auditor, await makeExport(auditor));
  report = await verifyExport(packInMemory(everything));
});

const trees = () => report.manifest?.trees ?? [];
const keys = () => trees().map(({ vkey }) => vkey);

describe("L5 an export over the epochs of a log", () => {
  it("is sound by itself, with a checkpoint, a key and a proof of every epoch", async () => {
    expect(report.faults).toEqual([]);
    expect(trees().map(({ epoch, size, events }) => [epoch, size === events])).toEqual([
      [1, true],
      [2, true],
      [3, true],
    ]);
    expect(new Set(trees().map(({ origin }) => origin)).size).toBe(3);
    const names = (await readEntries(packInMemory(everything))).map(({ name }) => name);
    for (const folder of ["proof/epoch-1", "proof/epoch-2", "proof"])
      expect(names).toEqual(
        expect.arrayContaining(["hashes.bin", "checkpoint", "vkey"].map((name) => `${folder}/${name}`)),
      );
  });

  it("proves a part of every epoch, and of an epoch without any event that there is nothing of it", async () => {
    const of = async (search: object) =>
      verifyExport(
        packInMemory(await takeExport(auditor, await makeExport(auditor, { query: { kind: "events", search } }))),
      );
    const some = await of({ kind: ["team.created"] });
    expect(some.faults).toEqual([]);
    expect(some.manifest?.trees.map(({ events }) => events)).toEqual([300, 40, 7]);
    const opened = await of({ kind: ["log.epoch_opened"] });
    expect(opened.faults).toEqual([]);
    expect(opened.manifest?.trees.map(({ events, hashes }) => [events, hashes > 0])).toEqual([
      [0, true],
      [1, true],
      [1, true],
    ]);
  });

  it("stands under the keys of all its epochs, and says which one was not given", async () => {
    expect((await verifyExport(packInMemory(everything), keys())).faults).toEqual([]);
    for (const [at, missing] of keys().entries()) {
      const { faults } = await verifyExport(packInMemory(everything), keys().toSpliced(at, 1));
      expect(faults.join(), missing).toContain("another key than the one that you gave");
    }
  });

  it("is verified from the command line, with no database, and each epoch is named", async () => {
    const folder = fs.mkdtempSync(path.join(tmpdir(), "countersign-epochs-"));
    const [file, keyFile] = [path.join(folder, "export.zip"), path.join(folder, "keys")];
    fs.writeFileSync(file, everything);
    fs.writeFileSync(keyFile, keys().join("\n"));
    const { DATABASE_URL: _database, ...env } = process.env;
    const command = ["--import", "tsx", "scripts/countersign.ts", "verify", file, "--key", keyFile];
    const { stdout } = await promisify(execFile)(process.execPath, command, { env });
    fs.rmSync(folder, { recursive: true });
    expect(stdout).toContain("The export is sound");
    for (const { events, size, origin } of trees())
      expect(stdout).toContain(`${events} events, each of them under the signed root of ${size} entries of ${origin}.`);
  }, 60_000);
});
