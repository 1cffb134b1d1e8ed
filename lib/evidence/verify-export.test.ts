import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { packInMemory } from "@/lib/packs";
import { contextAs } from "@/lib/testing/contexts";
import { seedOrganisation } from "@/lib/testing/inventory";
import { recordSome, testLog } from "@/lib/testing/log";
import { verifyExport } from "./index";
import { enrol, makeExport, takeExport } from "./testing/export-of";

testLog();

let whole: Buffer;
let some: Buffer;
let vkey = "";

beforeAll(async () => {
  await seedOrganisation();
  await recordSome(300);
  await enrol("per_yuki", "auditor");
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

  it("refuses it under another key", async () => {
    const other = "elsewhere.example/log+6e4bd0c9+ATBvB0bFJNAmkw2ULIDgH9fEbehjpC4UPKUWxR5XXvnp";
    expect((await faultsOf(some, [other]))[0]).toContain("another key than the one that you gave");
  });

  it("refuses every one of five hundred changes: bits, runs, places, ends", async () => {
    const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const change = fc.record({
      kind: fc.constantFrom("flip", "drop", "insert", "swap", "truncate", "append"),
      at: place,
      to: place,
      bit: fc.nat(7),
      length: fc.integer({ min: 1, max: 400 }),
    });
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(change, async (wanted) => {
        const changed = mutated(some, wanted);
        fc.pre(!changed.equals(some));
        expect(await faultsOf(changed)).not.toEqual([]);
        refused++;
      }),
      { numRuns: 500 },
    );
    expect(refused).toBe(500);
  }, 120_000);
});

interface Change {
  kind: string;
  at: number;
  to: number;
  bit: number;
  length: number;
}

function mutated(bytes: Buffer, { kind, at, to, bit, length }: Change): Buffer {
  const [from, target] = [Math.floor(at * bytes.length), Math.floor(to * bytes.length)];
  const run = bytes.subarray(from, from + length);
  if (kind === "drop") return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
  if (kind === "insert") return Buffer.concat([bytes.subarray(0, target), run, bytes.subarray(target)]);
  if (kind === "truncate") return bytes.subarray(0, from);
  if (kind === "append") return Buffer.concat([bytes, run]);
  const changed = Buffer.from(bytes);
  if (kind === "swap") changed.copy(changed, target, from, from + length);
  else changed[from] = (changed[from] ?? 0) ^ (1 << bit);
  return changed;
}
