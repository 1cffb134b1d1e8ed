import { describe, expect, it, vi } from "vitest";
import { openEpoch, readPublished, recordEvents, sequenceOnce } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { db, inSqlTransaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { pastTheWalls, testLog } from "@/lib/testing/log";
import { type ProofBundle, parseVerifier, publishedLog, verifyLog } from "@/lib/transparency";
import { letGo, makeMonths } from "./index";

testLog();

const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
const read = async (file: string) => (await readPublished(file))?.body ?? null;
const former = (file: string) => read(`epochs/1/${file}`);

async function recordAt(days: number, count: number): Promise<void> {
  const one = (at: number) => ({
    type: "team.created" as const,
    targetId: `tem_${at}`,
    details: { name: `Team ${at}` },
  });
  const events = Array.from({ length: count }, (_, at) => one(at));
  await inSqlTransaction((tx) => recordEvents(tx, systemContext("test", { now: ago(days) }), events));
}

/** A backup of before the last leaf was restored, and two people opened a new epoch. */
async function loseTheLastLeaf(): Promise<void> {
  const size = 300;
  await pastTheWalls(async (client) => {
    const lost = "in (select event_id from log_sequence where seq >= $1)";
    for (const table of ["audit_personal", "audit_events"]) {
      await client.query(`delete from ${table} where ${table === "audit_events" ? "id" : "event_id"} ${lost}`, [size]);
    }
    await client.query("delete from log_sequence where seq >= $1", [size]);
    await client.query("delete from log_checkpoints where size > $1", [size]);
    await client.query(
      "update log_state set size = $1, published_size = $1, root = (select root from log_checkpoints where size = $1)",
      [size],
    );
  });
  for (const [name, role] of [
    ["ada", "admin"],
    ["cem", "compliance"],
  ] as const) {
    const grants = { create: { id: newId("grt"), role, teamId: null } };
    await db().person.create({ data: { id: newId("per"), name, email: `${name}@firm.example`, grants } });
  }
  expect(await sequenceOnce()).toMatchObject({ sealed: true });
  await openEpoch(systemContext("command-line"), {
    administrator: "ada@firm.example",
    controller: "cem@firm.example",
    reason: "The database was restored from the backup of last night.",
  });
  await sequenceOnce();
}

describe("L3 leaves of a former epoch are let go, and an outsider can tell", () => {
  it("by the proof of the later tree's event, and by nothing else", { timeout: 60_000 }, async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: ago(8 * 365) });
    await sequenceOnce();
    vi.useRealTimers();
    await recordAt(8 * 365 - 1, 299);
    await sequenceOnce();
    await recordAt(8 * 365 - 2, 1);
    await sequenceOnce();
    await loseTheLastLeaf();
    await makeMonths(systemContext("worker"));
    expect((await letGo(systemContext("worker"))).leaves).toBe(256);
    await sequenceOnce();

    const verifier = parseVerifier(String(await former("vkey")).trim());
    expect(await verifyLog(publishedLog(former), verifier)).toMatchObject({ faults: [], letGo: 256, size: 300 });
    const bundle = JSON.parse(String(await former("let-go"))) as ProofBundle;
    const leaf = Buffer.from(bundle.leaf, "base64").toString("utf8");
    const forged = Buffer.from(leaf.replace('"minimum":256', '"minimum":255')).toString("base64");
    const another = JSON.parse(String(await read(`proof/${bundle.eventId}`))) as ProofBundle;
    for (const [what, given] of [
      ["nothing", null],
      ["no proof", {}],
      ["a changed leaf", { ...bundle, leaf: forged }],
      ["another key", { ...another, vkey: `${bundle.origin}+00000000+${"A".repeat(44)}` }],
    ] as const) {
      const source = { ...publishedLog(former), letGo: async () => given as ProofBundle | null };
      expect((await verifyLog(source, verifier)).faults, what).toContain("leaf 0 is missing");
    }
  });
});
