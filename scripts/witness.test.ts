import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
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
  checkpointText,
  cosignedAt,
  cosignerOf,
  openCheckpoint,
  parseCosigner,
  parseVerifier,
  partsOfNote,
  signNote,
  verifierOf,
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
    expect(key.read("any")).toEqual({ size: 0, root: null, turn: 0 });
    key.close();
    await pastTheWalls((client) => client.query("update log_witnesses set size = 0"));
    const origin = parseVerifier(await published("vkey")).name;
    const kept = keeper.read(origin);
    keeper.write(origin, { size: kept.size, root: Buffer.alloc(32, 7) }, kept.turn);
    await recordSome(1);
    await sequenceOnce();
    await collectCosignatures();
    expect((await listWitnesses(priya))[0]?.error).toBe("it answered 422");
    expect(fs.readFileSync(path.join(dir, "refused.log"), "utf8")).toContain("does not show");
    keeper.write(origin, { size: kept.size + 1_000, root: Buffer.alloc(32, 7) }, kept.turn + 1);
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

  it("signs one of two trees, whatever two processes read and when they write (two containers are process 1 both)", () => {
    const shared = fs.mkdtempSync(path.join(os.tmpdir(), "countersign-shared-"));
    const [one, other] = [new WitnessKeeper(shared), new WitnessKeeper(shared)];
    const tree = (size: number, byte: number) => ({ size, root: Buffer.alloc(32, byte) });
    one.write("log", tree(5, 1), 0);
    expect(other.read("log")).toEqual({ ...tree(5, 1), turn: 1 });
    one.write("log", tree(6, 1), 1);
    expect(() => other.write("log", tree(6, 2), 1)).toThrow("wrote first");
    for (const size of [7, 8, 9]) one.write("log", tree(size, 1), one.read("log").turn);
    // Long after, where the files of that turn were tidied away.
    expect(() => other.write("log", tree(6, 2), 1)).toThrow("wrote first");
    expect(() => other.write("log", tree(9, 2), 4)).toThrow("wrote first");
    expect(other.read("log")).toEqual({ ...tree(9, 1), turn: 5 });
    fs.rmSync(shared, { recursive: true });
  });

  it("forgets nothing where the disk is full, and goes on with the file of before there were turns", () => {
    const full = fs.mkdtempSync(path.join(os.tmpdir(), "countersign-full-"));
    const child = `
      const { WitnessKeeper } = await import("./scripts/witness-keeper.ts");
      const keeper = new WitnessKeeper(${JSON.stringify(full)});
      const tried = (origin) => { try { keeper.write(origin, { size: 9, root: Buffer.alloc(32, 1) }, 0); return "written"; } catch (error) { return error.code; } };
      console.log(JSON.stringify([tried("x".repeat(1_000)), keeper.read("x".repeat(1_000)).size, tried("short")]));`;
    const limited = `trap '' XFSZ; ulimit -f 1; exec "$0" --import tsx --input-type=module -e "$1"`;
    const env = { ...process.env, TSX_DISABLE_CACHE: "1" };
    const said = execFileSync("bash", ["-c", limited, process.execPath, child], { env });
    expect(JSON.parse(said.toString())).toEqual(["EFBIG", 0, "written"]);
    expect(fs.readdirSync(full).filter((name) => name.startsWith("new-"))).toEqual([]);
    const [record = ""] = fs.readdirSync(full).filter((name) => name.startsWith("log-"));
    fs.renameSync(path.join(full, record), path.join(full, record.replace(".1.", ".")));
    const next = new WitnessKeeper(full);
    expect(next.read("short")).toMatchObject({ size: 9, turn: 0 });
    next.write("short", { size: 10, root: Buffer.alloc(32, 1) }, 0);
    expect(next.read("short")).toMatchObject({ size: 10, turn: 1 });
    fs.rmSync(full, { recursive: true });
  });

  it("keeps each accusation once, and proof of a fork in a file that strangers cannot fill", async () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const kept = new WitnessKeeper(fs.mkdtempSync(path.join(os.tmpdir(), "countersign-fork-")));
    const verifier = verifierOf("forked.example/log", privateKey);
    const judge = witnessServer({ name: "w", logs: new Map([[verifier.name, verifier]]) }, kept);
    await new Promise<void>((resolve) => judge.listen(0, "127.0.0.1", resolve));
    const signed = (size: number, byte: number) => {
      const root = Buffer.alloc(32, byte);
      return signNote(checkpointText({ origin: verifier.name, size, root }), verifier.name, privateKey);
    };
    const ask = async (old: number, note: string) => {
      const address = `http://127.0.0.1:${(judge.address() as AddressInfo).port}/add-checkpoint`;
      return (await fetch(address, { method: "POST", body: addCheckpointBody({ old, proof: [], note }) })).status;
    };
    const noise = `— other.example ${Buffer.alloc(68).toString("base64")}\n`;
    expect([await ask(0, signed(3, 1)), await ask(3, signed(3, 1)), await ask(3, signed(3, 2))]).toEqual([
      200, 200, 409,
    ]);
    for (let times = 0; times < 5; times++) expect(await ask(3, signed(4, 1) + noise.repeat(times))).toBe(422);
    const lines = (file: string) => fs.readFileSync(path.join(kept.dir, file), "utf8").trim().split("\n");
    expect(lines("forked.log")).toHaveLength(1);
    expect(lines("refused.log")).toHaveLength(1);
    expect(JSON.parse(lines("forked.log")[0] ?? "").note).toBe(signed(3, 2));
    await new Promise((resolve) => judge.close(resolve));
  });

  it("is removed, and what it signed stays", async () => {
    await expect(removeWitness(priya, { name: "nobody" })).rejects.toMatchObject({ code: "not_found" });
    await removeWitness(priya, { name: "witness.example/w1" });
    expect(await listWitnesses(priya)).toEqual([]);
    expect(await published("witnessed")).toContain("witness.example/w1");
    await expect(sql().query("delete from log_cosignatures")).rejects.toMatchObject({ code: "CS004" });
  });
});
