import { generateKeyPairSync, type KeyObject } from "node:crypto";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { checkpointText, leafHash, type ProofBundle, signNote, tilePath, verifierOf } from "@/lib/transparency";
import { runVerify } from "./verify";

const ORIGIN = "log.example/countersign";
const LATER = `${ORIGIN}/epoch-2`;
const makeKey = () => generateKeyPairSync("ed25519").privateKey;
const [former, later, foreign] = [makeKey(), makeKey(), makeKey()];
const vkeyOf = (name: string, key: KeyObject) => verifierOf(name, key).vkey;

const folder = fs.mkdtempSync(path.join(tmpdir(), "countersign-keys-"));
const said: string[] = [];
beforeAll(() => {
  for (const stream of ["log", "error"] as const) {
    vi.spyOn(console, stream).mockImplementation((line: string) => void said.push(line));
  }
  write("vkey", `${vkeyOf(ORIGIN, former)}\n`);
  const gone = leafHash(Buffer.from('{"id":"evt_gone"}'));
  write("checkpoint", signNote(checkpointText({ origin: ORIGIN, size: 1, root: gone }), ORIGIN, former));
  write(tilePath({ level: 0, index: 0, width: 1 }), gone);
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

function write(file: string, bytes: string | Buffer): void {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  fs.writeFileSync(path.join(folder, file), bytes);
}

/** The tree `name` says that everything below `minimum` of `of` was let go. */
function letGo({ name = LATER, key = later, of = ORIGIN, minimum = 1 } = {}): ProofBundle {
  const details = { origin: of, minimum };
  const leaf = Buffer.from(JSON.stringify({ id: "evt_let_go", type: "log.leaves_let_go", details }));
  const checkpoint = signNote(checkpointText({ origin: name, size: 1, root: leafHash(leaf) }), name, key);
  return {
    ...{ format: "countersign-proof/1", eventId: "evt_let_go", origin: name, vkey: vkeyOf(name, key), index: 0 },
    ...{ leaf: leaf.toString("base64"), proof: [], checkpoint },
  };
}

async function verified(bundle: ProofBundle, keys: readonly string[]): Promise<[number, string]> {
  write("let-go", JSON.stringify(bundle));
  write("keys", keys.map((key) => `${key}\n`).join(""));
  said.length = 0;
  const code = await runVerify([folder, "--key", path.join(folder, "keys")]);
  return [code, said.join("\n")];
}

const own = vkeyOf(ORIGIN, former);

describe("L3 what was let go of a former epoch, told by a tree of another key", () => {
  it("is believed by whoever trusts that tree's key as well", async () => {
    const [code, words] = await verified(letGo(), [own, vkeyOf(LATER, later)]);
    expect(words).toContain("Leaves below 1 were let go");
    expect(code).toBe(0);
    // The order of the keys says nothing: the log is verified by its own.
    expect((await verified(letGo(), [vkeyOf(LATER, later), own]))[0]).toBe(0);
    expect((await verified(letGo({ name: LATER, key: former }), [own]))[0]).toBe(0);
  });

  it.each<[string, ProofBundle, readonly string[]]>([
    ["nobody who trusts the log's own key alone", letGo(), [own]],
    [
      "nobody where the later tree's key is another than the trusted one",
      letGo({ key: foreign }),
      [own, vkeyOf(LATER, later)],
    ],
    [
      "nobody where the tree is none of this log",
      letGo({ name: "other.example/log" }),
      [own, vkeyOf("other.example/log", later)],
    ],
    ["nobody where it speaks of another tree", letGo({ of: LATER }), [own, vkeyOf(LATER, later)]],
    [
      "nobody where an earlier tree says it",
      letGo({ name: `${ORIGIN}/epoch-1` }),
      [own, vkeyOf(`${ORIGIN}/epoch-1`, later)],
    ],
    ["nobody where nothing was let go", letGo({ minimum: 0 }), [own, vkeyOf(LATER, later)]],
  ])("is believed by %s", async (_, bundle, keys) => {
    const [code, words] = await verified(bundle, keys);
    expect([code, words]).toEqual([1, expect.stringContaining("leaf 0 is missing")]);
  });

  it("needs the key of the log itself among those that are given", async () => {
    const [code, words] = await verified(letGo(), [vkeyOf(LATER, later), vkeyOf("other.example/log", foreign)]);
    expect([code, words]).toEqual([69, expect.stringContaining("none of the keys")]);
  });
});
