import { type Frontier, foldRange, HASH_BYTES, type Node, nodeHash, nodesOf } from "./tree";

/**
 * C2SP tlog-tiles: the tree in tiles of up to 256 hashes, the leaves in bundles of the same width.
 * A hash at position i of tile (level L, index N) is the root of the 256^L leaves from (N * 256 + i) * 256^L.
 */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;
export const MAX_LEAF_BYTES = 65_535;

/** `level` "entries" is a bundle of leaves. `width` is 256 for a full tile. */
export interface TileName {
  level: number | "entries";
  index: number;
  width: number;
}

/** "x001/x234/067": three digits per element, all but the last marked. */
function encodeIndex(index: number): string {
  const parts = [String(index % 1000).padStart(3, "0")];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    parts.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
  }
  return parts.join("/");
}

/** The path below the log's prefix: `tile/0/x001/234`, `tile/entries/000.p/17`. */
export function tilePath({ level, index, width }: TileName): string {
  return `tile/${level}/${encodeIndex(index)}${width < TILE_WIDTH ? `.p/${width}` : ""}`;
}

/** The tile that `path` names, or null when it is not the one canonical spelling of any. */
export function parseTilePath(path: string): TileName | null {
  const match = /^tile\/(entries|\d|[1-5]\d|6[0-3])\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (!match) return null;
  const name: TileName = {
    level: match[1] === "entries" ? "entries" : Number(match[1]),
    index: Number((match[2] as string).replaceAll(/[x/]/g, "")),
    width: match[3] ? Number(match[3]) : TILE_WIDTH,
  };
  if (match[3] && name.width >= TILE_WIDTH) return null;
  return tilePath(name) === path ? name : null;
}

/** How many hashes of tile `index` at `level` a tree of `size` leaves has: 0 when it has none. */
export function widthAt(size: number, level: number, index: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level) - index * TILE_WIDTH;
  return Math.max(0, Math.min(TILE_WIDTH, hashes));
}

/** Leaves as a bundle: each after its length in two bytes, big-endian. */
export function encodeEntries(leaves: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    leaves.flatMap((leaf) => {
      if (leaf.length > MAX_LEAF_BYTES)
        throw new RangeError(`a leaf of ${leaf.length} bytes does not fit into a bundle`);
      return [Uint8Array.of(leaf.length >> 8, leaf.length & 255), leaf];
    }),
  );
}

/** The leaves of a bundle, as views into it. @throws RangeError when it ends inside a leaf */
export function decodeEntries(bundle: Buffer): Buffer[] {
  const leaves: Buffer[] = [];
  for (let at = 0; at < bundle.length; ) {
    const end = at + 2 > bundle.length ? Number.POSITIVE_INFINITY : at + 2 + bundle.readUInt16BE(at);
    if (end > bundle.length) throw new RangeError("the bundle ends inside a leaf");
    leaves.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return leaves;
}

/** The hashes of a tile, as views into it. */
export function hashesOf(tile: Buffer): Buffer[] {
  return Array.from({ length: Math.floor(tile.length / HASH_BYTES) }, (_, at) =>
    tile.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
}

/** The root of 2^n hashes. */
export function subtreeRoot(hashes: readonly Buffer[]): Buffer {
  let row = [...hashes];
  while (row.length > 1) {
    row = Array.from({ length: row.length / 2 }, (_, at) => nodeHash(row[2 * at] as Buffer, row[2 * at + 1] as Buffer));
  }
  return row[0] as Buffer;
}

export interface FullTile {
  level: number;
  index: number;
  hashes: Buffer;
  root: Buffer;
}

/**
 * Grows the tiles beside the frontier. Holds only the unfinished tile of each level (at most 255 hashes),
 * so its memory does not grow with the log.
 */
export class TileBuilder {
  readonly #frontier: Frontier;
  readonly #open: Buffer[][];

  /** @param open the hashes of the unfinished tile of each level, level 0 first, that belong to `frontier.size` */
  constructor(frontier: Frontier, open: Buffer[][] = []) {
    this.#frontier = frontier;
    this.#open = open.map((hashes) => [...hashes]);
  }

  get size(): number {
    return this.#frontier.size;
  }

  root(): Buffer {
    return this.#frontier.root();
  }

  /** A copy of the right edge, for whoever re-derives the tree from here on. */
  frontier(): Frontier {
    return this.#frontier.clone();
  }

  clone(): TileBuilder {
    return new TileBuilder(this.#frontier.clone(), this.#open);
  }

  /** The unfinished tiles, the lowest first; `hashes` of fewer than 256. */
  openTiles(): Omit<FullTile, "root">[] {
    return this.#open.flatMap((hashes, level) => {
      const index = Math.floor(this.size / TILE_WIDTH ** (level + 1));
      return hashes.length ? [{ level, index, hashes: Buffer.concat(hashes) }] : [];
    });
  }

  /** Adds a leaf hash and returns the tiles that it filled, the lowest first. */
  append(leaf: Buffer): FullTile[] {
    const filled: FullTile[] = [];
    this.#frontier.append(leaf, (height, hash) => {
      if (height % TILE_HEIGHT !== 0) return;
      const level = height / TILE_HEIGHT;
      const below = this.#open[level - 1];
      // A finished subtree of 256 hashes is the root of the tile below it, which is thereby full.
      if (below && below.length === TILE_WIDTH) {
        const index = Math.floor((this.size + 1) / TILE_WIDTH ** level) - 1;
        filled.push({ level: level - 1, index, hashes: Buffer.concat(below), root: hash });
        below.length = 0;
      }
      this.#open[level] ??= [];
      this.#open[level].push(hash);
    });
    return filled;
  }
}

/** The tile in which a node stands (`height` within it rising from 0) and the positions in it that the node covers. */
export function tileOfNode({ height, index }: Node): { level: number; tile: number; from: number; count: number } {
  const level = Math.floor(height / TILE_HEIGHT);
  const count = 2 ** (height % TILE_HEIGHT);
  const tile = Math.floor((index * count) / TILE_WIDTH);
  return { level, tile, from: (index * count) % TILE_WIDTH, count };
}

/** Gives the first `width` hashes of a tile, or more. */
export type TileReader = (level: number, index: number, width: number) => Promise<Buffer>;

/** The hash of each range of a tree of `size` leaves, read from its tiles: what the proofs of tree.ts are made of. */
export async function hashRanges(
  ranges: readonly (readonly [number, number])[],
  size: number,
  readTile: TileReader,
): Promise<Buffer[]> {
  const hashes: Buffer[] = [];
  for (const range of ranges) {
    const parts: Buffer[] = [];
    for (const node of nodesOf(range)) {
      const { level, tile, from, count } = tileOfNode(node);
      const bytes = await readTile(level, tile, widthAt(size, level, tile));
      parts.push(subtreeRoot(hashesOf(bytes.subarray(from * HASH_BYTES, (from + count) * HASH_BYTES))));
    }
    hashes.push(foldRange(parts));
  }
  return hashes;
}
