import { beforeAll, expect, it } from "vitest";
import { openEpoch, sequenceOnce } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { packInMemory, readEntries } from "@/lib/packs";
import { contextAs } from "@/lib/testing/contexts";
import { seedOrganisation } from "@/lib/testing/inventory";
import { pastTheWalls, recordSome, testLog } from "@/lib/testing/log";
import { verifyExport } from "./index";
import { enrol, makeExport, takeExport } from "./testing/export-of";

testLog();

const EPOCHS = 24;
const auditor = contextAs("auditor", { id: "per_yuki" });

beforeAll(async () => {
  await seedOrganisation();
  await enrol("per_yuki", "auditor");
  await enrol("per_ada", "admin");
  await enrol("per_cem", "compliance");
  await recordSome(5);
  await sequenceOnce();
  for (let epoch = 2; epoch <= EPOCHS; epoch++) {
    await pastTheWalls((client) => client.query("select log_seal('The database came from a backup.')"));
    await openEpoch(systemContext("command-line"), {
      administrator: "per_ada@example.org",
      controller: "per_cem@example.org",
      reason: "The database was restored from the backup of last night.",
    });
    await recordSome(2, `Epoch ${epoch}`);
    await sequenceOnce();
  }
});

it("L5 an export of a log that was opened again many times is sound, with a proof of every epoch", async () => {
  const bytes = await takeExport(auditor, await makeExport(auditor));
  const { faults, manifest } = await verifyExport(packInMemory(bytes));
  expect(faults).toEqual([]);
  expect(manifest?.trees.map(({ epoch }) => epoch)).toEqual(Array.from({ length: EPOCHS }, (_, at) => at + 1));
  expect((await readEntries(packInMemory(bytes))).length).toBeGreaterThan(3 * EPOCHS);
});
