import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { packInMemory } from "@/lib/packs";
import { seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import { stageCampaign } from "@/lib/testing/packs";
import { runVerify } from "../../../scripts/verify";
import { type Apart, changeLines, forge, takeApart } from "./testing/forge";
import { packOf } from "./testing/pack-of";
import { verifyPack } from "./verify-pack";

testLog();

let pack: Buffer;
let vkey = "";

beforeAll(async () => {
  await seedOrganisation();
  const { id } = await stageCampaign(60);
  pack = (await packOf(id)).bytes;
  vkey = (await verifyPack(packInMemory(pack))).anchor?.vkey ?? "";
});

const faultsOf = async (bytes: Buffer, keys: string[] = []) => (await verifyPack(packInMemory(bytes), keys)).faults;

describe("C8 evidence: an outsider checks the pack without the console", () => {
  it("accepts it as it was made, under the log's key and without one", async () => {
    expect(await faultsOf(pack, [vkey])).toEqual([]);
    expect(await faultsOf(pack)).toEqual([]);
  });

  it("refuses it under another key", async () => {
    const other = "elsewhere.example/log+6e4bd0c9+ATBvB0bFJNAmkw2ULIDgH9fEbehjpC4UPKUWxR5XXvnp";
    expect((await faultsOf(pack, [other]))[0]).toContain("another key than the one that you gave");
  });

  it("refuses every one of a thousand changes: bits, bytes, runs, places, ends", async () => {
    const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const change = fc.record({
      kind: fc.constantFrom("flip", "drop", "insert", "swap", "truncate", "append", "repeat"),
      at: place,
      to: place,
      bit: fc.nat(7),
      length: fc.integer({ min: 1, max: 400 }),
    });
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(change, async (wanted) => {
        const changed = mutate(pack, wanted);
        fc.pre(!changed.equals(pack));
        expect(await faultsOf(changed)).not.toEqual([]);
        refused++;
      }),
      { numRuns: 1_000 },
    );
    expect(refused).toBe(1_000);
  }, 120_000);

  it("refuses a change of every single byte of what no digest covers: headers, directory, anchor", async () => {
    const from = pack.indexOf(Buffer.from("manifest.json"));
    const places = [...range(0, 64), ...range(from - 40, from + 30), ...range(pack.length - 3_200, pack.length)];
    for (const at of places) {
      const changed = Buffer.from(pack);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      expect(await faultsOf(changed), `byte ${at}`).not.toEqual([]);
    }
  });
});

interface Change {
  kind: string;
  at: number;
  to: number;
  bit: number;
  length: number;
}

function mutate(bytes: Buffer, { kind, at, to, bit, length }: Change): Buffer {
  const [from, target] = [Math.floor(at * bytes.length), Math.floor(to * bytes.length)];
  const run = bytes.subarray(from, from + length);
  if (kind === "flip") {
    const changed = Buffer.from(bytes);
    changed[from] = (changed[from] ?? 0) ^ (1 << bit);
    return changed;
  }
  if (kind === "drop") return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
  if (kind === "insert") return Buffer.concat([bytes.subarray(0, target), run, bytes.subarray(target)]);
  if (kind === "truncate") return bytes.subarray(0, from);
  if (kind === "append") return Buffer.concat([bytes, run]);
  if (kind === "repeat") return Buffer.concat([bytes.subarray(0, from), run, bytes.subarray(from)]);
  const changed = Buffer.from(bytes);
  changed.copy(changed, target, from, from + length);
  return changed;
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, step) => from + step);

type Line = Record<string, unknown> & { number: number };
const set = (file: string, number: number, change: object) => (apart: Apart) =>
  changeLines<Line>(apart, file, (lines) =>
    lines.map((line) => (line.number === number ? { ...line, ...change } : line)),
  );
const without = (file: string, number: number) => (apart: Apart) =>
  changeLines<Line>(apart, file, (lines) => lines.filter((line) => line.number !== number));

describe("C8 evidence: a pack that was made up as a whole, with a key of its own", () => {
  it("is refused under the log's key, whatever it says", async () => {
    const forged = await forge(await takeApart(pack));
    expect((await faultsOf(forged, [vkey]))[0]).toContain("another key");
  });

  // Without a key the pack's own word is taken; what it says must still agree with itself and with the log's proofs in it.
  it.each<[string, (apart: Apart) => Apart, RegExp]>([
    [
      "another right",
      set("items.jsonl", 5, { rightsText: '{"kind": "entitlement"}' }),
      /item 5: its digest is not that/,
    ],
    ["a dropped item", without("items.jsonl", 7), /item 8 stands where item 7 should/],
    ["a dropped vote", without("votes.jsonl", 4), /sign-off cso_per_r1: says 16 items, and there are 15/],
    [
      "a vote turned round",
      set("votes.jsonl", 5, { decision: "revoke" }),
      /item 5: vote 1 .* is not what the log says/,
    ],
    ["words put in a mouth", set("votes.jsonl", 5, { text: "I saw nothing." }), /its digest is not that of its votes/],
    [
      "an outcome that nobody asked for",
      set("items.jsonl", 20, { decision: "keep" }),
      /item 20 is to keep, and its votes say revoke/,
    ],
    [
      "a probe let through",
      set("remediation.jsonl", 20, { probes: [{ after: "allow" }] }),
      /item 20 is called verified/,
    ],
    [
      "a dropped remediation",
      without("remediation.jsonl", 20),
      /item 20 was withdrawn: it is neither verified nor excepted/,
    ],
    ["a dropped exception", without("exceptions.jsonl", 10), /item 10 was withdrawn/],
    [
      "an event that did not happen so",
      (apart) =>
        changeLines<{ id: string; leaf: string }>(apart, "events.jsonl", (lines) =>
          lines.map((line) => ({ ...line, leaf: line.leaf.replace('"items":60', '"items":61') })),
        ),
      /the proof of the event .* is of no event that needs one/,
    ],
    [
      "an event that is left out",
      (apart) =>
        changeLines<{ leaf: string }>(apart, "events.jsonl", (lines) =>
          lines.filter(({ leaf }) => !leaf.includes('"campaign.launched"')),
        ),
      /the log has no event of the launch/,
    ],
    [
      "words beside a leaf that it does not commit to",
      (apart) =>
        changeLines<{ beside: { value: string }[] }>(apart, "events.jsonl", (lines) =>
          lines.map((line) => ({ ...line, beside: line.beside.map((one) => ({ ...one, value: '"Other."' })) })),
        ),
      /the leaf does not commit to the text/,
    ],
    [
      "a proof that is left out",
      (apart) => changeLines(apart, "proofs.jsonl", (lines) => lines.slice(1)),
      /is not proved/,
    ],
    [
      "another plan",
      (apart) => ({
        ...apart,
        manifest: { ...apart.manifest, campaign: { ...apart.manifest.campaign, plan: { stages: [] } } },
      }),
      /the plan is not the one that the campaign was launched with/,
    ],
    [
      "other counts",
      (apart) => ({
        ...apart,
        manifest: { ...apart.manifest, counts: { ...apart.manifest.counts, byDecision: { keep: 60 } } },
      }),
      /the manifest counts decisions otherwise/,
    ],
    [
      "a line that is no line",
      (apart) => ({ ...apart, files: new Map(apart.files).set("asks.jsonl", Buffer.from("not json\n")) }),
      /asks.jsonl, line 1/,
    ],
  ])("says what is wrong: %s", async (_, change, expected) => {
    const faults = await faultsOf(await forge(change(await takeApart(pack))));
    expect(
      faults.some((fault) => expected.test(fault)),
      faults.join("\n"),
    ).toBe(true);
  });

  it("does not unpack a bomb", async () => {
    const apart = await takeApart(pack);
    const bomb = Buffer.alloc(16 * 1_048_576, 0x20);
    const faults = await faultsOf(await forge({ ...apart, files: new Map(apart.files).set("asks.jsonl", bomb) }));
    expect(faults.at(-1)).toContain("a line that is longer than any can be");
  });
});

describe("C8 evidence: the command", () => {
  it("ends with 0 for a sound pack, 1 for a wrong one, 69 where it could not look", async () => {
    const folder = fs.mkdtempSync(path.join(tmpdir(), "countersign-pack-"));
    const said = [vi.spyOn(console, "log"), vi.spyOn(console, "error")].map((spy) => spy.mockImplementation(() => {}));
    try {
      const file = path.join(folder, "pack.zip");
      fs.writeFileSync(file, pack);
      expect(await runVerify([file, "--key", vkey])).toBe(0);
      fs.writeFileSync(file, pack.subarray(0, -1));
      expect(await runVerify([file])).toBe(1);
      expect(await runVerify([file, "--key", "nonsense"])).toBe(69);
      expect(await runVerify([file, "--nonsense"])).toBe(64);
    } finally {
      for (const spy of said) spy.mockRestore();
      fs.rmSync(folder, { recursive: true });
    }
  });
});
