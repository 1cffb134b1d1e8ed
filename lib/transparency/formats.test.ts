import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Checkpoint,
  checkpointText,
  decodeEntries,
  emptyRoot,
  encodeEntries,
  Frontier,
  leafHash,
  openCheckpoint,
  openNote,
  parseCheckpoint,
  parseMarks,
  parseTilePath,
  parseVerifier,
  signNote,
  TileBuilder,
  tilePath,
  verifierOf,
  widthAt,
} from "./index";

// The example of Go's golang.org/x/mod/sumdb/note documentation: key and signature made by that package.
const PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const PETER_TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_NOTE = `${PETER_TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

describe("L2 signed notes", () => {
  it("opens a note that Go signed, and not one byte other", () => {
    const verifier = parseVerifier(PETER);
    expect(verifier.vkey).toBe(PETER);
    expect(openNote(PETER_NOTE, verifier)).toBe(PETER_TEXT);
    expect(() => openNote(PETER_NOTE.replace("your problem,", "my problem,"), verifier)).toThrow("not good");
    expect(() => openNote(PETER_NOTE.replace("— Peter", "— Petra"), verifier)).toThrow("not signed by");
    expect(() => openNote(PETER_TEXT, verifier)).toThrow(RangeError);
    expect(() => parseVerifier(PETER.replace("c74f20a3", "c74f20a4"))).toThrow("key id");
  });

  it("reads back what it signs, for every origin, size and root, and only for that origin", () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const root = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z./-]{1,30}$/), fc.maxSafeNat(), root, (origin, size, hash) => {
        const checkpoint: Checkpoint = { origin, size, root: hash };
        fc.pre(size < 1e15);
        const note = signNote(checkpointText(checkpoint), origin, privateKey);
        const verifier = verifierOf(origin, privateKey);
        expect(openCheckpoint(note, verifier)).toEqual(checkpoint);
        expect(openCheckpoint(note, parseVerifier(verifier.vkey))).toEqual(checkpoint);
        const foreign = signNote(checkpointText({ ...checkpoint, origin: `${origin}x` }), origin, privateKey);
        expect(() => openCheckpoint(foreign, verifier)).toThrow(RangeError);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    "",
    "o\n1\n",
    "o\n01\nAAAA\n",
    `o\n-1\n${emptyRoot().toString("base64")}\n`,
    `o\n1\n${emptyRoot().toString("hex")}\n`,
  ])("refuses %j as a checkpoint", (text) => expect(() => parseCheckpoint(text)).toThrow(RangeError));
});

describe("L2 tiles", () => {
  it.each([
    [{ level: 0, index: 0, width: 256 }, "tile/0/000"],
    [{ level: 1, index: 999, width: 1 }, "tile/1/999.p/1"],
    [{ level: 0, index: 1_234_067, width: 256 }, "tile/0/x001/x234/067"],
    [{ level: "entries", index: 1_000, width: 255 }, "tile/entries/x001/000.p/255"],
  ] as const)("%j stands at %s", (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  it.each([
    "tile/0/0",
    "tile/0/0000",
    "tile/0/x000/001",
    "tile/00/001",
    "tile/0/001.p/0",
    "tile/0/001.p/01",
    "tile/0/001.p/256",
    "tile/8/0/001",
    "tile/0/001/",
    "tile/data/001",
  ])("%s is no tile", (path) => expect(parseTilePath(path)).toBeNull());

  it("hold the hashes that the definition puts there, full and open, at every size", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_500 }), (size) => {
        const builder = new TileBuilder(new Frontier());
        const filled = Array.from({ length: size }, (_, at) => builder.append(leafHash(Buffer.from(`${at}`)))).flat();
        const all = [...filled, ...builder.openTiles()];
        for (const tile of all) {
          expect(tile.hashes.length / 32).toBe(widthAt(size, tile.level, tile.index));
          if (tile.level > 0) continue;
          const first = tile.index * 256;
          expect(tile.hashes.subarray(0, 32)).toEqual(leafHash(Buffer.from(`${first}`)));
        }
        for (const tile of filled) {
          const own = new Frontier();
          for (let at = 0; at < 256; at++) own.append(tile.hashes.subarray(at * 32, at * 32 + 32) as Buffer);
          expect(tile.root).toEqual(own.root());
        }
        const levels = filled.filter((tile) => tile.level === 0).length;
        expect(levels).toBe(Math.floor(size / 256));
      }),
      { numRuns: 25 },
    );
  });

  it("carry leaves in bundles and back, up to the longest, and say when one was cut", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (parts) => {
        const leaves = parts.map((part) => Buffer.from(part));
        const bundle = encodeEntries(leaves);
        expect(decodeEntries(bundle)).toEqual(leaves);
        if (bundle.length) expect(() => decodeEntries(bundle.subarray(0, -1))).toThrow(RangeError);
      }),
    );
    expect(decodeEntries(encodeEntries([Buffer.alloc(65_535)]))[0]).toHaveLength(65_535);
    expect(() => encodeEntries([Buffer.alloc(65_536)])).toThrow(RangeError);
  });
});

describe("L2 marks of the guard", () => {
  it("are read line by line, past one that a crash cut off", () => {
    const root = emptyRoot().toString("base64");
    const text = `1 0 ${root} 2026-11-21T00:00:00Z\n1 7 ${root.slice(0, 9)}\n1 9 ${root} 2026-11-21T00:00:01Z\n`;
    expect(parseMarks(text).map((mark) => mark.size)).toEqual([0, 9]);
  });
});
