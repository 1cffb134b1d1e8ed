import { foldRange, HASH_BYTES, type Node, nodeHash, nodesOf, type Range } from "./tree";

/**
 * One proof for many leaves of one tree: the hashes of all largest subtrees (of the tree of RFC 6962 over `size` leaves) that hold
 * none of the proved leaves, from left to right. Leaves and hashes together give the root, and nothing else does.
 */

/**
 * Goes over the leaves from left to right and says which subtrees stand between them, each as the range of leaves that it covers.
 * All but the last are complete; the last reaches to the tree's end, however its right edge looks.
 */
export class SparseRanges {
  #next = 0;

  constructor(readonly size: number) {}

  /** The subtrees before leaf `index`, which must be right of the leaf before. @throws RangeError for any other */
  before(index: number): readonly Range[] {
    if (!(index >= this.#next && index < this.size)) throw new RangeError(`leaf ${index} is out of its order`);
    if (index === this.#next) {
      this.#next++;
      return NONE;
    }
    const ranges = nodesOf([this.#next, index]).map(rangeOf);
    this.#next = index + 1;
    return ranges;
  }

  /** The subtrees behind the last leaf. */
  behind(): Range[] {
    return tailOf(this.#next, this.size);
  }
}

const NONE: readonly Range[] = [];

const rangeOf = ({ height, index }: Node): Range => [index * 2 ** height, (index + 1) * 2 ** height];

/** From `start` to the end: what fills up the peak that `start` stands in, and all further peaks as the one subtree that they are. */
function tailOf(start: number, size: number): Range[] {
  if (start >= size) return [];
  const peaks = nodesOf([0, size]).map(rangeOf);
  const ranges: Range[] = [];
  for (const [from, to] of peaks) {
    if (to <= start) continue;
    if (from >= start) return [...ranges, [from, size]];
    ranges.push(...nodesOf([start, to]).map(rangeOf));
  }
  return ranges;
}

/** The root that given leaves and given hashes lead to, from left to right; holds as many hashes as the tree is high. */
export class SparseRoot {
  readonly #ranges: SparseRanges;
  readonly #peaks: { height: number; hash: Buffer }[] = [];

  /** @param nextHash gives the hashes of the proof in their order, null when there are no more */
  constructor(
    size: number,
    readonly nextHash: () => Buffer | null,
  ) {
    this.#ranges = new SparseRanges(size);
  }

  /** @throws RangeError for a leaf out of order, and where the proof ends too early */
  add(index: number, leafHash: Buffer): void {
    for (const [from, to] of this.#ranges.before(index)) this.#grow(Math.log2(to - from), this.#take());
    this.#grow(0, leafHash);
  }

  /** @throws RangeError where the proof ends too early */
  root(): Buffer {
    const size = this.#ranges.size;
    const tail: Buffer[] = [];
    for (const [from, to] of this.#ranges.behind()) {
      const height = Math.log2(to - from);
      // What reaches to the end of the tree and is no complete subtree of it stands last, and is folded as it is.
      if (to === size && (!Number.isInteger(height) || from % (to - from) !== 0)) tail.push(this.#take());
      else this.#grow(height, this.#take());
    }
    return foldRange([...this.#peaks.map(({ hash }) => hash), ...tail]);
  }

  #take(): Buffer {
    const hash = this.nextHash();
    if (hash?.length !== HASH_BYTES) throw new RangeError("the proof ends before the tree does");
    return hash;
  }

  #grow(height: number, hash: Buffer): void {
    let node = { height, hash };
    for (let left = this.#peaks.at(-1); left?.height === node.height; left = this.#peaks.at(-1)) {
      this.#peaks.pop();
      node = { height: node.height + 1, hash: nodeHash(left.hash, node.hash) };
    }
    this.#peaks.push(node);
  }
}
