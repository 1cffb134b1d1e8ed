import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  consistencyRanges,
  emptyRoot,
  Frontier,
  foldRange,
  inclusionRanges,
  leafHash,
  nodesOf,
  type Range,
  rootOfInclusion,
  verifyConsistency,
} from "./tree";

// The definition in the words of RFC 6962 2.1, written for the reader and nothing else.
function rootByDefinition(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return createHash("sha256").digest();
  if (leaves.length === 1) return sha256([0], leaves[0] as Buffer);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256([1], rootByDefinition(leaves.slice(0, split)), rootByDefinition(leaves.slice(split)));
}
function sha256(prefix: number[], ...parts: Buffer[]): Buffer {
  return createHash("sha256")
    .update(Buffer.concat([Buffer.from(prefix), ...parts]))
    .digest();
}

const leavesOf = (count: number) => Array.from({ length: count }, (_, index) => Buffer.from(`leaf ${index}`));
const rootOfRange = (leaves: Buffer[], [start, end]: Range) => rootByDefinition(leaves.slice(start, end));
function grown(leaves: Buffer[]): Frontier {
  const frontier = new Frontier();
  for (const leaf of leaves) frontier.append(leafHash(leaf));
  return frontier;
}

// The eight leaves and roots that the reference implementations of RFC 6962 are tested with.
const VECTOR_LEAVES = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const VECTOR_ROOTS = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

describe("L2 the tree of RFC 6962", () => {
  it("gives the roots of the published vectors", () => {
    const frontier = new Frontier();
    expect(emptyRoot().toString("hex")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    VECTOR_LEAVES.forEach((leaf, index) => {
      frontier.append(leafHash(Buffer.from(leaf, "hex")));
      expect(frontier.root().toString("hex")).toBe(VECTOR_ROOTS[index]);
    });
  });

  it("gives the root of the definition at every size", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 70 }), (parts) => {
        const leaves = parts.map((part) => Buffer.from(part));
        expect(grown(leaves).root()).toEqual(rootByDefinition(leaves));
      }),
    );
  });

  it("continues from the peaks of any size as if it had never stopped", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(100), (before, after) => {
        const leaves = leavesOf(before + after);
        const peaks = nodesOf([0, before]).map(({ height, index }) =>
          rootOfRange(leaves, [index * 2 ** height, (index + 1) * 2 ** height]),
        );
        const frontier = Frontier.of(before, peaks);
        for (const leaf of leaves.slice(before)) frontier.append(leafHash(leaf));
        expect(frontier.root()).toEqual(rootByDefinition(leaves));
      }),
      { numRuns: 40 },
    );
  });

  it("proves inclusion of every leaf, and of no other leaf", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(), fc.nat(), (size, some, other) => {
        const leaves = leavesOf(size);
        const index = some % size;
        const proof = inclusionRanges(index, size).map((range) => rootOfRange(leaves, range));
        const root = rootByDefinition(leaves);
        expect(rootOfInclusion({ index, size }, leafHash(leaves[index] as Buffer), proof)).toEqual(root);
        expect(rootOfInclusion({ index, size }, leafHash(Buffer.from("forged")), proof)).not.toEqual(root);
        const elsewhere = other % size;
        if (elsewhere === index) return;
        expect(rootOfInclusion({ index: elsewhere, size }, leafHash(leaves[index] as Buffer), proof)).not.toEqual(root);
      }),
    );
  });

  it("refuses an inclusion proof with a step too many, too few or out of range", () => {
    const leaves = leavesOf(7);
    const proof = inclusionRanges(3, 7).map((range) => rootOfRange(leaves, range));
    const leaf = leafHash(leaves[3] as Buffer);
    expect(rootOfInclusion({ index: 3, size: 7 }, leaf, proof.slice(1))).toBeNull();
    expect(rootOfInclusion({ index: 3, size: 7 }, leaf, [...proof, leaf])).toBeNull();
    expect(rootOfInclusion({ index: 7, size: 7 }, leaf, proof)).toBeNull();
    expect(() => inclusionRanges(7, 7)).toThrow(RangeError);
  });

  it("proves consistency of every earlier tree, and of no changed one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(), fc.nat(), (size, some, flip) => {
        const former = 1 + (some % size);
        const leaves = leavesOf(size);
        const proof = consistencyRanges(former, size).map((range) => rootOfRange(leaves, range));
        const one = { size: former, root: rootByDefinition(leaves.slice(0, former)) };
        const two = { size, root: rootByDefinition(leaves) };
        expect(verifyConsistency(one, two, proof)).toBe(true);
        const forged = leaves.slice(0, former).map((leaf, at) => (at === flip % former ? Buffer.from("forged") : leaf));
        expect(verifyConsistency({ size: former, root: rootByDefinition(forged) }, two, proof)).toBe(false);
        expect(verifyConsistency(one, two, [...proof, emptyRoot()])).toBe(false);
      }),
    );
  });

  it("covers a range with complete subtrees whose fold is the hash of the range", () => {
    const leaves = leavesOf(100);
    for (const range of consistencyRanges(37, 100)) {
      const parts = nodesOf(range).map(({ height, index }) =>
        rootOfRange(leaves, [index * 2 ** height, (index + 1) * 2 ** height]),
      );
      expect(foldRange(parts)).toEqual(rootOfRange(leaves, range));
    }
  });
});
