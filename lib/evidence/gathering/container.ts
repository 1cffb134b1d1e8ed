import { assertFits, DeflatedFile, type ManifestFile, PartWriter } from "@/lib/packs";
import { pool, writePart } from "../store";

/** Each file's parts have a thousand numbers and more of their own, so that several files are written beside each other. */
const NUMBERS_OF_A_FILE = 1_000_000;
/** The manifest and its anchor. */
const BESIDE = 2;
/** zlib's fastest: what is said a million times over is small in any case. */
const LEVEL = 1;

interface OpenFile {
  file: DeflatedFile;
  parts: PartWriter;
}

/** The container of an export while it is written: its files in their order, whenever their content comes. */
export class Container {
  readonly #files = new Map<string, OpenFile>();
  readonly #storing = new Set<Promise<void>>();
  #closed = false;

  constructor(
    readonly exportId: string,
    readonly names: readonly string[],
  ) {
    // Told before the first event is read; beyond it the numbers of parts would run into each other as well.
    assertFits(names.length + BESIDE);
  }

  /** @param name one of the names that the container was made for */
  open(name: string): DeflatedFile {
    const place = this.names.indexOf(name);
    if (place < 0) throw new Error(`there is no place for ${name}`);
    const parts = this.#partsFrom((place + 1) * NUMBERS_OF_A_FILE);
    const file = new DeflatedFile(name, (bytes) => parts.write(bytes), LEVEL);
    this.#files.set(name, { file, parts });
    return file;
  }

  async end(name: string, rows: number | null): Promise<ManifestFile> {
    const { file, parts } = this.#files.get(name) as OpenFile;
    const written = await file.end();
    await parts.end();
    file.close();
    return { ...written, rows };
  }

  async whole(name: string, bytes: Buffer, rows: number | null = null): Promise<ManifestFile> {
    await this.open(name).write(bytes);
    return this.end(name, rows);
  }

  /** What stands behind all files. */
  async tail(bytes: Buffer): Promise<void> {
    const parts = this.#partsFrom((this.names.length + 1) * NUMBERS_OF_A_FILE);
    await parts.write(bytes);
    await parts.end();
  }

  /** Frees what deflating holds, also when it is given up: when it resolves, no part is still on its way into the database. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { file } of this.#files.values()) file.close();
    await Promise.allSettled(this.#storing);
  }

  #partsFrom(first: number): PartWriter {
    return new PartWriter((part) => this.#store(part), first);
  }

  async #store(part: { number: number; bytes: Buffer }): Promise<void> {
    if (this.#closed) throw new Error("this container was closed");
    const storing = writePart(pool(), { exportId: this.exportId, ...part });
    this.#storing.add(storing);
    try {
      await storing;
    } finally {
      this.#storing.delete(storing);
    }
  }
}

/** The number of the last part of all: the proof that anchors the manifest, and the directory. */
export const LAST_PART = 2_000_000_000;
