import { beforeAll, describe, expect, it } from "vitest";
import { sequenceOnce } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { packInMemory } from "@/lib/packs";
import { contextAs } from "@/lib/testing/contexts";
import { seedOrganisation } from "@/lib/testing/inventory";
import { recordSome, testLog } from "@/lib/testing/log";
import { askExport, gatherExport, getExport, verifyExport } from "./index";
import { enrol, makeExport, takeExport } from "./testing/export-of";

testLog();

const auditor = contextAs("auditor", { id: "per_yuki" });
const asked = {
  title: "Autumn",
  query: { kind: "events" as const, search: {} },
  formats: ["jsonl" as const, "csv" as const],
};

/** What PostgreSQL says where a part no longer fits onto its disk, while `work` runs. */
async function withFullDisk(work: () => Promise<void>): Promise<void> {
  await sql().query(`create function no_room() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`);
  await sql().query(
    "create trigger no_room before insert on evidence_parts for each row when (new.number >= 2000000) execute function no_room()",
  );
  try {
    await work();
  } finally {
    await sql().query("drop function no_room() cascade");
  }
}

beforeAll(async () => {
  await seedOrganisation();
  await enrol("per_yuki", "auditor");
  await recordSome(50);
});

describe("L5 an export that finds the disk full", () => {
  it("ends as failed, says what to do, leaves no part of itself, and is made when it is asked for again", async () => {
    const { id } = await askExport(auditor, asked);
    await withFullDisk(async () => {
      await sequenceOnce();
      await expect(gatherExport(systemContext("worker"), id)).rejects.toMatchObject({ code: "53100" });
    });
    const failed = await getExport(auditor, id);
    expect(failed).toMatchObject({ state: "failed", error: expect.stringContaining("disk is full") });
    expect(failed.error).toContain("ask for it again");
    const { rows } = await sql().query("select from evidence_parts where export_id = $1", [id]);
    expect(rows).toHaveLength(0);
    expect(await gatherExport(systemContext("worker"), id)).toBe("over");
    const again = await takeExport(auditor, await makeExport(auditor, asked));
    expect((await verifyExport(packInMemory(again))).faults).toEqual([]);
  });
});
