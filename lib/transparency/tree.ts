import { sha256 } from "@/lib/sha256";

/**
 * The Merkle tree of RFC 6962 (and RFC 9162), as pure functions over 32-byte SHA-256 hashes.
 * A node is named by its height (0 = leaf) and its position at that height: it covers the leaves
 * from `index * 2^height` to `(index + 1) * 2^height - 1`.
 */
export const HASH_BYTES = 32;

export interface Node {
  height: number;
  index: number;
}

/** Leaves from `start` up to, not including, `end`. */
export type Range = readonly [start: number, end: number];

const LEAF = 0;
const INNER = 1;

/** SHA-256(0x00 ‖ leaf). */
export function leafHash(leaf: Uint8Array): Buffer {
  const prefixed = Buffer.allocUnsafe(leaf.length + 1);
  prefixed[0] = LEAF;
  prefixed.set(leaf, 1);
  return sha256(prefixed);
}

const pair = Buffer.alloc(1 + 2 * HASH_BYTES, INNER);

/** SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  pair.set(left, 1);
  pair.set(right, 1 + HASH_BYTES);
  return sha256(pair);
}

/** The root of a tree with no leaves: SHA-256 of nothing. */
export function emptyRoot(): Buffer {
  return sha256("");
}

/** The largest complete subtrees covering `range`, left to right; `range` must be one the proofs of RFC 6962 ask for. */
export function nodesOf([start, end]: Range): Node[] {
  const nodes: Node[] = [];
  let at = start;
  while (at < end) {
    let height = 0;
    while (at % 2 ** (height + 1) === 0 && at + 2 ** (height + 1) <= end) height++;
    nodes.push({ height, index: at / 2 ** height });
    at += 2 ** height;
  }
  return nodes;
}

/** The hash of a range from the hashes of `nodesOf(range)`: folded from the right, as an unbalanced tree grows. */
export function foldRange(hashes: readonly Uint8Array[]): Buffer {
  const last = hashes.at(-1);
  if (!last) return emptyRoot();
  return hashes.slice(0, -1).reduceRight<Buffer>((right, left) => nodeHash(left, right), Buffer.from(last));
}

/** The right edge of a growing tree: the roots of its complete subtrees, from the largest to the smallest. */
export class Frontier {
  size = 0;
  #peaks: Buffer[] = [];

  /** A frontier of `size` leaves from the hashes of `nodesOf([0, size])`. */
  static of(size: number, peaks: readonly Buffer[]): Frontier {
    if (nodesOf([0, size]).length !== peaks.length) throw new RangeError("a tree of this size has other peaks");
    const frontier = new Frontier();
    frontier.size = size;
    frontier.#peaks = [...peaks];
    return frontier;
  }

  clone(): Frontier {
    return Frontier.of(this.size, this.#peaks);
  }

  /** Adds one leaf hash; `onNode` hears every complete subtree that this leaf finished, from the leaf upwards. */
  append(leaf: Buffer, onNode?: (height: number, hash: Buffer) => void): void {
    let node = leaf;
    onNode?.(0, node);
    for (let height = 0, rest = this.size; rest % 2 === 1; rest = (rest - 1) / 2, height++) {
      const left = this.#peaks.pop();
      if (!left) throw new Error("the frontier lost a peak");
      node = nodeHash(left, node);
      onNode?.(height + 1, node);
    }
    this.#peaks.push(node);
    this.size++;
  }

  root(): Buffer {
    return foldRange(this.#peaks);
  }
}

/** What an inclusion proof of leaf `index` in a tree of `size` consists of: ranges, in the order of RFC 6962 2.1.1. */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`leaf ${index} is not in a tree of ${size}`);
  const ranges: Range[] = [];
  let [start, end]: Range = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      ranges.unshift([middle, end]);
      end = middle;
    } else {
      ranges.unshift([start, middle]);
      start = middle;
    }
  }
  return ranges;
}

/** What a consistency proof from a tree of `former` to one of `size` consists of (RFC 6962 2.1.2). */
export function consistencyRanges(former: number, size: number): Range[] {
  if (!(former > 0 && former <= size)) throw new RangeError(`no proof from ${former} to ${size}`);
  const ranges: Range[] = [];
  let [start, end]: Range = [0, size];
  while (former !== end) {
    const middle = start + splitOf(end - start);
    if (former <= middle) {
      ranges.unshift([middle, end]);
      end = middle;
    } else {
      ranges.unshift([start, middle]);
      start = middle;
    }
  }
  if (start > 0) ranges.unshift([start, end]);
  return ranges;
}

/** The largest power of two below `count`. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

/** The root that this inclusion proof leads to (RFC 9162 2.1.3.2), or null when the proof has the wrong length. */
export function rootOfInclusion(
  at: { index: number; size: number },
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
): Buffer | null {
  const ranges = at.index >= 0 && at.index < at.size ? inclusionRanges(at.index, at.size) : null;
  if (ranges?.length !== proof.length || proof.some((step) => step.length !== HASH_BYTES)) return null;
  let node: Buffer = Buffer.from(leaf);
  ranges.forEach(([start], position) => {
    const sibling = proof[position] as Uint8Array;
    node = start > at.index ? nodeHash(node, sibling) : nodeHash(sibling, node);
  });
  return node;
}

/** Whether `proof` shows that the tree of `former` leaves is the beginning of the other (RFC 9162 2.1.4.2). */
export function verifyConsistency(
  former: { size: number; root: Uint8Array },
  latter: { size: number; root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (former.size < 1 || former.size > latter.size) return false;
  if (former.size === latter.size) return proof.length === 0 && same(former.root, latter.root);
  const steps = isPowerOfTwo(former.size) ? [former.root, ...proof] : [...proof];
  const first = steps.shift();
  if (!first || [first, ...steps].some((step) => step.length !== HASH_BYTES)) return false;
  let [inner, outer] = [former.size - 1, latter.size - 1];
  while (inner % 2 === 1) [inner, outer] = [half(inner), half(outer)];
  let [formerRoot, latterRoot]: [Buffer, Buffer] = [Buffer.from(first), Buffer.from(first)];
  for (const step of steps) {
    if (outer === 0) return false;
    if (inner % 2 === 1 || inner === outer) {
      formerRoot = nodeHash(step, formerRoot);
      latterRoot = nodeHash(step, latterRoot);
      while (inner % 2 === 0 && inner !== 0) [inner, outer] = [half(inner), half(outer)];
    } else latterRoot = nodeHash(latterRoot, step);
    [inner, outer] = [half(inner), half(outer)];
  }
  return outer === 0 && same(formerRoot, former.root) && same(latterRoot, latter.root);
}

const half = (value: number) => Math.floor(value / 2);
const isPowerOfTwo = (value: number) => Number.isInteger(Math.log2(value));

/** Whether two hashes are equal; roots are public, so time does not matter. */
export function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
