import { beforeAll, describe, expect, it } from "vitest";
import { inSqlTransaction } from "@/lib/db";
import { packInMemory } from "@/lib/packs";
import { contextAs } from "@/lib/testing/contexts";
import { seedOrganisation } from "@/lib/testing/inventory";
import { recordSome, testLog } from "@/lib/testing/log";
import { verifyExport } from "./index";
import { makeExport, takeExport } from "./testing/export-of";

testLog();

let whole: Buffer;
let some: Buffer;
let vkey = "";

beforeAll(async () => {
  await seedOrganisation();
  await recordSome(300);
  await inSqlTransaction(async (tx) => {
    await tx.query(
      "insert into people (id, name, email, status) values ('per_yuki', 'Yuki', 'yuki@example.org', 'active') on conflict do nothing",
    );
    await tx.query(
      "insert into role_grants (id, person_id, role) values ('grt_yuki', 'per_yuki', 'auditor') on conflict do nothing",
    );
  });
  const auditor = contextAs("auditor", { id: "per_yuki" });
  whole = await takeExport(auditor, await makeExport(auditor));
  const search = { kind: ["team.created" as const] };
  some = await takeExport(auditor, await makeExport(auditor, { query: { kind: "events", search } }));
  vkey = (await verifyExport(packInMemory(whole))).anchor?.vkey ?? "";
});

const faultsOf = async (bytes: Buffer, keys: string[] = []) => (await verifyExport(packInMemory(bytes), keys)).faults;

describe("L5 an outsider checks an export without the console", () => {
  it("accepts it as it was made, of everything and of a part, under the log's key and without one", async () => {
    expect(await faultsOf(whole, [vkey])).toEqual([]);
    expect(await faultsOf(some, [vkey])).toEqual([]);
    expect(await faultsOf(some)).toEqual([]);
    const { manifest } = await verifyExport(packInMemory(some));
    expect(manifest?.counts.byType).toEqual({ "team.created": manifest?.counts.events });
    expect(manifest?.trees[0]?.hashes).toBeGreaterThan(0);
  });
});
