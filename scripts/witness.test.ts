import fs from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addWitness,
  collectCosignatures,
  listWitnesses,
  proofOf,
  readPublished,
  removeWitness,
  sequenceOnce,
} from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { pastTheWalls, recordSome, testLog } from "@/lib/testing/log";
import {
  addCheckpointBody,
  cosignedAt,
  cosignerOf,
  openCheckpoint,
  parseCosigner,
  parseVerifier,
  partsOfNote,
  signNote,
  verifyProof,
} from "@/lib/transparency";
import { runVerify } from "./verify";
import { witnessServer } from "./witness";
import { WitnessKeeper } from "./witness-keeper";

process.env.COUNTERSIGN_INTERNAL_HOSTS = "127.0.0.1";
testLog();

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "countersign-witness-"));
const priya = contextAs("admin", { id: "per_priya" });
let keeper: WitnessKeeper;
let server: Server;
let url = "";
let vkey = "";

const published = async (file: string) => (await readPublished(file))?.body.toString("utf8") ?? "";

async function serve(): Promise<void> {
  const verifier = parseVerifier(await published("vkey"));
  keeper = new WitnessKeeper(dir);
  server = witnessServer({ name: "witness.example/w1", logs: new Map([[verifier.name, verifier]]) }, keeper);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vkey = cosignerOf("witness.example/w1", keeper.key).vkey;
}

async function stop(): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  keeper.close();
}

beforeAll(async () => {
  await recordSome(3);
  await sequenceOnce();
  await serve();
});
afterAll(async () => {
  await stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

describe("L2 a witness of the log (C2SP tlog-witness)", () => {
  it("is added by an administrator alone, with the key of a witness, once", async () => {
    await expect(addWitness(contextAs("compliance", { id: "per_ines" }), { vkey, url })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(addWitness(priya, { vkey: await published("vkey"), url })).rejects.toMatchObject({ code: "invalid" });
    await expect(addWitness(priya, { vkey, url: "ftp://x" })).rejects.toMatchObject({ code: "invalid" });
    const both = await Promise.allSettled([addWitness(priya, { vkey, url }), addWitness(priya, { vkey, url })]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await listWitnesses(priya)).toMatchObject([{ name: "witness.example/w1", url, size: 0, error: "" }]);
  });

  it("signs each new checkpoint, which is published and proves events with its signature", async () => {
    await collectCosignatures();
    await recordSome(300);
    await sequenceOnce();
    await collectCosignatures();
    const [latest] = await recordSome(1);
    await sequenceOnce();
    const note = await published("witnessed");
    const { text, lines } = partsOfNote(note);
    expect(cosignedAt(text, lines, parseCosigner(vkey))).not.toBeNull();
    expect(openCheckpoint(note, parseVerifier(await published("vkey")))).toMatchObject({ size: expect.any(Number) });
    expect(await published("checkpoint")).not.toContain("witness.example/w1");
    // What the witness has seen is proved under its signature; what came after is proved all the same.
    const { rows } = await sql().query<{ event_id: string }>("select event_id from log_sequence where seq = 7");
    const old = await proofOf(systemContext("test"), rows[0]?.event_id as string);
    expect(verifyProof(old, parseVerifier(old.vkey))).toEqual([]);
    expect(old.checkpoint).toContain("witness.example/w1");
    const fresh = await proofOf(systemContext("test"), latest as string);
    expect(verifyProof(fresh, parseVerifier(fresh.vkey))).toEqual([]);
    expect(fresh.checkpoint).not.toContain("witness.example/w1");
    const file = path.join(dir, "proof.json");
    fs.writeFileSync(file, JSON.stringify(old));
    expect(await runVerify([file, "--witness", vkey])).toBe(0);
    fs.writeFileSync(file, JSON.stringify(fresh));
    expect(await runVerify([file, "--witness", vkey])).toBe(1);
  });

  it("that is away keeps nobody waiting, is told of once, and follows when it is back, whatever it remembers", async () => {
    await stop();
    await recordSome(2);
    await sequenceOnce();
    await collectCosignatures();
    await collectCosignatures();
    expect((await listWitnesses(priya))[0]?.error).toBe("it cannot be reached");
    const told = "select count(*)::int as n from audit_events where type = 'witness.refused'";
    expect((await sql().query(told)).rows[0].n).toBe(1);
    await serve();
    await sql().query("update log_witnesses set url = $1, size = 2", [url]);
    await sequenceOnce();
    await collectCosignatures();
    const [witness] = await listWitnesses(priya);
    expect(witness).toMatchObject({ error: "", failedAt: null });
    expect(witness?.size).toBe(
      openCheckpoint(await published("checkpoint"), parseVerifier(await published("vkey"))).size,
    );
  });

  it("refuses a log that was rolled back and grown anew, keeps the evidence, and says so in words", async () => {
    const key = new WitnessKeeper(fs.mkdtempSync(path.join(os.tmpdir(), "countersign-fork-")));
    expect(key.read("any")).toEqual({ size: 0, root: null });
    key.close();
    await pastTheWalls((client) => client.query("update log_witnesses set size = 0"));
    const origin = parseVerifier(await published("vkey")).name;
    const kept = keeper.read(origin);
    keeper.write(origin, { size: kept.size, root: Buffer.alloc(32, 7) });
    await recordSome(1);
    await sequenceOnce();
    await collectCosignatures();
    expect((await listWitnesses(priya))[0]?.error).toBe("it answered 422");
    expect(fs.readFileSync(path.join(dir, "refused.log"), "utf8")).toContain("does not show");
    keeper.write(origin, { size: kept.size + 1_000, root: Buffer.alloc(32, 7) });
    await collectCosignatures();
    expect((await listWitnesses(priya))[0]?.error).toContain("was an older copy restored?");
  });

  it("is one process per folder, and gives nothing to a stranger or a malformed request", async () => {
    fs.writeFileSync(path.join(dir, "lock"), String(process.ppid));
    expect(() => new WitnessKeeper(dir)).toThrow("two witnesses with one key");
    fs.writeFileSync(path.join(dir, "lock"), String(process.pid));
    const post = (body: string) => fetch(`${url}/add-checkpoint`, { method: "POST", body });
    expect((await post("old x\n\n")).status).toBe(400);
    expect((await post("x".repeat(70_000))).status).toBe(413);
    const stranger = signNote(
      "other.example/log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
      "other.example/log",
      keeper.key,
    );
    expect((await post(addCheckpointBody({ old: 0, proof: [], note: stranger }))).status).toBe(404);
    expect((await fetch(`${url}/add-checkpoint`)).status).toBe(405);
    expect((await (await fetch(url)).text()).trim()).toBe(vkey);
  });

  it("is removed, and what it signed stays", async () => {
    await expect(removeWitness(priya, { name: "nobody" })).rejects.toMatchObject({ code: "not_found" });
    await removeWitness(priya, { name: "witness.example/w1" });
    expect(await listWitnesses(priya)).toEqual([]);
    expect(await published("witnessed")).toContain("witness.example/w1");
    await expect(sql().query("delete from log_cosignatures")).rejects.toMatchObject({ code: "CS004" });
  });
});
