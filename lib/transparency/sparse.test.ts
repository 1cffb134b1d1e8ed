import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SparseRanges, SparseRoot } from "./sparse";
import { hashRanges, TILE_WIDTH, TileBuilder } from "./tiles";
import { Frontier, inclusionRanges, leafHash, type Range, rootOfInclusion } from "./tree";

const leaves = Array.from({ length: 1_500 }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)));

/** The tree over the first `size` leaves, with all of its tiles. */
function treeOf(size: number) {
  const builder = new TileBuilder(new Frontier());
  const tiles = new Map<string, Buffer>();
  for (const leaf of leaves.slice(0, size))
    for (const { level, index, hashes } of builder.append(leaf)) tiles.set(`${level}/${index}`, hashes);
  for (const { level, index, hashes } of builder.openTiles()) tiles.set(`${level}/${index}`, hashes);
  const readTile = async (level: number, index: number) => tiles.get(`${level}/${index}`) ?? Buffer.alloc(0);
  return { root: builder.root(), hashes: (ranges: readonly Range[]) => hashRanges(ranges, size, readTile) };
}

function rangesFor(size: number, chosen: readonly number[]): Range[] {
  const ranges = new SparseRanges(size);
  return [...chosen.flatMap((index) => ranges.before(index)), ...ranges.behind()];
}

function rootOf(size: number, chosen: readonly number[], hashes: readonly Buffer[]) {
  let at = 0;
  const root = new SparseRoot(size, () => hashes[at++] ?? null);
  for (const index of chosen) root.add(index, leaves[index] as Buffer);
  return { root: root.root(), left: hashes.length - at };
}

/** The definition, word for word: the largest subtrees of the recursive tree of RFC 6962 that hold none of the leaves. */
function largestWithout(chosen: ReadonlySet<number>, [start, end]: Range): Range[] {
  if (!range(start, end).some((index) => chosen.has(index))) return [[start, end]];
  if (end - start === 1) return [];
  let split = 1;
  while (split * 2 < end - start) split *= 2;
  return [...largestWithout(chosen, [start, start + split]), ...largestWithout(chosen, [start + split, end])];
}
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

const world = fc.integer({ min: 1, max: leaves.length }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    chosen: fc
      .uniqueArray(fc.nat(size - 1), { maxLength: 40 })
      .map((indexes) => indexes.sort((one, other) => one - other)),
  }),
);

describe("L5 one proof for many leaves", () => {
  it("consists of the largest subtrees without a proved leaf, for every size and choice", () => {
    fc.assert(
      fc.property(world, ({ size, chosen }) => {
        expect(rangesFor(size, chosen)).toEqual(largestWithout(new Set(chosen), [0, size]));
      }),
      { numRuns: 500 },
    );
  });

  it("gives the same root as the tree, and as the single inclusion proof of every leaf", async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ size, chosen }) => {
        const tree = treeOf(size);
        const hashes = await tree.hashes(rangesFor(size, chosen));
        expect(rootOf(size, chosen, hashes)).toEqual({ root: tree.root, left: 0 });
        for (const index of chosen.slice(0, 3)) {
          const proof = await tree.hashes(inclusionRanges(index, size));
          expect(rootOfInclusion({ index, size }, leaves[index] as Buffer, proof)).toEqual(tree.root);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("leads elsewhere when a leaf is left out, another stands in its place, or a hash turned", async () => {
    const [size, chosen] = [1_300, [0, 5, 6, TILE_WIDTH, 700, 1_299]];
    const tree = treeOf(size);
    const hashes = await tree.hashes(rangesFor(size, chosen));
    expect(rootOf(size, chosen, hashes).root).toEqual(tree.root);
    for (const left of chosen) {
      const fewer = chosen.filter((index) => index !== left);
      const found = () => rootOf(size, fewer, hashes);
      expect(turned(found), `without ${left}`).not.toEqual({ root: tree.root, left: 0 });
    }
    const moved = chosen.map((index) => (index === 700 ? 701 : index));
    expect(turned(() => rootOf(size, moved, hashes))).not.toEqual({ root: tree.root, left: 0 });
    for (const at of hashes.keys()) {
      const changed = hashes.map((hash, place) => (place === at ? leafHash(hash) : hash));
      expect(rootOf(size, chosen, changed).root).not.toEqual(tree.root);
    }
  });

  it("refuses leaves out of order and a proof that is cut", async () => {
    const tree = treeOf(300);
    const hashes = await tree.hashes(rangesFor(300, [7, 200]));
    expect(() => rootOf(300, [200, 7], hashes)).toThrow("out of its order");
    expect(() => rootOf(300, [7, 300], hashes)).toThrow("out of its order");
    expect(() => rootOf(300, [7, 200], hashes.slice(0, -1))).toThrow("ends before the tree does");
  });
});

function turned<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
