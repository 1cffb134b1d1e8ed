import { createHash, type Hash } from "node:crypto";
import type { Faults } from "@/lib/packs";
import { leafHash, openingFaults, SparseRoot, same } from "@/lib/transparency";
import { CSV_FILE, EVENTS_FILE, type Manifest, type ManifestTree, OCSF_FILE, OCSF_VERSION } from "../format/manifest";
import { CSV_HEAD, csvLineOf, type EventRow, jsonLineOf, rowOf } from "../format/row";
import { inOrder, Tallies } from "../gathering/tallies";
import { ocsfLineOf } from "../ocsf/to-ocsf";

interface Tree extends ManifestTree {
  given: SparseRoot;
  seen: number;
  /** Hashes of the proof that were not needed. */
  left: () => number;
  broken: boolean;
}

const HASH_BYTES = 32;

/** Reads events.jsonl line after line, and says whether everything else in the export follows from it. */
export class EventCheck {
  readonly #tallies = new Tallies();
  readonly #trees: Map<number, Tree>;
  readonly #derived = new Map<string, { sum: Hash; line: (row: EventRow) => string }>();
  #at = 0;

  constructor(
    readonly manifest: Manifest,
    hashes: ReadonlyMap<number, Buffer>,
    readonly faults: Faults,
  ) {
    this.#trees = new Map(manifest.trees.map((tree) => [tree.epoch, treeOf(tree, hashes.get(tree.epoch))]));
    const origins = new Map(manifest.trees.map(({ epoch, origin }) => [epoch, origin]));
    const source = {
      productVersion: manifest.product.version,
      schemaVersion: OCSF_VERSION,
      origin: (epoch: number) => origins.get(epoch) ?? "",
    };
    this.#derived.set(CSV_FILE, { sum: createHash("sha256").update(CSV_HEAD), line: csvLineOf });
    this.#derived.set(OCSF_FILE, { sum: createHash("sha256"), line: (row) => ocsfLineOf(row, source) });
    for (const name of this.#derived.keys())
      if (!manifest.files.some((file) => file.name === name)) this.#derived.delete(name);
  }

  line(text: string): void {
    this.#at++;
    const row = rowIn(text);
    if (!row || jsonLineOf(row) !== `${text}\n`) {
      this.faults.add(`${EVENTS_FILE}, line ${this.#at}: what it says is not what its leaf says`);
      return;
    }
    const leaf = Buffer.from(row.leafText, "utf8");
    for (const fault of openingFaults(leaf, row.beside)) this.faults.add(`event ${row.leaf.id}: ${fault}`);
    this.#prove(row, leaf);
    this.#tallies.add(row);
    for (const { sum, line } of this.#derived.values()) sum.update(line(row));
  }

  #prove({ epoch, seq, leaf: { id } }: EventRow, leaf: Buffer): void {
    const tree = this.#trees.get(epoch);
    if (!tree) {
      this.faults.add(`event ${id} is of epoch ${epoch}, which the manifest does not name`);
      return;
    }
    if (tree.broken) return;
    tree.seen++;
    this.#guarded(tree, () => tree.given.add(seq, leafHash(leaf)));
  }

  #guarded(tree: Tree, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      tree.broken = true;
      this.faults.add(`the events of epoch ${tree.epoch} are not proved: ${error.message}`);
    }
  }

  /** What can be said only when everything was read. */
  finish(): void {
    for (const tree of this.#trees.values()) if (!tree.broken) this.#guarded(tree, () => this.#judge(tree));
    const { counts, first, last, files } = this.manifest;
    const { events, byType, byOutcome } = this.#tallies;
    const told = { events, byType: inOrder(byType), byOutcome: inOrder(byOutcome) };
    this.faults.must(
      JSON.stringify(told) === JSON.stringify(counts),
      "the manifest counts other events than there are",
    );
    const period = first === this.#tallies.first && last === this.#tallies.last;
    this.faults.must(period, "the manifest names another period than that of the events");
    for (const [name, { sum }] of this.#derived) {
      const file = files.find((one) => one.name === name);
      this.faults.must(file?.rows === events, `${name} has another number of events`);
      this.faults.must(sum.digest("hex") === file?.sha256, `${name} does not say what the leaves of the events say`);
    }
  }

  #judge(tree: Tree): void {
    const root = Buffer.from(tree.root, "base64");
    const proved = same(tree.given.root(), root) && tree.left() === 0;
    this.faults.must(proved, `the events of epoch ${tree.epoch} do not lead to the root that the log signed`);
    this.faults.must(
      tree.seen === tree.events,
      `the manifest counts other events of epoch ${tree.epoch} than there are`,
    );
  }
}

function treeOf(tree: ManifestTree, hashes: Buffer = Buffer.alloc(0)): Tree {
  let at = 0;
  const next = () => {
    const hash = hashes.subarray(at, at + HASH_BYTES);
    at += HASH_BYTES;
    return hash.length === HASH_BYTES ? hash : null;
  };
  return { ...tree, given: new SparseRoot(tree.size, next), seen: 0, left: () => hashes.length - at, broken: false };
}

/** A line as far as it can be an event's; what it says beyond its leaf is compared by whoever reads it. */
function rowIn(text: string): EventRow | null {
  try {
    const { epoch, seq, leaf, beside } = JSON.parse(text);
    if (!Number.isSafeInteger(epoch) || !Number.isSafeInteger(seq) || typeof leaf !== "string") return null;
    if (!Array.isArray(beside) || !beside.every(isOpening)) return null;
    return rowOf({ epoch, seq, leaf, beside });
  } catch {
    return null;
  }
}

function isOpening(value: unknown): boolean {
  const { field, salt, value: text } = (value ?? {}) as Record<string, unknown>;
  return typeof field === "string" && typeof salt === "string" && typeof text === "string";
}
