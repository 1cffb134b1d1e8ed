import { generateKeyPairSync, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addCheckpointBody,
  checkpointText,
  consistencyRanges,
  cosign,
  cosignedAt,
  cosignerOf,
  Frontier,
  judgeCheckpoint,
  parseAddCheckpoint,
  parseCosigner,
  partsOfNote,
  signNote,
  verifierOf,
  type Witnessed,
} from "./index";
import { foldRange, leafHash, nodeHash, nodesOf } from "./tree";

const log = generateKeyPairSync("ed25519");
const witness = generateKeyPairSync("ed25519");
const ORIGIN = "log.example/one";
const verifier = verifierOf(ORIGIN, log.publicKey);

/** The hash of any range of leaves, the slow and plain way. */
function rangeHash(leaves: readonly Buffer[], [from, to]: readonly [number, number]): Buffer {
  const whole = (height: number, index: number): Buffer =>
    height === 0 ? (leaves[index] as Buffer) : nodeHash(whole(height - 1, 2 * index), whole(height - 1, 2 * index + 1));
  return foldRange(nodesOf([from, to]).map(({ height, index }) => whole(height, index)));
}

const leavesOf = (count: number, seed = 0) =>
  Array.from({ length: count }, (_, at) => leafHash(Buffer.from(`${seed}/${at}`)));

function rootOf(leaves: readonly Buffer[]): Buffer {
  const frontier = new Frontier();
  for (const leaf of leaves) frontier.append(leaf);
  return frontier.root();
}

const noteOf = (leaves: readonly Buffer[]) =>
  signNote(checkpointText({ origin: ORIGIN, size: leaves.length, root: rootOf(leaves) }), ORIGIN, log.privateKey);

function asked(leaves: readonly Buffer[], old: number) {
  const proof = old > 0 ? consistencyRanges(old, leaves.length).map((range) => rangeHash(leaves, range)) : [];
  return { old, proof, note: noteOf(leaves) };
}

const knownAt = (leaves: readonly Buffer[], size: number): Witnessed => ({
  size,
  root: size ? rootOf(leaves.slice(0, size)) : null,
});

describe("L2 cosignatures (C2SP tlog-cosignature)", () => {
  it("names the key as the specification computes it, and reads its printed form back", () => {
    const cosigner = cosignerOf("witness.example/w1", witness.privateKey);
    expect(parseCosigner(cosigner.vkey)).toMatchObject({ name: "witness.example/w1", vkey: cosigner.vkey });
    // The key of a log is of another kind, even with the same bytes: one cannot stand in for the other.
    expect(() => parseCosigner(verifierOf("witness.example/w1", witness.privateKey).vkey)).toThrow(
      "not the key of a witness",
    );
    expect(() => parseCosigner(cosigner.vkey.replace("witness.example/w1", "witness.example/w2"))).toThrow("key id");
  });

  it("covers the text and the time, and nothing that was changed", () => {
    const { text } = partsOfNote(noteOf(leavesOf(7)));
    const cosigner = cosignerOf("w", witness.privateKey);
    const at = new Date("2026-11-21T10:00:00.900Z");
    const line = cosign(text, "w", witness.privateKey, at);
    expect(cosignedAt(text, ["— other AAAA", line], cosigner)).toEqual({ at: new Date("2026-11-21T10:00:00Z"), line });
    expect(cosignedAt(text, ["— other AAAA"], cosigner)).toBeNull();
    expect(() => cosignedAt(`${text}x`, [line], cosigner)).toThrow("not good");
    const bytes = Buffer.from(line.split(" ").at(-1) as string, "base64");
    fc.assert(
      fc.property(fc.integer({ min: 4, max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (place, by) => {
        const changed = Buffer.from(bytes);
        changed[place] = (changed[place] as number) ^ by;
        expect(() => cosignedAt(text, [`— w ${changed.toString("base64")}`], cosigner)).toThrow(RangeError);
      }),
    );
  });
});

describe("L2 what a witness signs (C2SP tlog-witness, add-checkpoint)", () => {
  it("signs a log that begins with what it signed last, at any two sizes, and no other", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        (old, more, forked) => {
          const leaves = leavesOf(old + more);
          const known = knownAt(forked ? leavesOf(old, 1) : leaves, old);
          const verdict = judgeCheckpoint(parseAddCheckpoint(addCheckpointBody(asked(leaves, old))), verifier, known);
          expect(verdict.status).toBe(forked && old > 0 ? 422 : 200);
        },
      ),
    );
  });

  it("answers each wrong request with the status the specification gives it", () => {
    const leaves = leavesOf(9);
    const good = asked(leaves, 4);
    const at4 = knownAt(leaves, 4);
    expect(judgeCheckpoint(good, null, at4)).toMatchObject({ status: 404 });
    expect(judgeCheckpoint(good, verifierOf(ORIGIN, witness.publicKey), at4)).toMatchObject({ status: 403 });
    expect(judgeCheckpoint({ ...good, old: 10 }, verifier, at4)).toMatchObject({ status: 400 });
    expect(judgeCheckpoint(good, verifier, knownAt(leaves, 5))).toMatchObject({ status: 409, size: 5 });
    expect(judgeCheckpoint({ ...good, proof: good.proof.slice(1) }, verifier, at4)).toMatchObject({ status: 422 });
    expect(judgeCheckpoint({ ...good, old: 0 }, verifier, { size: 0, root: null })).toMatchObject({ status: 422 });
    const same9 = { old: 9, proof: [], note: noteOf(leaves) };
    expect(judgeCheckpoint(same9, verifier, knownAt(leaves, 9))).toMatchObject({ status: 200 });
    expect(judgeCheckpoint(same9, verifier, knownAt(leavesOf(9, 1), 9))).toMatchObject({ status: 409, size: 9 });
  });

  it("reads what it wrote, and nothing malformed", () => {
    const good = addCheckpointBody(asked(leavesOf(9), 4));
    expect(addCheckpointBody(parseAddCheckpoint(good))).toBe(good);
    for (const bad of [
      good.replace("old 4", "old 04"),
      good.replace("old 4", "old -4"),
      good.replace("old 4\n", "4\n"),
      `old 4\n${`${randomBytes(32).toString("base64")}\n`.repeat(64)}\n${noteOf(leavesOf(2))}`,
      "old 1\nAAAA\n\nx\n",
      "old 1",
      "",
    ])
      expect(() => parseAddCheckpoint(bad), bad.slice(0, 40)).toThrow(RangeError);
  });
});
