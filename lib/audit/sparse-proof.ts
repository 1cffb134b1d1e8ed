import { hashRanges, openCheckpoint, parseVerifier, type Range, SparseRanges, TILE_WIDTH } from "@/lib/transparency";
import { findCheckpoint, readEpochs, readState, readTile, readTiles } from "./log-store";
import type { Queryable } from "./store";
import { findCosigned } from "./witnesses/store";

/** A signed head of one epoch, under which what it holds can be proved. */
export interface LogHead {
  epoch: number;
  origin: string;
  vkey: string;
  size: number;
  root: Buffer;
  /** The signed note, with the log's own signature alone. */
  checkpoint: string;
  /** The lines of those who signed this very checkpoint beside the log. */
  cosignatures: string[];
}

/** The newest published head of every epoch that holds anything, the oldest first: as `q` sees them. */
export async function readHeads(q: Queryable): Promise<LogHead[]> {
  const state = await readState(q);
  const heads: LogHead[] = [];
  for (const { epoch, origin, vkey } of await readEpochs(q)) {
    const size = epoch === state.epoch ? state.publishedSize : null;
    const checkpoint = size === 0 ? null : await findCheckpoint(q, epoch, size);
    if (!checkpoint) continue;
    const { root } = openCheckpoint(checkpoint.note, parseVerifier(vkey));
    const cosigned = await findCosigned(q, epoch, checkpoint.size);
    const cosignatures = cosigned?.size === checkpoint.size ? cosigned.lines : [];
    heads.push({ epoch, origin, vkey, size: checkpoint.size, root, checkpoint: checkpoint.note, cosignatures });
  }
  return heads;
}

/** So many tiles are read at once where one follows another. */
const AHEAD = 64;

/**
 * Gives, from left to right, the hashes that prove many leaves under one head: those of all subtrees between them
 * (lib/transparency/sparse.ts). Holds a few tiles, however large the tree is.
 */
export class SparseProver {
  readonly #ranges: SparseRanges;
  readonly #windows = new Map<number, { from: number; tiles: Map<number, Buffer>; next: number }>();

  constructor(
    readonly q: Queryable,
    readonly head: Pick<LogHead, "epoch" | "size">,
  ) {
    this.#ranges = new SparseRanges(head.size);
  }

  /** The hashes between the leaf before and this one. @throws RangeError for a leaf out of order */
  before(index: number): Buffer[] | Promise<Buffer[]> {
    const ranges = this.#ranges.before(index);
    return ranges.length ? this.#hashes(ranges) : [];
  }

  /** Those behind the last leaf. */
  behind(): Promise<Buffer[]> {
    return this.#hashes(this.#ranges.behind());
  }

  #hashes(ranges: readonly Range[]): Promise<Buffer[]> {
    return hashRanges(ranges, this.head.size, (level, index, width) => this.#tile(level, index, width));
  }

  async #tile(level: number, index: number, width: number): Promise<Buffer> {
    const window = this.#windows.get(level);
    const held = window?.tiles.get(index);
    if (held) return held;
    const { epoch } = this.head;
    const count = window?.next === index ? AHEAD : 1;
    const tiles = await readTiles(this.q, { epoch, level, from: index, count });
    this.#windows.set(level, { from: index, tiles, next: index + count });
    const found =
      tiles.get(index) ?? (width < TILE_WIDTH ? await readTile(this.q, epoch, { level, index, width }) : null);
    if (!found) throw new RangeError(`tile ${level}/${index} of the log is missing`);
    tiles.set(index, found);
    return found;
  }
}
