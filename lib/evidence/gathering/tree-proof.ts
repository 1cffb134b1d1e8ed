import { type LogHead, SparseProver } from "@/lib/audit";
import { CountersignError } from "@/lib/errors";
import type { DeflatedFile } from "@/lib/packs";
import { leafHash, SparseRoot, same } from "@/lib/transparency";
import type { Queryable } from "../store";

/**
 * Writes the proof of one tree while its leaves go by, and checks at the end that leaves and proof give the signed root: an export
 * that a verifier would refuse is never finished.
 */
export class TreeProof {
  events = 0;
  hashes = 0;
  readonly #prover: SparseProver;
  readonly #root: SparseRoot;
  #given: Buffer[] = [];
  #unwritten: Buffer[] = [];

  constructor(
    q: Queryable,
    readonly head: LogHead,
    readonly file: DeflatedFile,
  ) {
    this.#prover = new SparseProver(q, head);
    this.#root = new SparseRoot(head.size, () => this.#given.shift() ?? null);
  }

  /** @returns a promise only where something stands between: most leaves follow the one before, and wait for nothing */
  add(seq: number, leaf: string): Promise<void> | undefined {
    const between = this.#prover.before(seq);
    if (between instanceof Promise) return between.then((hashes) => this.#follow(seq, { hashes, leaf }));
    this.#follow(seq, { hashes: between, leaf });
    return undefined;
  }

  #follow(seq: number, { hashes, leaf }: { hashes: readonly Buffer[]; leaf: string }): void {
    if (hashes.length) this.#take(hashes);
    this.#root.add(seq, leafHash(Buffer.from(leaf, "utf8")));
    this.events++;
  }

  /** Writes what has come together. */
  async flush(): Promise<void> {
    if (this.#unwritten.length === 0) return;
    const bytes = Buffer.concat(this.#unwritten);
    this.#unwritten = [];
    await this.file.write(bytes);
  }

  /** @throws CountersignError `unavailable` when the stored leaves are not those that the log signed */
  async finish(): Promise<void> {
    this.#take(await this.#prover.behind());
    await this.flush();
    if (!same(this.#root.root(), this.head.root))
      throw new CountersignError("unavailable", "The audit log cannot prove these events: run its self-audit.");
  }

  #take(hashes: readonly Buffer[]): void {
    this.#given.push(...hashes);
    this.#unwritten.push(...hashes);
    this.hashes += hashes.length;
  }
}
