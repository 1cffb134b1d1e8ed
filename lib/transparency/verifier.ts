import { provedMinimum, statedMinimum } from "./let-go";
import { openCheckpoint, type Verifier } from "./note";
import type { ProofBundle } from "./proof";
import { type FullTile, MAX_LEAF_BYTES, TILE_WIDTH, TileBuilder, tilePath, widthAt } from "./tiles";
import { Frontier, HASH_BYTES, leafHash, same } from "./tree";

/**
 * Recomputes a whole log from its published parts and says what does not agree. Knows nothing of the console or its database:
 * whoever has the public key, and the files, can run it.
 */
export interface LogSource {
  checkpoint: () => Promise<string>;
  /** The first `width` hashes of a tile, or null when it is not there. */
  tile: (level: number, index: number, width: number) => Promise<Buffer | null>;
  /** The leaves of a bundle, null for each that is missing; null when the bundle is not there. */
  entries: (index: number, width: number) => Promise<(Buffer | null)[] | null>;
  /** Below which number leaves may be gone, as far as the source knows by itself; asked when everything was read. */
  minimum?: () => Promise<number>;
  /** The proof that a later tree says what was let go of this one; asked like `minimum`, null: there is none. */
  letGo?: () => Promise<ProofBundle | null>;
}

/** A tree head known from elsewhere (an earlier checkpoint, a mark of the guard) that must be the beginning of this log. */
export interface KnownHead {
  size: number;
  root: Buffer;
  what: string;
}

/** What whoever verifies brings along: heads that the log has to continue, in any order, and keys of later trees that they trust. */
interface Known {
  heads?: readonly KnownHead[];
  laterKeys?: readonly Verifier[];
}

export interface LogReport {
  origin: string;
  size: number;
  root: string;
  /** What does not agree, each in a sentence; empty for a sound log. */
  faults: string[];
  /** The largest known head that agreed: leaves below it are anchored outside the log. */
  anchored: KnownHead | null;
  /** Leaves below this number were let go, as the log itself says; their hashes are kept. 0 when all are there. */
  letGo: number;
}

const AHEAD = 16;
const MOST_FAULTS = 100;
const MOST_GONE = 10_000;

/** Verifies everything up to the checkpoint. @throws whatever the source throws on an outage */
export async function verifyLog(
  source: LogSource,
  verifier: Verifier,
  { heads = [], laterKeys = [] }: Known = {},
): Promise<LogReport> {
  const note = await source.checkpoint();
  try {
    const checkpoint = openCheckpoint(note, verifier);
    return await new LogCheck(source, verifier, { checkpoint, heads, laterKeys }).run();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return {
      origin: verifier.name,
      size: 0,
      root: "",
      faults: [`checkpoint: ${error.message}`],
      anchored: null,
      letGo: 0,
    };
  }
}

interface Bundle {
  width: number;
  leaves: (Buffer | null)[] | null;
  tile: Buffer | null;
}

/** One run over one log. Two trees grow: from the leaves, and, from the first difference on, from the tiles of level 0. */
class LogCheck {
  readonly #faults: string[] = [];
  readonly #fromLeaves = new TileBuilder(new Frontier());
  #fromTiles: TileBuilder | null = null;
  readonly #differing: { index: number; leaf: Buffer; tile: Buffer }[] = [];
  readonly #wrongTiles = { leaves: new Set<string>(), tiles: new Set<string>() };
  readonly #heads: KnownHead[];
  readonly #laterKeys: readonly Verifier[];
  #anchored: KnownHead | null = null;
  #complete = true;
  readonly #gone = new Gone();
  /** Below which number this log's own leaves say that leaves were let go. */
  #stated = 0;

  readonly checkpoint: { origin: string; size: number; root: Buffer };

  constructor(
    readonly source: LogSource,
    readonly verifier: Verifier,
    { checkpoint, heads, laterKeys }: { checkpoint: LogCheck["checkpoint"] } & Required<Known>,
  ) {
    this.checkpoint = checkpoint;
    this.#laterKeys = laterKeys;
    this.#heads = [...heads].sort((one, other) => one.size - other.size);
  }

  async run(): Promise<LogReport> {
    const { origin, size, root } = this.checkpoint;
    this.#meetHeads(0);
    for await (const [index, bundle] of this.#bundles()) {
      await this.#take(index, bundle);
      if (!this.#complete) break;
    }
    if (this.#complete) await this.#checkOpenTiles();
    const letGo = await this.#judgeGone();
    this.#judge();
    for (const head of this.#heads.filter((known) => known.size > size)) {
      this.#faults.push(`rolled back: ${head.what} covers ${head.size} leaves, the checkpoint only ${size}`);
    }
    const faults = this.#faults.slice(0, MOST_FAULTS);
    if (this.#faults.length > MOST_FAULTS) faults.push(`and ${this.#faults.length - MOST_FAULTS} more`);
    return { origin, size, root: root.toString("base64"), faults, anchored: this.#anchored, letGo };
  }

  /** What is gone below the minimum was let go; anything else that is gone is a fault. @returns the minimum, 0 when nothing was */
  async #judgeGone(): Promise<number> {
    if (this.#gone.isEmpty) return 0;
    let minimum = Math.max(this.#stated, (await this.source.minimum?.()) ?? 0);
    if (this.#gone.lowest >= minimum)
      minimum = Math.max(minimum, provedMinimum(await this.source.letGo?.(), this.verifier, this.#laterKeys));
    for (const seq of this.#gone.from(minimum, MOST_GONE)) this.#faults.push(`leaf ${seq} is missing`);
    return this.#gone.lowest < minimum ? minimum : 0;
  }

  /** Bundles with their tiles of level 0, a few read ahead. */
  async *#bundles(): AsyncGenerator<[number, Bundle]> {
    const count = Math.ceil(this.checkpoint.size / TILE_WIDTH);
    const ahead: Promise<Bundle>[] = [];
    for (let index = 0; index < count; index++) {
      while (ahead.length < AHEAD && index + ahead.length < count) {
        const coming = this.#read(index + ahead.length);
        // Seen when its turn comes; a failure before that must not count as unhandled.
        coming.catch(() => {});
        ahead.push(coming);
      }
      yield [index, await (ahead.shift() as Promise<Bundle>)];
    }
  }

  async #read(index: number): Promise<Bundle> {
    const width = widthAt(this.checkpoint.size, 0, index);
    const [leaves, tile] = await Promise.all([this.source.entries(index, width), this.source.tile(0, index, width)]);
    return { width, leaves, tile };
  }

  async #take(index: number, { width, leaves, tile }: Bundle): Promise<void> {
    const whole = tile?.length === width * HASH_BYTES;
    if (!whole) this.#faults.push(`${tilePath({ level: 0, index, width })} is missing or too short`);
    for (let at = 0; at < width; at++) {
      const leaf = leaves?.[at] ?? null;
      const stated = whole ? (tile as Buffer).subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES) : null;
      const seq = index * TILE_WIDTH + at;
      if (!leaf) this.#gone.add(seq);
      else this.#stated = Math.max(this.#stated, statedMinimum(leaf, this.checkpoint.origin));
      const hash = leaf ? leafHash(leaf) : stated && Buffer.from(stated);
      if (!hash) {
        // Neither leaf nor hash: nothing after it can be placed in the tree.
        this.#complete = false;
        return;
      }
      if (leaf && leaf.length > MAX_LEAF_BYTES) this.#faults.push(`leaf ${seq} is longer than a leaf may be`);
      for (const [filled, other] of this.#append(hash, stated ?? hash)) await this.#compare(filled, other);
    }
  }

  /** Grows both trees; the tiles above level 0 that this leaf filled, each with its like of the other tree. */
  #append(hash: Buffer, stated: Buffer): [FullTile, FullTile | null][] {
    if (!hash.equals(stated)) {
      this.#fromTiles ??= this.#fromLeaves.clone();
      this.#differing.push({ index: this.#fromLeaves.size, leaf: hash, tile: Buffer.from(stated) });
    }
    const fromTiles = this.#fromTiles?.append(Buffer.from(stated)) ?? null;
    const filled = this.#fromLeaves.append(hash);
    this.#meetHeads(this.#fromLeaves.size);
    return filled.flatMap((tile, position): [FullTile, FullTile | null][] =>
      tile.level > 0 ? [[tile, fromTiles?.[position] ?? null]] : [],
    );
  }

  async #compare(tile: Pick<FullTile, "level" | "index" | "hashes">, other: Pick<FullTile, "hashes"> | null) {
    const width = tile.hashes.length / HASH_BYTES;
    const path = tilePath({ level: tile.level, index: tile.index, width });
    const stored = await this.source.tile(tile.level, tile.index, width);
    if (!stored?.equals(tile.hashes)) this.#wrongTiles.leaves.add(path);
    if (other && !stored?.equals(other.hashes)) this.#wrongTiles.tiles.add(path);
  }

  async #checkOpenTiles(): Promise<void> {
    const others = this.#fromTiles?.openTiles();
    for (const [position, tile] of this.#fromLeaves.openTiles().entries()) {
      if (tile.level > 0) await this.#compare(tile, others?.[position] ?? null);
    }
  }

  /** Compares the heads known for exactly this size. */
  #meetHeads(size: number): void {
    for (let head = this.#heads[0]; head?.size === size; head = this.#heads[0]) {
      this.#heads.shift();
      const agrees =
        same(this.#fromLeaves.root(), head.root) || (this.#fromTiles && same(this.#fromTiles.root(), head.root));
      if (agrees) this.#anchored = head;
      else this.#faults.push(`${head.what}: the first ${size} leaves do not have the root it states`);
    }
  }

  /** Whoever agrees with the signed root is right: leaves or tiles. */
  #judge(): void {
    if (!this.#complete) return;
    const { size, root } = this.checkpoint;
    const leavesRight = same(this.#fromLeaves.root(), root);
    const tilesRight = !leavesRight && this.#fromTiles !== null && same(this.#fromTiles.root(), root);
    const placeOf = new Map(this.#differing.map(({ index, tile }) => [tile.toString("hex"), index]));
    const changed = new Set<string>();
    for (const { index, leaf } of this.#differing) {
      const tileIndex = Math.floor(index / TILE_WIDTH);
      const path = tilePath({ level: 0, index: tileIndex, width: widthAt(size, 0, tileIndex) });
      const belongs = placeOf.get(leaf.toString("hex"));
      if (leavesRight) changed.add(`${path} changed: it does not hold the hashes of its leaves`);
      else if (belongs !== undefined) changed.add(`leaf ${index} is out of order: its hash is that of leaf ${belongs}`);
      else if (tilesRight) changed.add(`leaf ${index} changed`);
      else changed.add(`leaf ${index} changed, or its hash in ${path} did`);
    }
    const wrong = tilesRight ? this.#wrongTiles.tiles : this.#wrongTiles.leaves;
    for (const path of wrong) changed.add(`${path} changed or is missing`);
    if (!leavesRight && !tilesRight) {
      changed.add(`the ${size} leaves have the root ${this.#fromLeaves.root().toString("base64")}, not the signed one`);
    }
    this.#faults.push(...changed);
  }
}

/** Numbers that rise, kept as stretches: many millions of leaves may be gone from the front. */
class Gone {
  readonly #stretches: { from: number; to: number }[] = [];

  add(seq: number): void {
    const last = this.#stretches.at(-1);
    if (last?.to === seq) last.to = seq + 1;
    else this.#stretches.push({ from: seq, to: seq + 1 });
  }

  get isEmpty(): boolean {
    return this.#stretches.length === 0;
  }

  get lowest(): number {
    return this.#stretches[0]?.from ?? Number.POSITIVE_INFINITY;
  }

  /** Those at or above `minimum`, the first of them. */
  *from(minimum: number, most: number): Generator<number> {
    let told = 0;
    for (const { from, to } of this.#stretches) {
      for (let seq = Math.max(from, minimum); seq < to && told < most; seq++, told++) yield seq;
    }
  }
}
